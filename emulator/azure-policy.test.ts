import { armGuid, AzureBuiltInRole } from '../lib/azure';
import type { AzureAnswer, AzureClient } from './azure-client';
import type { World } from '.';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD } from '.';
import type { JsonObject } from './server/json';
import { asObject } from './server/json';

const { contoso, fabrikam } = EXAMPLE;
const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions';
const GROUP = '/providers/Microsoft.Management/managementGroups/contoso';
const POLICY = `${GROUP}/providers/Microsoft.Authorization/policyDefinitions/delegate`;
const ASSIGNMENT = `${GROUP}/providers/Microsoft.Authorization/policyAssignments/delegate`;
const ROLES = `${GROUP}/providers/Microsoft.Authorization/roleAssignments`;
const TASKS = 'providers/Microsoft.PolicyInsights/remediations';
const OWNER_ID = AzureBuiltInRole.of('Owner').id;
const OWNER = `/providers/Microsoft.Authorization/roleDefinitions/${OWNER_ID}`;
const VERSION = '?api-version=2022-06-01';

/** Contoso with a management group of both subscriptions; the second has not registered the resource provider. */
const world: World = {
  ...EXAMPLE_WORLD,
  tenants: EXAMPLE_WORLD.tenants.map(tenant =>
    tenant.id === contoso.tenantId
      ? {
          ...tenant,
          managementGroups: [
            {
              name: 'contoso',
              subscriptions: [contoso.subscriptionId, contoso.secondSubscriptionId],
              roleAssignments: [{ principal: 'Contoso pipeline', role: 'Owner' }],
            },
          ],
        }
      : tenant,
  ),
};

let emulator: AzureEmulator;
let customer: AzureClient;

beforeEach(async () => {
  emulator = await AzureEmulator.start({ world });
  customer = emulator.client('Contoso pipeline');
});

afterEach(async () => {
  await emulator.stop();
});

describe('a policy definition', () => {
  test('is stored, shown and deleted', async () => {
    expect((await put(POLICY, policy())).status).toBe(201);
    expect((await put(POLICY, policy())).status).toBe(201);
    expect((await get(POLICY)).body).toMatchObject({ id: POLICY, name: 'delegate', properties: policy() });
    expect((await remove(POLICY)).status).toBe(200);
    expect((await remove(POLICY)).status).toBe(204);
    expect((await get(POLICY)).code).toBe('PolicyDefinitionNotFound');
  });

  test.each<[string, JsonObject, string]>([
    ['an alias that does not exist', { field: `${DEFINITIONS}/owner`, equals: 'x' }, 'InvalidPolicyRule'],
    ['an alias of another type', { field: 'Microsoft.Compute/imageId', equals: 'x' }, 'InvalidPolicyRule'],
    ['an undefined parameter', { field: 'name', equals: "[parameters('x')]" }, 'InvalidPolicyRule'],
    ['six counts of one array', { allOf: counts(6) }, 'InvalidPolicyRule'],
  ])('with %s is refused', async (_case, condition, code) => {
    const answer = await put(POLICY, policy(condition));

    expect([answer.status, answer.code]).toEqual([400, code]);
  });

  test('with five counts of one array is accepted', async () => {
    expect((await put(POLICY, policy({ allOf: counts(5) }))).status).toBe(201);
  });

  test('with a parameter that nothing uses is refused', async () => {
    const parameters = { ...asObject(policy().parameters), unused: { type: 'String' } };

    expect((await put(POLICY, { ...policy(), parameters })).code).toBe('UnusedPolicyParameters');
  });

  test('that is assigned stays', async () => {
    await assign();

    expect((await remove(POLICY)).code).toBe('PolicyDefinitionInUse');
  });
});

describe('a policy assignment', () => {
  test('gets an identity, which goes with it', async () => {
    const identity = await assign();
    expect(emulator.principal('delegate').id).toBe(identity);
    expect(asObject((await put(ASSIGNMENT, ...assignment())).body.identity).principalId).toBe(identity);

    await remove(ASSIGNMENT);
    expect(() => emulator.principal('delegate')).toThrow('found 0');
    expect((await get(ASSIGNMENT)).code).toBe('PolicyAssignmentNotFound');
    expect((await remove(ASSIGNMENT)).status).toBe(204);
  });

  test.each<[string, string, JsonObject, JsonObject, string]>([
    ['a name of 25 characters', 'd'.repeat(25), {}, {}, 'InvalidRequestContent'],
    ['no identity', 'delegate', {}, { identity: undefined }, 'ResourceIdentityRequired'],
    ['no location', 'delegate', {}, { location: undefined }, 'ResourceIdentityRequired'],
    ['no policy', 'delegate', { policyDefinitionId: `${POLICY}2` }, {}, 'PolicyDefinitionNotFound'],
    ['a parameter missing', 'delegate', { parameters: {} }, {}, 'MissingPolicyParameter'],
    ['a list for a text', 'delegate', { parameters: { who: { value: [] } } }, {}, 'InvalidPolicyParameters'],
  ])('with %s is refused', async (_case, name, properties, more, code) => {
    await put(POLICY, policy());
    const [given, rest] = assignment();
    const answer = await put(ASSIGNMENT.replace(/delegate$/, name), { ...given, ...properties }, { ...rest, ...more });

    expect(answer.code).toBe(code);
  });
});

