import { armGuid, AzureBuiltInRole } from '../lib/azure';
import type { AzureAnswer, AzureClient } from './azure-client';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD } from '.';
import type { JsonObject } from './server/json';
import { asList, asObject } from './server/json';

const { contoso, fabrikam } = EXAMPLE;
const SUBSCRIPTION = `/subscriptions/${contoso.subscriptionId}`;
const REFUSED = 'InvalidRegistrationDefinitionCreateRequest';
const CONTENT = 'InvalidRequestContent';
const OWNER = AzureBuiltInRole.of('Owner').id;
const ACCESS_ADMINISTRATOR = AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR.id;
const CONTRIBUTOR = AzureBuiltInRole.CONTRIBUTOR.id;
const READER = AzureBuiltInRole.READER.id;
const LOG_ANALYTICS = AzureBuiltInRole.of('Log Analytics Contributor').id;
const STORAGE_BACKUP = AzureBuiltInRole.of('Storage Account Backup Contributor').id;
const BAD_URI = 'InvalidRegistrationDefinitionUri';
const UNSUPPORTED = 'PrincipalTypeNotSupported';
const NO_SUBSCRIPTION = 'SubscriptionNotFound';
const DEFINITIONS = '/providers/Microsoft.ManagedServices/registrationDefinitions';
const MANAGEMENT_GROUP = '/providers/Microsoft.Management/managementGroups/contoso';
const VERSION = '?api-version=2022-10-01';

let emulator: AzureEmulator;
let customer: AzureClient;
let automation: string;

beforeAll(async () => {
  emulator = await AzureEmulator.start({ world: EXAMPLE_WORLD });
  customer = emulator.client('Contoso pipeline');
  automation = emulator.principal('PEC-Automation').id;
});

afterAll(async () => {
  await emulator.stop();
});

describe('what Azure accepts', () => {
  test('a new definition has succeeded at once, and says what was sent and who manages', async () => {
    const sent = offer({ description: 'Managed by Fabrikam' });
    const created = await put('new', sent);

    expect(created.status).toBe(201);
    expect(created.headers).not.toHaveProperty('azure-asyncoperation');
    expect(created.headers).not.toHaveProperty('retry-after');
    expect(created.body).toEqual({
      properties: { ...sent, provisioningState: 'Succeeded', managedByTenantName: 'Fabrikam' },
      id: pathOf('new'),
      type: 'Microsoft.ManagedServices/registrationDefinitions',
      name: armGuid('new'),
    });
    expect((await get('new')).body).toEqual(created.body);
  });

  test('a change is accepted, replaces the old authorizations, and succeeds later', async () => {
    await put('changed', offer());
    const changed = await put('changed', offer({ authorizations: [authorization(READER)] }));

    expect(changed.status).toBe(200);
    expect(changed.headers).toMatchObject({ 'retry-after': '15' });
    expect(changed.body).toMatchObject({
      properties: { authorizations: [authorization(READER)], provisioningState: 'Accepted' },
    });
    const operation = new URL(String(changed.headers['azure-asyncoperation']));
    const path = operation.pathname + operation.search;
    expect(path.length).toBeGreaterThan(250);
    expect((await customer.arm('GET', path)).body).toEqual({ status: 'Succeeded' });
    expect((await customer.arm('GET', path)).body).toEqual({ status: 'Succeeded' });
    expect((await get('changed')).body).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
    expectRefusal(await emulator.client('Contoso stranger').arm('GET', path), 403, 'AuthorizationFailed');
  });

  test('what was null, or not sent, does not come back', async () => {
    await put('null', offer({ description: null, registrationDefinitionName: undefined }));
    const { properties } = (await get('null')).body;

    expect(properties).not.toHaveProperty('description');
    expect(properties).not.toHaveProperty('registrationDefinitionName');
    expect(asObject(asList(asObject(properties).authorizations)[0])).not.toHaveProperty('delegatedRoleDefinitionIds');
  });

  test('the service fills in what a just in time policy leaves out', async () => {
    await put('filled-in', offer({ eligibleAuthorizations: [eligible()] }));

    expect(asObject((await get('filled-in')).body.properties).eligibleAuthorizations).toEqual([
      eligible({ multiFactorAuthProvider: 'None', maximumActivationDuration: 'PT8H' }),
    ]);
  });

  test.each<[string, () => JsonObject]>([
    ['a role that may be delegated', () => withRole(AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.id)],
    ['one principal with two roles', () => ({ authorizations: [authorization(READER), authorization(CONTRIBUTOR)] })],
    ['a security group', () => withPrincipal(fabrikam.operators)],
    ['a person', () => withPrincipal(emulator.principal('Olaf Operator').id)],
    ['an administrator of access with delegated roles', () => administrator([CONTRIBUTOR])],
    ['data actions in a delegated role', () => administrator([LOG_ANALYTICS])],
    ['the shortest activation', () => eligibleFor('PT30M')],
    ['an activation of an hour and a half', () => eligibleFor('PT1H30M')],
    ['ten approvers', () => withApprovers(fill(10))],
    ['one policy for one role', () => policies('PT2H', 'PT120M')],
  ])('accepted: %s', async (name, change) => {
    expect((await put(name, offer(change()))).status).toBe(201);
  });
});

