import {
  Authorization,
  AzureBuiltInRole,
  type CustomerOffer,
  type CustomerStackProps,
  CustomerStatus,
  Onboarding,
  PecReadiness,
  Principal,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import fc from 'fast-check';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  newApp,
  newCustomer,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  PLAN,
  SUBSCRIPTION,
  token,
  untyped,
} from '../fabrikam';

const readers = Principal.group('f0000000-0000-4000-8000-000000000099', 'readers');
const pec = Principal.servicePrincipal(automation.principalId, 'PEC-Automation');
const managing = newOffer();
const reading = newOffer({
  name: 'Reading',
  authorizations: [Authorization.permanent(readers, AzureBuiltInRole.READER)],
  operatorsCanEndDelegation: false,
});
const backup = newOffer({
  name: 'Backup',
  authorizations: [Authorization.permanent(readers, AzureBuiltInRole.BACKUP_CONTRIBUTOR)],
  operatorsCanEndDelegation: false,
});

const whole = { id: SUBSCRIPTION };
const groups = (...resourceGroups: string[]) => ({ id: SUBSCRIPTION, resourceGroups });
const keyed = <T extends object>(key: string, subscription: T) => ({ ...subscription, key });

function newCustomerWith(offers: CustomerOffer[], props: Partial<CustomerStackProps> = {}, app = newApp()) {
  return newCustomer(app, 'contoso', { offer: undefined, ...props }, { subscriptions: undefined, offers });
}

/** Of each delegation the offer, and the role of PEC-Automation in it. */
function automationIn(offers: CustomerOffer[], props: Partial<CustomerStackProps> = {}) {
  return newCustomerWith(offers, props).delegations.map(({ offer, authorizations }) => [
    offer.name,
    authorizations.find(({ principal }) => principal.id === automation.principalId)?.role.name,
  ]);
}

const ROLE = 'Support Request Contributor';
const [MANAGING, READING, BACKUP] = ['Fabrikam Managed Services', 'Reading', 'Backup'];

/** Whether two lists share a group, and each has one of its own. */
function overlaps(one: readonly string[], other: readonly string[]): boolean {
  const shared = one.filter(name => other.includes(name)).length;
  return shared > 0 && shared < one.length && shared < other.length;
}

