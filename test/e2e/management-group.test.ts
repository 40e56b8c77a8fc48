import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, LocalBackend, TerraformStack } from 'cdktf';
import {
  Authorization,
  AzapiProvider,
  AzureBuiltInRole,
  CustomerPortfolio,
  LighthouseDelegation,
  type LighthouseOffer,
  ManagementGroupOnboarding,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { PROVIDER_VERSIONS } from '../../lib/stacks/partner-stack';
import { asList, asObject } from '../../emulator/server/json';
import type { World } from '../../emulator';
import { AUTOMATION, ENGINEERS, LEADS, offer } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, customerTenant } from './fabrikam';
import { Stage } from './stage';

const DEFINITION = '550da55f-48fd-5c59-9c9c-86d86ee466b3'; // guid('Fabrikam Managed Services')
const TENANT = 'c0000000-0000-4000-8000-000000000001';
const KNOWN = 'c0000000-0000-4000-8000-000000000011';
const OTHER = 'c0000000-0000-4000-8000-000000000012';
const SANDBOX = 'c0000000-0000-4000-8000-000000000013';
const ALONE = 'c0000000-0000-4000-8000-000000000014';
const TASK = 'azurerm_management_group_policy_remediation.onboarding_Remediation_422AA95E';
/**
 * azurerm looks at a policy and its assignment for a minute and a half each time it has written or deleted one. That is
 * why there are two management groups: both are onboarded at the same time, and one changes while the other is left.
 */
const MINUTES = 60_000;

/** Contoso with two management groups; the resource provider is registered at the second subscription only. */
const world: World = {
  tenants: [
    CONTOSO_WORLD.tenants[0],
    {
      ...customerTenant('Contoso', 'c', []),
      subscriptions: [
        { id: KNOWN, displayName: 'Contoso known' },
        { id: OTHER, displayName: 'Contoso other', registeredProviders: ['Microsoft.ManagedServices'] },
        { id: SANDBOX, displayName: 'Contoso sandbox' },
        { id: ALONE, displayName: 'Contoso left alone', registeredProviders: ['Microsoft.ManagedServices'] },
      ],
      managementGroups: [
        ['contoso', KNOWN, OTHER],
        ['sandbox', SANDBOX, ALONE],
      ].map(([name, ...subscriptions]) => ({
        name,
        subscriptions,
        roleAssignments: [{ principal: 'Contoso pipeline', role: 'Owner' }],
      })),
    },
  ],
};

/** The management group contoso in a stack of one's own. */
function declareContoso(app: App, declared: LighthouseOffer): void {
  const stack = new TerraformStack(app, 'contoso');
  new LocalBackend(stack, { path: '../../contoso.tfstate' });
  const provider = new AzurermProvider(stack, 'azurerm', {
    features: [{}],
    tenantId: TENANT,
    subscriptionId: KNOWN,
    resourceProviderRegistrations: 'none',
  });
  LighthouseDelegation.convergeAfterInterruption(provider);
  stack.addOverride('terraform.required_providers.azurerm.version', PROVIDER_VERSIONS.azurerm);
  new AzapiProvider(stack, 'azapi', { tenantId: TENANT });
  new ManagementGroupOnboarding(stack, 'onboarding', {
    managementGroupId: 'contoso',
    location: 'westeurope',
    offer: declared,
    automation: AUTOMATION,
    subscriptionIds: [KNOWN],
  });
}

/** The management group sandbox as an entry of a portfolio, with everything that an entry can say of it. */
function declareSandbox(app: App, declared: LighthouseOffer): void {
  const managementGroup = {
    id: 'sandbox',
    location: 'westeurope',
    excludedScopes: [`/subscriptions/${ALONE}`],
    resourceCount: 2000,
    parallelDeployments: 30,
    enforce: false,
    policyName: 'fabrikam',
  };
  const sandbox = { key: 'sandbox', name: 'Contoso sandbox', tenant: TENANT, managementGroup };
  CustomerPortfolio.fromArray(app, [{ ...sandbox, onboarding: 'policy', subscriptions: [{ id: SANDBOX }] }], {
    offers: { declared },
    automation: AUTOMATION,
    backend: StateBackend.local({ directory: 'state' }),
  });
}

