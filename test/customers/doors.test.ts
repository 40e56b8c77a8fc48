import {
  AzureBuiltInRole,
  AzureCloud,
  type Customer,
  CustomerPortfolio,
  CustomerStack,
  CustomerStatus,
  type CustomerSubscription,
  type LighthouseOffer,
  LinkedAccount,
  Onboarding,
  PecAutomation,
  type PortfolioEntry,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  contributors,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newOffer,
  operators,
  SUBSCRIPTION,
  untyped,
  PLAN,
} from '../fabrikam';
import { synthesize } from '../synth';

const SHA256 = 'a'.repeat(64);
const inChina = PecAutomation.fromAttributes({ ...automation, cloud: AzureCloud.CHINA });
const personInChina = LinkedAccount.user({
  principalId: operators.id,
  tenantId: MANAGING_TENANT,
  linkedPartnerId: '1234567',
  cloud: AzureCloud.CHINA,
});

const CLOUDS = { AzureCloud: 'public', AzureUSGovernment: 'us-government', AzureChinaCloud: 'china' } as const;

interface Given {
  readonly automation?: typeof automation;
  readonly linkedAccount?: typeof personInChina;
  readonly offer?: LighthouseOffer;
  readonly automationRole?: AzureBuiltInRole;
}

function customerOf(changes: Partial<Customer>): Customer {
  return { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }], ...changes };
}

const offerFor = (onboarding: Onboarding) => newOffer(onboarding === Onboarding.MARKETPLACE ? { plan: PLAN } : {});

/** The faults of a customer in code, without the name of the property that holds it. */
function inCode(onboarding: Onboarding, changes: Partial<Customer>, given: Given): string[] {
  const customer = customerOf(changes);
  const offer = onboarding === Onboarding.EXISTING ? untyped(undefined) : offerFor(onboarding);
  const props = { customer, offer, automation, ...given };
  const existing = onboarding === Onboarding.EXISTING ? [contributors] : undefined;
  return faultsOf(() =>
    onboarding === Onboarding.TERRAFORM
      ? new CustomerStack(newApp(), 'contoso', props)
      : new UnmanagedCustomer(newApp(), 'contoso', { ...props, existing, onboarding: untyped(onboarding) }),
  ).map(fault => fault.replace(/^customer\./, ''));
}

/** The faults of the same customer in a list, under the names that properties have in code. */
function inList(onboarding: Onboarding, changes: Partial<Customer>, given: Given): string[] {
  const { tenantId, cloud, subscriptions, ...customer } = customerOf(changes);
  const entry = {
    key: 'contoso',
    ...customer,
    tenant: tenantId,
    cloud: cloud && CLOUDS[cloud.name as keyof typeof CLOUDS],
    onboarding,
    subscriptions: subscriptions?.map(({ automationRole, ...subscription }) => ({
      ...subscription,
      automationRole: automationRole?.name,
    })),
    existing:
      onboarding === Onboarding.EXISTING
        ? { authorizations: [{ principalId: operators.id, role: 'Contributor' }] }
        : undefined,
  };
  const props = { offers: { only: offerFor(onboarding) }, automation, ...given };
  return faultsOf(() => CustomerPortfolio.fromArray(newApp(), [entry as PortfolioEntry], props)).map(fault =>
    fault.replace(/^[^.: ]*\./, '').replace(/^tenant(?=:)/, 'tenantId'),
  );
}

const subscription = (changes: Partial<CustomerSubscription>): Partial<Customer> => ({
  subscriptions: [{ id: SUBSCRIPTION, ...changes }],
});

/** The full resource id of a definition, as Azure shows it. */
const definitionAt = (id: string) =>
  `/subscriptions/${id}/providers/Microsoft.ManagedServices/registrationDefinitions/${SHARED}`;
const SHARED = '550da55f-48fd-5c59-9c9c-86d86ee466b3';