describe('what Azure refuses', () => {
  test.each<[string, () => JsonObject, string, string]>([
    ['Owner', () => withRole(OWNER), REFUSED, 'is restricted for registration definition'],
    ['User Access Administrator alone', () => withRole(ACCESS_ADMINISTRATOR), REFUSED, 'ids are required'],
    ['no delegated roles', () => administrator([]), REFUSED, 'ids are required'],
    ['Owner as delegated role', () => administrator([OWNER]), REFUSED, 'is restricted'],
    ['User Access Administrator as delegated role', () => administrator([ACCESS_ADMINISTRATOR]), REFUSED, 'restricted'],
    ['delegated roles of another role', () => delegatedOfContributor(), REFUSED, 'can not have delegated role'],
    ['data actions', () => withRole(LOG_ANALYTICS), REFUSED, 'with data actions not allowed'],
    ['restricted actions', () => withRole(STORAGE_BACKUP), REFUSED, 'because of restricted actions'],
    ['a custom role', () => withRole(armGuid('custom')), REFUSED, 'not a built in role'],
    ['a role by resource id', () => withRole(`/x/roleDefinitions/${READER}`), CONTENT, 'is not a GUID'],
    ['the same tenant', () => ({ managedByTenantId: contoso.tenantId }), REFUSED, 'as ManagedByTenantId'],
    ['a tenant that does not exist', () => ({ managedByTenantId: armGuid('x') }), REFUSED, 'is not valid tenant'],
    ['a tenant by name', () => ({ managedByTenantId: 'fabrikam.com' }), CONTENT, 'not a tenant id'],
    ['an unknown principal', () => withPrincipal(armGuid('x')), REFUSED, 'invalid principal object identifiers'],
    ['a principal of the customer', () => withPrincipal(idOf('Contoso pipeline')), REFUSED, 'invalid principal'],
    ['a principal by name', () => withPrincipal('PEC-Automation'), CONTENT, "'PEC-Automation' must be a valid Guid"],
    ['an application’s object id', () => withPrincipal(applicationId()), UNSUPPORTED, 'type Application'],
    ['a client id', () => withPrincipal(clientId()), UNSUPPORTED, 'type Application'],
    ['a Microsoft 365 group', () => withPrincipal(idOf('Fabrikam friends')), UNSUPPORTED, 'Microsoft 365'],
    ['the same pair twice', () => ({ authorizations: [authorization(READER), shouted(READER)] }), REFUSED, 'more than'],
    ['no authorizations', () => ({ authorizations: [] }), CONTENT, 'must not be empty'],
    ['an eligible service principal', () => ({ eligibleAuthorizations: [servicePrincipal()] }), REFUSED, 'can not be'],
    ['an eligible Owner', () => eligibleRole(OWNER), REFUSED, 'restricted for eligible authorization'],
    ['an eligible access administrator', () => eligibleRole(ACCESS_ADMINISTRATOR), REFUSED, 'restricted for eligible'],
    ['an eligible role with data actions', () => eligibleRole(LOG_ANALYTICS), REFUSED, 'with data actions'],
    ['an activation of 29 minutes', () => eligibleFor('PT29M'), REFUSED, 'between PT30M and PT8H'],
    ['an activation of nine hours', () => eligibleFor('PT9H'), REFUSED, 'between PT30M and PT8H'],
    ['an activation of a day', () => eligibleFor('P1D'), REFUSED, 'between PT30M and PT8H'],
    ['another second factor', () => withPolicy({ multiFactorAuthProvider: 'Duo' }), REFUSED, "'Azure' or 'None'"],
    ['eleven approvers', () => withApprovers(fill(11)), REFUSED, 'up to 10 approvers'],
    ['a service principal as approver', () => withApprovers([automation]), REFUSED, 'as an approver'],
    ['two policies for one role', () => policies('PT2H', 'PT4H'), REFUSED, 'the same just in time access policy'],
  ])('refused: %s', async (name, change, code, message) => {
    const answer = await put(name, offer(change()));

    expect([answer.status, answer.code]).toEqual([400, code]);
    expect(answer.message).toContain(message);
    expect((await get(name)).status).toBe(404);
  });

  test('another managing tenant, once there is a definition', async () => {
    await put('moved', offer());
    const principalId = idOf('Northwind pipeline');
    const moved = {
      managedByTenantId: EXAMPLE.northwind.tenantId,
      authorizations: [{ ...authorization(), principalId }],
    };
    const answer = await put('moved', offer(moved));

    expect([answer.status, answer.code]).toEqual([400, 'RegistrationDefinitionInvalidUpdate']);
  });

  test.each<[string, string, number, string]>([
    ['no version', '', 400, 'MissingApiVersionParameter'],
    ['no date as version', '?api-version=latest', 400, 'InvalidApiVersionParameter'],
    ['a version that does not exist', '?api-version=2023-01-01', 400, 'NoRegisteredProviderFound'],
    ['a version without eligible authorizations', '?api-version=2019-09-01', 400, REFUSED],
  ])('%s', async (_, query, status, code) => {
    const body = { properties: offer({ eligibleAuthorizations: [eligible()] }) };
    const path = pathOf('version');

    expectRefusal(await customer.arm('PUT', path + query, body), status, code);
  });

  test.each<[string, string, number, string]>([
    ['a name that is no GUID', `${SUBSCRIPTION}${DEFINITIONS}/fabrikam`, 400, REFUSED],
    ['a resource group', `${SUBSCRIPTION}/resourceGroups/rg-web${DEFINITIONS}/${armGuid('x')}`, 400, BAD_URI],
    ['a management group', `${MANAGEMENT_GROUP}${DEFINITIONS}/${armGuid('x')}`, 400, BAD_URI],
    [
      'no such group',
      `${SUBSCRIPTION}/resourceGroups/none${DEFINITIONS}/${armGuid('x')}`,
      404,
      'ResourceGroupNotFound',
    ],
    ['no such subscription', `/subscriptions/${armGuid('x')}${DEFINITIONS}/${armGuid('x')}`, 404, NO_SUBSCRIPTION],
  ])('%s', async (_, path, status, code) => {
    expectRefusal(await customer.arm('PUT', path + VERSION, { properties: offer() }), status, code);
  });

  test.each<[string, unknown]>([
    ['no body', undefined],
    ['no properties', {}],
    ['a list', []],
  ])('%s', async (_, body) => {
    expectRefusal(await customer.arm('PUT', pathOf('body') + VERSION, body), 400, CONTENT);
  });

  test('a plan of an offer that nobody has published', async () => {
    const plan = { name: 'gold', publisher: 'fabrikam', product: 'managed', version: '1.0.0' };
    const answer = await customer.arm('PUT', pathOf('plan') + VERSION, { plan, properties: offer() });

    expectRefusal(answer, 400, REFUSED);
  });
});

