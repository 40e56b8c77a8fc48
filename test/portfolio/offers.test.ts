import {
  Authorization,
  AzureBuiltInRole,
  CustomerPortfolio,
  PecReadiness,
  type PortfolioEntry,
  Principal,
} from 'cdktf-partner-earned-credit';
import { automation, newApp, newOffer, newStack, token, writingApp } from '../fabrikam';
import { entry, faultsOfFile, faultsOfList, guid, props, write } from './fixtures';

const readers = Principal.group('f0000000-0000-4000-8000-000000000099', 'readers');
const offers = {
  ...props.offers,
  reading: newOffer({
    name: 'Reading',
    authorizations: [Authorization.permanent(readers, AzureBuiltInRole.READER)],
    operatorsCanEndDelegation: false,
  }),
};
const given = { offers };

/** A file of one customer with what is written behind its tenant. */
const fileWith = (rest: string) => `customers:
  - key: contoso
    name: Contoso AG
    tenant: ${guid(1)}
${rest}`;

const TWO = `    offers:
      - offer: reading
        subscriptions:
          - id: ${guid(1, 1)}
            key: reading
      - offer: managed-services
        automation: true
        subscriptions:
          - id: ${guid(1, 1)}
          - id: ${guid(1, 2)}
`;

describe('several offers in an entry', () => {
  it('become one stack, in which PEC-Automation is where the entry says', () => {
    const app = newApp();
    const { stacks } = CustomerPortfolio.fromFile(app, write(fileWith(TWO)), { ...props, ...given });
    expect(
      stacks.map(({ node, delegations }) => [
        node.id,
        delegations.map(({ node: { id }, offer, authorizations }) => [
          id,
          offer.name,
          authorizations.some(({ principal }) => principal.id === automation.principalId),
        ]),
      ]),
    ).toEqual([
      [
        'customer-contoso',
        [
          [`subscription-${guid(1, 1)}`, 'Fabrikam Managed Services', true],
          [`subscription-${guid(1, 2)}`, 'Fabrikam Managed Services', true],
          ['subscription-reading', 'Reading', false],
        ],
      ],
    ]);
    expect(PecReadiness.check(app).summary).toBe('1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.');
  });

  it('make no difference in the order of their subscriptions', () => {
    const synthesized = (subscriptions: object[]) => {
      const list = [
        { ...entry(1), subscriptions: undefined, offer: undefined, offers: [{ offer: 'reading', subscriptions }] },
      ];
      const [stack] = CustomerPortfolio.fromArray(newApp(), list as PortfolioEntry[], { ...props, ...given }).stacks;
      return JSON.stringify(stack.toTerraform());
    };
    const [a, b] = [{ id: guid(1, 1) }, { id: guid(1, 2) }];
    expect(synthesized([b, a])).toBe(synthesized([a, b]));
  });

  it('may have a reference for the id of a subscription', () => {
    const app = newApp();
    const id = token(newStack('elsewhere', app), 'subscription');
    const list = [
      {
        ...entry(1),
        offer: undefined,
        subscriptions: undefined,
        offers: [{ offer: 'reading', subscriptions: [{ id, key: 'one' }] }],
      },
    ];
    const [stack] = CustomerPortfolio.fromArray(app, list, { ...props, ...given }).stacks;
    expect(stack.delegations.map(({ node }) => node.id)).toEqual(['subscription-one']);
  });
});

