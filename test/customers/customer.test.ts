import {
  Agreement,
  AzureBuiltInRole,
  type Customer,
  CustomerStack,
  type CustomerSubscription,
  PecReadiness,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newCustomer,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  token,
  untyped,
} from '../fabrikam';

const customerFaults = (customer: Partial<Customer>) => faultsOf(() => newCustomer(newApp(), 'contoso', {}, customer));
const subscriptionFaults = (...subscriptions: Partial<CustomerSubscription>[]) =>
  customerFaults({ subscriptions: subscriptions as CustomerSubscription[] });
const GIVEN = 'a0000000-0000-4000-8000-00000000000a';

describe('a customer', () => {
  it.each([undefined, null])('cannot be %j', customer => {
    expect(
      faultsOf(
        () => new CustomerStack(newApp(), 'contoso', { customer: untyped(customer), offer: newOffer(), automation }),
      ),
    ).toEqual(['customer: is missing; expected name, tenantId and subscriptions']);
  });

  it.each<[keyof Customer, unknown, string]>([
    ['name', undefined, "is missing; expected the customer's name"],
    ['name', '', "is missing; expected the customer's name"],
    ['name', '\t', '"\\t" is blank; expected the customer\'s name'],
    ['name', 5, "5 is not a text; expected the customer's name"],
    ['tenantId', undefined, "is missing; expected the id of the customer's tenant"],
    [
      'tenantId',
      'contoso.example',
      '"contoso.example" is not a GUID; expected the id of the customer\'s tenant: 8-4-4-4-12 hexadecimal digits',
    ],
    [
      'tenantId',
      MANAGING_TENANT.toUpperCase(),
      `"${MANAGING_TENANT.toUpperCase()}" is the managing tenant; expected the customer's own: ` +
        'Azure delegates to another tenant only',
    ],
    ['status', 'left', '"left" is not a status; expected "active" or "offboarded"'],
    ['status', 0, '0 is not a status; expected "active" or "offboarded"'],
    ['subscriptions', undefined, 'is missing; expected the delegated subscriptions, or offers with subscriptions each'],
    ['subscriptions', null, 'null is not a list; expected a list of subscriptions'],
    ['subscriptions', SUBSCRIPTION, 'a text is not a list; expected a list of subscriptions'],
    ['subscriptions', { id: SUBSCRIPTION }, 'an object is not a list; expected a list of subscriptions'],
    [
      'subscriptions',
      [],
      'is empty; name one subscription at least, also of a customer that is offboarded: the provider needs it',
    ],
  ])('cannot have a %s that is %j', (property, value, sentence) => {
    expect(customerFaults({ [property]: value })).toEqual([`customer.${property}: ${sentence}`]);
  });
});

