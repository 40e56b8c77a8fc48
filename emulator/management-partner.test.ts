import type { AzureAnswer, AzureClient } from './azure-client';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD } from '.';
import { asObject } from './server/json';

const PARTNERS = '/providers/Microsoft.ManagementPartner/partners';
const VERSION = '?api-version=2018-02-01';
const { partnerId } = EXAMPLE;
const OTHER_PARTNER_ID = '7654321';
const NOT_LINKED = 'ManagementPartnerNotFound';

let emulator: AzureEmulator;
let automation: AzureClient;

beforeEach(async () => {
  const partners = [
    { id: partnerId, name: 'Fabrikam' },
    { id: OTHER_PARTNER_ID, name: 'Fabrikam Germany' },
  ];
  emulator = await AzureEmulator.start({ world: { ...EXAMPLE_WORLD, partners } });
  automation = emulator.client('PEC-Automation');
});

afterEach(async () => {
  await emulator.stop();
});

test('a link belongs to who makes it, whatever the body says', async () => {
  const foreign = { properties: { tenantId: 'x', objectId: 'y', partnerId: OTHER_PARTNER_ID } };
  const { id: objectId, tenantId } = emulator.principal('PEC-Automation');
  const answer = await call('PUT', partnerId, foreign);

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    id: `/providers/microsoft.managementpartner/partners/${partnerId}`,
    type: 'Microsoft.ManagementPartner/partners',
    name: partnerId,
    etag: 1,
    properties: { partnerId, partnerName: 'Fabrikam', tenantId, objectId, version: 1, state: 'Active' },
  });
  expect(emulator.managementPartner.linkOf(objectId, tenantId)).toMatchObject({ partnerId, state: 'Active' });
});

test('the body may be left out', async () => {
  expect((await automation.arm('PUT', `${PARTNERS}/${partnerId}${VERSION}`)).status).toBe(200);
});

test('whoever is linked cannot be linked again, be it to the same Partner ID', async () => {
  await call('PUT', partnerId);

  expectRefusal(await call('PUT', partnerId), 409, 'PartnerIdAlreadyLinked');
  expectRefusal(await call('PUT', OTHER_PARTNER_ID), 409, 'PartnerIdAlreadyLinked');
  expect((await call('GET', partnerId)).body).toMatchObject({ etag: 1, properties: { version: 1 } });
});

test('a refusal has its code and its message twice', async () => {
  const [code, message] = [NOT_LINKED, 'This user or service principal is not linked with a Partner ID'];

  expect((await call('GET', partnerId)).body).toEqual({ error: { code, message }, code, message });
});

test('PATCH names the new Partner ID', async () => {
  expectRefusal(await call('PATCH', OTHER_PARTNER_ID), 404, NOT_LINKED);
  await call('PUT', partnerId);

  expect((await call('PATCH', OTHER_PARTNER_ID)).body.name).toBe(OTHER_PARTNER_ID);
  expect((await call('GET', OTHER_PARTNER_ID)).status).toBe(200);
  expectRefusal(await call('GET', partnerId), 404, NOT_LINKED);
});

test('nobody sees or removes the link of somebody else', async () => {
  await call('PUT', partnerId);
  const other = emulator.client('Identity pipeline');

  expectRefusal(await other.arm('GET', `${PARTNERS}/${partnerId}${VERSION}`), 404, NOT_LINKED);
  expect((await other.arm('DELETE', `${PARTNERS}/${partnerId}${VERSION}`)).status).toBe(200);
  expectRefusal(await other.arm('GET', PARTNERS + VERSION), 404, NOT_LINKED);
  expect((await automation.arm('GET', PARTNERS + VERSION)).body.name).toBe(partnerId);
});

test('a deleted link is not found, but its record goes on when it is made again', async () => {
  const first = asObject((await call('PUT', partnerId)).body.properties);
  expect((await call('DELETE', partnerId)).status).toBe(200);
  expectRefusal(await call('GET', partnerId), 404, NOT_LINKED);
  expect(await call('DELETE', partnerId)).toMatchObject({ status: 200, body: {} });

  const again = asObject((await call('PUT', OTHER_PARTNER_ID)).body.properties);
  expect(again).toMatchObject({ createdTime: first.createdTime, version: 3, state: 'Active' });
});

test.each<[string, string, string, number, string]>([
  ['a Partner ID that does not exist', '12345', VERSION, 400, 'PartnerIdInvalid'],
  ['a GUID', EXAMPLE.fabrikam.tenantId, VERSION, 400, 'PartnerIdInvalid'],
  ['a word', 'fabrikam', VERSION, 400, 'PartnerIdInvalid'],
  ['another version', partnerId, '?api-version=2020-01-01', 400, 'NoRegisteredProviderFound'],
  ['no version', partnerId, '', 400, 'MissingApiVersionParameter'],
])('refused: %s', async (_, id, query, status, code) => {
  expectRefusal(await automation.arm('PUT', `${PARTNERS}/${id}${query}`, {}), status, code);
});

test('refused: nobody', async () => {
  const answer = await emulator.client().arm('PUT', `${PARTNERS}/${partnerId}${VERSION}`, {});

  expectRefusal(answer, 401, 'AuthenticationFailed');
});

async function call(method: string, id: string, body: object = {}): Promise<AzureAnswer> {
  return automation.arm(method, `${PARTNERS}/${id}${VERSION}`, method === 'PUT' ? body : undefined);
}

function expectRefusal(answer: AzureAnswer, status: number, code: string): void {
  expect([answer.status, answer.code]).toEqual([status, code]);
}
