import { AzureCloud } from '../../lib/azure';
import { endpointsOf, type SignedIn } from '../../lib/azure-live';

/** An answer to a request, and what it said: the address of a GET, the body of a query. */
type Answer = (asked: string | object) => { readonly status: number; readonly body?: Record<string, unknown> };

/** Somebody who is signed in to an Azure that answers so. Whatever is refused has the code `SomeCode`. */
export async function signedInTo(answer: Answer): Promise<SignedIn> {
  const say = (asked: string | object) => {
    const { status, body = {} } = answer(asked);
    return Promise.resolve({ status, body, code: status === 200 ? '' : 'SomeCode' });
  };
  const requests = { get: say, query: (_url: string, body: object) => say(body) };
  const endpoints = await endpointsOf(AzureCloud.PUBLIC, {}, {});
  return { tenantId: '', objectId: '', endpoints, arm: requests, graph: requests };
}
