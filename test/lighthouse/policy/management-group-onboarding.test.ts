import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import {
  Authorization,
  AzapiProvider,
  AzureBuiltInRole,
  FrameworkMismatchError,
  ManagementGroupOnboarding,
} from 'cdktf-partner-earned-credit';
import { resources, synthesize } from '../../synth';
import {
  automation,
  engineers,
  newApp,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  REGISTRATION,
  resource,
  SUBSCRIPTION,
  token,
  warningsOf,
} from '../../fabrikam';
import { newOnboarding } from './onboarding';

const GROUP = '/providers/Microsoft.Management/managementGroups/contoso';
const TASK = 'azurerm_subscription_policy_remediation';

/** What tasks wait for. */
const registrationsIn = (stack: Parameters<typeof resources>[0]) =>
  Object.keys(resources(stack, 'azapi_resource_action')).filter(name => name.includes('_Registered_'));

describe('ManagementGroupOnboarding', () => {
  it('assigns a policy that delegates each subscription', () => {
    const stack = newStack();
    const { policyDefinition, policyAssignment } = newOnboarding(stack, { automation: undefined });
    expect(synthesize(stack)).toEqual({
      resource: {
        azurerm_policy_definition: {
          contoso_Definition_39D049CB: {
            name: 'lighthouse-550da55f',
            management_group_id: GROUP,
            policy_type: 'Custom',
            mode: 'All',
            display_name: 'Fabrikam Managed Services',
            description:
              'Delegates each subscription with Azure Lighthouse, again if its delegation is not as offered.',
            parameters: policyDefinition.parametersInput,
            policy_rule: policyDefinition.policyRuleInput,
          },
        },
        azurerm_management_group_policy_assignment: {
          contoso_Assignment_634A7E2D: {
            name: 'lighthouse-550da55f',
            management_group_id: GROUP,
            policy_definition_id: '${azurerm_policy_definition.contoso_Definition_39D049CB.id}',
            display_name: 'Fabrikam Managed Services',
            location: 'westeurope',
            identity: { type: 'SystemAssigned' },
            parameters: policyAssignment.parametersInput,
          },
        },
        azurerm_role_assignment: {
          contoso_Ownership_62335B48: {
            name: '24b2997c-7cac-5feb-97d8-6fdbfdb45b64',
            scope: GROUP,
            role_definition_id:
              '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
            principal_id:
              '${azurerm_management_group_policy_assignment.contoso_Assignment_634A7E2D.identity[0].principal_id}',
            principal_type: 'ServicePrincipal',
          },
        },
        azurerm_management_group_policy_remediation: {
          contoso_Remediation_97ADDEE0: {
            name: 'lighthouse-550da55f',
            management_group_id: GROUP,
            policy_assignment_id: '${azurerm_management_group_policy_assignment.contoso_Assignment_634A7E2D.id}',
            depends_on: ['azurerm_role_assignment.contoso_Ownership_62335B48'],
            lifecycle: {
              replace_triggered_by: [
                'azurerm_policy_definition.contoso_Definition_39D049CB',
                'azurerm_management_group_policy_assignment.contoso_Assignment_634A7E2D',
              ],
            },
          },
        },
      },
    });
  });

  it('leaves out what is excluded, sets the pace of the task, and does not enforce where it shall not', () => {
    const stack = newStack();
    const excludedScopes = [
      `/subscriptions/${OTHER_SUBSCRIPTION}`,
      '/providers/Microsoft.Management/managementGroups/sandboxes',
      token(stack, 'scope'),
    ];
    newOnboarding(stack, { excludedScopes, resourceCount: 50_000, parallelDeployments: 30, enforce: false });
    expect(resource(stack, 'azurerm_management_group_policy_assignment')).toMatchObject({
      not_scopes: [...excludedScopes.slice(0, 2), '${var.scope}'],
      enforce: false,
    });
    expect(resource(stack, 'azurerm_management_group_policy_remediation')).toMatchObject({
      resource_count: 50_000,
      parallel_deployments: 30,
    });
  });

  it('enforces unless it shall not', () => {
    const stack = newStack();
    newOnboarding(stack, { enforce: true });
    expect(resource(stack, 'azurerm_management_group_policy_assignment')).not.toHaveProperty('enforce');
  });

  it('publishes what was declared', () => {
    const offer = newOffer();
    const onboarding = newOnboarding(newStack(), { offer, automationRole: AzureBuiltInRole.TAG_CONTRIBUTOR });
    expect(onboarding.offer).toBe(offer);
    expect(onboarding.automation).toBe(automation);
    expect(onboarding.authorizations.map(({ role }) => role.name)).toEqual([
      'Contributor',
      'Tag Contributor',
      'Managed Services Registration assignment Delete Role',
    ]);
    expect(onboarding.subscriptionRemediations).toEqual([]);
  });

  it.each([
    ['a name', 'contoso'],
    ['an id', GROUP],
    ['an id in another case', '/providers/microsoft.management/managementgroups/contoso'],
  ])('takes %s of a management group', (_case, managementGroupId) => {
    expect(newOnboarding(newStack(), { managementGroupId }).managementGroupId).toBe(GROUP);
  });

  it('is called as wished', () => {
    const stack = newStack();
    newOnboarding(stack, { policyName: 'fabrikam', displayName: 'Delegation to Fabrikam' });
    for (const type of ['azurerm_policy_definition', 'azurerm_management_group_policy_assignment']) {
      expect(resource(stack, type)).toMatchObject({ name: 'fabrikam', display_name: 'Delegation to Fabrikam' });
    }
    expect(resource(stack, 'azurerm_management_group_policy_remediation').name).toBe('fabrikam');
  });

  it('uses the providers that it was given', () => {
    const stack = newStack();
    newOnboarding(stack, {
      provider: new AzurermProvider(stack, 'azurerm', { features: [{}], alias: 'customer' }),
      azapiProvider: new AzapiProvider(stack, 'azapi', { alias: 'customer' }),
      subscriptionIds: [SUBSCRIPTION],
    });
    const all = Object.entries(synthesize(stack).resource as Record<string, Record<string, { provider: string }>>);
    expect(all.flatMap(([type, named]) => Object.values(named).map(({ provider }) => [type, provider]))).toEqual(
      [
        ...Array<string>(4).fill('azapi_resource_action'),
        'azurerm_management_group_policy_assignment',
        'azurerm_management_group_policy_remediation',
        'azurerm_policy_definition',
        'azurerm_role_assignment',
        'azurerm_subscription_policy_remediation',
      ].map(type => [type, `${type.split('_')[0]}.customer`]),
    );
  });

  it('refuses an app of another framework', () => {
    const app = newApp();
    app.node.setContext('cdktfVersion', '0.20.12');
    expect(() => newOnboarding(newStack('stack', app))).toThrow(FrameworkMismatchError);
  });

  it('warns about an offer that nobody can end', () => {
    const onboarding = newOnboarding(newStack(), { offer: newOffer({ operatorsCanEndDelegation: false }) });
    expect(warningsOf(onboarding)).toEqual([expect.stringContaining('only the customer can end')]);
  });
});

