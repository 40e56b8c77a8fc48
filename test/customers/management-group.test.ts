import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AzureBuiltInRole,
  type Customer,
  CustomerPortfolio,
  CustomerStack,
  CustomerStatus,
  type CustomerSubscription,
  LighthouseDelegation,
  Onboarding,
  PecReadiness,
  type PortfolioEntry,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  PLAN,
  resource,
  SUBSCRIPTION,
  token,
  untyped,
  writingApp,
  writtenBy,
} from '../fabrikam';
import { faultsOfFile, write } from '../portfolio/fixtures';
import { resources } from '../synth';

const GROUP = '/providers/Microsoft.Management/managementGroups/contoso';
const managementGroup = { id: 'contoso', location: 'westeurope' };
const offers = { only: newOffer() };

/** Contoso, whose management group is delegated, as an entry of a list. */
function entryOf(changes: object = {}): PortfolioEntry {
  return {
    key: 'contoso',
    name: 'Contoso AG',
    tenant: CUSTOMER_TENANT,
    onboarding: 'policy',
    managementGroup,
    subscriptions: [{ id: SUBSCRIPTION }],
    ...changes,
  };
}

const portfolioOf = (...entries: PortfolioEntry[]) =>
  CustomerPortfolio.fromArray(newApp(), entries, { offers, automation });

describe('a customer with a management group', () => {
  it('gets a policy, with what code can say said in the file', () => {
    const path = write(`customers:
  - key: contoso
    name: Contoso AG
    tenant: ${CUSTOMER_TENANT}
    onboarding: policy
    managementGroup:
      id: contoso
      location: westeurope
      excludedScopes: [/providers/Microsoft.Management/managementGroups/sandboxes]
      resourceCount: 2000
      parallelDeployments: 30
      enforce: false
      policyName: fabrikam
      displayName: Delegation to Fabrikam
    subscriptions:
      - id: ${SUBSCRIPTION}
`);
    const [stack] = CustomerPortfolio.fromFile(newApp(), path, { offers, automation }).stacks;
    expect(stack.delegations).toEqual([]);
    expect(stack.policy?.policyName).toBe('fabrikam');
    expect(resource(stack, 'azurerm_management_group_policy_assignment')).toMatchObject({
      management_group_id: GROUP,
      name: 'fabrikam',
      display_name: 'Delegation to Fabrikam',
      location: 'westeurope',
      not_scopes: ['/providers/Microsoft.Management/managementGroups/sandboxes'],
      enforce: false,
    });
    expect(resource(stack, 'azurerm_management_group_policy_remediation')).toMatchObject({
      resource_count: 2000,
      parallel_deployments: 30,
    });
    expect(resource(stack, 'azurerm_subscription_policy_remediation')).toMatchObject({
      subscription_id: `/subscriptions/${SUBSCRIPTION}`,
    });
    expect(Object.keys(resources(stack, 'azurerm_lighthouse_definition'))).toEqual([]);
  });

  it('is written the same from a list as from code', () => {
    const written = (declare: (app: ReturnType<typeof writingApp>) => void) => {
      const app = writingApp();
      declare(app);
      app.synth();
      return JSON.parse(writtenBy(app)['stacks/customer-contoso/cdk.tf.json']) as { resource: object };
    };
    const inCode = written(app => newCustomer(app, 'customer-contoso', {}, { managementGroup }));
    const inList = written(app => CustomerPortfolio.fromArray(app, [entryOf()], { offers, automation }));
    expect(inList.resource).toEqual(inCode.resource);
  });

  it('can be without tasks and without registration', () => {
    const customer = { managementGroup: { ...managementGroup, remediate: false } };
    const stack = newCustomer(newApp(), 'contoso', { registerResourceProvider: false }, customer);
    expect(Object.keys(resources(stack, 'azurerm_subscription_policy_remediation'))).toEqual([]);
    expect(Object.keys(resources(stack, 'azapi_resource_action'))).toEqual([]);
  });

  it('gives PEC-Automation the role that the entry says', () => {
    const [stack] = portfolioOf(entryOf({ automationRole: 'Backup Contributor' })).stacks;
    expect(stack.policy?.authorizations.map(({ role }) => role.name)).toContain('Backup Contributor');
  });

  it('is judged as a management group, and stands so in reports and manifest', () => {
    const app = writingApp();
    CustomerPortfolio.fromArray(app, [entryOf()], { offers, automation });
    app.synth();
    const [customer] = PecReadiness.check(app).customers;
    expect(customer).toMatchObject({ key: 'contoso', name: 'Contoso AG', onboarding: 'policy', verdict: 'unknown' });
    expect(customer.subscriptions.map(({ managementGroupId }) => managementGroupId)).toEqual([GROUP]);
    const manifest = JSON.parse(readFileSync(join(app.outdir, 'portfolio.json'), 'utf8')) as { customers: object };
    expect(manifest.customers).toMatchObject({
      contoso: { stack: 'customer-contoso', onboarding: 'policy', file: 'stacks/customer-contoso/cdk.tf.json' },
    });
  });

  it('can be what only Terraform knows, in its ids', () => {
    const stack = newStack('landing-zone');
    const group = { ...managementGroup, id: token(stack, 'group'), excludedScopes: [token(stack, 'scope')] };
    const subscriptions = [{ id: token(stack, 'subscription'), key: 'known' }];
    const declare = (changes: object) => () =>
      CustomerPortfolio.fromArray(stack.node.root, [entryOf(changes)], {
        offers,
        automation,
      });
    expect(faultsOf(declare({ managementGroup: group, subscriptions }))).toEqual([]);
    expect(faultsOf(declare({ managementGroup: { ...group, location: group.id }, key: 'northwind' }))).toEqual([
      'northwind.managementGroup.location: is known to Terraform only; write it out: ids, roles and resource groups alone may be references',
    ]);
  });

  it('leaves with its policy, while the delegations stay', () => {
    const app = newApp();
    const { stacks } = CustomerPortfolio.fromArray(app, [entryOf({ status: 'offboarded' })], { offers, automation });
    expect(stacks[0].policy).toBeUndefined();
    expect(stacks[0].azurermProvider).toBeDefined();
    expect(Object.keys(resources(stacks[0], 'azurerm_policy_definition'))).toEqual([]);
    expect(PecReadiness.check(app).customers[0]).toMatchObject({
      verdict: 'offboarded',
      formerSubscriptions: [{ subscriptionId: SUBSCRIPTION, offer: 'Fabrikam Managed Services' }],
    });
    // So somebody else may take them over.
    expect(faultsOf(() => newDelegation(newStack('own', app), { automation, adopt: true }))).toEqual([]);
  });

  it('may leave while another stack keeps a delegation', () => {
    const app = newApp();
    newDelegation(newStack('own', app), { automation });
    const left = { managementGroup, status: CustomerStatus.OFFBOARDED };
    expect(faultsOf(() => newCustomer(app, 'contoso', {}, left))).toEqual([]);
  });
});