describe('a subscription of a customer', () => {
  it.each<[unknown, string]>([
    [undefined, 'is missing; expected { id: "…" }'],
    [null, 'is missing; expected { id: "…" }'],
    [SUBSCRIPTION, 'a text is not a subscription; expected { id: "…" }'],
    [7, 'a number is not a subscription; expected { id: "…" }'],
  ])('cannot be %j', (subscription, sentence) => {
    expect(subscriptionFaults(untyped(subscription), { id: OTHER_SUBSCRIPTION })).toEqual([
      `customer.subscriptions[0]: ${sentence}`,
    ]);
  });

  it.each<[keyof CustomerSubscription, unknown, string]>([
    ['id', undefined, 'id: is missing; expected the id of the subscription'],
    ['id', 'x', 'id: "x" is not a GUID; expected the id of the subscription: 8-4-4-4-12 hexadecimal digits'],
    [
      'id',
      `/subscriptions/${SUBSCRIPTION}`,
      `id: "/subscriptions/${SUBSCRIPTION}" is not a GUID; give the GUID alone: ${SUBSCRIPTION}`,
    ],
    ['key', '', 'key: "" is not a key; expected lower-case letters, digits and "-"'],
    ['key', 'Production', 'key: "Production" is not a key; expected lower-case letters, digits and "-"'],
    ['key', '-production', 'key: "-production" is not a key; expected lower-case letters, digits and "-"'],
    ['key', 'pro duction', 'key: "pro duction" is not a key; expected lower-case letters, digits and "-"'],
    ['key', 'pro_duction', 'key: "pro_duction" is not a key; expected lower-case letters, digits and "-"'],
    ['key', 'größe', 'key: "größe" is not a key; expected lower-case letters, digits and "-"'],
    [
      'resourceGroups',
      [],
      'resourceGroups: is empty; leave it out to delegate the whole subscription, or name a resource group',
    ],
    ['resourceGroups', [''], 'resourceGroups[0]: is missing; expected the name of a resource group'],
    ['definitionId', 'x', 'definitionId: "x" is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits'],
    ['assignmentId', 'x', 'assignmentId: "x" is not a GUID; expected the GUID: 8-4-4-4-12 hexadecimal digits'],
    [
      'resourceGroupAssignmentIds',
      { web: GIVEN },
      'resourceGroupAssignmentIds.web: names no resource group of this delegation; write the name as in resourceGroups',
    ],
    [
      'automationRole',
      AzureBuiltInRole.of('Owner'),
      'automationRole: "Owner" cannot be delegated; choose a role that earns, such as "Support Request Contributor"',
    ],
    [
      'acknowledgements',
      [{ rule: 'role-earns', reason: '  ' }],
      'acknowledgements[0].reason: "  " is blank; expected why it is acceptable that this customer may not earn',
    ],
    [
      'acknowledgements',
      [{ rule: 'Role-Earns', reason: 'Agreed.' }],
      'acknowledgements[0].rule: "Role-Earns" is not a rule; expected one of agreement, admin-on-behalf-of, automation-authorized, role-earns, ' +
        'written-as-declared, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud, credit-lost',
    ],
  ])('cannot have a %s that is %j', (property, value, fault) => {
    expect(subscriptionFaults({ id: OTHER_SUBSCRIPTION }, { id: SUBSCRIPTION, [property]: value })).toEqual([
      `customer.subscriptions[1].${fault}`,
    ]);
  });

  it.each(['production', '1', 'a-1', '0-'])('can have the key %s', key => {
    const app = newApp();
    const { delegations } = newCustomer(app, 'contoso', {}, { subscriptions: [{ id: SUBSCRIPTION, key }] });
    expect(delegations[0].node.path).toBe(`contoso/subscription-${key}`);
  });

  it('is called by its id where it has no key', () => {
    const subscriptions = [{ id: SUBSCRIPTION.toUpperCase() }];
    const { delegations } = newCustomer(newApp(), 'contoso', {}, { subscriptions });
    expect(delegations[0].node.path).toBe(`contoso/subscription-${SUBSCRIPTION}`);
  });

  it('is listed once', () => {
    expect(subscriptionFaults({ id: SUBSCRIPTION }, { id: SUBSCRIPTION.toUpperCase(), key: 'again' })).toEqual([
      `customer.subscriptions[1].id: "${SUBSCRIPTION.toUpperCase()}" is listed twice; ` +
        'list all its resource groups in one entry, or, if each has a definition of its own, name that in definitionId and give each a key',
    ]);
  });

  it('has a key of its own', () => {
    expect(subscriptionFaults({ id: SUBSCRIPTION, key: 'one' }, { id: OTHER_SUBSCRIPTION, key: 'one' })).toEqual([
      'customer.subscriptions[1].key: "one" is used twice; give each subscription a key of its own',
    ]);
    expect(subscriptionFaults({ id: SUBSCRIPTION, key: 'one' }, { id: OTHER_SUBSCRIPTION, key: 'two' })).toEqual([]);
  });

  it('needs a key if only Terraform knows its id', () => {
    const id = token(newStack(), 'subscription');
    expect(subscriptionFaults({ id })).toEqual([
      'customer.subscriptions[0].key: is missing; expected a key for the Terraform address, ' +
        'because the id is known to Terraform only',
    ]);
    expect(subscriptionFaults({ id, key: 'one' }, { id, key: 'two' })).toEqual([]);
  });

  it('cannot have a key that only Terraform knows', () => {
    const [fault, ...others] = subscriptionFaults({ id: SUBSCRIPTION, key: token(newStack(), 'key') });
    expect(fault).toMatch(/^customer\.subscriptions\[0\]\.key: ".*" is not a key; expected lower-case letters, digits/);
    expect(others).toEqual([]);
  });

  it('reports every fault of every one', () => {
    expect(
      customerFaults({
        tenantId: CUSTOMER_TENANT,
        subscriptions: [
          { id: 'x', resourceGroups: ['a.'] },
          { id: '', key: '?' },
        ],
      }).map(fault => fault.split(':')[0]),
    ).toEqual([
      'customer.subscriptions[0].id',
      'customer.subscriptions[0].resourceGroups[0]',
      'customer.subscriptions[1].id',
      'customer.subscriptions[1].key',
    ]);
  });
});

