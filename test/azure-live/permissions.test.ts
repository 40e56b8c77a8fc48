import { AzureCloud } from '../../lib/azure';
import { endpointsOf, ownPermissions, type SignedIn } from '../../lib/azure-live';

/** Somebody to whom Azure answers the same whatever is asked. */
async function answered(status: number, body: Record<string, unknown>): Promise<SignedIn> {
  const answer = { status, body, code: status === 200 ? '' : 'SomeCode' };
  const requests = { get: () => Promise.resolve(answer), query: () => Promise.resolve(answer) };
  return {
    tenantId: '',
    objectId: '',
    endpoints: await endpointsOf(AzureCloud.PUBLIC, {}, {}),
    arm: requests,
    graph: requests,
  };
}

describe('what the caller may do', () => {
  it('is every set of actions that Azure lists', async () => {
    const value = [{ actions: ['*/read'], notActions: ['Microsoft.Secret/read'] }, { actions: ['A/b'] }];
    expect(await ownPermissions(await answered(200, { value }), '/subscriptions/x')).toEqual({
      permissions: [
        { actions: ['*/read'], notActions: ['Microsoft.Secret/read'] },
        { actions: ['A/b'], notActions: [] },
      ],
    });
  });

  it.each([401, 403, 404])('is nothing that Azure tells it where the answer is %d', async status => {
    expect(await ownPermissions(await answered(status, {}), '/subscriptions/x')).toEqual({
      refused: `${status} SomeCode`,
    });
  });

  it.each([400, 500, 503])('is not known where Azure fails with %d', async status => {
    expect(await ownPermissions(await answered(status, {}), '/subscriptions/x')).toEqual({
      failed: `${status} SomeCode`,
    });
  });
});