describe('several management groups', () => {
  const northwind = { key: 'northwind', subscriptions: [{ id: OTHER_SUBSCRIPTION }] };

  it('of one tenant are an entry each', () => {
    const other = { ...managementGroup, id: 'sandboxes' };
    expect(portfolioOf(entryOf(), entryOf({ ...northwind, managementGroup: other })).stacks).toHaveLength(2);
  });

  it('are not one and the same', () => {
    const fault = (place: string, other: string) =>
      `${place}managementGroup.id: "Fabrikam Managed Services" has the same policy "lighthouse-550da55f" as ${other}` +
      '/management-group at this management group; onboard an offer once, or give another policyName';
    const same = { ...managementGroup, id: GROUP };
    expect(faultsOf(() => portfolioOf(entryOf(), entryOf({ ...northwind, managementGroup: same })))).toEqual([
      fault('northwind.', 'customer-contoso'),
    ]);
    const app = newApp();
    newCustomer(app, 'contoso', {}, { managementGroup });
    const customer = { managementGroup: same, subscriptions: northwind.subscriptions };
    expect(faultsOf(() => newCustomer(app, 'northwind', {}, customer))).toEqual([fault('customer.', 'contoso')]);
  });

  it('share no subscription with a delegation of the same offer', () => {
    const app = newApp();
    newDelegation(newStack('own', app), { automation });
    expect(faultsOf(() => newCustomer(app, 'contoso', {}, { managementGroup }))).toEqual([
      expect.stringContaining(
        'customer.subscriptions[0].offer: "Fabrikam Managed Services" is delegated at this subscription by own/contoso',
      ),
    ]);
  });
});

