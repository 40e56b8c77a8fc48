import { armGuid, AzureBuiltInRole } from '../lib/azure';
import type { AzureAnswer, AzureClient } from './azure-client';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD } from '.';
import type { JsonObject } from './server/json';
import { asList, asObject } from './server/json';

const { contoso, fabrikam, northwind } = EXAMPLE;
const SUBSCRIPTION = `/subscriptions/${contoso.subscriptionId}`;
const WEB = `${SUBSCRIPTION}/resourceGroups/rg-web`;
const DATA = `${SUBSCRIPTION}/resourceGroups/rg-data`;
const PROVIDER = '/providers/Microsoft.ManagedServices';
const VERSION = '?api-version=2022-10-01';
const REFUSED = 'InvalidRegistrationAssignmentCreateRequest';
const DELETE_ROLE = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE.id;
const READER = AzureBuiltInRole.READER.id;

let emulator: AzureEmulator;
let customer: AzureClient;

beforeEach(async () => {
  emulator = await AzureEmulator.start({ world: EXAMPLE_WORLD });
  customer = emulator.client('Contoso pipeline');
});

afterEach(async () => {
  await emulator.stop();
});

test('an assignment is accepted, then succeeded, and can show its definition', async () => {
  const registrationDefinitionId = await define('offer');
  const created = await assign(SUBSCRIPTION, 'offer', registrationDefinitionId);
  expect(created.status).toBe(201);
  expect(created.headers['azure-asyncoperation']).toBeDefined();
  expect(created.body.properties).toEqual({ registrationDefinitionId, provisioningState: 'Accepted' });

  expect((await get(SUBSCRIPTION, 'offer', 'false')).body).toMatchObject({
    id: pathOf(SUBSCRIPTION, 'offer'),
    properties: { registrationDefinitionId, provisioningState: 'Succeeded' },
  });
  expect((await get(SUBSCRIPTION, 'offer', 'true')).body).toMatchObject({
    properties: {
      registrationDefinition: {
        properties: {
          managedByTenantId: fabrikam.tenantId,
          manageeTenantId: contoso.tenantId,
          manageeTenantName: 'Contoso',
        },
      },
    },
  });
});

test('the id of the definition comes back in the very letters that were sent', async () => {
  const id = (await define('offer')).slice(1).toLowerCase();

  expect((await assign(SUBSCRIPTION, 'offer', id)).body).toMatchObject({
    properties: { registrationDefinitionId: id },
  });
  expect((await get(SUBSCRIPTION, 'offer')).body).toMatchObject({ properties: { registrationDefinitionId: id } });
});

