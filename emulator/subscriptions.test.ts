import { armGuid } from '../lib/azure';
import type { AzureClient } from './azure-client';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD } from '.';
import type { AzureEmulatorOptions } from '.';
import { Subscription } from './resource-manager/subscriptions';
import { asList, asObject } from './server/json';

const { contoso } = EXAMPLE;
const REGISTERED = `/subscriptions/${contoso.subscriptionId}`;
const UNREGISTERED = `/subscriptions/${contoso.secondSubscriptionId}`;
const NAMESPACE = 'Microsoft.ManagedServices';
const PROVIDER = `/providers/${NAMESPACE}`;
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
  const DEFINITION = `${DEFINITIONS}/${armGuid('x')}`;
  const ASSIGNMENTS = `${PROVIDER}/registrationAssignments`;
  const ASSIGNMENT = `${ASSIGNMENTS}/${armGuid('x')}`;
  const ask = (method: string, path: string) =>
    customer.arm(method, UNREGISTERED + path + VERSION, method === 'PUT' ? {} : undefined);

  test.each<[string, string]>([
    ['PUT', DEFINITION],
    ['DELETE', DEFINITION],
    ['PUT', ASSIGNMENT],
    ['DELETE', ASSIGNMENT],
  ])('refuses %s %s in the words of the provider itself', async (method, path) => {
    const answer = await ask(method, path);

    expect([answer.status, answer.code]).toEqual([409, MISSING]);
    expect(answer.message).toContain(
      `provider not allowed to access the subscription '${contoso.secondSubscriptionId}'`,
    );
    expect(asObject(answer.body.error).details).toEqual([
      {
        code: 'AuthorizationFailed',
        message: expect.stringContaining(
          `'Microsoft.Resources/subscriptions/read' over scope '${UNREGISTERED}'`,
        ) as string,
      },
    ]);
  });

  test('answers readers: nothing is there', async () => {
    expect((await ask('GET', DEFINITION)).code).toBe('RegistrationDefinitionNotFound');
    expect((await ask('GET', ASSIGNMENT)).code).toBe('RegistrationAssignmentNotFound');
    expect((await ask('GET', DEFINITIONS)).body).toEqual({ value: [] });
    expect((await ask('GET', ASSIGNMENTS)).body).toEqual({ value: [] });
  });

  test('refuses lists, or the reading of one, where the guess says so', async () => {
    await restart({ guesses: { unregisteredList: 'refused' } });
    expect((await ask('GET', DEFINITION)).status).toBe(404);
    expect((await ask('GET', ASSIGNMENTS)).code).toBe(MISSING);

    await restart({ guesses: { unregisteredReadOfOne: 'refused' } });
    const answer = await ask('GET', DEFINITION);
    expect([answer.status, answer.code]).toEqual([409, MISSING]);
    expect(answer.message).toContain("not registered to use namespace 'Microsoft.ManagedServices'");
    expect((await ask('GET', ASSIGNMENTS)).status).toBe(200);
  });

  test('has nothing to delete, where the guess says so', async () => {
    await restart({ guesses: { unregisteredDeletionOfNothing: 'no-content' } });

    expect((await ask('DELETE', DEFINITION)).status).toBe(204);
    expect((await ask('DELETE', ASSIGNMENT)).status).toBe(204);
    expect((await ask('PUT', DEFINITION)).code).toBe(MISSING);
  });

  test('registers while somebody polls, and lets writes in later still', async () => {
    await restart({ registration: { looks: 3 }, writable: { looks: 2 } });
    const stateOf = async () => (await ask('GET', PROVIDER)).body.registrationState;

    expect((await ask('POST', `${PROVIDER}/register`)).body).toMatchObject({ registrationState: 'Registering' });
    expect((await ask('PUT', DEFINITION)).code).toBe(MISSING);
    expect(await stateOf()).toBe('Registering');
    expect(await stateOf()).toBe('Registered');
    expect((await ask('PUT', DEFINITION)).code).toBe(MISSING);
    expect(await stateOf()).toBe('Registered');
    expect((await ask('PUT', DEFINITION)).code).toBe('InvalidRequestContent');

    await ask('POST', `${PROVIDER}/unregister`);
    expect(await stateOf()).toBe('NotRegistered');
    expect((await ask('PUT', DEFINITION)).code).toBe(MISSING);
  });

  test('refuses the first write after it reads `Registered`, unless told otherwise', async () => {
    await ask('POST', `${PROVIDER}/register`);

    expect((await ask('GET', PROVIDER)).body.registrationState).toBe('Registered');
    expect((await ask('PUT', DEFINITION)).code).toBe(MISSING);
    expect((await ask('PUT', DEFINITION)).code).toBe('InvalidRequestContent');
  });

  test('registers and lets writes in by time, one after the other', () => {
    const SECOND = 1000;
    jest.useFakeTimers({ now: 0 });
    try {
      const subscription = new Subscription('s', 't', 'Contoso', [], []);
      subscription.register(NAMESPACE, {
        registration: { milliseconds: 5 * SECOND },
        writable: { milliseconds: 300 * SECOND },
      });
      const at = (seconds: number) => {
        jest.setSystemTime(seconds * SECOND);
        return [subscription.look(NAMESPACE), subscription.tryToWrite(NAMESPACE)];
      };

      expect(at(4.9)).toEqual(['Registering', false]);
      expect(at(5)).toEqual(['Registered', false]);
      expect(at(304.9)).toEqual(['Registered', false]);
      expect(at(305)).toEqual(['Registered', true]);
    } finally {
      jest.useRealTimers();
    }
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