describe('a right at a management group', () => {
  const name = armGuid('right');
  const right = (principalId: string) => ({ principalId, roleDefinitionId: OWNER });

  test('reaches the subscriptions', async () => {
    const stranger = emulator.principal('Contoso stranger').id;
    const read = () =>
      emulator.client('Contoso stranger').arm('GET', `/subscriptions/${contoso.subscriptionId}${VERSION}`);
    expect((await read()).status).toBe(403);

    expect((await put(`${ROLES}/${name}`, right(stranger))).status).toBe(201);
    expect((await put(`${ROLES}/${name}`, right(stranger))).status).toBe(200);
    expect((await read()).status).toBe(200);

    await remove(`${ROLES}/${name}`);
    expect((await read()).status).toBe(403);
    expect((await get(`${ROLES}/${name}`)).code).toBe('RoleAssignmentNotFound');
    expect((await remove(`${ROLES}/${name}`)).status).toBe(204);
  });

  test('cannot be given twice, changed or made of nothing', async () => {
    const stranger = emulator.principal('Contoso stranger').id;
    await put(`${ROLES}/${name}`, right(stranger));

    expect((await put(`${ROLES}/${armGuid('again')}`, right(stranger))).code).toBe('RoleAssignmentExists');
    const another = { ...right(armGuid('x')), principalType: 'ServicePrincipal' };
    expect((await put(`${ROLES}/${name}`, another)).code).toBe('RoleAssignmentUpdateNotPermitted');
    expect((await put(`${ROLES}/${armGuid('new')}`, right(armGuid('x')))).code).toBe('PrincipalNotFound');
    expect((await put(`${ROLES}/owner`, right(stranger))).code).toBe('InvalidRequestContent');
  });

  test('has a role with a name', async () => {
    expect(asObject((await get(OWNER)).body.properties).roleName).toBe('Owner');
    expect((await get(OWNER.replace(OWNER_ID, armGuid('x')))).status).toBe(404);
  });

  test.each(['Carla Contributor', 'Northwind pipeline', 'PEC-Automation'])('%s has none', async caller => {
    const answer = await emulator.client(caller).arm('PUT', POLICY + VERSION, { properties: policy() });

    expect([answer.status, answer.code]).toEqual([403, 'AuthorizationFailed']);
  });
});

describe('a remediation task', () => {
  const atSubscription = `/subscriptions/${contoso.subscriptionId}/${TASKS}/delegate`;
  const atGroup = `${GROUP}/${TASKS}/delegate`;
  beforeEach(async () => {
    const provider = `/subscriptions/${contoso.subscriptionId}/providers/Microsoft.PolicyInsights`;
    await customer.arm('POST', `${provider}/register${VERSION}`);
    await get(provider);
  });

  const task = (resourceDiscoveryMode?: string) => ({ policyAssignmentId: ASSIGNMENT, resourceDiscoveryMode });
  const names = () => emulator.subscriptions.all().flatMap(s => emulator.delegations.definitions(s).map(d => d.name));
  const outcome = ({ body }: AzureAnswer) => {
    const { provisioningState, deploymentStatus } = asObject(body.properties);
    const { totalDeployments, failedDeployments } = asObject(deploymentStatus);
    return [provisioningState, totalDeployments, failedDeployments];
  };

  test('that evaluates delegates what is missing, once', async () => {
    await own(await assign());

    expect(outcome(await put(atSubscription, task('ReEvaluateCompliance')))).toEqual(['Succeeded', 1, 0]);
    expect(names()).toEqual([armGuid('Fabrikam Managed Services')]);
    expect(emulator.delegations.managingTenants(emulator.subscriptions.all()[1])).toEqual([fabrikam.tenantId]);
    expect(outcome(await put(atSubscription, task('ReEvaluateCompliance')))).toEqual(['Succeeded', 0, 0]);
    expect((await get(atSubscription)).status).toBe(200);
    expect((await remove(atSubscription)).status).toBe(200);
    expect((await get(atSubscription)).status).toBe(404);
  });

  test('of a management group knows what has been evaluated, where the provider is registered', async () => {
    await own(await assign());
    expect(outcome(await put(atGroup, task()))).toEqual(['Succeeded', 0, 0]);

    expect(emulator.policy.evaluate()).toEqual({
      [contoso.subscriptionId]: 'NonCompliant',
      [contoso.secondSubscriptionId]: 'Unknown',
    });
    expect(outcome(await put(atGroup, task()))).toEqual(['Succeeded', 1, 0]);
    expect(names()).toHaveLength(1);
  });

  test('leaves out what is excluded, and delegates no more than it is told', async () => {
    await own(await assign());
    emulator.policy.evaluate();
    expect(outcome(await put(atGroup, { ...task(), resourceCount: 0 }))).toEqual(['Succeeded', 0, 0]);

    const [given, more] = assignment();
    const notScopes = [`/subscriptions/${contoso.subscriptionId.toUpperCase()}`];
    await put(ASSIGNMENT, { ...given, notScopes }, more);
    expect(emulator.policy.evaluate()).toEqual({ [contoso.secondSubscriptionId]: 'Unknown' });
    expect(outcome(await put(atGroup, task()))).toEqual(['Succeeded', 0, 0]);
    expect(names()).toEqual([]);
  });

  test('fails while the identity has no right', async () => {
    await assign();

    expect(outcome(await put(atSubscription, task('ReEvaluateCompliance')))).toEqual(['Failed', 1, 1]);
    expect(names()).toEqual([]);
  });

  test('of a management group cannot evaluate', async () => {
    await assign();

    expect((await put(atGroup, task('ReEvaluateCompliance'))).code).toBe('InvalidCreateRemediationRequest');
  });

  test('of a subscription needs the resource provider', async () => {
    const other = atSubscription.replace(contoso.subscriptionId, contoso.secondSubscriptionId);

    expect((await put(other, task())).code).toBe('MissingSubscriptionRegistration');
  });

  test('needs an assignment', async () => {
    expect((await put(atGroup, task())).code).toBe('PolicyAssignmentNotFound');
  });
});

