import {
  ArmTemplate,
  Authorization,
  AzureBuiltInRole,
  CustomerPortfolio,
  CustomerStack,
  FederatedCredential,
  LighthouseDelegation,
  LighthouseOffer,
  ManagementGroupOnboarding,
  Onboarding,
  PartnerAdminLink,
  LinkedAccount,
  PecAutomation,
  PecIdentityStack,
  PecReadiness,
  ResourceProviderRegistration,
  SignIn,
  StateBackend,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  operators,
  SUBSCRIPTION,
  untyped,
} from '../fabrikam';

const customer = { name: 'Contoso AG', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] };
const newIdentity = (props: object) =>
  new PecIdentityStack(newApp(), 'identity', { managingTenantId: MANAGING_TENANT, ...props });
const newRegistration = (props: unknown) =>
  new ResourceProviderRegistration(newStack(), 'registration', untyped(props));
const delegationOf = (...authorizations: unknown[]) =>
  newDelegation(newStack(), { offer: newOffer({ authorizations: untyped(authorizations) }), automation });
const delegationBy = (principal: unknown) => newDelegation(newStack(), { automation: untyped(principal) });
const storage = (options: object) =>
  newIdentity({ backend: StateBackend.azurerm({ storageAccountName: 'states', containerName: 'states', ...options }) });
const workspaces = (options: object) =>
  newIdentity({ backend: StateBackend.hcpTerraform({ organization: 'fabrikam', ...options }) });
const existing = (role: string) =>
  new UnmanagedCustomer(newApp(), 'contoso', {
    customer,
    onboarding: Onboarding.EXISTING,
    existing: [Authorization.permanent(operators, AzureBuiltInRole.of(role))],
  });
const throwing = (property: string, given: object) =>
  untyped(
    Object.defineProperty({ ...given }, property, {
      enumerable: true,
      get() {
        throw new Error('of the caller');
      },
    }),
  );
const circle: Record<string, unknown> = {};
circle.self = circle;

const OBJECT_ID = 'expected PecAutomation, or what PecAutomation.fromAttributes gives';
const SECRET = 'hunter2';