describe('PEC-Automation of a customer with several offers', () => {
  it.each<[string, CustomerOffer[], (string | undefined)[][]]>([
    [
      'is in the first offer of the whole subscription, and in that alone',
      [
        { offer: managing, subscriptions: [keyed('groups', groups('rg-web'))] },
        { offer: reading, subscriptions: [whole] },
        { offer: backup, subscriptions: [keyed('backup', whole)] },
      ],
      [
        [MANAGING, undefined],
        [READING, ROLE],
        [BACKUP, undefined],
      ],
    ],
    [
      'is in every offer of resource groups, where none delegates the whole subscription',
      [
        { offer: managing, subscriptions: [groups('rg-web')] },
        { offer: reading, subscriptions: [keyed('data', groups('rg-data'))] },
      ],
      [
        [MANAGING, ROLE],
        [READING, ROLE],
      ],
    ],
    [
      'is in the first of the offers of the same resource groups, in any case of their names',
      [
        { offer: managing, subscriptions: [groups('rg-web', 'rg-data')] },
        { offer: reading, subscriptions: [keyed('web', groups('RG-Web'))] },
      ],
      [
        [MANAGING, ROLE],
        [READING, undefined],
      ],
    ],
    [
      'is in the offer of the most resource groups, and not in those of some of them',
      [
        { offer: managing, subscriptions: [groups('rg-web')] },
        { offer: reading, subscriptions: [keyed('both', groups('rg-data', 'RG-Web'))] },
        { offer: backup, subscriptions: [keyed('data', groups('rg-data'))] },
      ],
      [
        [MANAGING, undefined],
        [READING, ROLE],
        [BACKUP, undefined],
      ],
    ],
    [
      'is where an offer says so',
      [
        { offer: managing, subscriptions: [whole], automation: false },
        { offer: reading, subscriptions: [keyed('reading', whole)] },
        { offer: backup, subscriptions: [keyed('backup', whole)], automation: true },
      ],
      [
        [MANAGING, undefined],
        [READING, undefined],
        [BACKUP, ROLE],
      ],
    ],
    [
      'is not left out of an offer of the whole subscription because one of resource groups has it',
      [
        {
          offer: managing,
          subscriptions: [{ ...groups('rg-web'), automationRole: AzureBuiltInRole.BACKUP_CONTRIBUTOR }],
          automation: true,
        },
        { offer: reading, subscriptions: [keyed('reading', whole)] },
      ],
      [
        [MANAGING, 'Backup Contributor'],
        [READING, ROLE],
      ],
    ],
    [
      'is decided for each subscription',
      [
        { offer: managing, subscriptions: [whole] },
        { offer: reading, subscriptions: [keyed('reading', whole), { id: OTHER_SUBSCRIPTION }] },
      ],
      [
        [MANAGING, ROLE],
        [READING, undefined],
        [READING, ROLE],
      ],
    ],
  ])('%s', (_what, offers, expected) => {
    expect(automationIn(offers)).toEqual(expected);
  });

  it('is in every offer of a subscription that only Terraform knows, because nobody can compare it', () => {
    const app = newApp();
    const id = token(newStack('elsewhere', app), 'subscription');
    const offers = [
      { offer: managing, subscriptions: [{ id, key: 'one' }] },
      { offer: reading, subscriptions: [{ id, key: 'two' }] },
      { offer: backup, subscriptions: [{ id, key: 'three' }], automation: false },
    ];
    const has = newCustomerWith(offers, {}, app).delegations.map(({ authorizations }) =>
      authorizations.some(({ principal }) => principal.id === automation.principalId),
    );
    expect(has).toEqual([true, true, false]);
  });

  it('reaches every delegated resource group once, however they are spread over offers', () => {
    const group = fc.constantFrom('rg-a', 'rg-b', 'rg-c');
    const scope = fc.option(fc.uniqueArray(group, { minLength: 1 }), { nil: undefined });
    fc.assert(
      fc.property(fc.tuple(scope, scope, scope), scopes => {
        const offers = [managing, reading, backup].map((offer, i) => ({
          offer,
          subscriptions: [{ id: SUBSCRIPTION, key: `part-${i}`, resourceGroups: scopes[i] }],
        }));
        const places = scopes.map(resourceGroups => resourceGroups ?? ['*']);
        let holders: boolean[] = [];
        const faults = faultsOf(() => (holders = automationIn(offers).map(([, role]) => role !== undefined)));
        // Groups that overlap, without one list being within the other, cannot both have it: that is told.
        const overlap = scopes.some((one, i) => scopes.slice(0, i).some(other => one && other && overlaps(one, other)));
        if (!overlap) {
          expect(faults).toEqual([]);
        } else if (faults.length > 0) {
          faults.forEach(fault => expect(fault).toContain('gives PEC-Automation the role'));
          return;
        }
        const held = places.filter((_, i) => holders[i]).flat();
        const reached = (name: string) => held.filter(one => one === '*' || one === name).length;
        places.flat().forEach(name => expect(reached(name)).toBe(1));
      }),
    );
  });
});