describeWithTerraform('a management group', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({ world });
    stage.synthesize(app => {
      declareContoso(app, offer(...MORE));
      declareSandbox(app, offer(...MORE));
    });
    await contoso().init();
    await sandbox().init();
  });

  afterAll(() => stage.close());

  const MORE = [
    Authorization.permanent(LEADS, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, {
      delegatedRoles: [AzureBuiltInRole.TAG_CONTRIBUTOR],
    }),
    Authorization.eligible(ENGINEERS, AzureBuiltInRole.NETWORK_CONTRIBUTOR, { approvers: [LEADS] }),
  ];
  const contoso = () => stage.stack('contoso', stage.azure.signIn('Contoso pipeline'));
  const sandbox = () => stage.stack('customer-sandbox', stage.azure.signIn('Contoso pipeline'));
  const delegated = () => stage.assignments.map(({ scope, name }) => [scope.subscription.id, name]);
  const ownersOf = (name: string) => stage.azure.managementGroups.find(name)?.roleAssignments;
  const principalsAt = (subscription: string) => {
    const definition = stage.definitions.find(({ id }) => id.includes(subscription));
    return asList(definition?.properties.authorizations).map(authorization => asObject(authorization).principalId);
  };

  describe('onboarded', () => {
    beforeAll(async () => {
      await contoso().validate();
      expect((await contoso().plan()).summary).toBe('9 to add, 0 to change, 0 to destroy');
      await Promise.all([contoso().apply(), sandbox().apply()]);
    }, 10 * MINUTES);

    it('has a policy, its identity as Owner, and the subscription that is known', () => {
      expect(delegated()).toEqual([
        [KNOWN, DEFINITION],
        [SANDBOX, DEFINITION],
      ]);
      expect(stage.definitions.map(({ name }) => name)).toEqual([DEFINITION, DEFINITION]);
      expect(principalsAt(KNOWN)).toContain(AUTOMATION.principalId);
      expect(ownersOf('contoso')).toHaveLength(2);
      const deployed = stage.azure.policy.remediations.map(({ properties }) => properties.deploymentStatus);
      expect(deployed).toEqual(
        expect.arrayContaining([
          { totalDeployments: 0, successfulDeployments: 0, failedDeployments: 0 },
          { totalDeployments: 1, successfulDeployments: 1, failedDeployments: 0 },
        ]),
      );
    });

    it('tells Azure what is excluded, how fast a task may be, and not to enforce', () => {
      const [put] = stage.azure.requests.matching('PUT', /managementGroups\/sandbox\/.*policyAssignments\/fabrikam/);
      expect(put.body).toMatchObject({
        properties: { notScopes: [`/subscriptions/${ALONE}`], enforcementMode: 'DoNotEnforce' },
      });
      const task = stage.azure.policy.remediations.find(({ id }) => id.includes('/managementGroups/sandbox/'));
      expect(task?.properties).toMatchObject({ resourceCount: 2000, parallelDeployments: 30 });
    });

    it('has nothing to do in a second plan', async () => {
      expect(await contoso().plan()).toMatchObject({ isEmpty: true, summary: 'no changes' });
      expect(await sandbox().plan()).toMatchObject({ isEmpty: true, summary: 'no changes' });
    });

    it('gets its other subscription once Azure has evaluated it and the task is made anew', async () => {
      expect(stage.azure.policy.evaluate()).toMatchObject({ [KNOWN]: 'Compliant', [OTHER]: 'NonCompliant' });
      await contoso().apply(`-replace=${TASK}`);
      expect(delegated()).toEqual([
        [KNOWN, DEFINITION],
        [OTHER, DEFINITION],
        [SANDBOX, DEFINITION],
      ]);
      expect(stage.azure.policy.evaluate()).toMatchObject({ [KNOWN]: 'Compliant', [OTHER]: 'Compliant' });
    });
  });

  describe('changed, and another one left', () => {
    beforeAll(async () => {
      const changed = offer(...MORE, Authorization.permanent(ENGINEERS, AzureBuiltInRole.READER));
      stage.synthesize(app => {
        declareContoso(app, changed);
        declareSandbox(app, offer(...MORE));
      });
      expect((await contoso().plan()).summary).toBe('2 to add, 1 to change, 2 to destroy');
      await Promise.all([contoso().apply(), sandbox().destroy()]);
    }, 10 * MINUTES);

    it('gets the changed offer in place: the policy, and the definitions under their ids', async () => {
      expect(principalsAt(KNOWN)).toContain(ENGINEERS.id);
      expect(principalsAt(OTHER)).not.toContain(ENGINEERS.id);
      expect(stage.azure.policy.evaluate()).toEqual({ [KNOWN]: 'Compliant', [OTHER]: 'NonCompliant' });
      await contoso().apply(`-replace=${TASK}`);
      expect(principalsAt(OTHER)).toContain(ENGINEERS.id);
      expect(stage.definitions.map(({ name }) => name)).toEqual([DEFINITION, DEFINITION, DEFINITION]);
      expect((await contoso().plan()).isEmpty).toBe(true);
    });

    it('is left by the policy, not by the delegations', async () => {
      expect(await sandbox().addresses()).toEqual([]);
      const tasks = stage.azure.policy.remediations.map(({ id }) => id);
      expect(tasks.filter(id => id.includes('/managementGroups/sandbox/') || id.includes(SANDBOX))).toEqual([]);
      expect(tasks).toHaveLength(2);
      expect(['contoso', 'sandbox'].map(name => ownersOf(name)?.length)).toEqual([2, 1]);
      expect(delegated()).toContainEqual([SANDBOX, DEFINITION]);
    });
  });

  it('asked Azure for nothing that the emulation does not know', () => {
    expect(stage.azure.unknownRequests).toEqual([]);
  });
});