describe('subscriptions that exist', () => {
  it('get the resource provider and a task each, under addresses of their own', () => {
    const stack = newStack();
    const onboarding = newOnboarding(stack, { subscriptionIds: [SUBSCRIPTION.toUpperCase(), OTHER_SUBSCRIPTION] });
    expect(registrationsIn(stack)).toEqual([
      REGISTRATION[2],
      'managed-services-c0000000-0000-4000-8000-000000000012_Registered_1171CB95',
    ]);
    const tasks = resources(stack, TASK);
    expect(Object.keys(tasks)).toEqual([
      'contoso_Remediation-c0000000-0000-4000-8000-000000000011_912E0E3E',
      'contoso_Remediation-c0000000-0000-4000-8000-000000000012_D6D69E8C',
    ]);
    expect(Object.values(tasks)[0]).toEqual({
      name: 'lighthouse-550da55f',
      subscription_id: `/subscriptions/${SUBSCRIPTION}`,
      policy_assignment_id: '${azurerm_management_group_policy_assignment.contoso_Assignment_634A7E2D.id}',
      resource_discovery_mode: 'ReEvaluateCompliance',
      depends_on: [
        'azurerm_role_assignment.contoso_Ownership_62335B48',
        `azapi_resource_action.${REGISTRATION[2]}`,
        'azapi_resource_action.contoso_PolicyInsights-c0000000-0000-4000-8000-000000000011_1C4C29FD',
      ],
      lifecycle: {
        replace_triggered_by: [
          'azurerm_policy_definition.contoso_Definition_39D049CB',
          'azurerm_management_group_policy_assignment.contoso_Assignment_634A7E2D',
        ],
      },
    });
    const registrations = Object.values(resources(stack, 'azapi_resource_action'));
    expect(registrations.filter(({ action }) => String(action).includes('PolicyInsights'))).toEqual(
      [SUBSCRIPTION, OTHER_SUBSCRIPTION].map(id => ({
        type: 'Microsoft.Resources/subscriptions@2021-01-01',
        resource_id: `/subscriptions/${id}`,
        action: 'providers/Microsoft.PolicyInsights/register',
        method: 'POST',
      })),
    );
    expect(onboarding.subscriptionRemediations).toHaveLength(2);
    expect(resource(stack, 'azurerm_management_group_policy_remediation').depends_on).toHaveLength(5);
  });

  it('share the registration with a delegation of another offer', () => {
    const stack = newStack();
    const reading = newOffer({
      name: 'Reading',
      authorizations: [Authorization.permanent(engineers, AzureBuiltInRole.READER)],
      operatorsCanEndDelegation: false,
    });
    newDelegation(stack, { offer: reading }, 'delegation');
    newOnboarding(stack, { subscriptionIds: [SUBSCRIPTION] });
    expect(registrationsIn(stack)).toEqual([REGISTRATION[2]]);
  });

  it('can be without registration', () => {
    const stack = newStack();
    newOnboarding(stack, { subscriptionIds: [SUBSCRIPTION], registerResourceProvider: false });
    expect(registrationsIn(stack)).toEqual([]);
    expect(resource(stack, TASK).depends_on).toEqual(['azurerm_role_assignment.contoso_Ownership_62335B48']);
  });

  it('can be without tasks', () => {
    const stack = newStack();
    const onboarding = newOnboarding(stack, { subscriptionIds: [SUBSCRIPTION], remediate: false });
    expect(onboarding.remediation).toBeUndefined();
    expect(onboarding.subscriptionRemediations).toEqual([]);
    expect(resources(stack, TASK)).toEqual({});
    expect(resources(stack, 'azurerm_management_group_policy_remediation')).toEqual({});
    expect(registrationsIn(stack)).toEqual([REGISTRATION[2]]);
  });
});