describe('what reports show of a customer', () => {
  it.each([
    ['key', '../../evil', 'key: "../../evil" is not a key; expected lower-case letters, digits and "-"'],
    ['key', 7, 'key: 7 is not a key; expected lower-case letters, digits and "-"'],
    ['ring', 1, 'ring: 1 is not a text; write a text, or leave it out'],
    ['notes', null, 'notes: null is not a text; write a text, or leave it out'],
    ['tags', { size: 3 }, 'tags.size: 3 is not a text; write a text, or leave it out'],
  ])('is checked: %s %j', (property, value, fault) => {
    const declare = () => newCustomer(newApp(), 'contoso', {}, { [property]: value });
    expect(faultsOf(declare)).toEqual([`customer.${fault}`]);
  });

  it('is what was said of it, its tenant in lower case and its tags by name', () => {
    const said = {
      key: 'contoso-ag',
      name: 'Contoso',
      agreement: Agreement.AZURE_PLAN,
      adminOnBehalfOf: false,
      ring: 'canary',
      tags: { size: 'large', country: 'CH', owner: 'Ada' },
      notes: 'Asked for it.',
    };
    const stack = newCustomer(newApp(), 'contoso', {}, { ...said, tenantId: CUSTOMER_TENANT.toUpperCase() });
    const [shown] = PecReadiness.check(stack).customers;
    expect(shown).toMatchObject({ ...said, tenantId: CUSTOMER_TENANT, cloud: 'AzureCloud', onboarding: 'terraform' });
    expect(Object.keys(shown.tags ?? {})).toEqual(['country', 'owner', 'size']);
  });

  it('is nothing of which nothing was said; its key is then that of its stack', () => {
    const [shown] = PecReadiness.check(newCustomer(newApp(), 'contoso')).customers;
    expect(shown).toMatchObject({ key: 'contoso', agreement: undefined, ring: undefined, notes: undefined });
    expect(shown.tags).toBeUndefined();
  });

  it('may leave acknowledgements out, but not give nothing for them', () => {
    const declare = (acknowledgements: unknown) => () =>
      newCustomer(newApp(), 'contoso', {}, { acknowledgements: acknowledgements as never });
    expect(faultsOf(declare(undefined))).toEqual([]);
    expect(faultsOf(declare(null))).toEqual([
      'customer.acknowledgements: null is not a list; expected a list of rules with reasons',
    ]);
  });
});

it('a rule is acknowledged once, with the reason that holds', () => {
  const twice = [
    { rule: 'role-earns' as const, reason: 'One.' },
    { rule: 'role-earns' as const, reason: 'Another.' },
  ];
  const fault = 'acknowledgements[1].rule: "role-earns" is acknowledged twice; keep the one with the reason that holds';
  expect(faultsOf(() => newCustomer(newApp(), 'contoso', {}, { acknowledgements: twice }))).toEqual([
    `customer.${fault}`,
  ]);
  const subscriptions = [{ id: SUBSCRIPTION, acknowledgements: twice }];
  expect(faultsOf(() => newCustomer(newApp(), 'contoso', {}, { subscriptions }))).toEqual([
    `customer.subscriptions[0].${fault}`,
  ]);
});

it.each<[string, () => unknown, string]>([
  [
    'the all-zero GUID of samples',
    () => newCustomer(newApp(), 'contoso', {}, { tenantId: '00000000-0000-0000-0000-000000000000' }),
    'customer.tenantId: "00000000-0000-0000-0000-000000000000" is the id of samples, and of nobody; ' +
      "expected the id of the customer's tenant",
  ],
  [
    'a subscription that is the tenant',
    () => newCustomer(newApp(), 'contoso', {}, { subscriptions: [{ id: CUSTOMER_TENANT }] }),
    `customer.subscriptions[0].id: "${CUSTOMER_TENANT}" is the customer's tenant; expected the id of a subscription`,
  ],
  [
    'a principal that is the tenant',
    () => newCustomer(newApp(), 'contoso', { automation: { ...automation, principalId: automation.tenantId } }),
    `automation.principalId: "${automation.tenantId}" is the id of the tenant; expected the object id of the principal in it`,
  ],
])('an id is refused that is known to be wrong: %s', (_case, declare, fault) => {
  expect(faultsOf(declare)).toEqual([fault]);
});
