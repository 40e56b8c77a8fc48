import { LighthouseDefinition } from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AzapiProvider,
  LighthouseDelegation,
  ResourceProviderRegistration,
  type ResourceProviderRegistrationProps,
} from 'cdktf-partner-earned-credit';
import { PROVIDER_VERSIONS } from '../../lib/stacks/partner-stack';
import type { AzureEmulatorOptions } from '../../emulator';
import { AUTOMATION, customer, declareContoso, offer } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, customerTenant, MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';
import { type Terraform, TerraformError } from './terraform';

const TENANT = 'c0000000-0000-4000-8000-000000000001';
const SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000011';
const [fabrikam] = CONTOSO_WORLD.tenants;

/** Declares, applies as a new customer would, and looks at what is there afterwards. */
async function firstApply(
  declare: (app: App) => void,
  options: Partial<AzureEmulatorOptions>,
  look: (stage: Stage, stack: Terraform) => Promise<void> | void,
): Promise<void> {
  const stage = await Stage.open({
    world: { tenants: [fabrikam, customerTenant('Contoso', 'c', ['11', '12', '13', '14', '15'])] },
    ...options,
  });
  try {
    stage.synthesize(declare);
    const stack = stage.stack('customer-contoso');
    await stack.init();
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);
    await look(stage, stack);
    expect(stage.azure.unknownRequests).toEqual([]);
  } finally {
    await stage.close();
  }
}

/** A stack of a user's own, with providers that nobody made converge. */
function ownStack(app: App, declare: (stack: TerraformStack) => void): void {
  const stack = new TerraformStack(app, 'customer-contoso');
  new LocalBackend(stack, { path: '../../contoso.tfstate' });
  new AzurermProvider(stack, 'azurerm', {
    features: [{}],
    tenantId: TENANT,
    subscriptionId: SUBSCRIPTION,
    resourceProviderRegistrations: 'none',
  });
  stack.addOverride('terraform.required_providers.azurerm.version', PROVIDER_VERSIONS.azurerm);
  new AzapiProvider(stack, 'azapi', { tenantId: TENANT });
  declare(stack);
}

const subscriptions = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `c0000000-0000-4000-8000-0000000000${11 + i}` }));

describeWithTerraform('the first apply at subscriptions that never saw Azure Lighthouse', () => {
  it.each([
    ['one, writable as soon as it is registered', 1, { registration: { milliseconds: 4000 }, writable: {} }],
    ['two, writable later', 2, { registration: { milliseconds: 2000 }, writable: { milliseconds: 4000 } }],
    ['five, registered at the first look and writable much later', 5, { writable: { milliseconds: 12_000 } }],
    [
      'one, in an Azure that refuses reads and not deletions meanwhile',
      1,
      {
        registration: { milliseconds: 3000 },
        writable: { milliseconds: 3000 },
        guesses: {
          unregisteredList: 'refused',
          unregisteredReadOfOne: 'refused',
          unregisteredDeletionOfNothing: 'no-content',
        },
      },
    ],
  ] as const)('succeeds: %s', (_name, count, options) =>
    firstApply(
      app => declareContoso(app, { customer: customer('Contoso', 'c', { subscriptions: subscriptions(count) }) }),
      options,
      stage => {
        expect(stage.assignments).toHaveLength(count);
        expect(stage.definitions.map(({ properties }) => properties.registrationDefinitionName)).toEqual(
          Array(count).fill('Fabrikam Managed Services'),
        );
      },
    ),
  );

  it('succeeds with providers of the user’s own, which overwrite nothing', () =>
    firstApply(
      app =>
        ownStack(app, stack => {
          new LighthouseDelegation(stack, 'contoso', {
            subscriptionId: SUBSCRIPTION,
            offer: offer(),
            automation: AUTOMATION,
          });
        }),
      { registration: { milliseconds: 2000 }, writable: { milliseconds: 5000 } },
      stage => expect([stage.definitions.length, stage.assignments.length]).toEqual([1, 1]),
    ));

  it.each<[string, Partial<ResourceProviderRegistrationProps>]>([
    ['with an offer', { offer: offer() }],
    ['without one, as long as Azure refuses deletions too', {}],
  ])('succeeds with a definition of the user’s own behind the registration alone, %s', (_name, given) =>
    firstApply(
      app =>
        ownStack(app, stack => {
          const registration = new ResourceProviderRegistration(stack, 'registration', {
            subscriptionId: SUBSCRIPTION,
            ...given,
          });
          new LighthouseDefinition(stack, 'definition', {
            name: 'By hand',
            managingTenantId: MANAGING_TENANT,
            scope: `/subscriptions/${SUBSCRIPTION}`,
            authorization: [
              { principalId: AUTOMATION.principalId, roleDefinitionId: 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e' },
            ],
            dependsOn: [registration.registered],
          });
        }),
      { registration: { milliseconds: 2000 }, writable: { milliseconds: 5000 } },
      stage => expect(stage.definitions).toHaveLength(1),
    ),
  );

  it('leaves nothing of its own, and asks Azure nothing at later plans', () =>
    firstApply(
      app => declareContoso(app),
      { writable: { milliseconds: 3000 } },
      async (stage, stack) => {
        const since = stage.azure.requests.all().length;
        await stack.plan();
        const later = stage.azure.requests.all().slice(since);
        expect(later.filter(({ path }) => /\/register$|registrationDefinitions\/51c07e4a/.test(path))).toEqual([]);
        const probes = stage.azure.requests
          .matching(undefined, /registrationDefinitions\/51c07e4a/)
          .map(({ method, status }) => `${method} ${status}`);
        expect([...new Set(probes)].filter(line => !line.startsWith('GET'))).toEqual([
          'PUT 409',
          'PUT 201',
          'DELETE 200',
        ]);
      },
    ));

  it('leaves nothing either where the probe is written again', () =>
    firstApply(
      app => declareContoso(app),
      {},
      async (stage, stack) => {
        const [probe] = (await stack.addresses()).filter(address => address.includes('_Probe_'));
        await stack.apply(`-replace=${probe}`);
        expect(stage.definitions.map(({ properties }) => properties.registrationDefinitionName)).toEqual([
          'Fabrikam Managed Services',
        ]);
        expect((await stack.plan()).isEmpty).toBe(true);
      },
    ));

  it('says which right is missing to somebody who may not register', async () => {
    const [contoso] = [customerTenant('Contoso', 'c', ['11'])];
    const stage = await Stage.open({
      world: {
        tenants: [
          fabrikam,
          {
            ...contoso,
            subscriptions: contoso.subscriptions?.map(subscription => ({
              ...subscription,
              roleAssignments: [{ principal: 'Contoso pipeline', role: 'User Access Administrator' }],
            })),
          },
        ],
      },
    });
    try {
      stage.synthesize(app => declareContoso(app));
      const stack = stage.stack('customer-contoso');
      await stack.init();
      const error: unknown = await stack.apply().catch((refused: unknown) => refused);
      expect(error).toBeInstanceOf(TerraformError);
      expect((error as TerraformError).message).toMatch(/AuthorizationFailed[\s\S]*register\/action/);
      expect(stage.definitions).toEqual([]);
    } finally {
      await stage.close();
    }
  });
});