describe('who may', () => {
  test.each<[string, string | undefined, number, string]>([
    ['nobody', undefined, 401, 'AuthenticationFailed'],
    ['a principal of the customer without rights', 'Contoso stranger', 403, 'AuthorizationFailed'],
    ['a contributor', 'Carla Contributor', 403, 'InsufficientPrivilegesForManagedServiceResource'],
    ['an owner who is a guest', 'Greta Guest', 403, 'InsufficientPrivilegesForManagedServiceResource'],
    ['the managing tenant', 'PEC-Automation', 401, 'InvalidAuthenticationTokenTenant'],
    ['another customer', 'Northwind pipeline', 401, 'InvalidAuthenticationTokenTenant'],
  ])('refused: %s', async (_, caller, status, code) => {
    const body = { properties: offer() };

    expectRefusal(await emulator.client(caller).arm('PUT', pathOf('rights') + VERSION, body), status, code);
  });
});

test('every definition of the subscription is listed, in an order that changes', async () => {
  await put('listed', offer());
  const list = async () => asList((await customer.arm('GET', `${SUBSCRIPTION}${DEFINITIONS}${VERSION}`)).body.value);
  const [once, again] = [await list(), await list()];

  expect(once.map(definition => asObject(definition).id)).toContain(pathOf('listed'));
  expect(again).toEqual(once.reverse());
});

