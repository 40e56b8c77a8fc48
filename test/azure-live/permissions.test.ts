import { ownPermissions } from '../../lib/azure-live';
import { signedInTo } from './answering';

const answered = (status: number, body: Record<string, unknown>) => signedInTo(() => ({ status, body }));

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
