import {
  armGuid,
  Authorization,
  AzureBuiltInRole,
  CustomerStack,
  type CustomerSubscription,
  LighthouseOffer,
  Principal,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { guid } from '../lighthouse/arm/arm-functions';
import { AUTOMATION, ENGINEERS, LEADS, OPERATORS } from './declarations';
import { describeWithTerraform } from './describe-with-terraform';
import { customerTenant, EXAMPLES_WORLD, MANAGING_TENANT } from './fabrikam';
import { type Access, deployAs, keeping, resourcesOf, type TemplateDelegation } from './moves-azure';
import { differences, plannedChanges } from './moves-plan';
import { Stage } from './stage';
import { PROTECTED, type Terraform } from './terraform';

const { CONTRIBUTOR, MONITORING_CONTRIBUTOR, READER, SUPPORT_REQUEST_CONTRIBUTOR, USER_ACCESS_ADMINISTRATOR } =
  AzureBuiltInRole;
const { MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE: DELETE } = AzureBuiltInRole;

const OFFER = 'Fabrikam Managed Services';
const subscription = (digits: number) => `c0000000-0000-4000-8000-0000000000${digits}`;

const authorized = (role: AzureBuiltInRole, more: object = {}) => ({
  principalId: OPERATORS.id,
  principalIdDisplayName: 'Fabrikam operators',
  roleDefinitionId: role.id,
  ...more,
});

/** As the parameters of Microsoft's samples: one group that reads, ends the delegation, and may assign two roles. */
const PROPERTIES = {
  registrationDefinitionName: OFFER,
  description: 'Operation by Fabrikam.',
  managedByTenantId: MANAGING_TENANT,
  authorizations: [
    authorized(READER),
    authorized(DELETE),
    authorized(USER_ACCESS_ADMINISTRATOR, { delegatedRoleDefinitionIds: [CONTRIBUTOR.id, MONITORING_CONTRIBUTOR.id] }),
  ],
};

/** The same, declared by the partner. */
function offerWith(...authorizations: Authorization[]): LighthouseOffer {
  const { description, managedByTenantId: managingTenantId } = PROPERTIES;
  return new LighthouseOffer({ name: OFFER, description, managingTenantId, authorizations });
}
const DECLARED = offerWith(
  Authorization.permanent(OPERATORS, READER),
  Authorization.permanent(OPERATORS, DELETE),
  Authorization.permanent(OPERATORS, USER_ACCESS_ADMINISTRATOR, {
    delegatedRoles: [MONITORING_CONTRIBUTOR, CONTRIBUTOR],
  }),
);

/** What PEC-Automation and the operators get, as Terraform writes it. */
const TO_EARN = {
  principal_id: AUTOMATION.principalId,
  principal_display_name: 'PEC-Automation',
  role_definition_id: SUPPORT_REQUEST_CONTRIBUTOR.id,
};
const TO_LEAVE = {
  principal_id: OPERATORS.id,
  principal_display_name: 'Fabrikam operators',
  role_definition_id: DELETE.id,
};

/**
 * The ids that each template gives, and what is declared to adopt them.
 *
 * @see https://github.com/Azure/Azure-Lighthouse-samples/tree/master/templates
 */
const SAMPLES: [string, Omit<TemplateDelegation, 'properties'>, CustomerSubscription][] = [
  [
    'delegated-resource-management/subscription/subscription.json',
    {
      subscription: subscription(11),
      apiVersion: '2019-09-01',
      definition: guid(OFFER),
      assignments: { '': guid(OFFER) },
    },
    { id: subscription(11) },
  ],
  [
    'delegated-resource-management/rg/rg.json, and both templates for resource groups of May to August 2019',
    {
      subscription: subscription(12),
      apiVersion: '2019-06-01',
      definition: guid(OFFER),
      assignments: { 'rg-web': guid(OFFER), 'rg-data': guid(OFFER) },
    },
    {
      id: subscription(12),
      resourceGroups: ['rg-web', 'rg-data'],
      resourceGroupAssignmentIds: { 'rg-web': armGuid(OFFER), 'rg-data': armGuid(OFFER) },
    },
  ],
  [
    'both templates for resource groups, as they were from August 2019 to 2021',
    {
      subscription: subscription(13),
      apiVersion: '2019-06-01',
      definition: guid(OFFER),
      assignments: { 'rg-web': guid('rg-web'), 'rg-data': guid('rg-data') },
    },
    {
      id: subscription(13),
      resourceGroups: ['rg-web', 'rg-data'],
      resourceGroupAssignmentIds: { 'rg-web': armGuid('rg-web'), 'rg-data': armGuid('rg-data') },
    },
  ],
  [
    'delegated-resource-management/rg/multi-rg.json: each group has a definition of its own',
    {
      subscription: subscription(14),
      apiVersion: '2019-06-01',
      definition: guid('rg-web'),
      assignments: { 'rg-web': guid('rg-web') },
    },
    {
      id: subscription(14),
      resourceGroups: ['rg-web'],
      definitionId: armGuid('rg-web'),
      resourceGroupAssignmentIds: { 'rg-web': armGuid('rg-web') },
    },
  ],
];

describeWithTerraform('a delegation that a template made', () => {
  let stage: Stage;

  beforeAll(async () => {
    const subscriptions = ['11', '12', '13', '14', '15', '16', '17'];
    const contoso = customerTenant('Contoso', 'c', subscriptions, ['rg-web', 'rg-data'], ['Microsoft.ManagedServices']);
    stage = await Stage.open({ world: { tenants: [EXAMPLES_WORLD.tenants[0], contoso] } });
  });

  afterAll(() => stage.close());

  const writes = () => stage.azure.requests.writes().map(({ method, path }) => `${method} ${path}`);
  const deployed = (delegation: TemplateDelegation) =>
    deployAs(stage.azure.client('Contoso pipeline'), resourcesOf(delegation));

  /** Declares a part of Contoso, adopted unless it says otherwise, and is ready to plan it. */
  async function adopted(
    id: string,
    offer: LighthouseOffer,
    subscriptions: CustomerSubscription[],
    change?: (stack: CustomerStack) => void,
  ): Promise<Terraform> {
    stage.synthesize(app => {
      const stack = new CustomerStack(app, id, {
        customer: {
          name: 'Contoso',
          tenantId: 'c0000000-0000-4000-8000-000000000001',
          subscriptions: subscriptions.map(one => ({ adopt: true, ...one })),
        },
        offer,
        automation: AUTOMATION,
        backend: StateBackend.local({ directory: 'state' }),
      });
      change?.(stack);
    });
    const terraform = stage.stack(id, stage.azure.signIn('Contoso pipeline'));
    await terraform.init();
    return terraform;
  }

  it('is imported and gets PEC-Automation in place, and nothing else', async () => {
    for (const [, delegation] of SAMPLES) {
      await deployed({ ...delegation, properties: PROPERTIES });
    }
    const stack = await adopted(
      'customer-contoso',
      DECLARED,
      SAMPLES.map(([, , declared]) => declared),
    );

    const changes = await plannedChanges(stack);
    const assignments = changes.filter(({ address }) => address.startsWith('azurerm_lighthouse_assignment.'));
    const definitions = changes.filter(({ address }) => address.startsWith('azurerm_lighthouse_definition.'));
    expect([changes, assignments, definitions].map(list => list.length)).toEqual([10, 6, 4]);
    assignments.forEach(({ does }) => expect(does).toBe('import'));
    for (const definition of definitions) {
      expect(definition.does).toBe('import, update');
      expect(differences(definition)).toEqual({ authorization: { added: [TO_EARN], removed: [] } });
    }

    const before = writes().length;
    const operators = SAMPLES.map(([, delegation]): Access => ({
      subscription: delegation.subscription,
      resourceGroup: Object.keys(delegation.assignments)[0] || undefined,
      tenant: MANAGING_TENANT,
      principal: OPERATORS.id,
      role: READER.id,
    }));
    await keeping(stage, operators, () => stack.apply());
    const updates = SAMPLES.map(([, delegation]) => {
      const [{ id }] = resourcesOf({ ...delegation, properties: PROPERTIES });
      return `PUT ${id}`;
    });
    expect(writes().slice(before).sort()).toEqual(updates.sort());
    expect((await stack.plan()).isEmpty).toBe(true);
  });

  /** The entry of one resource group, which has a definition of its own. */
  const entryOf = (group: string): CustomerSubscription => ({
    id: subscription(17),
    key: group,
    resourceGroups: [group],
    definitionId: armGuid(group),
    resourceGroupAssignmentIds: { [group]: armGuid(group) },
  });

  it('for several resource groups is adopted definition by definition', async () => {
    const groups = ['rg-web', 'rg-data'];
    for (const group of groups) {
      await deployed({
        subscription: subscription(17),
        apiVersion: '2019-06-01',
        definition: guid(group),
        assignments: { [group]: guid(group) },
        properties: PROPERTIES,
      });
    }
    const stack = await adopted('customer-contoso-groups', DECLARED, groups.map(entryOf));
    expect((await stack.plan()).summary).toBe('4 to import, 0 to add, 2 to change, 0 to destroy');
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);
  });

  it('for one of several resource groups ends alone, and the other can be sent once more', async () => {
    const stack = await adopted('customer-contoso-groups', DECLARED, [{ ...entryOf('rg-data'), adopt: false }]);
    expect((await stack.plan()).summary).toBe('3 to add, 0 to change, 2 to destroy');
    await stack.apply();
    const left = stage.definitions.filter(({ id }) => id.includes(subscription(17)));
    expect(left.map(({ name }) => name)).toEqual([guid('rg-data')]);

    const addresses = (await stack.addresses()).filter(address => address.startsWith('azurerm_lighthouse_'));
    expect((await stack.run(['state', 'rm', ...addresses])).exitCode).toBe(0);
    const before = writes().length;
    await stack.apply();
    expect(writes().slice(before)).toEqual([
      expect.stringMatching(/^PUT .*\/registrationDefinitions\//),
      expect.stringMatching(/^PUT .*\/registrationAssignments\//),
    ]);
    expect((await stack.plan()).isEmpty).toBe(true);
  });

  it('with eligible authorizations keeps their policies, and lets operators leave', async () => {
    await deployed({
      subscription: subscription(15),
      apiVersion: '2020-02-01-preview',
      definition: guid(OFFER),
      assignments: { '': guid(OFFER) },
      properties: {
        ...PROPERTIES,
        authorizations: [authorized(READER)],
        eligibleAuthorizations: [
          authorized(CONTRIBUTOR, {
            justInTimeAccessPolicy: {
              multiFactorAuthProvider: 'Azure',
              maximumActivationDuration: 'PT8H',
              managedByTenantApprovers: [{ principalId: LEADS.id, principalIdDisplayName: 'Fabrikam leads' }],
            },
          }),
          {
            justInTimeAccessPolicy: { multiFactorAuthProvider: 'None', maximumActivationDuration: 'PT1H' },
            principalId: ENGINEERS.id,
            roleDefinitionId: MONITORING_CONTRIBUTOR.id,
          },
        ],
      },
    });
    const offer = offerWith(
      Authorization.permanent(OPERATORS, READER),
      Authorization.eligible(OPERATORS, CONTRIBUTOR, { approvers: [LEADS] }),
      // The template gave no display name, so none is declared.
      Authorization.eligible(Principal.group(ENGINEERS.id), MONITORING_CONTRIBUTOR, {
        multiFactorAuthentication: false,
        maximumActivationDuration: 'PT1H',
      }),
    );
    const stack = await adopted('customer-contoso-pim', offer, [{ id: subscription(15) }]);
    const [definition] = (await plannedChanges(stack)).filter(({ does }) => does !== 'import');
    expect(definition.does).toBe('import, update');
    expect(differences(definition)).toEqual({ authorization: { added: [TO_LEAVE, TO_EARN], removed: [] } });
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);
  });

  it('with ids in capitals is protected from replacement, and adopted when case is ignored', async () => {
    await deployed({
      subscription: subscription(16).toUpperCase(),
      apiVersion: '2019-09-01',
      definition: guid(OFFER),
      assignments: { '': guid(OFFER) },
      properties: { ...PROPERTIES, managedByTenantId: MANAGING_TENANT.toUpperCase() },
    });
    const declared = [{ id: subscription(16) }];
    const stack = await adopted('customer-contoso-16', DECLARED, declared);
    await expect(stack.plan()).rejects.toThrow(PROTECTED);
    await adopted('customer-contoso-16', DECLARED, declared, ({ delegations: [{ definition, assignments }] }) => {
      definition.addOverride('lifecycle.ignore_changes', ['managing_tenant_id']);
      assignments[0].addOverride('lifecycle.ignore_changes', ['lighthouse_definition_id']);
    });
    expect((await stack.plan()).summary).toBe('2 to import, 0 to add, 1 to change, 0 to destroy');
    await stack.apply();
    expect((await stack.plan()).isEmpty).toBe(true);
  });
});