test('a deleted definition is gone, and deleting it again does no harm', async () => {
  await put('deleted', offer());

  expect((await customer.arm('DELETE', pathOf('deleted') + VERSION)).status).toBe(200);
  expect((await get('deleted')).code).toBe('RegistrationDefinitionNotFound');
  expect((await customer.arm('DELETE', pathOf('deleted') + VERSION)).status).toBe(204);
});

function offer(change: JsonObject = {}): JsonObject {
  return {
    registrationDefinitionName: 'Fabrikam Managed Services',
    managedByTenantId: fabrikam.tenantId,
    authorizations: [authorization()],
    ...change,
  };
}

function authorization(roleDefinitionId = CONTRIBUTOR): JsonObject {
  return { principalId: automation, principalIdDisplayName: 'PEC-Automation', roleDefinitionId };
}

function shouted(roleDefinitionId: string): JsonObject {
  return { principalId: automation.toUpperCase(), roleDefinitionId: roleDefinitionId.toUpperCase() };
}

function withRole(roleDefinitionId: string): JsonObject {
  return { authorizations: [authorization(roleDefinitionId)] };
}

function withPrincipal(principalId: string): JsonObject {
  return { authorizations: [{ ...authorization(), principalId }] };
}

function administrator(delegatedRoleDefinitionIds: string[]): JsonObject {
  return { authorizations: [{ ...authorization(ACCESS_ADMINISTRATOR), delegatedRoleDefinitionIds }] };
}

function delegatedOfContributor(): JsonObject {
  return { authorizations: [{ ...authorization(), delegatedRoleDefinitionIds: [READER] }] };
}

function eligible(justInTimeAccessPolicy?: JsonObject): JsonObject {
  return {
    principalId: fabrikam.operators,
    roleDefinitionId: CONTRIBUTOR,
    ...(justInTimeAccessPolicy && { justInTimeAccessPolicy }),
  };
}

function servicePrincipal(): JsonObject {
  return { ...eligible(), principalId: automation };
}

function eligibleRole(roleDefinitionId: string): JsonObject {
  return { eligibleAuthorizations: [{ ...eligible(), roleDefinitionId }] };
}

function withPolicy(policy: JsonObject): JsonObject {
  return { eligibleAuthorizations: [eligible({ multiFactorAuthProvider: 'Azure', ...policy })] };
}

function eligibleFor(maximumActivationDuration: string): JsonObject {
  return withPolicy({ maximumActivationDuration });
}

function withApprovers(ids: string[]): JsonObject {
  return withPolicy({ managedByTenantApprovers: ids.map(principalId => ({ principalId })) });
}

function fill(count: number): string[] {
  return Array.from({ length: count }, () => fabrikam.operators);
}

function policies(one: string, other: string): JsonObject {
  const second = eligible({ multiFactorAuthProvider: 'Azure', maximumActivationDuration: other });
  return {
    eligibleAuthorizations: [
      eligible({ multiFactorAuthProvider: 'Azure', maximumActivationDuration: one }),
      { ...second, principalId: idOf('Olaf Operator') },
    ],
  };
}

function idOf(name: string): string {
  return emulator.principal(name).id;
}

function clientId(): string {
  return emulator.signIn('PEC-Automation').ARM_CLIENT_ID;
}

function applicationId(): string {
  return emulator.directory.application(clientId())?.id ?? '';
}

function pathOf(name: string): string {
  return `${SUBSCRIPTION}${DEFINITIONS}/${armGuid(name)}`;
}

async function put(name: string, properties: JsonObject): Promise<AzureAnswer> {
  return customer.arm('PUT', pathOf(name) + VERSION, { properties });
}

async function get(name: string): Promise<AzureAnswer> {
  return customer.arm('GET', pathOf(name) + VERSION);
}

function expectRefusal(answer: AzureAnswer, status: number, code: string): void {
  expect([answer.status, answer.code]).toEqual([status, code]);
}
