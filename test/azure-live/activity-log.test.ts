import { delegationEvents } from '../../lib/azure-live';
import { signedInTo } from './answering';

const SUBSCRIPTION = '50b00000-0000-4000-8000-00000000000A';

/** An event as the log shows it: the end of a removal that succeeded, but for a change. */
const event = (change: object = {}, description: object | string = { subscriptionId: SUBSCRIPTION }) => ({
  eventTimestamp: '2026-11-20T01:02:03.4567890Z',
  eventName: { value: 'EndRequest' },
  operationName: { value: 'Microsoft.Resources/tenants/unregister/action' },
  status: { value: 'Succeeded' },
  caller: 'carla@contoso.example',
  description: typeof description === 'string' ? description : JSON.stringify(description),
  ...change,
});

const REMOVED = {
  time: '2026-11-20T01:02:03.456Z',
  operation: 'unregister',
  subscriptionId: SUBSCRIPTION.toLowerCase(),
  caller: 'carla@contoso.example',
};

async function eventsIn(...value: object[]) {
  const answer = await delegationEvents(await signedInTo(() => ({ status: 200, body: { value } })), '2026-11-01');
  return 'events' in answer ? answer.events : answer;
}

describe('the activity log', () => {
  it('tells of a removal: when, where, by whom', async () => {
    expect(await eventsIn(event())).toEqual([REMOVED]);
    const group = { subscriptionId: SUBSCRIPTION, delegationResourceId: `/subscriptions/x/resourceGroups/RG-Web` };
    expect(await eventsIn(event({}, group))).toEqual([{ ...REMOVED, resourceGroup: 'rg-web' }]);
  });

  it('is told the oldest first', async () => {
    const register = { operationName: { value: 'microsoft.resources/tenants/Register/action' } };
    const events = await eventsIn(event(), event({ ...register, eventTimestamp: '2026-11-19T00:00:00Z' }));
    expect(events).toMatchObject([{ operation: 'register' }, { operation: 'unregister' }]);
  });

  it.each<[string, object]>([
    ['failed', event({ status: { value: 'Failed' } })],
    ['was cancelled', event({ status: 'Canceled' })],
    ['only began', event({ eventName: { value: 'BeginRequest' } })],
    ['is something else', event({ operationName: { value: 'Microsoft.Resources/tenants/write' } })],
    ['has no time', event({ eventTimestamp: 'yesterday' })],
    ['names no subscription', event({}, {})],
    ['describes itself otherwise', event({}, 'Removed.')],
  ])('does not count what %s', async (_, item) => {
    expect(await eventsIn(item)).toEqual([]);
  });

  it('that is refused says why', async () => {
    const signedIn = await signedInTo(() => ({ status: 403 }));
    expect(await delegationEvents(signedIn, '2026-11-01')).toEqual({ refused: '403 SomeCode' });
  });

  it('is asked for from a day on', async () => {
    const asked: unknown[] = [];
    const signedIn = await signedInTo(url => {
      asked.push(url);
      return { status: 200, body: { value: [] } };
    });
    await delegationEvents(signedIn, '2026-11-01T00:00:00.000Z');
    expect(asked).toEqual([expect.stringMatching(/&\$filter=eventTimestamp%20ge%20'2026-11-01T00%3A00%3A00\.000Z'$/)]);
  });
});