test('one definition serves several resource groups, and the same PUT again changes nothing', async () => {
  const id = await define('offer');

  expect((await assign(WEB, 'web', id)).status).toBe(201);
  expect((await assign(DATA, 'data', id.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'))).status).toBe(201);
  expect((await assign(WEB, 'web', id)).status).toBe(200);
  const listed = await customer.arm('GET', `${SUBSCRIPTION}${PROVIDER}/registrationAssignments${VERSION}`);
  expect(asList(listed.body.value)).toHaveLength(2);
});

describe('refused', () => {
  test('a definition that is not there yet', async () => {
    const id = `${SUBSCRIPTION}${PROVIDER}/registrationDefinitions/${armGuid('none')}`;

    expectRefusal(await assign(SUBSCRIPTION, 'offer', id), 400, REFUSED);
  });

  test('a definition that has not succeeded yet', async () => {
    await define('offer');
    const id = await define('offer', { isAwaited: false });

    expectRefusal(await assign(SUBSCRIPTION, 'offer', id), 409, REFUSED);
    await customer.arm('GET', id + VERSION);
    expect((await assign(SUBSCRIPTION, 'offer', id)).status).toBe(201);
  });

  test('a definition of another subscription', async () => {
    const id = `/subscriptions/${northwind.subscriptionId}${PROVIDER}/registrationDefinitions/${armGuid('offer')}`;

    expectRefusal(await assign(SUBSCRIPTION, 'offer', id), 400, REFUSED);
  });

  test('a second assignment of the same definition at a scope', async () => {
    const id = await define('offer');
    await assign(SUBSCRIPTION, 'first', id);
    const second = await assign(SUBSCRIPTION, 'second', id);

    expectRefusal(second, 409, REFUSED);
    expect(second.message).toContain('Multiple registration assignments are not allowed');
  });

  test('two offers of one name at a scope', async () => {
    await assign(SUBSCRIPTION, 'first', await define('first', { name: 'Managed Services' }));
    const second = await define('second', { name: 'managed services' });

    expectRefusal(await assign(SUBSCRIPTION, 'second', second), 409, REFUSED);
    expect((await assign(WEB, 'second', second)).status).toBe(201);
  });

  test('another definition for an assignment that exists', async () => {
    await assign(SUBSCRIPTION, 'offer', await define('first'));

    expectRefusal(await assign(SUBSCRIPTION, 'offer', await define('second')), 400, REFUSED);
  });

  test.each<[string, string, string, string, number]>([
    ['a name that is no GUID', SUBSCRIPTION, 'offer', REFUSED, 400],
    ['a resource group that does not exist', `${SUBSCRIPTION}/resourceGroups/none`, 'x', 'ResourceGroupNotFound', 404],
    ['a resource', `${WEB}/providers/Microsoft.Web/sites/shop`, 'x', 'InvalidScope', 400],
    ['a management group', '/providers/Microsoft.Management/managementGroups/contoso', 'x', 'InvalidScope', 400],
  ])('%s', async (_, scope, name, code, status) => {
    const path = `${scope}${PROVIDER}/registrationAssignments/${name === 'x' ? armGuid(name) : name}${VERSION}`;
    const properties = { registrationDefinitionId: await define('offer') };

    expectRefusal(await customer.arm('PUT', path, { properties }), status, code);
  });

  test.each<[string, unknown]>([
    ['no body', undefined],
    ['no definition', { properties: {} }],
    ['no definition id', { properties: { registrationDefinitionId: armGuid('offer') } }],
  ])('%s', async (_, body) => {
    expectRefusal(await customer.arm('PUT', pathOf(SUBSCRIPTION, 'x') + VERSION, body), 400, 'InvalidRequestContent');
  });
});

describe('removal', () => {
  test('a deleted assignment is gone after a while, and only then its definition can be deleted', async () => {
    const definition = await define('offer');
    await assign(SUBSCRIPTION, 'offer', definition);
    expectRefusal(
      await customer.arm('DELETE', definition + VERSION),
      409,
      'InvalidRegistrationDefinitionDeleteRequest',
    );

    const removal = await remove(customer, 'offer');
    expect(removal).toMatchObject({ status: 202, body: {}, headers: { 'retry-after': '15' } });
    expect(removal.headers).not.toHaveProperty('azure-asyncoperation');
    expectRefusal(
      await customer.arm('DELETE', definition + VERSION),
      409,
      'InvalidRegistrationDefinitionDeleteRequest',
    );
    expectRefusal(await assign(SUBSCRIPTION, 'offer', definition), 409, REFUSED);

    const location = new URL(String(removal.headers.location));
    expect((await customer.arm('GET', location.pathname + location.search)).body).toEqual({ status: 'Succeeded' });
    expect((await get(SUBSCRIPTION, 'offer')).code).toBe('RegistrationAssignmentNotFound');
    expect((await customer.arm('DELETE', definition + VERSION)).status).toBe(200);
    expect((await remove(customer, 'offer')).status).toBe(204);
  });

  test('it can be made to take longer', async () => {
    await emulator.stop();
    emulator = await AzureEmulator.start({ world: EXAMPLE_WORLD, deletion: { looks: 2 } });
    customer = emulator.client('Contoso pipeline');
    await assign(SUBSCRIPTION, 'offer', await define('offer'));
    await remove(customer, 'offer');

    expect((await get(SUBSCRIPTION, 'offer')).body).toMatchObject({ properties: { provisioningState: 'Deleting' } });
    expect((await get(SUBSCRIPTION, 'offer')).status).toBe(404);
  });

  test('the managing tenant can remove it only with the role for that', async () => {
    const olaf = emulator.client('Olaf Operator');
    await assign(SUBSCRIPTION, 'offer', await define('offer', { roles: [READER] }));
    await get(SUBSCRIPTION, 'offer');
    expectRefusal(await remove(olaf, 'offer'), 403, 'AuthorizationFailed');

    await define('offer', { roles: [READER, DELETE_ROLE] });
    expect((await remove(olaf, 'offer')).status).toBe(202);
  });

  test('a contributor of the customer cannot', async () => {
    await assign(SUBSCRIPTION, 'offer', await define('offer'));

    const answer = await remove(emulator.client('Carla Contributor'), 'offer');

    expectRefusal(answer, 403, 'InsufficientPrivilegesForManagedServiceResource');
  });
});

test('a delegation gives the members of a group their role, at its scope and not beside it', async () => {
  const olaf = emulator.client('Olaf Operator');
  const read = (scope: string) => olaf.arm('GET', scope + VERSION);
  expectRefusal(await read(WEB), 401, 'InvalidAuthenticationTokenTenant');

  await assign(WEB, 'web', await define('offer', { roles: [READER] }));
  await get(WEB, 'web');
  expect((await read(WEB)).status).toBe(200);
  expectRefusal(await read(DATA), 403, 'AuthorizationFailed');

  await assign(SUBSCRIPTION, 'all', await define('offer', { roles: [READER] }));
  await get(SUBSCRIPTION, 'all');
  expect((await read(DATA)).status).toBe(200);
  expect(asList((await olaf.arm('GET', `/subscriptions${VERSION}`)).body.value).map(asObject)).toMatchObject([
    { subscriptionId: contoso.subscriptionId, managedByTenants: [{ tenantId: fabrikam.tenantId }] },
  ]);
});

interface Offer {
  readonly name?: string;
  readonly roles?: string[];
  /** Whether to look at it once, so that it succeeds. */
  readonly isAwaited?: boolean;
}

/** Writes a definition for the operators and returns its id. */
async function define(key: string, { name = key, roles = [READER], isAwaited = true }: Offer = {}): Promise<string> {
  const path = `${SUBSCRIPTION}${PROVIDER}/registrationDefinitions/${armGuid(key)}`;
  const properties: JsonObject = {
    registrationDefinitionName: name,
    managedByTenantId: fabrikam.tenantId,
    authorizations: roles.map(roleDefinitionId => ({ principalId: fabrikam.operators, roleDefinitionId })),
  };
  const answer = await customer.arm('PUT', path + VERSION, { properties });
  expect([200, 201]).toContain(answer.status);
  if (isAwaited) {
    await customer.arm('GET', path + VERSION);
  }
  return path;
}

function pathOf(scope: string, name: string): string {
  return `${scope}${PROVIDER}/registrationAssignments/${armGuid(name)}`;
}

async function assign(scope: string, name: string, registrationDefinitionId: string): Promise<AzureAnswer> {
  return customer.arm('PUT', pathOf(scope, name) + VERSION, { properties: { registrationDefinitionId } });
}

async function get(scope: string, name: string, expand?: string): Promise<AzureAnswer> {
  const query = expand ? `&$expandRegistrationDefinition=${expand}` : '';
  return customer.arm('GET', pathOf(scope, name) + VERSION + query);
}

async function remove(client: AzureClient, name: string): Promise<AzureAnswer> {
  return client.arm('DELETE', pathOf(SUBSCRIPTION, name) + VERSION);
}

function expectRefusal(answer: AzureAnswer, status: number, code: string): void {
  expect([answer.status, answer.code]).toEqual([status, code]);
}
