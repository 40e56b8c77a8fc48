import 'cdktf-partner-earned-credit/testing';
import type { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  type CustomerStackProps,
  CustomerStatus,
  PecReadiness,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { resources, synthesize } from '../synth';
import {
  ada,
  automation,
  engineers,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newCustomer,
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
} from '../fabrikam';

const DEFINITION = 'azurerm_lighthouse_definition';
const ASSIGNMENT = 'azurerm_lighthouse_assignment';
const GIVEN = 'a0000000-0000-4000-8000-00000000000a';
const MINIMAL_NAMES = {
  definition: 'subscription-c0000000-0000-4000-8000-000000000011_Definition_3A603330',
  assignment: 'subscription-c0000000-0000-4000-8000-000000000011_Assignment_53EE5189',
};

describe('CustomerStack', () => {
  it('delegates the subscription with PEC-Automation in it', () => {
    const { definition, assignment } = MINIMAL_NAMES;
    expect(synthesize(newCustomer(newApp()))).toEqual({
      terraform: {
        backend: { local: { path: '../../../contoso.tfstate' } },
        required_version: '>= 1.5',
        required_providers: {
          azapi: { source: 'azure/azapi', version: '>= 2.12, < 3' },
          azurerm: { source: 'azurerm', version: '>= 4.75, < 6' },
        },
      },
      provider: {
        azapi: [{ tenant_id: CUSTOMER_TENANT }],
        azurerm: [
          {
            tenant_id: CUSTOMER_TENANT,
            subscription_id: SUBSCRIPTION,
            resource_provider_registrations: 'none',
            features: [{ skip_import_check_on_create_and_allow_overwriting_existing_resources: true }],
          },
        ],
      },
      resource: {
        azapi_resource_action: registration(SUBSCRIPTION, REGISTRATION),
        [DEFINITION]: {
          [definition]: {
            name: 'Fabrikam Managed Services',
            managing_tenant_id: MANAGING_TENANT,
            scope: `/subscriptions/${SUBSCRIPTION}`,
            lighthouse_definition_id: '550da55f-48fd-5c59-9c9c-86d86ee466b3',
            authorization: [
              {
                principal_id: operators.id,
                principal_display_name: 'operators',
                role_definition_id: ROLE_ID.contributor,
              },
              {
                principal_id: automation.principalId,
                principal_display_name: 'PEC-Automation',
                role_definition_id: ROLE_ID.supportRequestContributor,
              },
              { principal_id: operators.id, principal_display_name: 'operators', role_definition_id: ROLE_ID.delete },
            ],
            depends_on: [`azapi_resource_action.${REGISTRATION[2]}`],
            lifecycle: { prevent_destroy: true },
          },
        },
        [ASSIGNMENT]: {
          [assignment]: {
            name: '550da55f-48fd-5c59-9c9c-86d86ee466b3',
            scope: `/subscriptions/${SUBSCRIPTION}`,
            lighthouse_definition_id: `\${${DEFINITION}.${definition}.id}`,
            lifecycle: { prevent_destroy: true },
          },
        },
      },
      output: {
        customer_tenant_id: { value: CUSTOMER_TENANT, description: "The customer's tenant." },
        definition_ids: {
          value: { [SUBSCRIPTION]: `\${${DEFINITION}.${definition}.id}` },
          description: 'The resource id of the registration definition of each delegated subscription.',
        },
      },
    });
  });

  it('publishes what it made', () => {
    const stack = newCustomer(
      newApp(),
      'contoso',
      {},
      { subscriptions: [{ id: SUBSCRIPTION }, { id: OTHER_SUBSCRIPTION }] },
    );
    expect(stack.customer.name).toBe('Contoso AG');
    expect(stack.delegations.map(delegation => delegation.subscriptionId)).toEqual([SUBSCRIPTION, OTHER_SUBSCRIPTION]);
    expect(stack.delegations[0]).toMatchObject({ customerName: 'Contoso AG', customerTenantId: CUSTOMER_TENANT });
    expect(stack.azurermProvider.node.path).toBe('contoso/azurerm');
    expect(stack.azapiProvider?.node.path).toBe('contoso/azapi');
  });

  it('writes ids in lower case', () => {
    const [lower, upper] = [(id: string) => id, (id: string) => id.toUpperCase()].map(write =>
      synthesize(
        newCustomer(
          newApp(),
          'contoso',
          {},
          { tenantId: write(CUSTOMER_TENANT), subscriptions: [{ id: write(SUBSCRIPTION) }] },
        ),
      ),
    );
    expect(upper).toEqual(lower);
  });

  it('signs in once for all subscriptions of the tenant', () => {
    const stack = newCustomer(
      newApp(),
      'contoso',
      {},
      { subscriptions: [{ id: OTHER_SUBSCRIPTION }, { id: SUBSCRIPTION, resourceGroups: ['rg-web', 'rg-data'] }] },
    );
    const { provider, output } = synthesize(stack) as Record<string, Record<string, { value: object }[]>>;
    expect(provider.azurerm).toMatchObject([{ subscription_id: OTHER_SUBSCRIPTION }]);
    expect(provider.azapi).toHaveLength(1);
    expect(Object.values(resources(stack, ASSIGNMENT)).map(assignment => assignment.scope)).toEqual([
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-data`,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web`,
      `/subscriptions/${OTHER_SUBSCRIPTION}`,
    ]);
    expect(Object.keys(output.definition_ids).sort()).toEqual(['description', 'value']);
    expect(Object.keys((output.definition_ids as unknown as { value: object }).value)).toEqual([
      SUBSCRIPTION,
      OTHER_SUBSCRIPTION,
    ]);
  });

  it('hands on what is said of a subscription', () => {
    const stack = newCustomer(
      newApp(),
      'contoso',
      { deletionProtection: false },
      { subscriptions: [{ id: SUBSCRIPTION, definitionId: GIVEN, assignmentId: GIVEN, adopt: true }] },
    );
    expect(resource(stack, DEFINITION)).toMatchObject({ lighthouse_definition_id: GIVEN });
    expect(resource(stack, DEFINITION).lifecycle).toBeUndefined();
    expect(resource(stack, ASSIGNMENT)).toMatchObject({ name: GIVEN });
    expect(resource(stack, ASSIGNMENT).lifecycle).toBeUndefined();
    expect(synthesize(stack).import).toHaveLength(2);

    const groups = newCustomer(
      newApp(),
      'contoso',
      {},
      {
        subscriptions: [
          { id: SUBSCRIPTION, resourceGroups: ['rg-web'], resourceGroupAssignmentIds: { 'rg-web': GIVEN } },
        ],
      },
    );
    expect(resource(groups, ASSIGNMENT)).toMatchObject({
      name: GIVEN,
      scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web`,
    });
  });

  const { BACKUP_CONTRIBUTOR, MONITORING_CONTRIBUTOR, SUPPORT_REQUEST_CONTRIBUTOR } = AzureBuiltInRole;
  it.each([
    ['the default role', {}, {}, SUPPORT_REQUEST_CONTRIBUTOR],
    ['the role of the stack', { automationRole: MONITORING_CONTRIBUTOR }, {}, MONITORING_CONTRIBUTOR],
    ['the role of the subscription', {}, { automationRole: BACKUP_CONTRIBUTOR }, BACKUP_CONTRIBUTOR],
    [
      'the role of the subscription rather than of the stack',
      { automationRole: MONITORING_CONTRIBUTOR },
      { automationRole: BACKUP_CONTRIBUTOR },
      BACKUP_CONTRIBUTOR,
    ],
  ])('gives PEC-Automation %s, and no other', (_case, props, subscription, role) => {
    const stack = newCustomer(newApp(), 'contoso', props, { subscriptions: [{ id: SUBSCRIPTION, ...subscription }] });
    const to = automation.principalId;
    expect(stack).toDelegate({ to, role, permanent: true });
    for (const other of [SUPPORT_REQUEST_CONTRIBUTOR, MONITORING_CONTRIBUTOR, BACKUP_CONTRIBUTOR]) {
      if (other !== role) {
        expect(stack).not.toDelegate({ to, role: other });
      }
    }
  });

  it('does without azapi if resource providers are not registered', () => {
    const stack = newCustomer(newApp(), 'contoso', { registerResourceProvider: false });
    const { terraform, provider, data } = synthesize(stack) as Record<string, Record<string, object>>;
    expect(terraform.required_providers).toEqual({ azurerm: { source: 'azurerm', version: '>= 4.75, < 6' } });
    expect(Object.keys(provider)).toEqual(['azurerm']);
    expect(data).toBeUndefined();
    expect(stack.azapiProvider).toBeUndefined();
    expect(resource(stack, DEFINITION).depends_on).toBeUndefined();
  });

  it('passes Terraform references on as they are', () => {
    const subscription = token(newStack(), 'Subscription');
    const stack = newCustomer(
      newApp(),
      'northwind',
      {},
      { tenantId: subscription, subscriptions: [{ id: subscription, key: 'production' }] },
    );
    const { provider, output } = synthesize(stack) as Record<string, Record<string, unknown>>;
    expect(provider).toMatchObject({
      azapi: [{ tenant_id: '${var.Subscription}' }],
      azurerm: [{ tenant_id: '${var.Subscription}', subscription_id: '${var.Subscription}' }],
    });
    expect(resource(stack, DEFINITION).scope).toBe('/subscriptions/${var.Subscription}');
    expect(output).toMatchObject({
      customer_tenant_id: { value: '${var.Subscription}' },
      definition_ids: { value: { production: expect.stringMatching(/subscription-production_Definition/) as string } },
    });
  });
});

describe('what is accepted of a customer', () => {
  const accepted = (reason: string) => ({ acknowledgements: [{ rule: 'automation-authorized' as const, reason }] });
  const reasonsOf = (customer: Partial<CustomerStackProps['customer']>) =>
    PecReadiness.check(
      newCustomer(newApp(), 'contoso', { automation: undefined }, customer),
    ).customers[0].subscriptions.map(({ findings }) => findings[0].acknowledgement);

  it('holds for all its subscriptions, or for the one where it is written', () => {
    const subscriptions = [{ id: SUBSCRIPTION, ...accepted('Test.') }, { id: OTHER_SUBSCRIPTION }];
    expect(reasonsOf({ subscriptions })).toEqual(['Test.', undefined]);
    expect(reasonsOf({ subscriptions, ...accepted('All.') })).toEqual(['Test.', 'All.']);
  });
});

describe('the sign-in of a customer', () => {
  it.each<[string, () => SignIn | undefined, object, object]>([
    ['left out', () => undefined, {}, {}],
    ['environment', () => SignIn.environment(), {}, {}],
    [
      'oidc',
      () => SignIn.oidc(),
      { use_oidc: true, use_cli: false, use_msi: false },
      { use_oidc: true, use_cli: false, use_msi: false },
    ],
    [
      'oidc of Azure DevOps',
      () => SignIn.oidc({ tokenFilePath: '/tmp/token', azureServiceConnectionId: GIVEN }),
      {
        use_oidc: true,
        use_cli: false,
        use_msi: false,
        oidc_token_file_path: '/tmp/token',
        ado_pipeline_service_connection_id: GIVEN,
      },
      {
        use_oidc: true,
        use_cli: false,
        use_msi: false,
        oidc_token_file_path: '/tmp/token',
        oidc_azure_service_connection_id: GIVEN,
      },
    ],
    [
      'client secret',
      () => SignIn.clientSecret({ secret: token(newStack(), 'Secret') }),
      { use_oidc: false, use_cli: false, use_msi: false, client_secret: '${var.Secret}' },
      { use_oidc: false, use_cli: false, use_msi: false, client_secret: '${var.Secret}' },
    ],
    [
      'client certificate',
      () => SignIn.clientCertificate({ path: '/etc/pec.pfx' }),
      { use_oidc: false, use_cli: false, use_msi: false, client_certificate_path: '/etc/pec.pfx' },
      { use_oidc: false, use_cli: false, use_msi: false, client_certificate_path: '/etc/pec.pfx' },
    ],
    [
      'Azure CLI',
      () => SignIn.azureCli(),
      { use_oidc: false, use_cli: true, use_msi: false },
      { use_oidc: false, use_cli: true, use_msi: false },
    ],
  ])('%s', (_case, signIn, azurerm, azapi) => {
    expect(synthesize(newCustomer(newApp(), 'contoso', { signIn: signIn() })).provider).toEqual({
      azapi: [{ tenant_id: CUSTOMER_TENANT, ...azapi }],
      azurerm: [
        {
          tenant_id: CUSTOMER_TENANT,
          subscription_id: SUBSCRIPTION,
          resource_provider_registrations: 'none',
          features: [{ skip_import_check_on_create_and_allow_overwriting_existing_resources: true }],
          ...azurerm,
        },
      ],
    });
  });

  it('is inspected', () => {
    const faults = (signIn: SignIn) => faultsOf(() => newCustomer(newApp(), 'contoso', { signIn }));
    expect(faults(SignIn.clientSecret({ secret: 'hunter2' }))).toEqual([
      'signIn.secret: is written out; leave it out and set ARM_CLIENT_SECRET, or give the value of a sensitive ' +
        'TerraformVariable',
    ]);
    expect(faults(SignIn.oidc({ azureServiceConnectionId: 'azure' }))).toEqual([
      'signIn.azureServiceConnectionId: a text is not a GUID; expected the id of the service connection: ' +
        '8-4-4-4-12 hexadecimal digits',
    ]);
  });
});

describe('the cloud of a customer', () => {
  it.each([
    [AzureCloud.PUBLIC, undefined],
    [AzureCloud.US_GOVERNMENT, 'usgovernment'],
    [AzureCloud.CHINA, 'china'],
  ])('$name', (cloud, environment) => {
    const { provider } = synthesize(newCustomer(newApp(), 'contoso', {}, { cloud })) as Record<
      string,
      Record<string, { environment?: string }[]>
    >;
    expect(provider.azurerm[0].environment).toBe(environment);
    expect(provider.azapi[0].environment).toBe(environment);
  });

  it('has no eligible authorizations if it is a national one', () => {
    const offer = newOffer({ authorizations: [Authorization.eligible(ada, AzureBuiltInRole.READER)] });
    const faults = (cloud?: AzureCloud) => faultsOf(() => newCustomer(newApp(), 'contoso', { offer }, { cloud }));
    expect(faults(AzureCloud.US_GOVERNMENT)).toEqual([
      'customer.cloud: "AzureUSGovernment" has no eligible authorizations; ' +
        'give this customer an offer with permanent ones only',
    ]);
    expect(faults(AzureCloud.CHINA)).toHaveLength(1);
    expect(faults(AzureCloud.PUBLIC)).toEqual([]);
    expect(faults()).toEqual([]);
  });

  it.each<[unknown, string]>([
    [{}, 'an object'],
    ['AzureChinaCloud', '"AzureChinaCloud"'],
    [5, '5'],
  ])('cannot be %j', (cloud, shown) => {
    expect(faultsOf(() => newCustomer(newApp(), 'contoso', {}, { cloud: untyped(cloud) }))).toEqual([
      `customer.cloud: ${shown} is not a cloud; expected AzureCloud.PUBLIC, US_GOVERNMENT or CHINA`,
    ]);
  });
});

describe('a customer that left', () => {
  it('keeps providers, backend and outputs, and drops everything else', () => {
    const [active, left] = [CustomerStatus.ACTIVE, CustomerStatus.OFFBOARDED].map(status =>
      synthesize(newCustomer(newApp(), 'contoso', {}, { status })),
    );
    expect(left).toEqual({
      terraform: active.terraform,
      provider: active.provider,
      output: {
        customer_tenant_id: { value: CUSTOMER_TENANT, description: "The customer's tenant." },
        definition_ids: {
          value: {},
          description: 'The resource id of the registration definition of each delegated subscription.',
        },
      },
    });
  });

  it('has no delegations and needs nobody who earns', () => {
    const stack = newCustomer(newApp(), 'contoso', { automation: undefined }, { status: CustomerStatus.OFFBOARDED });
    expect(stack.delegations).toEqual([]);
    expect(stack).not.toDelegate();
    expect(faultsOf(() => stack.node.validate())).toEqual([]);
  });

  it('is declared as soundly as any other', () => {
    expect(
      faultsOf(() =>
        newCustomer(
          newApp(),
          'contoso',
          {},
          { status: CustomerStatus.OFFBOARDED, tenantId: '', subscriptions: [{ id: '' }] },
        ),
      ),
    ).toEqual([
      "customer.tenantId: is missing; expected the id of the customer's tenant",
      'customer.subscriptions[0].id: is missing; expected the id of the subscription',
    ]);
  });
});

describe('a faulty customer', () => {
  it('tells all its faults in one error, and makes no stack', () => {
    const app = newApp();
    const declare = () =>
      newCustomer(
        app,
        'Contoso AG',
        {
          backend: StateBackend.local({ directory: '/var/state' }),
          signIn: SignIn.clientSecret({ secret: 'hunter2' }),
          automationRole: AzureBuiltInRole.of('Owner'),
          offer: newOffer({ name: '' }),
        },
        {
          name: ' ',
          tenantId: MANAGING_TENANT,
          status: untyped('asleep'),
          subscriptions: [{ id: 'production', key: 'Production' }],
          acknowledgements: [{ rule: untyped('weather'), reason: '' }],
        },
      );
    expect(declare).toThrow(
      [
        'customer "Contoso AG" has 12 faults:',
        '  - customer.acknowledgements[0].rule: "weather" is not a rule; expected one of agreement, admin-on-behalf-of, automation-authorized, ' +
          'role-earns, written-as-declared, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud, credit-lost',
        '  - customer.acknowledgements[0].reason: is missing; expected why it is acceptable that this customer may not earn',
        '  - id: "Contoso AG" cannot be the key of a stack; expected a lower-case letter, then lower-case letters, digits ' +
          'and "-", at most 63 in all',
        '  - backend.directory: a text is an absolute path; expected a folder relative to the one that holds cdktf.out',
        '  - customer.name: " " is blank; expected the customer\'s name',
        `  - customer.tenantId: "${MANAGING_TENANT}" is the managing tenant; expected the customer's own: ` +
          'Azure delegates to another tenant only',
        '  - customer.status: "asleep" is not a status; expected "active" or "offboarded"',
        '  - customer.subscriptions[0].id: "production" is not a GUID; expected the id of the subscription: ' +
          '8-4-4-4-12 hexadecimal digits',
        '  - customer.subscriptions[0].key: "Production" is not a key; expected lower-case letters, digits and "-"',
        '  - automationRole: "Owner" cannot be delegated; choose a role that earns, such as "Support Request Contributor"',
        '  - offer.name: is missing; expected the name that the customer sees',
        '  - signIn.secret: is written out; leave it out and set ARM_CLIENT_SECRET, or give the value of a sensitive ' +
          'TerraformVariable',
      ].join('\n'),
    );
    expect(app.node.children).toEqual([]);
    expect(PecReadiness.check(app).customers).toEqual([]);
  });
});

describe('a subscription that one stack gives up', () => {
  const leave = (app: App, props: object = {}) => newCustomer(app, 'old', props, { status: CustomerStatus.OFFBOARDED });
  const cure = 'keep it in one of the two, because removing a delegation takes that access from the other one as well';

  it('cannot be kept by another one with the same offer, whichever comes first', () => {
    const one = newApp();
    leave(one);
    const fault = `"${SUBSCRIPTION}" is offboarded by old, with the same definition; ${cure}`;
    expect(faultsOf(() => newCustomer(one, 'new'))).toEqual([`customer.subscriptions[0].id: ${fault}`]);
    expect(faultsOf(() => newDelegation(newStack('own', one)))).toEqual([`subscriptionId: ${fault}`]);
    const other = newApp();
    newCustomer(other, 'new');
    expect(faultsOf(() => leave(other))).toEqual([
      `customer.subscriptions[0].id: "${SUBSCRIPTION}" is kept by new/subscription-${SUBSCRIPTION}, ` +
        `with the same definition; ${cure}`,
    ]);
  });

  it.each<[string, string, object, object, string[]]>([
    ['its id', 'New', {}, {}, ['id', 'customer.subscriptions[0].id']],
    [
      'its backend',
      'new',
      { backend: StateBackend.local({ directory: '/var' }) },
      {},
      ['backend.directory', 'customer.subscriptions[0].id'],
    ],
    ['its name', 'new', {}, { name: '' }, ['customer.name']],
    ['its name and its id', 'New', {}, { name: '' }, ['id', 'customer.name']],
  ])('is compared with others unless the customer itself is wrong: %s', (_what, id, props, customer, places) => {
    const app = newApp();
    leave(app);
    const faults = faultsOf(() => newCustomer(app, id, props, customer));
    expect(faults.map(fault => fault.slice(0, fault.indexOf(': ')))).toEqual(places);
  });

  it('is compared one by one', () => {
    const app = newApp();
    leave(app);
    const subscriptions = [{ id: OTHER_SUBSCRIPTION }, { id: SUBSCRIPTION }];
    expect(faultsOf(() => newCustomer(app, 'new', {}, { subscriptions }))).toEqual([
      `customer.subscriptions[1].id: "${SUBSCRIPTION}" is offboarded by old, with the same definition; ${cure}`,
    ]);
  });

  it('cannot be kept by another offer that gives somebody the same role', () => {
    const app = newApp();
    leave(app);
    expect(faultsOf(() => newCustomer(app, 'new', { offer: newOffer({ name: 'Another' }) }))).toEqual([
      `customer.subscriptions[0].id: "${SUBSCRIPTION}" is offboarded by old, and both give operators the role ` +
        `Contributor; ${cure}`,
    ]);
  });

  it('may be kept by an offer of another managing tenant, as when a partner moves', () => {
    const app = newApp();
    const europe = newOffer({
      name: 'Europe',
      managingTenantId: 'f0000000-0000-4000-8000-0000000000ee',
      authorizations: [Authorization.permanent(engineers, AzureBuiltInRole.CONTRIBUTOR)],
    });
    newCustomer(app, 'new', { offer: europe, automation: undefined });
    expect(faultsOf(() => leave(app))).toEqual([]);
  });

  it('may be given up twice, and says nothing about others', () => {
    const app = newApp();
    leave(app);
    expect(faultsOf(() => newCustomer(app, 'older', {}, { status: CustomerStatus.OFFBOARDED }))).toEqual([]);
    expect(faultsOf(() => newCustomer(app, 'new', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] }))).toEqual([]);
  });
});
