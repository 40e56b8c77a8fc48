import { armGuid, AzureBuiltInRole } from '../lib/azure';
import { AzureEmulator, type AzureEmulatorOptions, EXAMPLE, EXAMPLE_WORLD, type World } from '.';
import type { AzureAnswer } from './azure-client';
import { asList, asObject, asText } from './server/json';

const { contoso, fabrikam, northwind } = EXAMPLE;
const OTHER = 'aaaa0000-0000-4000-8000-000000000001';
const GRAPH = '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01';
const ALL = 'managedservicesresources | project id, name, type, tenantId, properties | order by id asc';
const LOG = '/providers/microsoft.insights/eventtypes/management/values?api-version=2015-04-01';
const ASSIGNMENT = `/subscriptions/${contoso.subscriptionId}/providers/Microsoft.ManagedServices/registrationAssignments`;
const [partner, customer, other] = EXAMPLE_WORLD.tenants;
const idOf = (name: string) => armGuid(fabrikam.tenantId, 'servicePrincipal', name);
const role = (principalId: string, { id }: AzureBuiltInRole) => ({ principalId, roleDefinitionId: id });
const OFFER = {
  offer: 'Ours',
  managedByTenantId: fabrikam.tenantId,
  authorizations: [
    role(fabrikam.operators, AzureBuiltInRole.READER),
    role(idOf('PEC-Automation'), AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR),
  ],
};
const FOREIGN = { ...OFFER, offer: 'Theirs', managedByTenantId: OTHER };

const WORLD: World = {
  ...EXAMPLE_WORLD,
  tenants: [
    { ...partner, activityLogReaders: ['Olaf Operator'] },
    {
      ...customer,
      subscriptions: (customer.subscriptions ?? []).map(subscription =>
        subscription.id === contoso.subscriptionId
          ? { ...subscription, delegations: [OFFER, FOREIGN] }
          : { ...subscription, delegations: [{ ...OFFER, resourceGroups: ['rg-test'] }] },
      ),
    },
    { ...other, subscriptions: other.subscriptions },
    { id: OTHER, displayName: 'Tailspin' },
  ],
};

let emulator: AzureEmulator;
async function start(options: Partial<AzureEmulatorOptions> = {}): Promise<void> {
  emulator = await AzureEmulator.start({ world: WORLD, ...options });
}
afterEach(() => emulator.stop());

const query = (text: string, options: object = {}, name = 'Olaf Operator') =>
  emulator.client(name).arm('POST', GRAPH, { query: text, options });
const rowsOf = ({ body }: AzureAnswer) => asList(body.data).map(asObject);