describe('the faults of several offers in an entry', () => {
  const faultsOf = (rest: string) => faultsOfFile(fileWith(rest), given);

  it.each<[string, string, string[]]>([
    ['are none of two that have nothing in common', TWO, []],
    [
      'name what the program does not give, at each offer',
      `    offers:
      - { offer: readng, subscriptions: [{ id: ${guid(1, 1)} }] }
      - { subscriptions: [{ id: ${guid(1, 2)} }] }
      - { offer: reading }
`,
      [
        'customers.yaml:6:11 contoso.offers[0].offer: "readng" is not an offer of the program; did you mean "reading"?',
        'customers.yaml:7:9 contoso.offers[1].offer: is missing; expected the name under which the program gives the offer',
        'customers.yaml:8:9 contoso.offers[2].subscriptions: is missing; expected the subscriptions that are delegated by this offer, one at least',
      ],
    ],
    [
      'name an offer and subscriptions beside them',
      `    offer: reading
    subscriptions: [{ id: ${guid(1, 2)} }]
    offers: [{ offer: managed-services, subscriptions: [{ id: ${guid(1, 1)} }] }]
`,
      [
        'customers.yaml:5:5 contoso.offer: does not go with offers; list it there, with its subscriptions',
        'customers.yaml:6:5 contoso.subscriptions: does not go with offers; list each subscription under the offer that delegates it',
      ],
    ],
    [
      'name an entry with neither',
      '    offer: reading\n',
      [
        'customers.yaml:2:5 contoso.subscriptions: is missing; expected the delegated subscriptions, or offers with subscriptions each',
      ],
    ],
    [
      'name an empty list once',
      '    offers: []\n',
      [
        'customers.yaml:5:5 contoso.offers: is empty; expected the offers of a customer with more than one, in place of offer and subscriptions: each with the subscriptions that are delegated by it',
      ],
    ],
    [
      'name what is wrong with a subscription, at its line',
      `    offers:
      - offer: reading
        subscriptions:
          - id: abc
            automationRol: Contributor
          - id: \${TfToken[TOKEN.1]}
`,
      [
        'customers.yaml:8:13 contoso.offers[0].subscriptions[0].id: "abc" is not a GUID; expected the id of the subscription: a GUID, 8-4-4-4-12 hexadecimal digits',
        'customers.yaml:9:13 contoso.offers[0].subscriptions[0].automationRol: is no property of a subscription; did you mean "automationRole"?',
        'customers.yaml:10:13 contoso.offers[0].subscriptions[1].id: has the mark of a reference of cdktf; a file holds no references, so write the value itself',
      ],
    ],
    [
      'name a pair that two offers have, at the later one',
      `    offers:
      - { offer: managed-services, subscriptions: [{ id: ${guid(1, 1)} }] }
      - { offer: on-demand, subscriptions: [{ id: ${guid(1, 1)}, key: again }] }
`,
      ['Contributor', 'Managed Services Registration assignment Delete Role'].map(
        role =>
          `customers.yaml:7:45 contoso.offers[1].subscriptions[0].offer: gives operators the role ${role}, as the offer ` +
          '"Fabrikam Managed Services" of the same customer does at the same subscription; removing one would take the ' +
          'access of both, so keep the pair in one of them; for PEC-Automation write automation: false at one of the offers',
      ),
    ],
    [
      'name several offers of what exists',
      `    onboarding: existing
    existing: { authorizations: [{ principalId: ${automation.principalId}, role: Contributor }] }
    offers: [{ offer: reading, subscriptions: [{ id: ${guid(1, 1)} }] }]
`,
      [
        'customers.yaml:7:5 contoso.offers: does not go with onboarding "existing"; list what exists under existing, and the subscriptions',
      ],
    ],
  ])('%s', (_what, rest, faults) => {
    expect(faultsOf(rest)).toEqual(faults);
  });

  it('name a subscription and an offer that another entry of the tenant has', () => {
    const several = (subscription: string, offer: string) => ({
      ...entry(2, { tenant: guid(1) }),
      offer: undefined,
      subscriptions: undefined,
      offers: [
        { offer: 'reading', subscriptions: [{ id: guid(2, 1) }] },
        { offer, subscriptions: [{ id: subscription }] },
      ],
    });
    expect(faultsOfList([entry(1), several(guid(1, 1), 'on-demand')], given)).toEqual([
      `customer-2.offers[1].subscriptions[0].id: "${guid(1, 1)}" is a subscription of customer-1 already; list it with one customer only; under offers, if it has several`,
    ]);
    expect(faultsOfList([entry(1), several(guid(2, 2), 'managed-services')], given)).toEqual([
      `customer-2.tenant: "${guid(1)}" is the tenant of customer-1 already, with the same offer; list all subscriptions of a tenant in one entry, or give this one another offer`,
    ]);
  });

  it('tell of an offer without PEC-Automation where its subscription stands', () => {
    const app = writingApp();
    const text = fileWith(`    offers:
      - { offer: managed-services, subscriptions: [{ id: ${guid(1, 1)} }] }
      - { offer: reading, automation: false, subscriptions: [{ id: ${guid(1, 2)}, key: apart }] }
`);
    CustomerPortfolio.fromFile(app, write(text), { ...props, ...given });
    expect(() => app.synth()).toThrow(
      /customers\.yaml:7:62 contoso, subscription c0000001-0000-4000-8000-000000000002/,
    );
  });

  it('tell who would not earn beside other faults, but not of a subscription that earns by another offer', () => {
    const text = `${fileWith(`    offers:
      - { offer: managed-services, subscriptions: [{ id: ${guid(1, 1)} }] }
      - { offer: reading, subscriptions: [{ id: ${guid(1, 1)}, key: again }] }
      - { offer: on-demand, automation: false, subscriptions: [{ id: ${guid(1, 2)} }] }
`)}  - 7
`;
    expect(faultsOfFile(text, given)).toEqual([
      'customers.yaml:8:64 contoso.offers[2].subscriptions[0]: PEC-Automation is not in the authorizations; give ' +
        'automation beside the offer, or acknowledge the rule "automation-authorized" with a reason',
      expect.stringContaining('customers.yaml:9:5 customers[1]: 7 is not a customer'),
    ]);
  });
});
