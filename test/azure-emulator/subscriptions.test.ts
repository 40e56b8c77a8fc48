import { armGuid } from '../../lib/azure';
import type { AzureClient } from './azure-client';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD, UnregisteredRead } from './index';
import type { AzureEmulatorOptions } from './index';
import { asList, asObject } from './server/json';

const { contoso } = EXAMPLE;
const REGISTERED = `/subscriptions/${contoso.subscriptionId}`;
const UNREGISTERED = `/subscriptions/${contoso.secondSubscriptionId}`;
const PROVIDER = '/providers/Microsoft.ManagedServices';
const DEFINITIONS = `${PROVIDER}/registrationDefinitions`;
const VERSION = '?api-version=2022-10-01';
const MISSING = 'MissingSubscriptionRegistration';

let emulator: AzureEmulator;
let customer: AzureClient;

beforeEach(async () => {
  await start({});
});

afterEach(async () => {
  await emulator.stop();
});

test('a caller sees the subscriptions in which it has a right', async () => {
  const idsFor = async (caller: string) => {
    const answer = await emulator.client(caller).arm('GET', `/subscriptions${VERSION}`);
    return asList(answer.body.value).map(subscription => asObject(subscription).subscriptionId);
  };

  expect(await idsFor('Contoso pipeline')).toEqual([contoso.subscriptionId, contoso.secondSubscriptionId]);
  expect(await idsFor('Carla Contributor')).toEqual([contoso.subscriptionId]);
  expect(await idsFor('Contoso stranger')).toEqual([]);
  expect(await idsFor('PEC-Automation')).toEqual([]);
});

test.each<[string, string, number, string | undefined]>([
  ['a subscription', REGISTERED, 200, undefined],
  ['a resource group, in any case', `${REGISTERED}/resourcegroups/RG-WEB`, 200, undefined],
  ['resource groups', `${REGISTERED}/resourceGroups`, 200, undefined],
  ['no such group', `${REGISTERED}/resourceGroups/none`, 404, 'ResourceGroupNotFound'],
  ['no such subscription', `/subscriptions/${armGuid('none')}`, 404, 'SubscriptionNotFound'],
  ['no such provider', `${REGISTERED}/providers/Microsoft.Nothing`, 404, 'InvalidResourceNamespace'],
])('%s', async (_, path, status, code) => {
  const answer = await customer.arm('GET', path + VERSION);

  expect([answer.status, answer.code]).toEqual([status, code]);
});

describe('a subscription that has not registered Azure Lighthouse', () => {
  test.each<[string, string, string]>([
    ['list of definitions', 'GET', DEFINITIONS],
    ['list of assignments', 'GET', `${PROVIDER}/registrationAssignments`],
    ['write of a definition', 'PUT', `${DEFINITIONS}/${armGuid('x')}`],
    ['deletion of a definition', 'DELETE', `${DEFINITIONS}/${armGuid('x')}`],
    ['write of an assignment', 'PUT', `${PROVIDER}/registrationAssignments/${armGuid('x')}`],
  ])('refuses the %s', async (_, method, path) => {
    const answer = await customer.arm(method, UNREGISTERED + path + VERSION, method === 'PUT' ? {} : undefined);

    expect([answer.status, answer.code]).toEqual([409, MISSING]);
    expect(answer.message).toContain("not registered to use namespace 'Microsoft.ManagedServices'");
  });

  test('finds no single definition, so that azurerm goes on to write', async () => {
    const answer = await customer.arm('GET', `${UNREGISTERED}${DEFINITIONS}/${armGuid('x')}${VERSION}`);

    expect(answer.status).toBe(404);
  });

  test('refuses to look for a single definition too, if asked to', async () => {
    await restart({ unregisteredRead: UnregisteredRead.CONFLICT });
    const answer = await customer.arm('GET', `${UNREGISTERED}${DEFINITIONS}/${armGuid('x')}${VERSION}`);

    expect([answer.status, answer.code]).toEqual([409, MISSING]);
  });

  test('registers while somebody polls', async () => {
    await restart({ registration: { looks: 3 } });
    const provider = UNREGISTERED + PROVIDER;
    const list = () => customer.arm('GET', UNREGISTERED + DEFINITIONS + VERSION);
    const stateOf = async () => (await customer.arm('GET', provider + VERSION)).body.registrationState;

    const registration = await customer.arm('POST', `${provider}/register${VERSION}`);
    expect(registration.body).toMatchObject({ registrationState: 'Registering' });
    expect((await list()).code).toBe(MISSING);
    expect(await stateOf()).toBe('Registering');
    expect(await stateOf()).toBe('Registered');
    expect((await list()).status).toBe(200);

    await customer.arm('POST', `${provider}/unregister${VERSION}`);
    expect(await stateOf()).toBe('NotRegistered');
  });

  test('registers in its own time', async () => {
    await restart({ registration: { milliseconds: 60 } });
    await customer.arm('POST', `${UNREGISTERED}${PROVIDER}/register${VERSION}`);
    const list = () => customer.arm('GET', UNREGISTERED + DEFINITIONS + VERSION);

    expect((await list()).code).toBe(MISSING);
    await new Promise(resolve => setTimeout(resolve, 80));
    expect((await list()).status).toBe(200);
  });

  test('a reader cannot register', async () => {
    const answer = await emulator
      .client('Contoso stranger')
      .arm('POST', `${UNREGISTERED}${PROVIDER}/register${VERSION}`);

    expect([answer.status, answer.code]).toEqual([403, 'AuthorizationFailed']);
  });
});

test('the list of providers says which are registered', async () => {
  const answer = await customer.arm('GET', `${REGISTERED}/providers${VERSION}`);

  expect(asList(answer.body.value).map(asObject)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ namespace: 'Microsoft.ManagedServices', registrationState: 'Registered' }),
      expect.objectContaining({ namespace: 'Microsoft.CostManagement', registrationState: 'NotRegistered' }),
    ]),
  );
});

async function start(options: Partial<AzureEmulatorOptions>): Promise<void> {
  emulator = await AzureEmulator.start({ world: EXAMPLE_WORLD, ...options });
  customer = emulator.client('Contoso pipeline');
}

async function restart(options: Partial<AzureEmulatorOptions>): Promise<void> {
  await emulator.stop();
  await start(options);
}
