import {
  AzapiProvider,
  Authorization,
  AzureBuiltInRole,
  DeclarationError,
  FrameworkMismatchError,
  LighthouseDelegation,
} from 'cdktf-partner-earned-credit';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { LighthouseAssignment } from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import { LighthouseDefinition } from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import { TerraformOutput } from 'cdktf';
import { resources, synthesize } from '../../synth';
import {
  ada,
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newDelegation,
  newOffer,
  newStack,
  operators,
  OTHER_SUBSCRIPTION,
  REGISTRATION,
  registration,
  resource,
  ROLE_ID,
  SUBSCRIPTION,
  token,
  untyped,
} from '../../fabrikam';

const DEFINITION = LighthouseDefinition.tfResourceType;
const ASSIGNMENT = LighthouseAssignment.tfResourceType;

// python3: uuid.uuid5(uuid.UUID('11fb06fb-712d-4ddd-98c7-e71bbd588830'), name)
const GUID_OF: Record<string, string> = {
  'Fabrikam Managed Services': '550da55f-48fd-5c59-9c9c-86d86ee466b3',
  'Ünïcode Offer': '9ca53793-fb6a-510b-aff2-de006f7c50f9',
};

/** The same of `Fabrikam Managed Services-` and the name in lower case. */
const GUID_AT: Record<string, string> = {
  'rg-web': 'cbd11d39-c68a-5134-b42d-6dd885ead335',
  'rg-data': '1a4eb6c0-49a3-5a55-9097-d669641a0d8a',
  'RG-Data': '1a4eb6c0-49a3-5a55-9097-d669641a0d8a',
  'rg-Straße': 'a12778fc-f597-56b4-bbb1-8f56b69151cb',
};
const GIVEN = 'A0000000-0000-4000-8000-00000000000A';
const OTHER_GIVEN = 'A0000000-0000-4000-8000-00000000000B';

