import { createHash } from 'node:crypto';
import {
  ArmTemplate,
  type ArmTemplateOptions,
  armGuid,
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  DeclarationError,
  LighthouseOffer,
  type LighthouseOfferProps,
  PecAutomation,
  Principal,
} from 'cdktf-partner-earned-credit';
import { LighthouseAssignment } from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import { LighthouseDefinition } from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import { Token } from 'cdktf';
import fc from 'fast-check';
import { type Block, resources } from '../../synth';
import { deploy, type DeployedResource, guid } from './arm-functions';
import {
  ada,
  automation,
  contributors,
  CUSTOMER_TENANT,
  engineers,
  faultsOf,
  MANAGING_TENANT,
  newDelegation,
  newOffer,
  newStack,
  operators,
  robot,
  ROLE_ID,
  SUBSCRIPTION,
  token,
  untyped,
} from '../../fabrikam';

const { CONTRIBUTOR, READER, TAG_CONTRIBUTOR, USER_ACCESS_ADMINISTRATOR } = AzureBuiltInRole;
const GIVEN = 'A0000000-0000-4000-8000-00000000000A';
const OTHER_GIVEN = 'A0000000-0000-4000-8000-00000000000B';
const PLAN = { name: 'gold', publisher: 'fabrikam', product: 'managed-services', version: '1.2.5' };

/** The id of the definition, as an expression. */
const DEFINITION_ID =
  "[subscriptionResourceId('Microsoft.ManagedServices/registrationDefinitions', " +
  "variables('mspRegistrationName'))]";

/** Every kind of authorization. */
const everything: Partial<LighthouseOfferProps> = {
  description: 'Operation and backup.',
  authorizations: [
    contributors,
    Authorization.permanent(Principal.user(GIVEN), READER),
    Authorization.permanent(robot, USER_ACCESS_ADMINISTRATOR, { delegatedRoles: [TAG_CONTRIBUTOR, CONTRIBUTOR] }),
    Authorization.eligible(engineers, CONTRIBUTOR, {
      maximumActivationDuration: 'PT90M',
      approvers: [ada, Principal.group(OTHER_GIVEN)],
    }),
    Authorization.eligible(Principal.user(OTHER_GIVEN), READER, { multiFactorAuthentication: false }),
  ],
};

const parsed = (template: ArmTemplate) => JSON.parse(template.json) as Block;

/** What Azure would be asked for if the customer deployed the template. */
function created(template: ArmTemplate, resourceGroups: readonly string[] = []): DeployedResource[] {
  return deploy(template.json, template.parametersJson, {
    subscriptionId: SUBSCRIPTION,
    resourceGroups: [...resourceGroups],
  }).resources;
}

/** What Azure would be asked for if Terraform applied a delegation, by the source of azurerm 4.81 and 5.2. */
function applied(offer: LighthouseOffer, options: ArmTemplateOptions): DeployedResource[] {
  const { parameterized: _parameterized, ...props } = options;
  const stack = newStack();
  newDelegation(stack, { offer, ...props });
  const [[address, definition]] = Object.entries(resources(stack, LighthouseDefinition.tfResourceType));
  const provider = 'providers/Microsoft.ManagedServices';
  const { scope, lighthouse_definition_id: guidOfDefinition } = definition;
  const definitionId = `${String(scope)}/${provider}/registrationDefinitions/${String(guidOfDefinition)}`;
  const person = (block: Block) => ({
    principalId: block.principal_id,
    principalIdDisplayName: block.principal_display_name,
  });
  const list = (blocks: unknown) => blocks as Block[] | undefined;
  const body = {
    plan: definition.plan,
    properties: {
      registrationDefinitionName: definition.name,
      description: definition.description ?? '',
      managedByTenantId: definition.managing_tenant_id,
      authorizations: list(definition.authorization)?.map(block => ({
        ...person(block),
        roleDefinitionId: block.role_definition_id,
        delegatedRoleDefinitionIds: block.delegated_role_definition_ids,
      })),
      eligibleAuthorizations: list(definition.eligible_authorization)?.map(block => {
        const policy = block.just_in_time_access_policy as Block | undefined;
        return {
          ...person(block),
          roleDefinitionId: block.role_definition_id,
          justInTimeAccessPolicy: policy && {
            multiFactorAuthProvider: policy.multi_factor_auth_provider ?? 'None',
            maximumActivationDuration: policy.maximum_activation_duration,
            managedByTenantApprovers: list(policy.approver)?.map(person),
          },
        };
      }),
    },
  };
  const assignments = Object.values(resources(stack, LighthouseAssignment.tfResourceType)).map(assignment => {
    expect(assignment.lighthouse_definition_id).toBe(`\${azurerm_lighthouse_definition.${address}.id}`);
    return {
      id: `${String(assignment.scope)}/${provider}/registrationAssignments/${String(assignment.name)}`,
      apiVersion: '2022-10-01',
      body: { properties: { registrationDefinitionId: definitionId } },
    };
  });
  return [{ id: definitionId, apiVersion: '2022-10-01', body }, ...assignments].map(
    resource => JSON.parse(JSON.stringify(resource)) as DeployedResource,
  );
}

