import { type TerraformStack, Testing } from 'cdktf';
import {
  type Acknowledgement,
  ArmTemplate,
  type Customer,
  type CustomerSubscription,
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  CustomerPortfolio,
  CustomerStack,
  CustomerStatus,
  FederatedCredential,
  LighthouseDelegation,
  LighthouseOffer,
  ManagementGroupOnboarding,
  Onboarding,
  PartnerAdminLink,
  PartnerLinkStack,
  LinkedAccount,
  PecAutomation,
  PecIdentityStack,
  PecReadiness,
  Principal,
  ResourceProviderRegistration,
  SignIn,
  StateBackend,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import {
  ada,
  automation,
  CUSTOMER_TENANT,
  engineers,
  MANAGING_TENANT,
  newApp,
  newOffer,
  newStack,
  operators,
  SUBSCRIPTION,
  PLAN,
} from '../fabrikam';
import { type Place, placesIn } from './junk';

const ID = 'a0000000-0000-4000-8000-000000000001';

/** A class or factory of the API, with arguments that are sound. */
export interface Door {
  readonly name: string;
  readonly sound: object;
  /** Where something else can be put: into the arguments, at any depth. */
  readonly places: Place[];
  /** Declares with other arguments, in an app of its own, and gives what would be written. */
  declare(given: never): string;
}

function door<T extends object>(name: string, sound: T, declare: (given: T) => string): Door {
  return { name, sound, places: placesIn(sound), declare };
}

/** A door with several arguments, here in one object, which is always there. */
function doorOf<T extends object>(name: string, sound: T, declare: (given: T) => string): Door {
  return { name, sound, places: placesIn(sound).slice(1), declare };
}

/** What a stack would write. */
function written(...stacks: TerraformStack[]): string {
  return stacks.map(stack => Testing.synth(stack)).join('\n');
}

function inStack(declare: (stack: TerraformStack) => unknown): string {
  const stack = newStack();
  declare(stack);
  return written(stack);
}

/** A value does not throw: a stack that it is given to does. */
const withOffer = (offer: LighthouseOffer) =>
  inStack(stack => new LighthouseDelegation(stack, 'contoso', { offer, automation, subscriptionId: SUBSCRIPTION }));
const withAuthorization = (authorization: Authorization) =>
  withOffer(newOffer({ authorizations: [authorization, ...newOffer().authorizations] }));
const withCredential = (credential: FederatedCredential) =>
  inStack(
    stack =>
      new PecAutomation(stack, 'pec', { managingTenantId: MANAGING_TENANT, credentials: { federated: [credential] } }),
  );
const withAutomation = (principal: typeof automation) =>
  inStack(
    stack =>
      new LighthouseDelegation(stack, 'contoso', {
        offer: newOffer(),
        automation: principal,
        subscriptionId: SUBSCRIPTION,
      }),
  );
const withStack = (props: object) =>
  written(new PecIdentityStack(newApp(), 'identity', { managingTenantId: MANAGING_TENANT, ...props }));

const subscription: CustomerSubscription = {
  id: SUBSCRIPTION,
  key: 'production',
  resourceGroups: ['rg-web', 'rg-data'],
  automationRole: AzureBuiltInRole.CONTRIBUTOR,
  definitionId: ID,
  resourceGroupAssignmentIds: { 'rg-web': ID },
  adopt: false,
  acknowledgements: [{ rule: 'role-earns', reason: 'Agreed.' }],
};

const customer: Customer = {
  key: 'contoso',
  name: 'Contoso AG',
  tenantId: CUSTOMER_TENANT,
  subscriptions: [subscription],
  cloud: AzureCloud.PUBLIC,
  status: CustomerStatus.ACTIVE,
  ring: 'canary',
  tags: { owner: 'Ada' },
  notes: 'A note.',
  acknowledgements: [{ rule: 'principal-linked', reason: 'Agreed.' }],
};

/** What of a subscription goes with every way of onboarding. */
const { id, key } = subscription;

const policy = {
  location: 'westeurope',
  excludedScopes: ['/providers/Microsoft.Management/managementGroups/sandboxes'],
  resourceCount: 2000,
  parallelDeployments: 30,
  remediate: true,
  enforce: true,
  policyName: 'delegate',
  displayName: 'Delegate',
};

const offer = {
  name: 'Fabrikam',
  description: 'Operation.',
  managingTenantId: MANAGING_TENANT,
  authorizations: [
    Authorization.permanent(operators, AzureBuiltInRole.READER),
    Authorization.eligible(operators, AzureBuiltInRole.CONTRIBUTOR, { approvers: [engineers] }),
  ],
  operatorsCanEndDelegation: true,
  plan: { name: 'plan', publisher: 'fabrikam', product: 'offer', version: '1.0.0' },
};

const pec = {
  managingTenantId: MANAGING_TENANT,
  displayName: 'PEC',
  credentials: {
    federated: [FederatedCredential.githubActions({ repository: 'fabrikam/azure', environment: 'production' })],
    clientSecrets: [{ name: 'first', lifetime: '24h', rotateWhenChanged: { quarter: '1' } }],
    certificates: [
      { name: 'second', value: '-----BEGIN CERTIFICATE-----', encoding: 'pem', expires: '2027-03-31T00:00:00Z' },
    ],
  },
  owners: [ID],
  cloud: AzureCloud.PUBLIC,
  deletionProtection: true,
};

const entry = {
  key: 'contoso',
  name: 'Contoso AG',
  tenant: CUSTOMER_TENANT,
  cloud: 'public',
  offer: 'services',
  onboarding: 'terraform',
  status: 'active',
  ring: 'canary',
  automationRole: 'Contributor',
  subscriptions: [{ ...subscription, automationRole: 'Contributor' }],
  tags: { owner: 'Ada' },
  notes: 'A note.',
  acknowledgements: [{ rule: 'principal-linked', reason: 'Agreed.' }],
};

const federated = { name: 'pipeline', audience: 'api://a', description: 'A pipeline.' };
const principal = { principalId: ID, tenantId: MANAGING_TENANT, linkedPartnerId: '1234567', cloud: AzureCloud.PUBLIC };
const lookUp = { clientId: ID, tenantId: MANAGING_TENANT, provider: undefined };
const link = { partnerId: '1234567', principal: automation, deletionProtection: true, adopt: true };
const linked = LinkedAccount.user({ ...principal, principalId: operators.id });

function portfolio(props: object, customers: unknown): string {
  const app = newApp();
  const { stacks } = CustomerPortfolio.fromArray(app, customers as never, props as never);
  return written(...stacks);
}

export const DOORS: Door[] = [
  door('LighthouseOffer', offer, given => withOffer(new LighthouseOffer(given))),
  doorOf('ArmTemplate.of', { ...subscription, automation, parameterized: false }, given => {
    const { automation, automationRole, resourceGroups, definitionId, resourceGroupAssignmentIds, parameterized } =
      given;
    return ArmTemplate.of(newOffer(), {
      automation,
      automationRole,
      resourceGroups,
      definitionId,
      resourceGroupAssignmentIds,
      parameterized,
    }).json;
  }),
  doorOf(
    'ArmTemplate.portalUrl',
    { url: 'https://fabrikam.example/a.json', cloud: AzureCloud.CHINA },
    ({ url, cloud }) => ArmTemplate.of(newOffer()).portalUrl(url, cloud),
  ),
  doorOf(
    'Authorization.permanent',
    { principal: ada, role: AzureBuiltInRole.READER, options: { delegatedRoles: [] } },
    g => withAuthorization(Authorization.permanent(g.principal, g.role, g.options)),
  ),
  doorOf(
    'Authorization.eligible',
    {
      principal: operators,
      role: AzureBuiltInRole.BACKUP_CONTRIBUTOR,
      options: { maximumActivationDuration: 'PT1H', multiFactorAuthentication: true, approvers: [engineers, ada] },
    },
    g => withAuthorization(Authorization.eligible(g.principal, g.role, g.options)),
  ),
  doorOf('Principal', { id: ID, displayName: 'Ada' }, ({ id, displayName }) =>
    withAuthorization(Authorization.permanent(Principal.user(id, displayName), AzureBuiltInRole.READER)),
  ),
  doorOf('AzureBuiltInRole.of', { reference: 'Reader' }, ({ reference }) =>
    withAuthorization(Authorization.permanent(ada, AzureBuiltInRole.of(reference))),
  ),
  doorOf('AzureBuiltInRole.newerThanCatalogue', { id: ID, name: 'New' }, ({ id, name }) =>
    withAuthorization(Authorization.permanent(ada, AzureBuiltInRole.newerThanCatalogue(id, name))),
  ),
  door(
    'LighthouseDelegation',
    {
      offer: newOffer(),
      subscriptionId: SUBSCRIPTION,
      resourceGroups: ['rg-web'],
      automation,
      automationRole: AzureBuiltInRole.CONTRIBUTOR,
      customerTenantId: CUSTOMER_TENANT,
      customerName: 'Contoso AG',
      definitionId: ID,
      resourceGroupAssignmentIds: { 'rg-web': ID },
      deletionProtection: true,
      adopt: true,
      registerResourceProvider: true,
      provider: undefined,
      azapiProvider: undefined,
    },
    given => inStack(stack => new LighthouseDelegation(stack, 'contoso', given)),
  ),
  door(
    'LighthouseDelegation of a subscription',
    { offer: newOffer(), subscriptionId: SUBSCRIPTION, assignmentId: ID },
    g => inStack(stack => new LighthouseDelegation(stack, 'contoso', g)),
  ),
  door('ResourceProviderRegistration', { subscriptionId: SUBSCRIPTION, provider: undefined }, given =>
    inStack(stack => new ResourceProviderRegistration(stack, 'registration', given)),
  ),
  door(
    'ManagementGroupOnboarding',
    {
      managementGroupId: 'contoso',
      offer: newOffer(),
      automation,
      automationRole: AzureBuiltInRole.CONTRIBUTOR,
      subscriptionIds: [SUBSCRIPTION],
      registerResourceProvider: true,
      ...policy,
      provider: undefined,
      azapiProvider: undefined,
    },
    given => inStack(stack => new ManagementGroupOnboarding(stack, 'contoso', given)),
  ),
  door('PecAutomation', { ...pec, provider: undefined }, given =>
    inStack(stack => new PecAutomation(stack, 'pec', given)),
  ),
  door('PecAutomation.fromAttributes', { ...principal, clientId: SUBSCRIPTION }, given =>
    withAutomation(PecAutomation.fromAttributes(given)),
  ),
  door('a PEC-Automation of somebody else', { ...principal, clientId: SUBSCRIPTION, memberOf: [ID] }, withAutomation),
  door('PecAutomation.fromClientId', lookUp, given =>
    inStack(stack => PecAutomation.fromClientId(stack, 'found', given)),
  ),
  door('PecAutomation.fromDisplayName', { ...lookUp, clientId: undefined, displayName: 'PEC' }, g =>
    inStack(stack => PecAutomation.fromDisplayName(stack, 'found', g)),
  ),
  door('LinkedAccount.user', { ...principal, memberOf: [ID] }, given =>
    inStack(
      stack => new PartnerAdminLink(stack, 'link', { partnerId: '1234567', principal: LinkedAccount.user(given) }),
    ),
  ),
  door(
    'FederatedCredential.githubActions',
    { ...federated, repository: 'a/b', environment: 'e', ownerId: '1', repositoryId: '2', issuer: 'https://a' },
    given => withCredential(FederatedCredential.githubActions(given)),
  ),
  door('FederatedCredential.gitLab', { ...federated, projectPath: 'a/b', tag: 'v1', instance: 'https://a' }, given =>
    withCredential(FederatedCredential.gitLab(given)),
  ),
  door('FederatedCredential.azureDevOps', { ...federated, issuer: 'https://a', subject: 's' }, given =>
    withCredential(FederatedCredential.azureDevOps(given)),
  ),
  door(
    'FederatedCredential.hcpTerraform',
    { ...federated, organization: 'a', project: 'abc', workspace: 'b', phase: 'plan' as const, hostname: 'c.example' },
    given => withCredential(FederatedCredential.hcpTerraform(given)),
  ),
  door('FederatedCredential.custom', { issuer: 'https://a', subject: 's' }, given =>
    withCredential(FederatedCredential.custom(given)),
  ),
  door('SignIn.oidc', { tokenFilePath: 'token', azureServiceConnectionId: ID }, given =>
    withStack({ signIn: SignIn.oidc(given) }),
  ),
  door('SignIn.clientSecret', { secret: undefined }, given => withStack({ signIn: SignIn.clientSecret(given) })),
  door('SignIn.clientCertificate', { path: 'a.pfx' }, given => withStack({ signIn: SignIn.clientCertificate(given) })),
  door(
    'StateBackend.azurerm',
    {
      storageAccountName: 'states',
      containerName: 'states',
      resourceGroupName: 'rg',
      subscriptionId: ID,
      tenantId: ID,
      keyPrefix: 'pec/',
      useEntraId: true,
      useOidc: true,
    },
    given => withStack({ backend: StateBackend.azurerm(given) }),
  ),
  door('StateBackend.hcpTerraform', { organization: 'a', workspacePrefix: 'b', hostname: 'c.example' }, given =>
    withStack({ backend: StateBackend.hcpTerraform(given) }),
  ),
  door('StateBackend.local', { directory: 'states' }, given => withStack({ backend: StateBackend.local(given) })),
  door('PecIdentityStack', { ...pec, signIn: SignIn.oidc(), backend: StateBackend.local() }, given =>
    written(new PecIdentityStack(newApp(), 'identity', given)),
  ),
  door('PartnerLinkStack', { ...link, signIn: SignIn.oidc(), backend: StateBackend.local() }, given =>
    written(new PartnerLinkStack(newApp(), 'link', given)),
  ),
  door('PartnerAdminLink', { ...link, provider: undefined }, given =>
    inStack(stack => new PartnerAdminLink(stack, 'link', given)),
  ),
  door(
    'CustomerStack',
    {
      customer,
      offer: newOffer(),
      automation,
      automationRole: AzureBuiltInRole.CONTRIBUTOR,
      signIn: SignIn.environment(),
      backend: StateBackend.local(),
      deletionProtection: true,
      registerResourceProvider: true,
    },
    given => written(new CustomerStack(newApp(), 'contoso', given)),
  ),
  door(
    'CustomerStack, by policy',
    {
      customer: { ...customer, subscriptions: [{ id, key }], managementGroup: { id: 'contoso', ...policy } },
      offer: newOffer(),
      automation,
      automationRole: AzureBuiltInRole.CONTRIBUTOR,
    },
    given => written(new CustomerStack(newApp(), 'contoso', given)),
  ),
  door(
    'UnmanagedCustomer, existing',
    {
      customer: { ...customer, subscriptions: [{ id, key, resourceGroups: ['rg-web'] }] },
      onboarding: Onboarding.EXISTING as const,
      automation,
      linkedAccount: linked,
      existing: newOffer().authorizations,
    },
    given => {
      const app = newApp();
      new UnmanagedCustomer(app, 'contoso', given);
      return PecReadiness.check(app).toJson();
    },
  ),
  ...([Onboarding.ARM_TEMPLATE, Onboarding.MARKETPLACE] as const).map(onboarding =>
    door(
      `UnmanagedCustomer, ${onboarding}`,
      {
        customer: { ...customer, subscriptions: [{ ...subscription, deployedTemplateSha256: undefined }] },
        onboarding,
        offer: newOffer(onboarding === Onboarding.MARKETPLACE ? { plan: PLAN } : {}),
        automation,
        automationRole: AzureBuiltInRole.CONTRIBUTOR,
        linkedAccount: linked,
        existing: undefined,
      },
      given => {
        const app = newApp();
        const { templates } = new UnmanagedCustomer(app, 'contoso', given);
        PecReadiness.check(app).toJson();
        return Object.values(templates)
          .map(({ json }) => json)
          .join('\n');
      },
    ),
  ),
  door<Acknowledgement>('PecReadiness.acknowledge', { rule: 'role-earns', reason: 'Agreed.' }, given =>
    inStack(stack => PecReadiness.acknowledge(stack, given)),
  ),
  door(
    'CustomerPortfolio',
    {
      offers: { services: newOffer() },
      automation,
      automationRole: AzureBuiltInRole.CONTRIBUTOR,
      linkedAccount: linked,
      state: StateBackend.local(),
      signIn: SignIn.oidc(),
      deletionProtection: true,
      registerResourceProvider: true,
      previousManifest: 'nowhere.json',
    },
    given => portfolio(given, [entry]),
  ),
  door('the customers of CustomerPortfolio.fromArray', [entry], given =>
    portfolio({ offers: { services: newOffer() }, automation }, given),
  ),
  door(
    'the customers of CustomerPortfolio.fromArray, by policy',
    [
      {
        ...entry,
        onboarding: 'policy',
        subscriptions: [{ id, key }],
        managementGroup: { id: 'contoso', ...policy },
      },
    ],
    given => portfolio({ offers: { services: newOffer() }, automation }, given),
  ),
];