describe('LighthouseDelegation', () => {
  it('makes definition and assignment once the resource provider is registered', () => {
    const stack = newStack();
    newDelegation(stack);
    expect(synthesize(stack)).toEqual({
      resource: {
        azapi_resource_action: registration(SUBSCRIPTION, REGISTRATION),
        azurerm_lighthouse_definition: {
          contoso_Definition_39D049CB: {
            name: 'Fabrikam Managed Services',
            managing_tenant_id: 'f0000000-0000-4000-8000-000000000001',
            scope: '/subscriptions/c0000000-0000-4000-8000-000000000011',
            lighthouse_definition_id: '550da55f-48fd-5c59-9c9c-86d86ee466b3',
            authorization: [
              {
                principal_id: 'f0000000-0000-4000-8000-000000000021',
                principal_display_name: 'operators',
                role_definition_id: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
              },
              {
                principal_id: 'f0000000-0000-4000-8000-000000000021',
                principal_display_name: 'operators',
                role_definition_id: '91c1777a-f3dc-4fae-b103-61d183457e46',
              },
            ],
            depends_on: [
              'azapi_resource_action.managed-services-c0000000-0000-4000-8000-000000000011_Registered_30ABE5FD',
            ],
            lifecycle: { prevent_destroy: true },
          },
        },
        azurerm_lighthouse_assignment: {
          contoso_Assignment_634A7E2D: {
            name: '550da55f-48fd-5c59-9c9c-86d86ee466b3',
            scope: '/subscriptions/c0000000-0000-4000-8000-000000000011',
            lighthouse_definition_id: '${azurerm_lighthouse_definition.contoso_Definition_39D049CB.id}',
            lifecycle: { prevent_destroy: true },
          },
        },
      },
    });
  });

  it('makes no provider, backend or output of its own', () => {
    const stack = newStack();
    newDelegation(stack, {
      automation,
      adopt: true,
      registerResourceProvider: true,
      customerTenantId: CUSTOMER_TENANT,
    });
    expect(Object.keys(synthesize(stack)).sort()).toEqual(['import', 'resource']);
  });

  it('publishes what it made', () => {
    const stack = newStack();
    const offer = newOffer();
    const delegation = newDelegation(stack, {
      offer,
      automation,
      subscriptionId: SUBSCRIPTION.toUpperCase(),
      customerTenantId: CUSTOMER_TENANT,
      customerName: 'Contoso AG',
    });
    expect(delegation).toMatchObject({
      offer,
      automation,
      subscriptionId: SUBSCRIPTION,
      resourceGroups: [],
      customerTenantId: CUSTOMER_TENANT,
      customerName: 'Contoso AG',
      definitionGuid: GUID_OF['Fabrikam Managed Services'],
    });
    expect(delegation.authorizations).toEqual(offer.authorizationsWith(automation));
    new TerraformOutput(stack, 'id', { value: delegation.definitionId });
    expect(synthesize(stack).output).toEqual({
      id: { value: '${azurerm_lighthouse_definition.contoso_Definition_39D049CB.id}' },
    });
    expect(delegation.definition.node.id).toBe('Definition');
    expect(delegation.assignments.map(assignment => assignment.node.id)).toEqual(['Assignment']);
  });

  it('is called by its path where the customer has no name', () => {
    expect(newDelegation(newStack()).customerName).toBe('stack/contoso');
  });

  it('is recognized', () => {
    const stack = newStack();
    expect(LighthouseDelegation.isLighthouseDelegation(newDelegation(stack))).toBe(true);
    expect(LighthouseDelegation.isLighthouseDelegation(stack)).toBe(false);
  });

  it('uses the providers that it was given', () => {
    const stack = newStack();
    const provider = new AzurermProvider(stack, 'customer', { alias: 'customer', features: [{}] });
    newDelegation(stack, { provider, registerResourceProvider: false });
    expect(resource(stack, DEFINITION).provider).toBe('azurerm.customer');
    expect(resource(stack, ASSIGNMENT).provider).toBe('azurerm.customer');
  });

  it('writes the description', () => {
    const stack = newStack();
    newDelegation(stack, { offer: newOffer({ description: 'Operation and backup.' }) });
    expect(resource(stack, DEFINITION).description).toBe('Operation and backup.');
  });

  it('writes the plan of the marketplace', () => {
    const stack = newStack();
    const plan = { name: 'gold', publisher: 'fabrikam', product: 'managed-services', version: '1.2.5' };
    newDelegation(stack, { offer: newOffer({ plan }) });
    expect(resource(stack, DEFINITION).plan).toEqual(plan);
    expect(resource(stack, ASSIGNMENT)).not.toHaveProperty('plan');
  });

  it('puts eligible authorizations apart', () => {
    const stack = newStack();
    newDelegation(stack, {
      offer: newOffer({
        authorizations: [
          Authorization.permanent(operators, AzureBuiltInRole.READER),
          Authorization.eligible(ada, AzureBuiltInRole.CONTRIBUTOR),
        ],
        operatorsCanEndDelegation: false,
      }),
    });
    const { authorization, eligible_authorization } = resource(stack, DEFINITION);
    expect(authorization).toEqual([
      { principal_id: operators.id, principal_display_name: 'operators', role_definition_id: ROLE_ID.reader },
    ]);
    expect(eligible_authorization).toMatchObject([{ principal_id: ada.id, role_definition_id: ROLE_ID.contributor }]);
  });
});

describe('resource groups', () => {
  it('get an assignment each, in the order of their names', () => {
    const stack = newStack();
    const delegation = newDelegation(stack, { resourceGroups: ['rg-web', 'RG-Data'] });
    expect(delegation.resourceGroups).toEqual(['RG-Data', 'rg-web']);
    expect(resource(stack, DEFINITION)).toMatchObject({
      scope: `/subscriptions/${SUBSCRIPTION}`,
      lighthouse_definition_id: GUID_OF['Fabrikam Managed Services'],
    });
    const definition = '${azurerm_lighthouse_definition.contoso_Definition_39D049CB.id}';
    expect(resources(stack, ASSIGNMENT)).toEqual({
      'contoso_Assignment-rg-web_CF9805E2': {
        name: GUID_AT['rg-web'],
        scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web`,
        lighthouse_definition_id: definition,
        lifecycle: { prevent_destroy: true },
      },
      'contoso_Assignment-rg-data_61B16C05': {
        name: GUID_AT['RG-Data'],
        scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/RG-Data`,
        lighthouse_definition_id: definition,
        lifecycle: { prevent_destroy: true },
      },
    });
  });

  it('keep their address when their case changes', () => {
    const addresses = ['rg-web', 'RG-WEB'].map(name => {
      const stack = newStack();
      newDelegation(stack, { resourceGroups: [name] });
      return Object.keys(resources(stack, ASSIGNMENT));
    });
    expect(addresses[0]).toEqual(addresses[1]);
  });

  it('keep their address when others come or go', () => {
    const [one, two] = [['rg-web'], ['rg-data', 'rg-web']].map(resourceGroups => {
      const stack = newStack();
      newDelegation(stack, { resourceGroups });
      return resources(stack, ASSIGNMENT);
    });
    expect(two).toMatchObject(one);
    expect(Object.keys(two)).toHaveLength(2);
  });

  it('pass as Terraform references', () => {
    const stack = newStack();
    const name = token(stack, 'group');
    newDelegation(stack, { resourceGroups: [name, `${name}-2`] });
    expect(Object.values(resources(stack, ASSIGNMENT))).toMatchObject([
      {
        name: '${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", "Fabrikam Managed Services-${lower(var.group)}")}',
        scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/\${var.group}`,
      },
      {
        name: '${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", "Fabrikam Managed Services-${lower("${var.group}-2")}")}',
        scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/\${var.group}-2`,
      },
    ]);
    expect(Object.keys(resources(stack, ASSIGNMENT))).toEqual([
      expect.stringMatching(/^contoso_Assignment-at-0_/),
      expect.stringMatching(/^contoso_Assignment-at-1_/),
    ]);
  });
});

