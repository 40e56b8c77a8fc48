import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, LocalBackend, TerraformStack } from 'cdktf';
import {
  Authorization,
  AzapiProvider,
  AzureBuiltInRole,
  LighthouseDelegation,
  type LighthouseOffer,
  ManagementGroupOnboarding,
} from 'cdktf-partner-earned-credit';
import { asList, asObject } from '../azure-emulator/server/json';
import type { World } from '../azure-emulator';
import { AUTOMATION, ENGINEERS, LEADS, offer } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { CONTOSO_WORLD, customerTenant } from './fabrikam';
import { Stage } from './stage';

const DEFINITION = '550da55f-48fd-5c59-9c9c-86d86ee466b3'; // guid('Fabrikam Managed Services')
const TENANT = 'c0000000-0000-4000-8000-000000000001';
const KNOWN = 'c0000000-0000-4000-8000-000000000011';
const OTHER = 'c0000000-0000-4000-8000-000000000012';
const TASK = 'azurerm_management_group_policy_remediation.onboarding_Remediation_422AA95E';
/** azurerm looks at a policy and its assignment for a minute and a half each time it has written one. */
const MINUTES = 60_000;

/** Contoso with a management group; the resource provider is registered at the second subscription only. */
const world: World = {
  tenants: [
    CONTOSO_WORLD.tenants[0],
    {
      ...customerTenant('Contoso', 'c', []),
      subscriptions: [
        { id: KNOWN, displayName: 'Contoso known' },
        { id: OTHER, displayName: 'Contoso other', registeredProviders: ['Microsoft.ManagedServices'] },
      ],
      managementGroups: [
        {
          name: 'contoso',
          subscriptions: [KNOWN, OTHER],
          roleAssignments: [{ principal: 'Contoso pipeline', role: 'Owner' }],
        },
      ],
    },
  ],
};

function declare(app: App, declared: LighthouseOffer): void {
  const stack = new TerraformStack(app, 'contoso');
  new LocalBackend(stack, { path: '../../contoso.tfstate' });
  const provider = new AzurermProvider(stack, 'azurerm', {
    features: [{}],
    tenantId: TENANT,
    subscriptionId: KNOWN,
    resourceProviderRegistrations: 'none',
  });
  LighthouseDelegation.convergeAfterInterruption(provider);
  stack.addOverride('terraform.required_providers.azurerm.version', '>= 4.75, < 5');
  new AzapiProvider(stack, 'azapi', { tenantId: TENANT });
  new ManagementGroupOnboarding(stack, 'onboarding', {
    managementGroupId: 'contoso',
    location: 'westeurope',
    offer: declared,
    automation: AUTOMATION,
    subscriptionIds: [KNOWN],
  });
}

describeWithTerraform('a management group', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({ world });
    stage.synthesize(app => declare(app, offer(...MORE)));
    await contoso().init();
  });

  afterAll(() => stage.close());

  const MORE = [
    Authorization.permanent(LEADS, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR, {
      delegatedRoles: [AzureBuiltInRole.TAG_CONTRIBUTOR],
    }),
    Authorization.eligible(ENGINEERS, AzureBuiltInRole.NETWORK_CONTRIBUTOR, { approvers: [LEADS] }),
  ];
  const contoso = () => stage.stack('contoso', stage.azure.signIn('Contoso pipeline'));
  const delegated = () => stage.assignments.map(({ scope, name }) => [scope.subscription.id, name]);
  const principalsAt = (subscription: string) => {
    const definition = stage.definitions.find(({ id }) => id.includes(subscription));
    return asList(definition?.properties.authorizations).map(authorization => asObject(authorization).principalId);
  };

  it(
    'is onboarded: a policy, its identity as Owner, and the subscription that is known',
    async () => {
      await contoso().validate();
      expect((await contoso().plan()).summary).toBe('8 to add, 0 to change, 0 to destroy');
      await contoso().apply();
      expect(delegated()).toEqual([[KNOWN, DEFINITION]]);
      expect(stage.definitions.map(({ name }) => name)).toEqual([DEFINITION]);
      expect(principalsAt(KNOWN)).toContain(AUTOMATION.principalId);
      const deployed = stage.azure.policy.remediations.map(({ properties }) => properties.deploymentStatus);
      expect(deployed).toEqual(
        expect.arrayContaining([
          { totalDeployments: 0, successfulDeployments: 0, failedDeployments: 0 },
          { totalDeployments: 1, successfulDeployments: 1, failedDeployments: 0 },
        ]),
      );
    },
    10 * MINUTES,
  );

  it('has nothing to do in a second plan', async () => {
    expect(await contoso().plan()).toMatchObject({ isEmpty: true, summary: 'no changes' });
  });

  it('gets its other subscription once Azure has evaluated it and the task is made anew', async () => {
    expect(stage.azure.policy.evaluate()).toEqual({ [KNOWN]: 'Compliant', [OTHER]: 'NonCompliant' });
    await contoso().apply(`-replace=${TASK}`);
    expect(delegated()).toEqual([
      [KNOWN, DEFINITION],
      [OTHER, DEFINITION],
    ]);
    expect(stage.azure.policy.evaluate()).toEqual({ [KNOWN]: 'Compliant', [OTHER]: 'Compliant' });
  });

  it(
    'gets a changed offer in place: the policy, and the definitions under their ids',
    async () => {
      stage.synthesize(app =>
        declare(app, offer(...MORE, Authorization.permanent(ENGINEERS, AzureBuiltInRole.READER))),
      );
      expect((await contoso().plan()).summary).toBe('2 to add, 1 to change, 2 to destroy');
      await contoso().apply();
      expect(principalsAt(KNOWN)).toContain(ENGINEERS.id);
      expect(principalsAt(OTHER)).not.toContain(ENGINEERS.id);
      expect(stage.azure.policy.evaluate()).toEqual({ [KNOWN]: 'Compliant', [OTHER]: 'NonCompliant' });
      await contoso().apply(`-replace=${TASK}`);
      expect(principalsAt(OTHER)).toContain(ENGINEERS.id);
      expect(stage.definitions.map(({ name }) => name)).toEqual([DEFINITION, DEFINITION]);
      expect((await contoso().plan()).isEmpty).toBe(true);
    },
    10 * MINUTES,
  );

  it(
    'is left by the policy, not by the delegations',
    async () => {
      await contoso().destroy();
      expect(await contoso().addresses()).toEqual([]);
      expect(stage.azure.policy.remediations).toEqual([]);
      expect(stage.azure.managementGroups.find('contoso')?.roleAssignments).toHaveLength(1);
      expect(delegated()).toHaveLength(2);
    },
    10 * MINUTES,
  );

  it('asked Azure for nothing that the emulation does not know', () => {
    expect(stage.azure.unknownRequests).toEqual([]);
  });
});