describe('a customer with several offers', () => {
  it('earns once for a subscription that several delegate', () => {
    const app = newApp();
    newCustomerWith(
      [
        { offer: managing, subscriptions: [whole] },
        { offer: reading, subscriptions: [keyed('reading', whole)] },
      ],
      {},
      app,
    );
    const { customers } = PecReadiness.check(app);
    expect(customers.map(({ key, verdict, subscriptions }) => [key, verdict, subscriptions.length])).toEqual([
      ['contoso', 'earns', 1],
    ]);
  });

  it('earns in resource groups alone, where the offer of the whole subscription is to have no PEC-Automation', () => {
    const app = newApp();
    newCustomerWith(
      [
        { offer: managing, subscriptions: [keyed('all', { ...whole, since: '2026-10-15' })], automation: false },
        { offer: reading, subscriptions: [groups('rg-data')] },
      ],
      {},
      app,
    );
    const [{ subscriptions, delegations }] = PecReadiness.check(app).customers;
    expect(subscriptions).toMatchObject([
      {
        offer: READING,
        resourceGroups: ['rg-data'],
        principalId: automation.principalId,
        partnerId: '1234567',
        note: 'earns in 1 resource group; the rest of the subscription does not',
        since: '2026-10-15',
        verdict: 'earns',
      },
    ]);
    expect(delegations?.map(({ offer }) => offer)).toEqual([MANAGING, READING]);
  });

  it('earns in the resource groups of each', () => {
    const app = newApp();
    newCustomerWith(
      [
        { offer: managing, subscriptions: [groups('rg-web')] },
        { offer: reading, subscriptions: [keyed('data', groups('rg-data', 'rg-log'))] },
      ],
      {},
      app,
    );
    expect(PecReadiness.check(app).customers[0].subscriptions.map(({ offer, note }) => [offer, note])).toEqual([
      [MANAGING, 'earns in 1 resource group; the rest of the subscription does not'],
      [READING, 'earns in 2 resource groups; the rest of the subscription does not'],
    ]);
  });

  it('does not earn in resource groups that no offer with PEC-Automation reaches', () => {
    const beside = (...others: string[]) => {
      const app = newApp();
      newCustomerWith(
        [
          { offer: managing, subscriptions: [groups('rg-a', 'rg-b')] },
          { offer: reading, subscriptions: [keyed('reading', groups(...others))], automation: false },
        ],
        {},
        app,
      );
      return PecReadiness.check(app).customers[0].subscriptions.map(({ offer, verdict }) => [offer, verdict]);
    };
    expect(beside('RG-B')).toEqual([[MANAGING, 'earns']]);
    expect(beside('rg-c')).toEqual([
      [MANAGING, 'earns'],
      [READING, 'does-not-earn'],
    ]);
    expect(beside('rg-b', 'rg-c')).toEqual([
      [MANAGING, 'earns'],
      [READING, 'does-not-earn'],
    ]);
  });

  it('earns in resource groups that several offers reach together', () => {
    const app = newApp();
    newCustomerWith(
      [
        { offer: managing, subscriptions: [groups('rg-a')] },
        { offer: reading, subscriptions: [keyed('b', groups('rg-b'))] },
        { offer: backup, subscriptions: [keyed('both', groups('rg-a', 'rg-b'))], automation: false },
      ],
      {},
      app,
    );
    expect(PecReadiness.check(app).customers[0].subscriptions.map(({ offer }) => offer)).toEqual([MANAGING, READING]);
  });

  it('keeps the address of a subscription that gets a second offer', () => {
    const before = newCustomer(newApp(), 'contoso', { offer: managing }).delegations;
    const after = newCustomerWith([
      { offer: managing, subscriptions: [whole] },
      { offer: reading, subscriptions: [keyed('reading', whole)] },
    ]).delegations;
    expect(after.map(({ node }) => node.path)).toEqual([before[0].node.path, 'contoso/subscription-reading']);
  });

  it('gets a template for each offer', () => {
    const customer = new UnmanagedCustomer(newApp(), 'contoso', {
      customer: {
        name: 'Contoso AG',
        tenantId: CUSTOMER_TENANT,
        offers: [
          { offer: managing, subscriptions: [keyed('all', whole)] },
          { offer: reading, subscriptions: [keyed('reading', whole)] },
        ],
      },
      onboarding: Onboarding.ARM_TEMPLATE,
      automation,
    });
    expect(Object.keys(customer.templates)).toEqual(['arm/contoso/all.json', 'arm/contoso/reading.json']);
  });

  it('is left with all of them', () => {
    const stack = newCustomer(
      newApp(),
      'contoso',
      { offer: undefined },
      {
        subscriptions: undefined,
        status: CustomerStatus.OFFBOARDED,
        offers: [
          { offer: managing, subscriptions: [whole] },
          { offer: reading, subscriptions: [keyed('reading', whole)] },
        ],
      },
    );
    expect(stack.delegations).toEqual([]);
  });
});