describe('the ids of definition and assignments', () => {
  it.each(['Fabrikam Managed Services', 'Ünïcode Offer'])('are those of Microsoft’s templates: %s', name => {
    const stack = newStack();
    const delegation = newDelegation(stack, { offer: newOffer({ name }) });
    expect(delegation.definitionGuid).toBe(GUID_OF[name]);
    expect(resource(stack, DEFINITION).lighthouse_definition_id).toBe(GUID_OF[name]);
    expect(resource(stack, ASSIGNMENT).name).toBe(GUID_OF[name]);
  });

  it.each(Object.keys(GUID_AT))('are made of offer and resource group, in any case: %s', name => {
    const stack = newStack();
    newDelegation(stack, { resourceGroups: [name] });
    expect(resource(stack, ASSIGNMENT).name).toBe(GUID_AT[name]);
  });

  it('are others for another offer on the same resource group', () => {
    const idOf = (name: string) =>
      newDelegation(newStack(), { offer: newOffer({ name }), resourceGroups: ['rg-web'] }).assignmentGuids[0];
    expect(idOf('Fabrikam Backup')).not.toBe(idOf('Fabrikam Managed Services'));
  });

  it('can be given, and are written in lower case', () => {
    const stack = newStack();
    newDelegation(stack, { definitionId: GIVEN, assignmentId: OTHER_GIVEN });
    expect(resource(stack, DEFINITION).lighthouse_definition_id).toBe(GIVEN.toLowerCase());
    expect(resource(stack, ASSIGNMENT).name).toBe(OTHER_GIVEN.toLowerCase());
  });

  it('can be the same for definitions of several subscriptions', () => {
    const stack = newStack();
    const given = { automation, definitionId: GIVEN, adopt: true };
    newDelegation(stack, { ...given, subscriptionId: SUBSCRIPTION }, 'one');
    newDelegation(stack, { ...given, subscriptionId: OTHER_SUBSCRIPTION }, 'other');
    expect(
      Object.values(resources(stack, DEFINITION)).map(({ scope, lighthouse_definition_id: id }) => [scope, id]),
    ).toEqual([SUBSCRIPTION, OTHER_SUBSCRIPTION].map(id => [`/subscriptions/${id}`, GIVEN.toLowerCase()]));
  });

  it.each(['/providers/Microsoft.ManagedServices', '/providers/microsoft.managedservices'])(
    'can be given to the definition as full resource id: %s',
    provider => {
      const stack = newStack();
      const definitionId = `/subscriptions/${SUBSCRIPTION.toUpperCase()}${provider}/registrationDefinitions/${GIVEN}`;
      newDelegation(stack, { definitionId });
      expect(resource(stack, DEFINITION).lighthouse_definition_id).toBe(GIVEN.toLowerCase());
    },
  );

  it('can be given for some of the resource groups', () => {
    const stack = newStack();
    newDelegation(stack, { resourceGroups: ['rg-web', 'rg-data'], resourceGroupAssignmentIds: { 'rg-data': GIVEN } });
    expect(Object.values(resources(stack, ASSIGNMENT)).map(({ name }) => name)).toEqual([
      GIVEN.toLowerCase(),
      GUID_AT['rg-web'],
    ]);
  });

  it('are computed by Terraform where only it knows the name of the offer', () => {
    const stack = newStack();
    newDelegation(stack, { offer: newOffer({ name: token(stack, 'Offer') }) });
    const expression = '${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", var.Offer)}';
    expect(resource(stack, DEFINITION).lighthouse_definition_id).toBe(expression);
    expect(resource(stack, ASSIGNMENT).name).toBe(expression);
  });

  it('pass as Terraform references', () => {
    const stack = newStack();
    newDelegation(stack, { definitionId: token(stack, 'Definition'), assignmentId: token(stack, 'Assignment') });
    expect(resource(stack, DEFINITION).lighthouse_definition_id).toBe('${var.Definition}');
    expect(resource(stack, ASSIGNMENT).name).toBe('${var.Assignment}');
  });
});