test('a world whose management group has a subscription of another tenant is refused', async () => {
  const tenants = [{ ...world.tenants[0], managementGroups: [{ name: 'x', subscriptions: [contoso.subscriptionId] }] }];

  await expect(AzureEmulator.start({ world: { tenants } })).rejects.toThrow('the management group "x" has no');
});

/** A policy that delegates to a tenant, once. */
function policy(existenceCondition?: JsonObject): JsonObject {
  const guid = "[guid('Fabrikam Managed Services')]";
  const id = `[subscriptionResourceId('${DEFINITIONS}', guid('Fabrikam Managed Services'))]`;
  const authorizations = [
    { principalId: emulator.principal('PEC-Automation').id, roleDefinitionId: AzureBuiltInRole.CONTRIBUTOR.id },
  ];
  return {
    mode: 'All',
    parameters: { who: { type: 'String' } },
    policyRule: {
      if: { field: 'type', equals: 'Microsoft.Resources/subscriptions' },
      then: {
        effect: 'deployIfNotExists',
        details: {
          type: DEFINITIONS,
          roleDefinitionIds: [OWNER],
          existenceCondition: existenceCondition ?? {
            field: `${DEFINITIONS}/managedByTenantId`,
            equals: "[parameters('who')]",
          },
          deployment: {
            location: 'westeurope',
            properties: {
              parameters: { tenant: { value: "[parameters('who')]" } },
              template: {
                resources: [
                  {
                    type: DEFINITIONS,
                    apiVersion: '2022-10-01',
                    name: guid,
                    properties: {
                      registrationDefinitionName: 'Fabrikam Managed Services',
                      managedByTenantId: "[parameters('tenant')]",
                      authorizations,
                    },
                  },
                  {
                    type: 'Microsoft.ManagedServices/registrationAssignments',
                    apiVersion: '2022-10-01',
                    name: guid,
                    properties: { registrationDefinitionId: id },
                  },
                ],
              },
            },
          },
        },
      },
    },
  };
}

function counts(number: number): JsonObject[] {
  const who = { value: "[parameters('who')]", equals: '' };
  return Array.from({ length: number }, () => ({
    count: { field: `${DEFINITIONS}/authorizations[*]`, where: who },
    equals: 1,
  }));
}

function assignment(): [JsonObject, JsonObject] {
  return [
    { policyDefinitionId: POLICY, parameters: { who: { value: fabrikam.tenantId } } },
    { location: 'westeurope', identity: { type: 'SystemAssigned' } },
  ];
}

/** Assigns the policy; the identity's object id. */
async function assign(): Promise<string> {
  await put(POLICY, policy());
  const { status, body } = await put(ASSIGNMENT, ...assignment());
  expect(status).toBe(201);
  return String(asObject(body.identity).principalId);
}

/** Makes the identity Owner of the management group. */
async function own(principalId: string): Promise<void> {
  const properties = { principalId, roleDefinitionId: OWNER, principalType: 'ServicePrincipal' };
  expect((await put(`${ROLES}/${armGuid('owner')}`, properties)).status).toBe(201);
}

async function put(path: string, properties: JsonObject, more: JsonObject = {}): Promise<AzureAnswer> {
  return customer.arm('PUT', path + VERSION, { properties, ...more });
}

async function get(path: string): Promise<AzureAnswer> {
  return customer.arm('GET', path + VERSION);
}

async function remove(path: string): Promise<AzureAnswer> {
  return customer.arm('DELETE', path + VERSION);
}