describe('the faults of several offers', () => {
  const second = (changes: Partial<CustomerOffer>, props: Partial<CustomerStackProps> = {}) =>
    faultsOf(() =>
      newCustomerWith(
        [
          { offer: managing, subscriptions: [whole] },
          { offer: reading, subscriptions: [keyed('reading', whole)], ...changes },
        ],
        props,
      ),
    );
  const at = 'customer.offers[1]';

  it('are none of two that have nothing in common', () => {
    expect(second({})).toEqual([]);
  });

  it.each<[string, Partial<CustomerOffer>, string[]]>([
    [
      'no key beside an offer that has the id for it',
      { subscriptions: [whole] },
      [
        `${at}.subscriptions[0].key: is missing; expected a key for the Terraform address, because another offer has the id for it`,
      ],
    ],
    [
      'a subscription twice in one offer',
      { subscriptions: [keyed('one', whole), keyed('two', { id: SUBSCRIPTION.toUpperCase() })] },
      [
        `${at}.subscriptions[1].id: "${SUBSCRIPTION.toUpperCase()}" is listed twice; list all its resource groups in one ` +
          'entry, or, if each has a definition of its own, name that in definitionId and give each a key',
      ],
    ],
    [
      'the same key in two offers',
      { subscriptions: [keyed('reading', whole), keyed('reading', { id: OTHER_SUBSCRIPTION })] },
      [`${at}.subscriptions[1].key: "reading" is used twice; give each subscription a key of its own`],
    ],
    [
      'no subscriptions',
      { subscriptions: untyped(undefined) },
      [`${at}.subscriptions: is missing; expected the delegated subscriptions, or offers with subscriptions each`],
    ],
    [
      'an empty list of subscriptions',
      { subscriptions: [] },
      [
        `${at}.subscriptions: is empty; name one subscription at least, also of a customer that is offboarded: the provider needs it`,
      ],
    ],
    ['no offer', { offer: untyped(undefined) }, [`${at}.offer: is missing; make it with new LighthouseOffer`]],
    [
      'the same offer',
      { offer: managing },
      [`${at}.offer: "${MANAGING}" is listed twice; list all its subscriptions in one place`],
    ],
    [
      'another offer of the same name',
      { offer: newOffer() },
      [
        `${at}.subscriptions[0].offer: "${MANAGING}" is delegated at this subscription by the same customer already; ` +
          'list all resource groups in that delegation, or give this offer another name',
      ],
    ],
    [
      'a pair of principal and role that the other has',
      { offer: newOffer({ name: 'Other', operatorsCanEndDelegation: false }) },
      [
        `${at}.subscriptions[0].offer: gives operators the role Contributor, as the offer "${MANAGING}" of the same ` +
          'customer does at the same subscription; removing one would take the access of both, so keep the pair in one ' +
          'of them; for PEC-Automation write automation: false at one of the offers',
      ],
    ],
    [
      'a role for PEC-Automation where it is not',
      { subscriptions: [keyed('reading', { ...whole, automationRole: AzureBuiltInRole.CONTRIBUTOR })] },
      [
        `${at}.subscriptions[0].automationRole: is for PEC-Automation, which is not in this offer here; leave it out, or ` +
          'write automation: true at the offer',
      ],
    ],
    [
      'what is neither true nor false',
      { automation: untyped('yes') },
      [`${at}.automation: "yes" is neither true nor false; expected one of them`],
    ],
  ])('name %s', (_what, changes, faults) => {
    expect(second(changes)).toEqual(faults);
  });

  it('name a pair in resource groups that both have, and none in groups apart', () => {
    const pair = (...resourceGroups: string[]) =>
      faultsOf(() =>
        newCustomerWith([
          { offer: managing, subscriptions: [groups('rg-web', 'rg-data')] },
          { offer: reading, subscriptions: [keyed('reading', groups(...resourceGroups))] },
        ]),
      );
    expect(pair('rg-log')).toEqual([]);
    expect(pair('rg-log', 'RG-Data')).toEqual([
      `${at}.subscriptions[0].offer: gives PEC-Automation the role ${ROLE}, as the offer "${MANAGING}" of the same ` +
        'customer does at the same subscription; removing one would take the access of both, so keep the pair in one ' +
        'of them; for PEC-Automation write automation: false at one of the offers',
    ]);
  });

  it('name PEC-Automation in two offers of a subscription, unless it has two roles', () => {
    const both = (automationRole?: AzureBuiltInRole) =>
      faultsOf(() =>
        newCustomerWith([
          { offer: managing, subscriptions: [whole], automation: true },
          { offer: reading, subscriptions: [keyed('reading', { ...whole, automationRole })], automation: true },
        ]),
      );
    expect(both()).toEqual([
      `${at}.subscriptions[0].offer: gives PEC-Automation the role ${ROLE}, as the offer "${MANAGING}" of the same ` +
        'customer does at the same subscription; removing one would take the access of both, so keep the pair in one ' +
        'of them; for PEC-Automation write automation: false at one of the offers',
    ]);
    expect(both(AzureBuiltInRole.CONTRIBUTOR)).toEqual([]);
  });

  it('name an offer and subscriptions beside them', () => {
    expect(
      faultsOf(() => newCustomer(newApp(), 'contoso', {}, { offers: [{ offer: reading, subscriptions: [whole] }] })),
    ).toEqual([
      'customer.subscriptions: does not go with offers; list each subscription under the offer that delegates it',
      'offer: does not go with offers; list it there, with its subscriptions',
    ]);
  });

  it('name several offers of a management group', () => {
    const managementGroup = { id: 'landing-zones', location: 'westeurope' };
    const offers = [{ offer: managing, subscriptions: [whole] }];
    expect(
      faultsOf(() =>
        newCustomer(newApp(), 'contoso', { offer: undefined }, { subscriptions: undefined, offers, managementGroup }),
      ),
    ).toEqual([
      'customer.offers: does not go with a management group, whose policy has one offer; list that, and the subscriptions',
    ]);
  });

  it('name a list without an offer, and one of what exists', () => {
    expect(faultsOf(() => newCustomerWith([]))).toEqual([
      'customer.offers: is empty; name one offer at least, or list the subscriptions alone',
    ]);
    const customer = {
      name: 'Contoso',
      tenantId: CUSTOMER_TENANT,
      offers: [{ offer: managing, subscriptions: [whole] }],
    };
    const existing = [Authorization.permanent(readers, AzureBuiltInRole.CONTRIBUTOR)];
    expect(
      faultsOf(
        () =>
          new UnmanagedCustomer(newApp(), 'contoso', {
            customer,
            onboarding: Onboarding.EXISTING,
            existing,
            automation,
          }),
      ),
    ).toEqual([
      'customer.offers: does not go with onboarding "existing"; list what exists under existing, and the subscriptions',
    ]);
  });

  it('name PEC-Automation that an offer asks for and nobody gives', () => {
    expect(second({ automation: true }, { automation: undefined })).toEqual([
      `${at}.automation: is true, but there is no PEC-Automation; give the property automation to the program, or leave it out`,
    ]);
  });

  it('name what is wrong with an offer where it is, and with PEC-Automation once', () => {
    const eligible = newOffer({
      name: 'Eligible',
      authorizations: [Authorization.eligible(readers, AzureBuiltInRole.CONTRIBUTOR)],
      operatorsCanEndDelegation: false,
    });
    expect(second({ offer: eligible })).toEqual([
      `${at}.offer.authorizations: are eligible only and there is no automation; add Authorization.permanent with AzureBuiltInRole.READER`,
    ]);
    expect(second({}, { automationRole: AzureBuiltInRole.of('Owner') })).toEqual([
      'automationRole: "Owner" cannot be delegated; choose a role that earns, such as "Support Request Contributor"',
    ]);
  });

  it('name an assignment of one id, which would be written over', () => {
    const assignmentId = 'a0000000-0000-4000-8000-0000000000aa';
    expect(
      faultsOf(() =>
        newCustomerWith([
          { offer: managing, subscriptions: [{ ...whole, assignmentId }] },
          { offer: reading, subscriptions: [keyed('reading', { ...whole, assignmentId: assignmentId.toUpperCase() })] },
        ]),
      ),
    ).toEqual([
      `${at}.subscriptions[0].assignmentId: "${assignmentId}" is the id of an assignment in the same customer; give each one of its own`,
    ]);
  });

  it('are none of plans in the marketplace, to which nothing is added', () => {
    const plan = { ...PLAN };
    const offers = [
      { offer: newOffer({ plan }), subscriptions: [whole] },
      {
        offer: newOffer({
          plan,
          name: 'Credit',
          authorizations: [Authorization.permanent(pec, AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR)],
        }),
        subscriptions: [keyed('credit', whole)],
      },
    ];
    const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, offers };
    expect(
      faultsOf(
        () => new UnmanagedCustomer(newApp(), 'contoso', { customer, onboarding: Onboarding.MARKETPLACE, automation }),
      ),
    ).toEqual([]);
  });

  it('name one without a plan among offers of the marketplace', () => {
    const offers = [
      { offer: newOffer({ plan: PLAN }), subscriptions: [whole] },
      { offer: reading, subscriptions: [keyed('reading', whole)] },
    ];
    const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, offers };
    expect(
      faultsOf(
        () => new UnmanagedCustomer(newApp(), 'contoso', { customer, onboarding: Onboarding.MARKETPLACE, automation }),
      ),
    ).toEqual([
      'onboarding: "marketplace" needs an offer with a plan; give the offer the plan that the customer accepted',
    ]);
  });
});