describe('Resource Graph', () => {
  test('leaves out without a word what the caller may not read', async () => {
    await start();
    const rows = rowsOf(await query(ALL));
    // A right in one resource group shows its assignment, not the definition, which is in the subscription.
    expect(rows.map(({ id, tenantId }) => [asText(id).replace(/^.*registration/, ''), tenantId])).toEqual([
      [`Assignments/${armGuid('Theirs')}`, contoso.tenantId],
      [`Assignments/${armGuid('Ours')}`, contoso.tenantId],
      [`Definitions/${armGuid('Theirs')}`, contoso.tenantId],
      [`Definitions/${armGuid('Ours')}`, contoso.tenantId],
      [`Assignments/${armGuid('Ours', 'rg-test')}`, contoso.tenantId],
    ]);
    expect(rows[0].type).toBe('microsoft.managedservices/registrationassignments');
  });

  test('refuses a caller who may read nothing', async () => {
    await start();
    expect(await query(ALL, {}, 'PEC-Automation')).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  test('pages only where rows have an id', async () => {
    await start();
    const first = await query(ALL, { $top: 2 });
    expect(first.body).toMatchObject({ count: 2, totalRecords: 5, resultTruncated: 'false' });
    const second = await query(ALL, { $top: 2, $skipToken: first.body.$skipToken });
    expect(rowsOf(second)).toHaveLength(2);
    expect(rowsOf(second)[0]).not.toEqual(rowsOf(first)[0]);

    const { body } = await query('managedservicesresources | project name', { $top: 2 });
    expect([body.resultTruncated, body.$skipToken]).toEqual(['true', undefined]);
  });

  test.each([
    ["managedservicesresources | where type == 'microsoft.managedservices/registrationassignments' | project id", 3],
    ["managedservicesresources | where type == 'Microsoft.ManagedServices/registrationAssignments' | project id", 0],
    ["managedservicesresources | where type =~ 'Microsoft.ManagedServices/registrationAssignments' | project id", 3],
  ])('%s', async (text, rows) => {
    await start();
    expect(rowsOf(await query(text))).toHaveLength(rows);
  });

  test.each([
    'resources | project id',
    'managedservicesresources | take 1',
    'managedservicesresources | where tenantId == "a"',
  ])('knows no "%s"', async text => {
    await start();
    expect((await query(text)).status).toBe(400);
  });

  test('throttles a caller, and says how long', async () => {
    await start({ graphQuota: 2 });
    await query(ALL);
    expect((await query(ALL)).headers['x-ms-user-quota-remaining']).toBe('0');
    const throttled = await query(ALL);
    expect([throttled.status, throttled.code]).toEqual([429, 'RateLimiting']);
    expect(Number(throttled.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('learns late what is gone', async () => {
    await start({ indexing: { looks: 2 }, deletion: {} });
    const pipeline = emulator.client('Contoso pipeline');
    await pipeline.arm('DELETE', `${ASSIGNMENT}/${armGuid('Ours')}?api-version=2022-10-01`);
    const seen = async () =>
      rowsOf(await emulator.client('Contoso pipeline').arm('POST', GRAPH, { query: ALL, options: {} })).filter(
        ({ name, type }) => name === armGuid('Ours') && asText(type).endsWith('assignments'),
      );
    expect(await seen()).toHaveLength(1);
    expect(await seen()).toHaveLength(0);
  });

  test.each(['named', 'expanded'] as const)('an assignment can be %s', async graphAssignments => {
    await start({ guesses: { graphAssignments } });
    const [row] = rowsOf(await query(ALL));
    expect('registrationDefinition' in asObject(row.properties)).toBe(graphAssignments === 'expanded');
  });

  test('authorizations and tenants can be kept back', async () => {
    await start({ guesses: { graphAuthorizations: 'left-out', graphTenant: 'managing' } });
    const rows = rowsOf(await query(ALL));
    expect(rows.filter(({ properties }) => 'authorizations' in asObject(properties))).toEqual([]);
    expect(new Set(rows.map(({ tenantId }) => tenantId))).toEqual(new Set([fabrikam.tenantId]));
  });
});

describe('what somebody may do', () => {
  const permissions = (name: string, subscriptionId: string) =>
    emulator
      .client(name)
      .arm(
        'GET',
        `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
      );

  test('is answered to whoever holds a role that may ask', async () => {
    await start();
    expect((await permissions('PEC-Automation', contoso.subscriptionId)).body.value).toEqual([
      {
        actions: [
          'Microsoft.Authorization/*/read',
          'Microsoft.Resources/subscriptions/resourceGroups/read',
          'Microsoft.Support/*',
        ],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ]);
    expect((await permissions('PEC-Automation', northwind.subscriptionId)).status).toBe(401);
    expect((await permissions('Directory pipeline', contoso.subscriptionId)).status).toBe(403);
  });

  test('is refused across tenants, if Azure is so', async () => {
    await start({ guesses: { permissionsOnDelegatedScope: 'refused' } });
    expect(await permissions('PEC-Automation', contoso.subscriptionId)).toMatchObject({ status: 403 });
    expect(await permissions('Contoso pipeline', contoso.subscriptionId)).toMatchObject({ status: 200 });
  });

  test('a role is read at a scope by whoever may', async () => {
    await start();
    const { id } = AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR;
    const path = `/subscriptions/${contoso.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${id}?api-version=2022-04-01`;
    const { body } = await emulator.client('PEC-Automation').arm('GET', path);
    expect(body).toMatchObject({ name: id, properties: { permissions: [{ notActions: [] }] } });
    expect((await emulator.client('Directory pipeline').arm('GET', path)).status).toBe(403);
  });
});

describe('the activity log of the managing tenant', () => {
  const since = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
  const list = (days = 1, name = 'Olaf Operator') =>
    emulator.client(name).arm('GET', `${LOG}&$filter=${encodeURIComponent(`eventTimestamp ge '${since(days)}'`)}`);

  test('tells when a delegation went, and who did it', async () => {
    await start();
    await emulator.client('Contoso pipeline').arm('DELETE', `${ASSIGNMENT}/${armGuid('Ours')}?api-version=2022-10-01`);
    const events = asList((await list()).body.value).map(asObject);
    expect(events.map(({ eventName }) => asObject(eventName).value)).toEqual(['EndRequest', 'BeginRequest']);
    expect(events[0]).toMatchObject({
      operationName: { value: 'Microsoft.Resources/tenants/unregister/action' },
      caller: asText((emulator.principal('Contoso pipeline') as { appId?: string }).appId),
    });
    expect(JSON.parse(asText(events[0].description))).toEqual({
      delegationResourceId: `/subscriptions/${contoso.subscriptionId}`,
      subscriptionTenantId: contoso.tenantId,
      subscriptionId: contoso.subscriptionId,
    });
  });

  test('is for those who may read it, for 90 days', async () => {
    await start();
    expect((await list(1, 'Directory pipeline')).status).toBe(403);
    expect((await list(89)).status).toBe(200);
    expect((await list(91)).status).toBe(400);
    expect((await emulator.client('Olaf Operator').arm('GET', LOG)).status).toBe(400);
  });

  test('comes in pages', async () => {
    await start({ listPageSize: 3 });
    for (let i = 0; i < 2; i++) {
      emulator.activityLog.add({
        managingTenantId: fabrikam.tenantId,
        operation: 'register',
        time: since(0.5),
        caller: 'somebody',
        customerTenantId: contoso.tenantId,
        subscriptionId: contoso.subscriptionId,
        delegationResourceId: `/subscriptions/${contoso.subscriptionId}`,
      });
    }
    const first = await list();
    expect(asList(first.body.value)).toHaveLength(3);
    const next = new URL(asText(first.body.nextLink));
    const second = await emulator.client('Olaf Operator').arm('GET', `${next.pathname}${next.search}`);
    expect([asList(second.body.value).length, second.body.nextLink]).toEqual([1, undefined]);
  });
});