describe('Terraform references', () => {
  it('reach everything that Azure gets', () => {
    const stack = newStack();
    new ManagementGroupOnboarding(stack, 'contoso', {
      managementGroupId: token(stack, 'group'),
      location: token(stack, 'location'),
      subscriptionIds: [token(stack, 'first'), token(stack, 'second')],
      offer: newOffer({ name: token(stack, 'offer'), description: 'Says "yes".' }),
      automation: { ...automation, principalId: token(stack, 'principal') },
    });
    const definition = resource(stack, 'azurerm_policy_definition');
    expect(definition.name).toBe(
      'lighthouse-${substr(uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", var.offer), 0, 8)}',
    );
    expect(definition.management_group_id).toBe('${var.group}');
    expect(definition.policy_rule).toContain('"deployment":{"location":${jsonencode(var.location)},');
    const { parameters } = resource(stack, 'azurerm_management_group_policy_assignment');
    expect(parameters).toContain('"managedByName":{"value":${jsonencode(var.offer)}}');
    expect(parameters).toContain('"managedByDescription":{"value":"Says \\"yes\\"."}');
    expect(parameters).toContain('{"principalId":${jsonencode(var.principal)},"principalIdDisplayName":"PEC-Autom');
    expect(Object.keys(resources(stack, TASK))).toEqual([
      expect.stringMatching(/^contoso_Remediation-at-0_/),
      expect.stringMatching(/^contoso_Remediation-at-1_/),
    ]);
    expect(registrationsIn(stack)).toEqual([
      expect.stringMatching(/^contoso_Registration-at-0_Registered_/),
      expect.stringMatching(/^contoso_Registration-at-1_Registered_/),
    ]);
    expect(resource(stack, 'azurerm_role_assignment').name).toBe(
      '${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", "${var.group}-lighthouse-${substr(uuidv5(' +
        '"11fb06fb-712d-4ddd-98c7-e71bbd588830", var.offer), 0, 8)}")}',
    );
  });
});