const inCode = (changes: Partial<Customer>, props: object = {}) =>
  faultsOf(() => newCustomer(newApp(), 'contoso', props, { managementGroup, ...changes })).map(fault =>
    fault.replace(/^customer\./, ''),
  );

const inList = (changes: object, props: object = {}) =>
  faultsOf(() => CustomerPortfolio.fromArray(newApp(), [entryOf(changes)], { offers, automation, ...props })).map(
    fault => fault.replace(/^contoso\./, ''),
  );

const group = (changes: object) => ({ managementGroup: { ...managementGroup, ...changes } });
const subscription = (changes: Partial<CustomerSubscription>) => ({
  subscriptions: [{ id: SUBSCRIPTION, ...changes }],
});
const ALIKE = 'does not go with a policy, which delegates every subscription alike; leave it out';

describe('the faults of a management group are the same in code and in a list:', () => {
  it.each<[string, Partial<Customer>, string]>([
    ['what is no management group', group({ id: '/subscriptions/x' }), 'managementGroup.id: "/subscriptions/x" is not'],
    ['no region', group({ location: '' }), 'managementGroup.location: is missing; expected the Azure region'],
    ['what is no region', group({ location: "[concat('a')]" }), `managementGroup.location: "[concat('a')]" is not a r`],
    [
      'a resource group that is excluded',
      group({ excludedScopes: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`] }),
      'managementGroup.excludedScopes[0]: "/subscriptions/',
    ],
    [
      'a subscription that is excluded and named',
      group({ excludedScopes: [`/subscriptions/${SUBSCRIPTION}`] }),
      `managementGroup.excludedScopes[0]: "/subscriptions/${SUBSCRIPTION}" is one of the subscriptions that are named; take it out of one of the two`,
    ],
    ['a task of nothing', group({ resourceCount: 0 }), 'managementGroup.resourceCount: 0 is not '],
    ['too many at once', group({ parallelDeployments: 31 }), 'managementGroup.parallelDeployments: 31 is not '],
    ['half a deployment', group({ parallelDeployments: 0.5 }), 'managementGroup.parallelDeployments: 0.5 is not '],
    ['a word in place of yes or no', group({ enforce: untyped('no') }), 'managementGroup.enforce: "no" is '],
    ['capitals in the name of the policy', group({ policyName: 'Fab' }), 'managementGroup.policyName: "Fab" '],
    ['a long name in the portal', group({ displayName: 'd'.repeat(129) }), 'managementGroup.displayName: '],
    [
      'a property that does not exist',
      group({ excludedScope: [] }),
      'managementGroup.excludedScope: is no property of',
    ],
    [
      'some resource groups only',
      subscription({ resourceGroups: ['rg'] }),
      `subscriptions[0].resourceGroups: ${ALIKE}`,
    ],
    [
      'a role of one subscription',
      subscription({ automationRole: AzureBuiltInRole.CONTRIBUTOR }),
      `subscriptions[0].automationRole: ${ALIKE}`,
    ],
    [
      'a definition of its own',
      subscription({ definitionId: SUBSCRIPTION }),
      `subscriptions[0].definitionId: ${ALIKE}`,
    ],
    [
      'an assignment of its own',
      subscription({ assignmentId: SUBSCRIPTION }),
      `subscriptions[0].assignmentId: ${ALIKE}`,
    ],
    [
      'an acknowledgement at one subscription',
      subscription({ acknowledgements: [{ rule: 'policy-delegates', reason: 'seen' }] }),
      `subscriptions[0].acknowledgements: ${ALIKE}`,
    ],
    [
      'to adopt',
      subscription({ adopt: true }),
      'subscriptions[0].adopt: goes with onboarding "terraform" only; leave it',
    ],
  ])('%s', (_case, changes, fault) => {
    const subscriptions = changes.subscriptions?.map(({ automationRole, ...rest }) => ({
      ...rest,
      automationRole: automationRole?.name,
    }));
    const listed = subscriptions ? { subscriptions } : changes;
    const found = inCode(changes);
    expect(found).toEqual([expect.stringContaining(fault)]);
    const places = (faults: string[]) => faults.map(text => text.slice(0, text.indexOf(': ')));
    expect(places(inList(listed))).toEqual(places(found));
  });

  it.each<[string, string, object]>([
    [
      'a name that Azure Policy would read as an expression',
      'offer.name: "[Fabrikam]" would be read as an expression by Azure Policy; write it without the outer brackets',
      { name: '[Fabrikam]' },
    ],
    [
      'a plan of the marketplace',
      'offer.plan: means an offer of the marketplace, which a person accepts in the portal; leave it out here',
      { plan: PLAN },
    ],
  ])('an offer with %s', (_case, fault, changes) => {
    const offer = newOffer(changes);
    expect(inCode({}, { offer })).toEqual([fault]);
    expect(inList({}, { offers: { only: offer } })).toEqual([fault.replace('offer.', 'offers.only.')]);
  });

  it('a role that does not earn stops synth once, however many subscriptions there are', () => {
    const subscriptions = [{ id: SUBSCRIPTION }, { id: OTHER_SUBSCRIPTION }];
    const app = writingApp();
    CustomerPortfolio.fromArray(app, [entryOf({ automationRole: 'Reader', subscriptions })], { offers, automation });
    expect(faultsOf(() => app.synth())).toEqual([
      expect.stringContaining(`contoso, management group ${GROUP}: PEC-Automation holds Reader`),
    ]);
    const broken = entryOf({
      key: 'northwind',
      tenant: 'abc',
      subscriptions: [{ id: SUBSCRIPTION.replace('11', '21') }],
    });
    const customer = entryOf({ automationRole: 'Reader', subscriptions });
    expect(faultsOf(() => portfolioOf(customer, broken))).toEqual([
      expect.stringContaining('contoso.automationRole: PEC-Automation holds Reader'),
      expect.stringContaining('northwind.tenant: "abc" is not'),
    ]);
  });
});

describe('a management group goes with its way of onboarding', () => {
  const alone = 'managementGroup: goes with onboarding "policy" only; leave it out, or correct onboarding';

  it.each(['terraform', 'arm-template'])('and not with %s', onboarding => {
    expect(inList({ onboarding })).toEqual([alone]);
  });

  it('and not with a customer without a stack', () => {
    const customer = {
      name: 'Contoso',
      tenantId: CUSTOMER_TENANT,
      subscriptions: [{ id: SUBSCRIPTION }],
      managementGroup,
    };
    const props = { customer, offer: newOffer(), automation, onboarding: Onboarding.ARM_TEMPLATE } as const;
    expect(faultsOf(() => new UnmanagedCustomer(newApp(), 'contoso', props))).toEqual([`customer.${alone}`]);
  });

  it('and is needed with a policy', () => {
    const missing =
      'managementGroup: is missing; expected the management group whose subscriptions the policy delegates';
    expect(inList({ managementGroup: undefined })).toEqual([missing]);
  });

  it('with the line of a file', () => {
    const text = `customers:
  - key: contoso
    name: Contoso AG
    tenant: ${CUSTOMER_TENANT}
    onboarding: policy
    managementGroup:
      id: contoso
      location: west/europe
      parallelDeployments: 99
    subscriptions:
      - id: ${SUBSCRIPTION}
        definitionId: ${SUBSCRIPTION}
`;
    expect(faultsOfFile(text, { offers })).toEqual([
      'customers.yaml:8:7 contoso.managementGroup.location: "west/europe" is not a region; expected the Azure region of the deployments, such as "westeurope"',
      'customers.yaml:9:7 contoso.managementGroup.parallelDeployments: 99 is not a number of deployments; expected how many of them the task delegates at the same time: a whole number from 1 to 30',
      `customers.yaml:12:9 contoso.subscriptions[0].definitionId: ${ALIKE}`,
    ]);
  });

  it('and the line of the group, where synth ends because nobody would earn', () => {
    const app = writingApp();
    const path = write(JSON.stringify({ customers: [entryOf({ automationRole: 'Reader' })] }, undefined, 1));
    CustomerPortfolio.fromFile(app, path, { offers, automation });
    expect(faultsOf(() => app.synth())).toEqual([
      expect.stringMatching(/customers\.yaml:8:4 contoso, management group/),
    ]);
  });
});

it('is a customer like any other to who looks for its delegations', () => {
  const stack = newCustomer(newApp(), 'contoso', {}, { managementGroup });
  expect(stack.node.findAll().filter(one => LighthouseDelegation.isLighthouseDelegation(one))).toEqual([]);
  expect(stack).toBeInstanceOf(CustomerStack);
});