describe('what would crash inside', () => {
  it.each<[string, () => unknown, string[]]>([
    ['no automation, as null', () => delegationBy(null), [`automation: null is not a principal; ${OBJECT_ID}`]],
    [
      'an automation that is a number',
      () => delegationBy(5),
      [`automation: a number is not a principal; ${OBJECT_ID}`],
    ],
    [
      'an offer of nothing',
      () => newDelegation(newStack(), { offer: new LighthouseOffer(untyped(undefined)), automation }),
      [
        'offer.name: is missing; expected the name that the customer sees',
        'offer.managingTenantId: is missing; expected the id of the managing tenant',
      ],
    ],
    [
      'a workflow of nothing',
      () => newIdentity({ credentials: { federated: [FederatedCredential.githubActions(untyped(undefined))] } }),
      [
        'credentials.federated[0].repository: is missing; expected owner and repository, such as "fabrikam/azure"',
        'credentials.federated[0]: names 0 of environment, branch, tag and pullRequest; name exactly one, ' +
          'because a token has one subject',
      ],
    ],
    [
      'an instance of GitLab that is a number',
      () =>
        newIdentity({
          credentials: {
            federated: [FederatedCredential.gitLab({ projectPath: 'a/b', branch: 'main', instance: untyped(5) })],
          },
        }),
      ['credentials.federated[0].issuer: 5 is not a text; expected the issuer of the token, an https URL'],
    ],
    [
      'a file without a path',
      () => CustomerPortfolio.fromFile(newApp(), untyped(undefined), { offers: { services: newOffer() } }),
      ['path: is missing; expected the path of a YAML or JSON file of customers'],
    ],
    [
      'an authorization for a principal',
      () => delegationOf(Authorization.permanent(untyped(newOffer().authorizations[0]), AzureBuiltInRole.READER)),
      [
        'offer.authorizations[0].principal: an Authorization is not a Principal; ' +
          'make it with Principal.group, user or servicePrincipal',
      ],
    ],
    [
      'a principal for an authorization',
      () => delegationOf(operators),
      [
        'offer.authorizations[0]: a Principal is not an authorization; ' +
          'make it with Authorization.permanent or Authorization.eligible',
      ],
    ],
    [
      'a sign-in for a backend, without its secret in the message',
      () => newCustomer(newApp(), 'contoso', { backend: untyped(SignIn.clientSecret({ secret: SECRET })) }),
      ['backend: a SignIn is not a StateBackend; make it with StateBackend, such as StateBackend.azurerm({ … })'],
    ],
    [
      'a sign-in for an offer',
      () => newCustomer(newApp(), 'contoso', { offer: untyped(SignIn.oidc()) }),
      ['offer: a SignIn is not an offer; make it with new LighthouseOffer'],
    ],
    [
      'certificates that are nothing',
      () => newIdentity({ credentials: { certificates: null } }),
      ['credentials.certificates: null is not a list; expected a list of certificates'],
    ],
    [
      'a name of a customer that is a number',
      () => newDelegation(newStack(), { customerName: untyped(5) }),
      ['customerName: 5 is not a text; write a text, or leave it out'],
    ],
    [
      'a circle',
      () => newCustomer(newApp(), 'contoso', {}, { tags: untyped(circle) }),
      ['customer.tags.self: an object is not a text; write a text, or leave it out'],
    ],
    [
      'a list that holds itself',
      () => CustomerPortfolio.fromArray(newApp(), untyped([circle]), { offers: { services: newOffer() } }),
      [
        'customers[0].self: holds itself, or has no end; write out what it stands for',
        'customers[0].key: is missing; expected what the customer is called in names of stacks and states, for good: ' +
          'lower-case letters, digits and "-", at most 54',
        'customers[0].name: is missing; expected what reports call the customer',
        "customers[0].tenant: is missing; expected the customer's Entra tenant: a GUID, 8-4-4-4-12 hexadecimal digits",
        'customers[0].self: is no property of a customer; expected one of key, name, tenant, domain, cloud, offer, onboarding, ' +
          'agreement, adminOnBehalfOf, status, ring, automationRole, subscriptions, offers, managementGroup, existing, tags, notes, acknowledgements',
        'customers[0].subscriptions: is missing; expected the delegated subscriptions, or offers with subscriptions each',
      ],
    ],
    [
      'getters that throw, at any depth',
      () =>
        new CustomerStack(
          newApp(),
          'contoso',
          throwing('automation', {
            customer: throwing('name', { ...customer, subscriptions: [throwing('key', { id: SUBSCRIPTION })] }),
            offer: new LighthouseOffer(throwing('description', { name: 'A', managingTenantId: MANAGING_TENANT })),
          }),
        ),
      [
        'automation: cannot be read, because reading it throws an error; give a plain value',
        'customer.name: cannot be read, because reading it throws an error; give a plain value',
        'customer.subscriptions[0].key: cannot be read, because reading it throws an error; give a plain value',
        'offer.description: cannot be read, because reading it throws an error; give a plain value',
      ],
    ],
    [
      'nothing around a construct',
      () => new CustomerStack(untyped(undefined), 'contoso', { customer, offer: newOffer() }),
      ['scope: undefined is not a construct; give the App, a stack or a construct itself'],
    ],
    [
      'an id that is no text',
      () => new LighthouseDelegation(newStack(), untyped(Symbol('x')), { offer: newOffer(), subscriptionId: 'x' }),
      ['id: a symbol is not a text; expected the id of the construct'],
    ],
    [
      'readiness of nothing',
      () => PecReadiness.check(untyped(undefined)),
      ['scope: undefined is not a construct; give the App, a stack or a construct itself'],
    ],
    [
      'an account of nothing',
      () => new PartnerAdminLink(newStack(), 'link', { partnerId: '1', principal: LinkedAccount.user(untyped(null)) }),
      [
        'principal.principalId: is missing; expected the object id of the service principal',
        'principal.tenantId: is missing; expected the id of the managing tenant',
      ],
    ],
    [
      'a sound entry beside a faulty one, of an offer that is unsound',
      () =>
        CustomerPortfolio.fromArray(
          newApp(),
          [
            { key: 'contoso', name: '', tenant: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] },
            {
              key: 'northwind',
              name: 'Northwind',
              tenant: 'c0000000-0000-4000-8000-000000000002',
              subscriptions: [{ id: 'c0000000-0000-4000-8000-000000000021' }],
            },
          ],
          { offers: { services: newOffer({ authorizations: [untyped(5)] }) }, automation },
        ),
      [
        'offers.services.authorizations[0]: 5 is not an authorization; ' +
          'make it with Authorization.permanent or Authorization.eligible',
        'contoso.name: is missing; expected what reports call the customer',
      ],
    ],
  ])('%s', (_case, declare, faults) => {
    expect(faultsOf(declare)).toEqual(faults);
  });
});