describe('the subscription', () => {
  it('passes as a Terraform reference', () => {
    const stack = newStack();
    newDelegation(stack, { subscriptionId: token(stack, 'Subscription') });
    expect(resource(stack, DEFINITION).scope).toBe('/subscriptions/${var.Subscription}');
    expect(resource(stack, ASSIGNMENT).scope).toBe('/subscriptions/${var.Subscription}');
    const probe = expect.stringMatching(/^\/subscriptions\/\$\{var\.Subscription\}\/providers\//) as string;
    expect(Object.values(resources(stack, 'azapi_resource_action')).map(action => action.resource_id)).toEqual([
      probe,
      '/subscriptions/${var.Subscription}',
      probe,
    ]);
  });
});

describe('PEC-Automation', () => {
  it('can hold a role that only Terraform knows, or that is newer than the catalogue', () => {
    const stack = newStack();
    newDelegation(stack, { automation, automationRole: AzureBuiltInRole.of(token(stack, 'Role')) }, 'one');
    newDelegation(
      stack,
      {
        automation,
        automationRole: AzureBuiltInRole.newerThanCatalogue(GIVEN, 'New'),
        subscriptionId: OTHER_SUBSCRIPTION,
      },
      'two',
    );
    expect(Object.values(resources(stack, DEFINITION)).map(({ authorization }) => authorization)).toMatchObject([
      [{}, { role_definition_id: '${var.Role}' }, {}],
      [{}, { role_definition_id: GIVEN.toLowerCase() }, {}],
    ]);
  });
});

describe('adoption', () => {
  it('imports definition and assignment', () => {
    const stack = newStack();
    newDelegation(stack, { adopt: true, definitionId: GIVEN });
    const id = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices`;
    expect(synthesize(stack).import).toEqual([
      {
        to: 'azurerm_lighthouse_definition.contoso_Definition_39D049CB',
        id: `${id}/registrationDefinitions/${GIVEN.toLowerCase()}`,
      },
      {
        to: 'azurerm_lighthouse_assignment.contoso_Assignment_634A7E2D',
        id: `${id}/registrationAssignments/${GUID_OF['Fabrikam Managed Services']}`,
      },
    ]);
  });

  it('imports the assignment of each resource group', () => {
    const stack = newStack();
    newDelegation(stack, {
      adopt: true,
      resourceGroups: ['RG-Web', 'rg-data'],
      resourceGroupAssignmentIds: { 'RG-Web': GIVEN },
    });
    const id = `/subscriptions/${SUBSCRIPTION}`;
    expect(synthesize(stack).import).toMatchObject([
      {},
      {
        to: 'azurerm_lighthouse_assignment.contoso_Assignment-rg-data_61B16C05',
        id: `${id}/resourceGroups/rg-data/providers/Microsoft.ManagedServices/registrationAssignments/${GUID_AT['rg-data']}`,
      },
      {
        to: 'azurerm_lighthouse_assignment.contoso_Assignment-rg-web_CF9805E2',
        id: `${id}/resourceGroups/RG-Web/providers/Microsoft.ManagedServices/registrationAssignments/${GIVEN.toLowerCase()}`,
      },
    ]);
  });

  it('registers no resource provider unless told to: where a delegation exists, it is registered', () => {
    const stack = newStack();
    newDelegation(stack, { adopt: true });
    expect(Object.keys(synthesize(stack)).sort()).toEqual(['import', 'resource']);
    expect(Object.keys(synthesize(stack).resource as object).sort()).toEqual([
      'azurerm_lighthouse_assignment',
      'azurerm_lighthouse_definition',
    ]);
  });

  it('changes nothing but that', () => {
    const [fresh, adopted] = [false, true].map(adopt => {
      const stack = newStack();
      newDelegation(stack, { adopt, registerResourceProvider: true });
      return synthesize(stack);
    });
    expect({ ...adopted, import: undefined }).toEqual(fresh);
    expect(fresh.import).toBeUndefined();
  });
});

describe('deletion protection', () => {
  it('can be taken off', () => {
    const stack = newStack();
    newDelegation(stack, { deletionProtection: false });
    expect(resource(stack, DEFINITION).lifecycle).toBeUndefined();
    expect(resource(stack, ASSIGNMENT).lifecycle).toBeUndefined();
  });
});

describe('convergeAfterInterruption', () => {
  it('sets the flag of the provider', () => {
    const stack = newStack();
    LighthouseDelegation.convergeAfterInterruption(new AzurermProvider(stack, 'azurerm', { features: [{}] }));
    expect(synthesize(stack).provider).toEqual({
      azurerm: [{ features: [{ skip_import_check_on_create_and_allow_overwriting_existing_resources: true }] }],
    });
  });
});

describe('a faulty delegation', () => {
  it('tells all its faults in one error, and makes nothing', () => {
    const stack = newStack();
    const declare = () =>
      newDelegation(stack, {
        subscriptionId: 'production',
        resourceGroups: ['rg.'],
        assignmentId: 'x',
        customerTenantId: MANAGING_TENANT,
        automation: { ...automation, tenantId: CUSTOMER_TENANT },
        automationRole: AzureBuiltInRole.of('Owner'),
        offer: newOffer({
          name: ' ',
          authorizations: [Authorization.permanent(operators, AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR)],
        }),
      });
    expect(declare).toThrow(
      [
        'the delegation "contoso" has 9 faults:',
        '  - subscriptionId: "production" is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits',
        '  - resourceGroups[0]: "rg." is not the name of a resource group; expected at most 90 letters, digits, "_", "-", ' +
          '"(", ")" and ".", not ending in "."',
        '  - assignmentId: "x" is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits',
        '  - assignmentId: is for a whole subscription; with resource groups use resourceGroupAssignmentIds',
        `  - customerTenantId: "${MANAGING_TENANT}" is the managing tenant; expected the customer's own: ` +
          'Azure delegates to another tenant only',
        '  - automationRole: "Owner" cannot be delegated; choose a role that earns, such as "Support Request Contributor"',
        '  - offer.name: " " is blank; expected the name that the customer sees',
        '  - offer.authorizations[0].delegatedRoles: is missing; User Access Administrator can be delegated only with ' +
          'the roles that it may assign to managed identities of the customer',
        `  - automation.tenantId: "${CUSTOMER_TENANT}" is not the managing tenant ${MANAGING_TENANT} of the offer; ` +
          'PEC-Automation has to live in the managing tenant',
      ].join('\n'),
    );
    expect(declare).toThrow(DeclarationError);
    expect(synthesize(stack)).toEqual({});
  });

  it('can be declared again without the fault', () => {
    const stack = newStack();
    expect(faultsOf(() => newDelegation(stack, { definitionId: 'x' }))).toHaveLength(1);
    expect(faultsOf(() => newDelegation(stack))).toEqual([]);
  });

  it('belongs to another framework', () => {
    const app = newApp();
    app.node.setContext('cdktfVersion', '0.20.12');
    const stack = newStack('stack', app);
    expect(() => newDelegation(stack)).toThrow(FrameworkMismatchError);
  });
});

