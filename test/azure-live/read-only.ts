import type { HttpClient, PipelineRequest } from '@azure/core-rest-pipeline';

/** What a request is for. */
type Purpose = 'read' | 'query' | 'token' | 'other';

const requests: { readonly purpose: Purpose; readonly text: string }[] = [];

// Of every test in every file that asks Azure by way of the package: nothing but GET, and POST that asks.
afterAll(() => {
  expect(requests.filter(({ purpose }) => purpose === 'other').map(({ text }) => text)).toEqual([]);
});

/** The client, with everything counted that it sends. */
export function counting(client: HttpClient): HttpClient {
  return {
    sendRequest: request => {
      requests.push({ purpose: purposeOf(request), text: `${request.method} ${request.url}` });
      return client.sendRequest(request);
    },
  };
}

/** How many requests some work sends: those for tokens apart. */
export async function sentBy(work: () => Promise<unknown>): Promise<Record<Purpose, number>> {
  const before = requests.length;
  await work();
  const purposes = requests.slice(before).map(({ purpose }) => purpose);
  const count = (purpose: Purpose) => purposes.filter(each => each === purpose).length;
  return { read: count('read'), query: count('query'), token: count('token'), other: count('other') };
}

function purposeOf({ method, url }: PipelineRequest): Purpose {
  const { pathname } = new URL(url);
  if (/\/oauth2\/v2\.0\/token$|\/openid-configuration$/.test(pathname)) {
    return 'token';
  }
  if (method === 'GET') {
    return 'read';
  }
  return method === 'POST' && QUERIES.test(pathname) ? 'query' : 'other';
}

/** What is asked by POST: Resource Graph, and the export of usage, which changes nothing at Microsoft either. */
const QUERIES =
  /^\/providers\/Microsoft\.ResourceGraph\/resources$|^\/v1\.0\/reports\/partners\/billing\/usage\/(un)?billed\/export$/;