describe('what would be taken without a word', () => {
  it.each<[string, () => unknown, string[]]>([
    [
      'a state backend for a sign-in, so that the environment would sign in',
      () => newCustomer(newApp(), 'contoso', { signIn: untyped(StateBackend.local()) }),
      ['signIn: a StateBackend is not a SignIn; make it with SignIn, such as SignIn.oidc()'],
    ],
    [
      'a cloud as text',
      () => newIdentity({ cloud: 'public' }),
      ['cloud: "public" is not a cloud; expected AzureCloud.PUBLIC, US_GOVERNMENT or CHINA'],
    ],
    [
      'credentials as text',
      () => newIdentity({ credentials: 'abc' }),
      ['credentials: a text is not credentials; expected { federated: […] }'],
    ],
    [
      'tags as text',
      () => newCustomer(newApp(), 'contoso', {}, { tags: untyped('abc') }),
      ['customer.tags: a text is not an object; expected texts by name'],
    ],
    [
      'a manifest that is a number',
      () =>
        CustomerPortfolio.fromArray(
          newApp(),
          [{ key: 'contoso', name: 'Contoso', tenant: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] }],
          { offers: { services: newOffer() }, automation, previousManifest: untyped(5) },
        ),
      ['previousManifest: 5 is not a text; write a text, or leave it out'],
    ],
    [
      'a registration at anything',
      () => newRegistration({ subscriptionId: 'abc' }),
      ['subscriptionId: "abc" is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits'],
    ],
    [
      'a registration of nothing for a delegation',
      () => ResourceProviderRegistration.forDelegation(newStack(), untyped(undefined)),
      ['props: is missing; expected the properties of the construct'],
    ],
    [
      'a key that is no text',
      () => storage({ keyPrefix: {} }),
      ['backend.keyPrefix: an object is not a text; expected what the name begins with'],
    ],
    ...['../evil/', '${file("x")}/', 'a/../b/', '/a', 'a//b', '.hidden/', 'a b'].map<[string, () => unknown, string[]]>(
      keyPrefix => [
        `a key that begins with ${keyPrefix}`,
        () => storage({ keyPrefix }),
        [
          `backend.keyPrefix: a text has characters that do not belong there; ` +
            'expected letters, digits, "-", "_" and ".", with "/" between folders; none begins with "."',
        ],
      ],
    ),
    [
      'a container that is an expression',
      () => storage({ containerName: '${var.x}' }),
      [
        'backend.containerName: a text has characters that do not belong there; ' +
          'expected 3 to 63 lower-case letters, digits and single "-" between them',
      ],
    ],
    [
      'a resource group that is a way out',
      () => storage({ resourceGroupName: '../rg' }),
      [
        'backend.resourceGroupName: a text is not the name of a resource group; ' +
          'expected at most 90 letters, digits, "_", "-", "(", ")" and ".", not ending in "."',
      ],
    ],
    [
      'a host that is a path, and an organization that is an expression',
      () => workspaces({ organization: '${x}', hostname: 'a.example/../b' }),
      [
        'backend.organization: a text has characters that do not belong there; expected letters, digits, "-" and "_"',
        'backend.hostname: a text has characters that do not belong there; ' +
          'expected the name of a host, such as "app.terraform.io"',
      ],
    ],
    [
      'a folder that is an expression',
      () => newIdentity({ backend: StateBackend.local({ directory: '${path.root}' }) }),
      ['backend.directory: a text holds an expression; write the folder out: Terraform evaluates nothing here'],
    ],
    [
      'Owner in an existing delegation',
      () => existing('Owner'),
      ['existing[0].role: "Owner" cannot be delegated; choose "Contributor" or a narrower role'],
    ],
    [
      'a role with data actions in an existing delegation',
      () => existing('Storage Blob Data Reader'),
      [
        'existing[0].role: "Storage Blob Data Reader" has data actions, which Azure Lighthouse refuses; ' +
          'choose a role without, such as "Contributor" or "Reader"',
      ],
    ],
    [
      'a template that is not one',
      () =>
        new UnmanagedCustomer(newApp(), 'contoso', {
          customer: { ...customer, subscriptions: [{ id: SUBSCRIPTION, deployedTemplateSha256: 'abc' }] },
          onboarding: Onboarding.ARM_TEMPLATE,
          offer: newOffer(),
          automation,
        }),
      [
        'customer.subscriptions[0].deployedTemplateSha256: "abc" is not a SHA-256; ' +
          'expected 64 hexadecimal digits, as `sha256sum` shows them',
      ],
    ],
    [
      'resource groups under another name, so that the whole subscription would be delegated',
      () =>
        newCustomer(
          newApp(),
          'contoso',
          {},
          { subscriptions: [untyped({ id: SUBSCRIPTION, resourcegroups: ['rg'] })] },
        ),
      ['customer.subscriptions[0].resourcegroups: is no property of a subscription; did you mean "resourceGroups"?'],
    ],
    [
      'a slip of the pen in attributes',
      () => delegationBy(PecAutomation.fromAttributes(untyped({ ...automation, linkedPartnerID: '1' }))),
      ['automation.linkedPartnerID: is no property of PEC-Automation; did you mean "linkedPartnerId"?'],
    ],
  ])('%s', (_case, declare, faults) => {
    expect(faultsOf(declare)).toEqual(faults);
  });

  it('but not what somebody adds: a class that extends one of ours, or a record from elsewhere', () => {
    expect(
      faultsOf(() => newCustomer(newApp(), 'contoso', untyped({ costCentre: 5 }), untyped({ accountManager: 'Ada' }))),
    ).toEqual([]);
  });
});