it('takes each provider for its own resources only', () => {
  const stack = newStack();
  const azapi = new AzapiProvider(stack, 'azapi');
  const azurerm = new AzurermProvider(stack, 'azurerm', { features: [{}] });
  expect(faultsOf(() => newDelegation(stack, { provider: azapi, azapiProvider: azurerm }))).toEqual([
    'provider: "azapi" is another provider; expected one of azurerm',
    'azapiProvider: "azurerm" is another provider; expected one of azapi',
  ]);
  expect(faultsOf(() => LighthouseDelegation.convergeAfterInterruption(azapi))).toEqual([
    'provider: "azapi" is another provider; expected one of azurerm',
  ]);
});

it('is at a subscription, not at the tenant', () => {
  const tenant = { customerTenantId: CUSTOMER_TENANT, subscriptionId: CUSTOMER_TENANT.toUpperCase() };
  expect(faultsOf(() => newDelegation(newStack(), tenant))).toEqual([
    `subscriptionId: "${CUSTOMER_TENANT.toUpperCase()}" is the customer's tenant; expected the id of a subscription`,
  ]);
});

it.each([
  ['nothing', undefined, 'is missing; expected the azurerm provider of the delegations'],
  ['a text', 'azurerm', '"azurerm" is not a provider; give the provider construct itself, or leave it out'],
])('%s cannot converge after an interruption', (_case, provider, fault) => {
  expect(faultsOf(() => LighthouseDelegation.convergeAfterInterruption(untyped(provider)))).toEqual([
    `provider: ${fault}`,
  ]);
});
