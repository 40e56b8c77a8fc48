import { delegationsInGraph } from '../../lib/azure-live';
import { subscriptionOf } from '../command-line/verify-world';
import { signedInTo } from './answering';

const rows = (number: number) => {
  const provider = `/subscriptions/${subscriptionOf(number)}/providers/Microsoft.ManagedServices`;
  const registrationDefinitionId = `${provider}/registrationDefinitions/d`;
  return [
    { id: `${provider}/registrationAssignments/a`, properties: { registrationDefinitionId } },
    {
      id: registrationDefinitionId,
      name: 'd',
      properties: { managedByTenantId: 't', authorizations: [{ principalId: 'p', roleDefinitionId: 'r' }] },
    },
  ];
};

interface Asked {
  readonly query: string;
  readonly options: { readonly $skipToken?: string };
}

describe('Resource Graph', () => {
  it('is read to its last page, with an assignment and its definition on two of them', async () => {
    const asked: Asked[] = [];
    const [[first, definition], [second, another]] = [rows(1), rows(2)];
    const pages = [
      { data: [first, second], $skipToken: 'two' },
      { data: [definition], $skipToken: 'three' },
      { data: [another] },
    ];
    const signedIn = await signedInTo(query => {
      asked.push(query as Asked);
      return { status: 200, body: pages[asked.length - 1] };
    });
    const { delegations, incomplete } = await delegationsInGraph(signedIn);
    expect(delegations.map(({ subscriptionId }) => subscriptionId)).toEqual([subscriptionOf(1), subscriptionOf(2)]);
    expect(incomplete).toEqual([]);
    expect(asked.map(({ options }) => options.$skipToken)).toEqual([undefined, 'two', 'three']);
    expect(asked[0].query).toMatch(/project id,/);
  });

  it('that refuses a page told nothing', async () => {
    let page = 0;
    const signedIn = await signedInTo(() =>
      page++ === 0 ? { status: 200, body: { data: rows(1), $skipToken: 'two' } } : { status: 403 },
    );
    expect(await delegationsInGraph(signedIn)).toEqual({ delegations: [], incomplete: [], refused: '403 SomeCode' });
  });
});