describe('what has to be true or false', () => {
  const eligible = (multiFactorAuthentication: unknown) =>
    delegationOf(
      newOffer().authorizations[0],
      Authorization.eligible(operators, AzureBuiltInRole.READER, untyped({ multiFactorAuthentication })),
    );
  const onboarding = (props: object) =>
    new ManagementGroupOnboarding(newStack(), 'contoso', {
      managementGroupId: 'contoso',
      offer: newOffer(),
      location: 'westeurope',
      ...props,
    });
  const github = (pullRequest: unknown) =>
    newIdentity({
      credentials: {
        federated: [
          FederatedCredential.githubActions(untyped({ repository: 'a/b', environment: 'production', pullRequest })),
        ],
      },
    });
  const link = (props: object) =>
    new PartnerAdminLink(newStack(), 'link', { partnerId: '1234567', principal: automation, ...props });
  const portfolio = (props: object) =>
    CustomerPortfolio.fromArray(
      newApp(),
      [{ key: 'contoso', name: 'Contoso', tenant: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] }],
      { offers: { services: newOffer() }, automation, ...props },
    );

  it.each<[string, (value: unknown) => unknown]>([
    ['offer.authorizations[1].multiFactorAuthentication', eligible],
    ['deletionProtection', value => newDelegation(newStack(), untyped({ deletionProtection: value }))],
    ['adopt', value => newDelegation(newStack(), untyped({ adopt: value }))],
    ['registerResourceProvider', value => newDelegation(newStack(), untyped({ registerResourceProvider: value }))],
    ['deletionProtection', value => newCustomer(newApp(), 'contoso', untyped({ deletionProtection: value }))],
    [
      'registerResourceProvider',
      value => newCustomer(newApp(), 'contoso', untyped({ registerResourceProvider: value })),
    ],
    [
      'customer.subscriptions[0].adopt',
      value => newCustomer(newApp(), 'contoso', {}, { subscriptions: [{ id: SUBSCRIPTION, adopt: untyped(value) }] }),
    ],
    ['deletionProtection', value => newIdentity({ deletionProtection: value })],
    ['credentials.federated[0].pullRequest', github],
    ['deletionProtection', value => link({ deletionProtection: value })],
    ['adopt', value => link({ adopt: value })],
    ['remediate', value => onboarding({ remediate: value })],
    ['registerResourceProvider', value => onboarding({ registerResourceProvider: value })],
    ['parameterized', value => ArmTemplate.of(newOffer(), { parameterized: untyped(value) })],
    [
      'offer.operatorsCanEndDelegation',
      value => newDelegation(newStack(), { offer: newOffer({ operatorsCanEndDelegation: untyped(value) }) }),
    ],
    ['deletionProtection', value => portfolio({ deletionProtection: value })],
    ['registerResourceProvider', value => portfolio({ registerResourceProvider: value })],
  ])('%s', (path, declare) => {
    for (const [value, shown] of [
      ['', '""'],
      ['false', '"false"'],
      [0, '0'],
      [null, 'null'],
    ]) {
      expect(faultsOf(() => declare(value))).toEqual([
        `${path}: ${shown} is neither true nor false; expected one of them`,
      ]);
    }
  });

  it.each(['useEntraId', 'useOidc'])('backend.%s, whose value is not shown', property => {
    expect(faultsOf(() => storage({ [property]: 'false' }))).toEqual([
      `backend.${property}: a text is neither true nor false; expected one of them`,
    ]);
  });
});