/** Both ways give the same, whatever order Azure chooses for the assignments. */
function expectSameAsTerraform(offer: LighthouseOffer, options: ArmTemplateOptions): void {
  const [definition, ...assignments] = created(ArmTemplate.of(offer, options), options.resourceGroups);
  const byId = (list: DeployedResource[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  const [expected, ...others] = applied(offer, options);
  expect(definition).toEqual(expected);
  expect(byId(assignments)).toEqual(byId(others));
}

describe('an ARM template', () => {
  it('of a subscription', () => {
    expect(parsed(ArmTemplate.of(newOffer()))).toEqual({
      $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      variables: {
        mspOfferName: 'Fabrikam Managed Services',
        mspOfferDescription: '',
        managedByTenantId: 'f0000000-0000-4000-8000-000000000001',
        authorizations: [
          {
            principalId: 'f0000000-0000-4000-8000-000000000021',
            principalIdDisplayName: 'operators',
            roleDefinitionId: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
          },
          {
            principalId: 'f0000000-0000-4000-8000-000000000021',
            principalIdDisplayName: 'operators',
            roleDefinitionId: '91c1777a-f3dc-4fae-b103-61d183457e46',
          },
        ],
        mspRegistrationName: "[guid(variables('mspOfferName'))]",
        mspAssignmentName: "[guid(variables('mspOfferName'))]",
      },
      resources: [
        {
          type: 'Microsoft.ManagedServices/registrationDefinitions',
          apiVersion: '2022-10-01',
          name: "[variables('mspRegistrationName')]",
          properties: {
            registrationDefinitionName: "[variables('mspOfferName')]",
            description: "[variables('mspOfferDescription')]",
            managedByTenantId: "[variables('managedByTenantId')]",
            authorizations: "[variables('authorizations')]",
          },
        },
        {
          type: 'Microsoft.ManagedServices/registrationAssignments',
          apiVersion: '2022-10-01',
          name: "[variables('mspAssignmentName')]",
          properties: {
            registrationDefinitionId: DEFINITION_ID,
          },
          dependsOn: [DEFINITION_ID],
        },
      ],
      outputs: {
        mspOfferName: { type: 'string', value: "[concat('Managed by', ' ', variables('mspOfferName'))]" },
        authorizations: { type: 'array', value: "[variables('authorizations')]" },
      },
    });
  });

  it('of resource groups', () => {
    const template = parsed(
      ArmTemplate.of(newOffer(), {
        resourceGroups: ['rg-web', 'RG-Data'],
        resourceGroupAssignmentIds: { 'RG-Data': GIVEN },
      }),
    );
    const nested = (i: number, resourceGroup: string, name: string) => ({
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: `rgAssignment${i}`,
      resourceGroup,
      dependsOn: [DEFINITION_ID],
      properties: {
        mode: 'Incremental',
        template: {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          resources: [
            {
              type: 'Microsoft.ManagedServices/registrationAssignments',
              apiVersion: '2022-10-01',
              name,
              properties: {
                registrationDefinitionId: DEFINITION_ID,
              },
            },
          ],
        },
      },
    });
    expect((template.resources as Block[]).slice(1)).toEqual([
      nested(0, 'RG-Data', GIVEN.toLowerCase()),
      nested(1, 'rg-web', "[guid(variables('mspOfferName'), 'rg-web')]"),
    ]);
    expect(Object.keys(template.variables as Block).slice(-2)).toEqual(['authorizations', 'mspRegistrationName']);
  });

  it('with parameters', () => {
    const offer = newOffer({ ...everything, operatorsCanEndDelegation: false });
    const template = ArmTemplate.of(offer, { parameterized: true });
    expect(parsed(template).parameters).toEqual({
      mspOfferName: {
        type: 'string',
        metadata: { description: 'The name of the offer. The ids of definition and assignment are made from it.' },
      },
      mspOfferDescription: { type: 'string', metadata: { description: 'What is offered.' } },
      managedByTenantId: {
        type: 'string',
        metadata: { description: 'The Entra tenant of the service provider.' },
      },
      authorizations: {
        type: 'array',
        metadata: { description: 'Who in that tenant gets which built-in role.' },
      },
      eligibleAuthorizations: {
        type: 'array',
        metadata: { description: 'Who in that tenant may activate which built-in role for some hours.' },
      },
    });
    expect(parsed(template).variables).toEqual({
      mspRegistrationName: "[guid(parameters('mspOfferName'))]",
      mspAssignmentName: "[guid(parameters('mspOfferName'))]",
    });
    expect(JSON.parse(template.parametersJson ?? '')).toEqual({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
      contentVersion: '1.0.0.0',
      parameters: {
        mspOfferName: { value: 'Fabrikam Managed Services' },
        mspOfferDescription: { value: 'Operation and backup.' },
        managedByTenantId: { value: MANAGING_TENANT },
        authorizations: {
          value: [
            { principalId: operators.id, principalIdDisplayName: 'operators', roleDefinitionId: ROLE_ID.contributor },
            { principalId: GIVEN.toLowerCase(), roleDefinitionId: ROLE_ID.reader },
            {
              principalId: robot.id,
              principalIdDisplayName: 'robot',
              roleDefinitionId: ROLE_ID.userAccessAdministrator,
              delegatedRoleDefinitionIds: ['4a9ae827-6dc8-4573-8ac7-8239d42aa03f', ROLE_ID.contributor],
            },
          ],
        },
        eligibleAuthorizations: {
          value: [
            {
              principalId: engineers.id,
              principalIdDisplayName: 'engineers',
              roleDefinitionId: ROLE_ID.contributor,
              justInTimeAccessPolicy: {
                multiFactorAuthProvider: 'Azure',
                maximumActivationDuration: 'PT1H30M',
                managedByTenantApprovers: [
                  { principalId: ada.id, principalIdDisplayName: 'Ada' },
                  { principalId: OTHER_GIVEN.toLowerCase() },
                ],
              },
            },
            {
              principalId: OTHER_GIVEN.toLowerCase(),
              roleDefinitionId: ROLE_ID.reader,
              justInTimeAccessPolicy: { multiFactorAuthProvider: 'None', maximumActivationDuration: 'PT8H' },
            },
          ],
        },
      },
    });
  });

  it('with parameters is the same for other offers, and says nothing about them', () => {
    const one = ArmTemplate.of(newOffer({ name: 'One', description: 'First.' }), { parameterized: true, automation });
    const two = ArmTemplate.of(newOffer({ name: 'Two' }), { parameterized: true });
    expect(one.json).toBe(two.json);
    expect(one.sha256).toBe(two.sha256);
    expect(one.json).not.toMatch(/One|First|[0-9a-f]{8}-/);
    expect(one.parametersJson).not.toBe(two.parametersJson);
  });

  it('is text that does not change from one run to the next', () => {
    const write = (options: ArmTemplateOptions) => ArmTemplate.of(newOffer(everything), options);
    const template = write({ automation, resourceGroups: ['rg-web'], parameterized: true });
    expect({ ...write({ parameterized: true, resourceGroups: ['rg-web'], automation }) }).toEqual({ ...template });
    for (const text of [template.json, template.parametersJson ?? '']) {
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
    }
    expect(template.sha256).toBe(createHash('sha256').update(Buffer.from(template.json, 'utf8')).digest('hex'));
    expect(ArmTemplate.of(newOffer(everything), { parameterized: false }).parametersJson).toBeUndefined();
  });

  it('adds PEC-Automation as a delegation does', () => {
    const [definition] = created(ArmTemplate.of(newOffer(), { automation, automationRole: READER }));
    expect((definition.body.properties as Block).authorizations).toContainEqual({
      principalId: automation.principalId,
      principalIdDisplayName: 'PEC-Automation',
      roleDefinitionId: ROLE_ID.reader,
    });
  });

  it('shows the customer what was delegated', () => {
    const template = ArmTemplate.of(newOffer(everything));
    const { outputs, resources: made } = deploy(template.json, undefined, { subscriptionId: SUBSCRIPTION });
    const { authorizations, eligibleAuthorizations } = made[0].body.properties as Block;
    expect(outputs).toEqual({
      mspOfferName: 'Managed by Fabrikam Managed Services',
      authorizations,
      eligibleAuthorizations,
    });
  });
});

describe('a template that is deployed', () => {
  it.each<[string, Partial<LighthouseOfferProps>, ArmTemplateOptions]>([
    ['a subscription', {}, {}],
    ['every kind of authorization', everything, { automation }],
    ['PEC-Automation alone', { authorizations: [] }, { automation, automationRole: CONTRIBUTOR }],
    ['given ids', {}, { definitionId: GIVEN, assignmentId: OTHER_GIVEN }],
    ['resource groups', everything, { automation, resourceGroups: ['rg-web', 'RG-Data', '(größe)-資源'] }],
    [
      'resource groups with given ids',
      {},
      {
        definitionId: GIVEN,
        resourceGroups: ['rg-web', 'constructor'],
        resourceGroupAssignmentIds: { 'rg-web': GIVEN },
      },
    ],
    ['a plan', { plan: PLAN }, { automation }],
    ['upper case', { managingTenantId: MANAGING_TENANT.toUpperCase() }, {}],
    [
      'a role newer than the catalogue',
      { authorizations: [Authorization.permanent(operators, AzureBuiltInRole.newerThanCatalogue(GIVEN, 'New'))] },
      {},
    ],
  ])('makes what Terraform would make, field by field: %s', (_case, props, options) => {
    for (const parameterized of [false, true]) {
      expectSameAsTerraform(newOffer(props), { ...options, parameterized });
    }
  });

  // python3: uuid.uuid5(uuid.UUID('11fb06fb-712d-4ddd-98c7-e71bbd588830'), name)
  it.each([
    ['Fabrikam Managed Services', '550da55f-48fd-5c59-9c9c-86d86ee466b3'],
    ['Ünïcode Offer', '9ca53793-fb6a-510b-aff2-de006f7c50f9'],
    ['[Fabrikam]', 'dc5fe9dc-73da-5cfa-b14c-a08de283df31'],
    ["O'Brien", '7178dc37-1961-54ad-a4a7-5a853862531c'],
    ['👩‍💻 資源', '0420323d-385e-56e7-b4dd-f4ef42c8ac53'],
  ])('gets the ids of the offer %s', (name, id) => {
    for (const parameterized of [false, true]) {
      const [definition, assignment] = created(ArmTemplate.of(newOffer({ name }), { parameterized }));
      const provider = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices`;
      expect(definition.id).toBe(`${provider}/registrationDefinitions/${id}`);
      expect(assignment.id).toBe(`${provider}/registrationAssignments/${id}`);
      expect((definition.body.properties as Block).registrationDefinitionName).toBe(name);
    }
    expect(armGuid(name)).toBe(id);
  });

  it.each(['[x]', '[[x]', '[[x]]', '[]', '[', ']', '[x] y', 'x [y]', "[guid('x')]", "['x']", "it's", "''", '"', '\\'])(
    'takes the text %j for what it is',
    text => {
      const person = Principal.group(operators.id, text);
      const offer = newOffer({
        name: text,
        description: text,
        authorizations: [
          Authorization.permanent(person, READER),
          Authorization.eligible(person, CONTRIBUTOR, { approvers: [Principal.user(ada.id, text)] }),
        ],
      });
      for (const parameterized of [false, true]) {
        expectSameAsTerraform(offer, { parameterized });
      }
      const [{ body }] = created(ArmTemplate.of(offer));
      expect(JSON.stringify(body).split(JSON.stringify(text))).toHaveLength(7);
    },
  );
});

describe('any offer', () => {
  const text = fc
    .oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom('[', ']', '[[', ']]', "'", "''", '"', '\\', '(', ')', ',', 'guid', 'x', ' ', 'é', '資', '🙂'),
          {
            minLength: 1,
          },
        )
        .map(parts => parts.join('')),
    )
    .filter(value => value.trim() !== '');
  const displayName = fc.option(text, { nil: undefined });
  const role = fc.constantFrom(READER, CONTRIBUTOR, AzureBuiltInRole.MONITORING_CONTRIBUTOR, TAG_CONTRIBUTOR);
  const person = fc.tuple(fc.uuid(), displayName).map(([id, name]) => Principal.group(id, name));
  const permanent = fc.tuple(person, role).map(([principal, held]) => Authorization.permanent(principal, held));
  const administrator = fc
    .tuple(person, fc.uniqueArray(role, { minLength: 1, selector: ({ id }) => id }))
    .map(([who, delegatedRoles]) => Authorization.permanent(who, USER_ACCESS_ADMINISTRATOR, { delegatedRoles }));
  const eligible = fc
    .record({
      who: person,
      held: role,
      policy: fc.option(
        fc.record({
          maximumActivationDuration: fc.constantFrom('PT30M', 'PT90M', 'PT8H'),
          multiFactorAuthentication: fc.boolean(),
          approvers: fc.uniqueArray(person, { maxLength: 3, selector: ({ id }) => id }),
        }),
        { nil: undefined },
      ),
    })
    .map(({ who, held, policy }) =>
      policy ? Authorization.eligible(who, held, policy) : Authorization.eligibleWithoutPolicy(who, held),
    );
  const offer = fc
    .record({
      name: text,
      description: fc.option(text, { nil: undefined }),
      managingTenantId: fc.uuid(),
      authorizations: fc
        .tuple(
          fc.array(permanent, { minLength: 1, maxLength: 3 }),
          fc.array(administrator, { maxLength: 1 }),
          fc.array(eligible, { maxLength: 1 }),
        )
        .map(lists => lists.flat()),
      operatorsCanEndDelegation: fc.boolean(),
      plan: fc.option(fc.constant(PLAN), { nil: undefined }),
    })
    .map(props => new LighthouseOffer(props))
    .filter(made => made.validate().length === 0);
  const resourceGroups = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_().äß資-]{0,12}[A-Za-z0-9_()-]$/), {
    minLength: 1,
    maxLength: 4,
    selector: name => name.toLowerCase(),
  });
  const options = fc
    .record({
      groups: fc.option(resourceGroups, { nil: undefined }),
      definitionId: fc.option(fc.uuid(), { nil: undefined }),
      assignmentId: fc.option(fc.uuid(), { nil: undefined }),
      parameterized: fc.boolean(),
    })
    .map(({ groups, assignmentId, ...others }): ArmTemplateOptions =>
      groups ? { ...others, resourceGroups: groups } : { ...others, assignmentId },
    );

  it('becomes a template that makes what Terraform would make', () => {
    fc.assert(fc.property(offer, options, expectSameAsTerraform), { numRuns: 60 });
  });

  it('gets its ids from its name, and an assignment its id from name and resource group', () => {
    fc.assert(
      fc.property(offer, resourceGroups, fc.boolean(), (made, groups, parameterized) => {
        const [definition, ...assignments] = created(
          ArmTemplate.of(made, { resourceGroups: groups, parameterized }),
          groups,
        );
        const nameOf = ({ id }: DeployedResource) => id.slice(id.lastIndexOf('/') + 1);
        expect(nameOf(definition)).toBe(armGuid(made.name));
        expect(assignments.map(nameOf).sort()).toEqual(
          groups.map(group => armGuid(made.name, group.toLowerCase())).sort(),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is known to Terraform only', () => {
  const sentence = (how = 'by writing it out') =>
    `is known to Terraform only; pin it ${how}, because the customer's template cannot ask Terraform`;
  const stack = newStack();
  const reference = token(stack, 'reference');

  it.each<[string, Partial<LighthouseOfferProps>]>([
    ['name', { name: reference }],
    ['name', { name: `Fabrikam ${reference}` }],
    ['description', { description: reference }],
    ['managingTenantId', { managingTenantId: reference }],
    ['plan.name', { plan: { ...PLAN, name: reference } }],
    ['plan.publisher', { plan: { ...PLAN, publisher: reference } }],
    ['plan.product', { plan: { ...PLAN, product: reference } }],
    ['plan.version', { plan: { ...PLAN, version: reference } }],
    [
      'authorizations[0].principal.id',
      { authorizations: [Authorization.permanent(Principal.group(reference), READER)] },
    ],
    [
      'authorizations[0].principal.displayName',
      { authorizations: [Authorization.permanent(Principal.group(GIVEN, reference), READER)] },
    ],
    [
      'authorizations[0].role',
      { authorizations: [Authorization.permanent(operators, AzureBuiltInRole.of(reference))] },
    ],
    [
      'authorizations[1].delegatedRoles[1]',
      {
        authorizations: [
          contributors,
          Authorization.permanent(operators, USER_ACCESS_ADMINISTRATOR, {
            delegatedRoles: [READER, AzureBuiltInRole.newerThanCatalogue(reference, 'New')],
          }),
        ],
      },
    ],
    [
      'authorizations[0].maximumActivationDuration',
      {
        authorizations: [
          Authorization.eligible(operators, READER, { maximumActivationDuration: reference }),
          contributors,
        ],
      },
    ],
    [
      'authorizations[0].approvers[0].id',
      {
        authorizations: [
          Authorization.eligible(operators, READER, { approvers: [Principal.user(reference)] }),
          contributors,
        ],
      },
    ],
    [
      'authorizations[0].approvers[1].displayName',
      {
        authorizations: [
          Authorization.eligible(operators, READER, { approvers: [ada, Principal.user(GIVEN, reference)] }),
          contributors,
        ],
      },
    ],
  ])('cannot be the %s of the offer', (path, props) => {
    const offer = newOffer(props);
    expect(offer.validate()).toEqual([]);
    expect(faultsOf(() => ArmTemplate.of(offer))).toEqual([`offer.${path}: ${sentence()}`]);
  });

  it.each<[string, ArmTemplateOptions, string | undefined]>([
    [
      'automation.principalId',
      { automation: { ...automation, principalId: reference } },
      'with PecAutomation.fromAttributes',
    ],
    ['automationRole', { automationRole: AzureBuiltInRole.of(reference) }, undefined],
    ['resourceGroups[1]', { resourceGroups: ['rg-web', reference] }, undefined],
    ['definitionId', { definitionId: reference }, undefined],
    ['assignmentId', { assignmentId: reference }, undefined],
    [
      'resourceGroupAssignmentIds.rg-web',
      { resourceGroups: ['rg-web'], resourceGroupAssignmentIds: { 'rg-web': reference } },
      undefined,
    ],
  ])('cannot be %s', (path, options, how) => {
    expect(faultsOf(() => ArmTemplate.of(newOffer(), options))).toEqual([`${path}: ${sentence(how)}`]);
  });

  it('cannot be the list of resource groups', () => {
    expect(faultsOf(() => ArmTemplate.of(newOffer(), { resourceGroups: Token.asList({ groups: [] }) }))).toEqual([
      'resourceGroups: is known to Terraform only; write the names out, because each becomes an address of its own',
    ]);
  });

  it('can be the ids of PEC-Automation that are not in the template', () => {
    const options = { automation: { ...automation, clientId: reference, tenantId: reference } };
    expect(ArmTemplate.of(newOffer(), options).json).not.toMatch(/Token/i);
  });

  it('is a PEC-Automation of the same program: its ids are known after the apply', () => {
    const made = new PecAutomation(newStack(), 'pec', { managingTenantId: MANAGING_TENANT });
    expect(faultsOf(() => ArmTemplate.of(newOffer(), { automation: made }))).toEqual([
      `automation.principalId: ${sentence('with PecAutomation.fromAttributes')}`,
    ]);
  });
});

describe('the faults of a template', () => {
  it('come all at once, those of the offer and of PEC-Automation too', () => {
    const stack = newStack();
    const offer = newOffer({
      name: ' ',
      description: token(stack, 'description'),
      plan: { ...PLAN, version: '1' },
      authorizations: [Authorization.permanent(operators, AzureBuiltInRole.of('Owner'))],
    });
    const write = () =>
      ArmTemplate.of(offer, {
        automation: { ...automation, tenantId: CUSTOMER_TENANT },
        automationRole: USER_ACCESS_ADMINISTRATOR,
        resourceGroups: ['rg.'],
        definitionId: 'x',
        assignmentId: GIVEN,
      });
    expect(faultsOf(write).map(fault => fault.slice(0, fault.indexOf(':')))).toEqual([
      'resourceGroups[0]',
      'definitionId',
      'assignmentId',
      'automationRole',
      'offer.name',
      'offer.plan.version',
      'offer.authorizations[0].role',
      'automation.tenantId',
      'offer.description',
    ]);
    expect(write).toThrow(DeclarationError);
    expect(write).toThrow('the ARM template of the offer " " has 9 faults:');
  });

  it('need an authorization', () => {
    expect(faultsOf(() => ArmTemplate.of(newOffer({ authorizations: [] })))).toEqual([
      'offer.authorizations: is empty and there is no automation; a delegation needs one authorization at least',
    ]);
  });

  it('need an offer', () => {
    const write = () => ArmTemplate.of(untyped(undefined), { automation });
    expect(faultsOf(write)).toEqual(['offer: is missing; make it with new LighthouseOffer']);
    expect(write).toThrow('the ARM template of the offer "(no text)" has 1 fault:');
  });

  it('do not name a token', () => {
    const offer = newOffer({ name: token(newStack(), 'name') });
    expect(() => ArmTemplate.of(offer)).toThrow('the ARM template of the offer "(known to Terraform)" has 1 fault:');
  });

  it.each<[string, Partial<LighthouseOfferProps>, unknown, string[]]>([
    ['no options', {}, null, []],
    ['a name that is left out', { name: untyped(undefined) }, {}, ['offer.name']],
    ['authorizations that are no list', { authorizations: untyped('all') }, {}, ['offer.authorizations']],
    ['an authorization that is none', { authorizations: untyped([null]) }, {}, ['offer.authorizations[0]']],
    ['an empty list of resource groups', {}, { resourceGroups: [] }, ['resourceGroups']],
    ['resource groups that are no list', {}, { resourceGroups: 'rg-web' }, ['resourceGroups']],
    ['a resource group that is missing', {}, { resourceGroups: [undefined] }, ['resourceGroups[0]']],
    ['a role that is none', {}, { automation, automationRole: 'Reader' }, ['automationRole']],
    [
      'delegated roles that are no list',
      {
        authorizations: [
          Authorization.permanent(operators, USER_ACCESS_ADMINISTRATOR, { delegatedRoles: untyped('Reader') }),
        ],
      },
      {},
      ['offer.authorizations[0].delegatedRoles', 'offer.authorizations[0].delegatedRoles'],
    ],
    ['a plan that is none', { plan: untyped('gold') }, {}, ['offer.plan']],
  ])('are told in plain JavaScript too: %s', (_case, props, options, paths) => {
    const faults = faultsOf(() => ArmTemplate.of(newOffer(props), untyped(options)));
    expect(faults.map(fault => fault.slice(0, fault.indexOf(':')))).toEqual(paths);
  });
});

describe('the address in the portal', () => {
  const template = ArmTemplate.of(newOffer());
  const URL_OF_TEMPLATE = 'https://fabrikam.example/offers/a%20b.json?sv=1&sig=x/y+z#top';
  const ENCODED = 'https%3A%2F%2Ffabrikam.example%2Foffers%2Fa%2520b.json%3Fsv%3D1%26sig%3Dx%2Fy%2Bz%23top';

  it.each<[string, AzureCloud | undefined, string]>([
    ['the public cloud', undefined, 'https://portal.azure.com'],
    ['Azure Government', AzureCloud.US_GOVERNMENT, 'https://portal.azure.us'],
    ['Azure in China', AzureCloud.CHINA, 'https://portal.azure.cn'],
  ])('opens the template in %s', (_case, cloud, portal) => {
    expect(template.portalUrl(URL_OF_TEMPLATE, cloud)).toBe(`${portal}/#create/Microsoft.Template/uri/${ENCODED}`);
  });

  const EXPECTED = 'the https address of the template, such as "https://fabrikam.example/offer.json"';

  it.each<[unknown, string]>([
    [
      'http://fabrikam.example/offer.json',
      `"http://fabrikam.example/offer.json" is not an https address; expected ${EXPECTED}`,
    ],
    [
      'see https://fabrikam.example/offer.json',
      `"see https://fabrikam.example/offer.json" is not an https address; expected ${EXPECTED}`,
    ],
    ['offer.json', `"offer.json" is not an https address; expected ${EXPECTED}`],
    ['https:///offer.json', `"https:///offer.json" is not an https address; expected ${EXPECTED}`],
    ['https://', `"https://" is not an https address; expected ${EXPECTED}`],
    ['https://?', `"https://?" is not an https address; expected ${EXPECTED}`],
    ['https://fabrikam.example/a b', `"https://fabrikam.example/a b" is not an https address; expected ${EXPECTED}`],
    ['https://fabrikam.example/\n', `"https://fabrikam.example/\\n" is not an https address; expected ${EXPECTED}`],
    ['', `is missing; expected ${EXPECTED}`],
    [undefined, `is missing; expected ${EXPECTED}`],
    [7, `7 is not a text; expected ${EXPECTED}`],
  ])('cannot be made of %j', (url, sentence) => {
    expect(faultsOf(() => template.portalUrl(untyped(url)))).toEqual([`templateUrl: ${sentence}`]);
  });

  it('cannot be made of what Terraform knows, nor for what is no cloud', () => {
    const url = `https://${token(newStack(), 'host')}/offer.json`;
    expect(faultsOf(() => template.portalUrl(url, untyped('public')))).toEqual([
      'templateUrl: is known to Terraform only; pin it by writing it out, because a link cannot ask Terraform',
      'cloud: "public" is not a cloud; expected AzureCloud.PUBLIC, US_GOVERNMENT or CHINA',
    ]);
    expect(() => template.portalUrl('x')).toThrow('the address of an ARM template in the portal has 1 fault:');
  });
});

describe('the deployment engine of these tests', () => {
  const TARGET = { subscriptionId: SUBSCRIPTION, resourceGroups: ['rg-web'] };
  const template = (changes: Block) =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [],
      ...changes,
    });
  const value = (text: string) =>
    deploy(
      template({ variables: { text }, outputs: { it: { type: 'string', value: "[variables('text')]" } } }),
      undefined,
      TARGET,
    ).outputs.it;

  // The first two: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
  it.each([
    ['[[test value]', '[test value]'],
    ['[test] value', '[test] value'],
    ['a[b]', 'a[b]'],
    ["[concat('it''s ', '[x]')]", "it's [x]"],
    ["[guid('rg-web')]", '556290c3-349a-5522-b465-35a7698f7d2a'],
    ["[guid('a', 'b')]", '2d796349-8c7e-55ec-9624-54ece82ed031'],
    ["[subscriptionResourceId('Microsoft.A/b', 'c')]", `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.A/b/c`],
  ])('evaluates %s', (text, result) => {
    expect(value(text)).toBe(result);
  });

  it.each([
    "[guid('x']",
    "[guid('x') 'y']",
    '[x]',
    "[parameters('x')]",
    "[variables('x')]",
    "[toLower('X')]",
    "[concat('a' 'b')]",
  ])('refuses %s', text => {
    expect(() => value(text)).toThrow();
  });

  const offer = newOffer();
  const whole = parsed(ArmTemplate.of(offer));
  const [definition, assignment] = whole.resources as Block[];

  it.each<[string, Block]>([
    ['a dependency that is not in the template', { resources: [assignment] }],
    ['a resource twice', { resources: [definition, definition] }],
    ['members that Azure does not know', { resources: [{ ...definition, tags: {} }] }],
    ['another schema', { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#' }],
  ])('refuses %s', (_case, changes) => {
    expect(() => deploy(template({ variables: whole.variables, ...changes }), undefined, TARGET)).toThrow();
  });

  it('refuses a resource group that does not exist', () => {
    const { json } = ArmTemplate.of(offer, { resourceGroups: ['rg-data'] });
    expect(() => deploy(json, undefined, TARGET)).toThrow('the resource group "rg-data" does not exist');
  });

  it.each<[string, (file: { parameters: Block }) => void]>([
    ['missing', ({ parameters }) => delete parameters.mspOfferName],
    ['unknown', ({ parameters }) => Object.assign(parameters, { other: { value: 'x' } })],
    ['of another type', ({ parameters }) => Object.assign(parameters, { authorizations: { value: 'x' } })],
  ])('refuses a parameter that is %s', (_case, change) => {
    const { json, parametersJson } = ArmTemplate.of(offer, { parameterized: true });
    const file = JSON.parse(parametersJson ?? '') as { parameters: Block };
    expect(deploy(json, JSON.stringify(file), TARGET).resources).toHaveLength(2);
    change(file);
    expect(() => deploy(json, JSON.stringify(file), TARGET)).toThrow();
  });

  it('makes first what others depend on', () => {
    const reversed = template({ variables: whole.variables, resources: [assignment, definition] });
    const ids = deploy(reversed, undefined, TARGET).resources.map(({ id }) => id.split('/').at(-2));
    expect(ids).toEqual(['registrationDefinitions', 'registrationAssignments']);
    expect(guid('Fabrikam Managed Services')).toBe('550da55f-48fd-5c59-9c9c-86d86ee466b3');
  });
});