/** What is wrong whatever the door: the customer, and what the fault begins with. */
const WRONG: Record<string, [Partial<Customer>, string, Given?]> = {
  'a tenant that is the managing tenant': [{ tenantId: MANAGING_TENANT }, 'tenantId: '],
  'a name that is too long': [{ name: 'x'.repeat(257) }, 'name: has 257 characters'],
  'notes that are too long': [{ notes: 'x'.repeat(8_193) }, 'notes: has 8,193 characters'],
  'a key of 60 characters': [{ key: 'x'.repeat(60) }, 'key: has 60 characters; shorten it to 54'],
  'a subscription that is no GUID': [subscription({ id: 'abc' }), 'subscriptions[0].id: '],
  'a subscription that is listed twice': [
    { subscriptions: [{ id: SUBSCRIPTION }, { id: SUBSCRIPTION.toUpperCase() }] },
    'subscriptions[1].id: ',
  ],
  'a resource group with a dot at its end': [
    subscription({ resourceGroups: ['rg.'] }),
    'subscriptions[0].resourceGroups[0]: ',
  ],
  'an id for a resource group that is not delegated': [
    subscription({ resourceGroups: ['rg'], resourceGroupAssignmentIds: { 'rg.web': SUBSCRIPTION } }),
    'subscriptions[0].resourceGroupAssignmentIds',
  ],
  'a definition that is no GUID': [subscription({ definitionId: 'abc' }), 'subscriptions[0].definitionId: '],
  'a definition of another subscription': [
    subscription({ definitionId: definitionAt('c0000000-0000-4000-8000-000000000099') }),
    'subscriptions[0].definitionId: ',
  ],
  'what is no definition': [
    subscription({ definitionId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/x/${SUBSCRIPTION}` }),
    'subscriptions[0].definitionId: ',
  ],
  'a role that cannot be delegated': [
    subscription({ automationRole: AzureBuiltInRole.of('Owner') }),
    'subscriptions[0].automationRole: ',
  ],
  'PEC-Automation in another cloud': [{}, 'cloud: "AzureCloud" is not AzureChinaCloud', { automation: inChina }],
  'a cloud that is not the one of PEC-Automation': [
    { cloud: AzureCloud.US_GOVERNMENT },
    'cloud: "AzureUSGovernment" is not AzureChinaCloud',
    { automation: inChina },
  ],
};

describe.each([Onboarding.TERRAFORM, Onboarding.ARM_TEMPLATE, Onboarding.MARKETPLACE, Onboarding.EXISTING])(
  'a customer with onboarding %s',
  onboarding => {
    it.each(Object.entries(WRONG))('may not have %s, in code nor in a list', (_case, [changes, fault, given = {}]) => {
      const found = inCode(onboarding, changes, given);
      expect(found).toEqual([expect.stringContaining(fault)]);
      // Where the schema of the list has words of its own, the place is the same.
      const places = (faults: string[]) => faults.map(text => text.slice(0, text.indexOf(': ')));
      expect(places(inList(onboarding, changes, given))).toEqual(places(found));
    });

    it('may be adopted only if Terraform makes the delegation', () => {
      const fault = 'subscriptions[0].adopt: goes with onboarding "terraform" only; leave it out';
      const expected = onboarding === Onboarding.TERRAFORM ? [] : [fault];
      const changes = { ...subscription({ adopt: true }), status: CustomerStatus.ACTIVE };
      expect([inCode(onboarding, changes, {}), inList(onboarding, changes, {})]).toEqual([expected, expected]);
    });

    it('has deployed a template only if it was to deploy one', () => {
      const fault = 'subscriptions[0].deployedTemplateSha256: goes with onboarding "arm-template" only; leave it out';
      const expected = onboarding === Onboarding.ARM_TEMPLATE ? [] : [fault];
      const changes = subscription({ deployedTemplateSha256: SHA256 });
      expect([inCode(onboarding, changes, {}), inList(onboarding, changes, {})]).toEqual([expected, expected]);
    });
  },
);

it('a definition may be given by its full resource id, and its GUID be that of others, in code as in a list', () => {
  const ids = [SUBSCRIPTION, 'c0000000-0000-4000-8000-000000000012'];
  const declared: Partial<Customer> = {
    subscriptions: [
      { id: ids[0], adopt: true, definitionId: definitionAt(ids[0].toUpperCase()) },
      { id: ids[1], adopt: true, definitionId: SHARED.toUpperCase() },
    ],
  };
  expect(inCode(Onboarding.TERRAFORM, declared, {})).toEqual([]);
  const other = { subscriptions: [{ id: ids[0], definitionId: definitionAt(ids[1]) }] };
  const fault =
    `subscriptions[0].definitionId: "${ids[1]}" is another subscription, and Azure assigns a definition at its own ` +
    'only; leave definitionId out, or give the GUID alone, and this subscription gets a definition of its own';
  expect([inCode(Onboarding.TERRAFORM, other, {}), inList(Onboarding.TERRAFORM, other, {})]).toEqual([
    [fault],
    [fault],
  ]);
  expect(inList(Onboarding.TERRAFORM, declared, {})).toEqual([]);
  const stack = new CustomerStack(newApp(), 'contoso', {
    customer: customerOf(declared),
    offer: newOffer(),
    automation,
  });
  expect(stack.delegations.map(({ definitionGuid }) => definitionGuid)).toEqual([SHARED, SHARED]);
  const imports = (synthesize(stack) as { import: { id: string }[] }).import.map(({ id }) => id);
  expect(imports.filter(id => id.includes('Definitions'))).toEqual(ids.map(definitionAt));
});

it('a deployed template is named by its SHA-256 in code as in a list', () => {
  const changes = subscription({ deployedTemplateSha256: 'banana' });
  const place = 'subscriptions[0].deployedTemplateSha256: "banana" is not ';
  expect(inCode(Onboarding.ARM_TEMPLATE, changes, {})).toEqual([expect.stringContaining(place)]);
  expect(inList(Onboarding.ARM_TEMPLATE, changes, {})).toEqual([expect.stringContaining(place)]);
});

it('the cloud of the linked account counts where the account earns, and is called so', () => {
  const fault =
    'cloud: "AzureCloud" is not AzureChinaCloud, the cloud of the linked account; nothing can be delegated from one ' +
    'cloud to another: make a PEC-Automation, a link and customers for each cloud';
  const given = { linkedAccount: personInChina };
  expect([inCode(Onboarding.EXISTING, {}, given), inList(Onboarding.EXISTING, {}, given)]).toEqual([[fault], [fault]]);
  expect([inCode(Onboarding.MARKETPLACE, {}, given), inList(Onboarding.MARKETPLACE, {}, given)]).toEqual([[], []]);
});

describe('a delegation that exists', () => {
  const fault = 'does not go with onboarding "existing", to which nothing is added; leave it out';

  it.each<[string, CustomerSubscription[keyof CustomerSubscription]]>([
    ['automationRole', AzureBuiltInRole.CONTRIBUTOR],
    ['definitionId', SHARED],
    ['assignmentId', SHARED],
  ])('has no %s at a subscription, in code nor in a list', (property, value) => {
    const changes = subscription({ [property]: value });
    const expected = [`subscriptions[0].${property}: ${fault}`];
    expect([inCode(Onboarding.EXISTING, changes, {}), inList(Onboarding.EXISTING, changes, {})]).toEqual([
      expected,
      expected,
    ]);
  });

  it('has no ids of assignments', () => {
    const changes = subscription({ resourceGroups: ['rg'], resourceGroupAssignmentIds: { rg: SHARED } });
    const expected = [`subscriptions[0].resourceGroupAssignmentIds: ${fault}`];
    expect([inCode(Onboarding.EXISTING, changes, {}), inList(Onboarding.EXISTING, changes, {})]).toEqual([
      expected,
      expected,
    ]);
  });

  it('has no offer and no role of PEC-Automation', () => {
    const beside = 'does not go with onboarding "existing"; leave it out: what exists is listed under existing';
    const given = { offer: newOffer(), automationRole: AzureBuiltInRole.CONTRIBUTOR };
    expect(inCode(Onboarding.EXISTING, {}, given)).toEqual([`offer: ${beside}`, `automationRole: ${beside}`]);
    const listed = { offer: 'only', automationRole: 'Contributor' } as Partial<Customer>;
    expect(inList(Onboarding.EXISTING, listed, {}).sort()).toEqual([`automationRole: ${beside}`, `offer: ${beside}`]);
    // What the program gives to all customers is for those to whom something is added.
    expect(inList(Onboarding.EXISTING, {}, { automationRole: AzureBuiltInRole.CONTRIBUTOR })).toEqual([]);
  });

  it('is inspected together with the PEC-Automation that earns by it', () => {
    const broken = { ...automation, principalId: 'abc' };
    expect(inCode(Onboarding.EXISTING, {}, { automation: broken })).toEqual([
      expect.stringContaining('automation.principalId: "abc" is not a GUID'),
    ]);
  });
});

it('a fault of one resource group hides none of another whose name begins alike', () => {
  const changes = subscription({
    resourceGroups: ['rg'],
    resourceGroupAssignmentIds: { rg: 'abc', 'rg.web': SUBSCRIPTION },
  });
  const at = 'subscriptions[0].resourceGroupAssignmentIds';
  const places = [`${at}.rg`, `${at}.rg.web`];
  const placesOf = (faults: string[]) => faults.map(fault => fault.slice(0, fault.indexOf(': ')));
  expect(placesOf(inCode(Onboarding.TERRAFORM, changes, {}))).toEqual(places);
  expect(placesOf(inList(Onboarding.TERRAFORM, changes, {}))).toEqual(places);
});
