import { join } from 'node:path';
import { App } from 'cdktf';
import {
  CustomerPortfolio,
  CustomerStack,
  Onboarding,
  PecReadiness,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import { readFileSync, writeFileSync } from 'node:fs';
import type { ConfirmationDocument } from '../../lib/reports';
import { automation, faultsOf, newApp, newOffer, newStack, token } from '../fabrikam';
import { dailyRated, csv } from '../billing/writers';
import { METER, type WorldCustomer } from '../billing/world';
import { faultsOfFile, guid, offers, props } from '../portfolio/fixtures';
import { folderForEachTest, pec } from './run-pec';

const folder = folderForEachTest();
const at = (name: string) => join(folder.path, name);

/** What Contoso's first subscription used: it earns on the first two days, and loses on the third and the fourth. */
function bill(...groups: string[]): string {
  const customer: WorldCustomer = {
    number: 1,
    story: 'ends',
    tenantId: guid(1),
    name: 'Contoso AG',
    currency: 'EUR',
    subscriptionId: guid(1, 1),
  };
  const rows = [1, 2, 3, 4].flatMap(day =>
    groups.map(group => ({
      customer,
      subscriptionId: customer.subscriptionId,
      day,
      group,
      resource: `vm-${group}`,
      meter: METER,
      kind: day < 3 ? ('earned' as const) : ('lost' as const),
      net: day < 3 ? '85' : '100',
    })),
  );
  return csv(rows.map(dailyRated));
}

/** Synthesizes what is declared, and confirms it by the bill: nothing is written by hand between the two. */
async function confirmed(declare: (app: App) => void, groups = ['rg-app']) {
  const app = new App({ outdir: at('cdktf.out') });
  declare(app);
  app.synth();
  writeFileSync(at('october.csv'), bill(...groups));
  const run = await pec([
    'confirm',
    at('october.csv'),
    '--output',
    at('cdktf.out'),
    '--format',
    'json',
    '--tolerance-days',
    '0',
  ]);
  const { totals, customers } = JSON.parse(run.stdout) as ConfirmationDocument;
  const [{ isAlarm, subscriptions }] = customers;
  return {
    ...run,
    totals,
    isAlarm,
    losses: subscriptions[0].losses,
    reasons: subscriptions[0].days.map(day => day.reasons),
  };
}

const file = (entry: string, subscription = '') => `customers:
  - key: contoso
    name: Contoso AG
    tenant: ${guid(1)}
    offer: managed-services
    subscriptions:
      - id: ${guid(1, 1)}${subscription}${entry}
`;

const fromFile = (text: string) => (app: App) => {
  writeFileSync(at('customers.yaml'), text);
  CustomerPortfolio.fromFile(app, at('customers.yaml'), props);
};

describe('what a file of customers says of a loss', () => {
  it.each<[string, string, string, string[], number]>([
    ['nothing', '', '', ['rg-app'], 1],
    ['credit is expected since the day after', '', '\n        since: 2026-10-05', ['rg-app'], 0],
    ['credit is expected since the last day', '', '\n        since: 2026-10-04', ['rg-app'], 1],
    ['it is accepted', '\n    acknowledgements: [{ rule: credit-lost, reason: Agreed. }]', '', ['rg-app'], 0],
    [
      'it is accepted of the subscription',
      '',
      '\n        acknowledgements: [{ rule: credit-lost, reason: Agreed. }]',
      ['rg-app'],
      0,
    ],
    [
      'it is accepted in two spans',
      '\n    acknowledgements: [{ rule: credit-lost, reason: A., to: 2026-10-03 }, { rule: credit-lost, reason: B., from: 2026-10-04 }]',
      '',
      ['rg-app'],
      0,
    ],
    [
      'a part of it is accepted',
      '\n    acknowledgements: [{ rule: credit-lost, reason: A., from: 2026-10-01, to: 2026-10-03 }]',
      '',
      ['rg-app'],
      1,
    ],
    [
      'it is accepted in a resource group',
      '\n    acknowledgements: [{ rule: credit-lost, reason: A., resourceGroups: [RG-App] }]',
      '',
      ['rg-app'],
      0,
    ],
    [
      'it is accepted in one of two resource groups',
      '\n    acknowledgements: [{ rule: credit-lost, reason: A., resourceGroups: [RG-App] }]',
      '',
      ['rg-app', 'rg-web'],
      1,
    ],
  ])('decides the exit code: %s', async (_what, entry, subscription, groups, exitCode) => {
    const run = await confirmed(fromFile(file(entry, subscription)), groups);
    expect(run).toMatchObject({ exitCode, isAlarm: exitCode === 1 });
    // What is accepted, or was before it began, stays in the totals.
    expect(run.totals).toMatchObject([{ lostCertain: groups.length === 1 ? '30.00' : '60.00' }]);
  });

  it('is told with the days that it is about, in its own words', async () => {
    const run = await confirmed(
      fromFile(
        file(
          '\n    acknowledgements: [{ rule: credit-lost, reason: Moved to another partner., from: 2026-10-04 }]',
          '\n        since: 2026-10-04',
        ),
      ),
    );
    expect(run.reasons).toEqual([
      [],
      [],
      ['certain: the same resource earned on another day', 'not-yet: credit is expected since 2026-10-04'],
      [
        'certain: the same resource earned on another day',
        'no-longer: the last day that earned is 2026-10-02; "pec verify --activity" says who changed what',
        'acknowledged: Moved to another partner.',
      ],
    ]);
  });

  it('puts the loss down to what was accepted, with its days and amounts', async () => {
    const accepted =
      'acknowledgements: [{ rule: credit-lost, reason: Agreed., from: 2026-10-04, resourceGroups: [rg-web] }]';
    const { losses } = await confirmed(fromFile(file(`\n    ${accepted}`)), ['rg-app', 'rg-web']);
    const lost = (lostCertain: string) => [{ currency: 'EUR', lostCertain, lostLikely: '0.00', unproven: '0.00' }];
    expect(losses).toEqual([
      { cause: 'no-longer', from: '2026-10-03', to: '2026-10-04', days: 2, totals: lost('45.00') },
      { cause: 'acknowledged', from: '2026-10-04', to: '2026-10-04', days: 1, totals: lost('15.00') },
    ]);
  });

  it('stands in readiness.json at the customer and at the subscription, and where nothing is said nothing stands', async () => {
    const written = async (text: string) => {
      await confirmed(fromFile(text));
      const { customers } = JSON.parse(readFileSync(at('cdktf.out/readiness.json'), 'utf8')) as {
        customers: { acknowledgements?: unknown; subscriptions: { since?: string; acknowledgements?: unknown }[] }[];
      };
      const [{ acknowledgements, subscriptions }] = customers;
      const [subscription] = subscriptions;
      return [acknowledgements, subscription.since, subscription.acknowledgements];
    };
    const loss = { rule: 'credit-lost', reason: 'Agreed.' };
    expect(await written(file(''))).toEqual([undefined, undefined, undefined]);
    expect(
      await written(
        file(
          '\n    acknowledgements: [{ rule: credit-lost, reason: Agreed., resourceGroups: [rg-web] }, { rule: role-earns, reason: x }]',
          '\n        since: 2026-10-04\n        acknowledgements: [{ rule: credit-lost, reason: Agreed., to: 2026-12-31 }]',
        ),
      ),
    ).toEqual([[{ ...loss, resourceGroups: ['rg-web'] }], '2026-10-04', [{ ...loss, to: '2026-12-31' }]]);
  });
});

describe('what code says of a loss', () => {
  const customer = {
    name: 'Contoso AG',
    tenantId: guid(1),
    subscriptions: [{ id: guid(1, 1), since: '2026-10-04' }],
    acknowledgements: [{ rule: 'credit-lost' as const, reason: 'Agreed.', from: '2026-10-04' }],
  };

  it('holds for a customer with a stack', async () => {
    const run = await confirmed(app => new CustomerStack(app, 'contoso', { customer, offer: newOffer(), automation }));
    expect(run).toMatchObject({ exitCode: 0, isAlarm: false });
  });

  it('holds for a customer without one', async () => {
    jest.spyOn(console, 'warn').mockImplementation();
    const run = await confirmed(app => {
      const onboarding = Onboarding.ARM_TEMPLATE;
      return new UnmanagedCustomer(app, 'contoso', { customer, offer: newOffer(), automation, onboarding });
    });
    expect(run.reasons[2]).toContain('not-yet: credit is expected since 2026-10-04');
    expect(run.reasons[3]).toContain('acknowledged: Agreed.');
  });

  it('holds for everybody, where it is said of the app', async () => {
    const run = await confirmed(app => {
      fromFile(file(''))(app);
      PecReadiness.acknowledge(app, { rule: 'credit-lost', reason: 'A test.' });
    });
    expect(run).toMatchObject({ exitCode: 0, isAlarm: false });
  });
});

describe('what cannot be said of a loss', () => {
  const acknowledged = (text: string) => file(`\n    acknowledgements: [{ ${text} }]`);
  const loss = 'rule: credit-lost, reason: Agreed.';

  it.each([
    [
      acknowledged(`${loss}, from: 2026-02-30`),
      '8:62 contoso.acknowledgements[0].from: "2026-02-30" is not a day; expected a day such as 2026-10-15',
    ],
    [
      acknowledged(`${loss}, to: soon`),
      '8:62 contoso.acknowledgements[0].to: "soon" is not a day; expected the last day for which a loss is accepted, with credit-lost only: a day such as 2026-10-31',
    ],
    [
      acknowledged(`${loss}, from: 2026-10-02, to: 2026-10-01`),
      '8:80 contoso.acknowledgements[0].to: "2026-10-01" is before 2026-10-02; expected the last day for which the loss is accepted',
    ],
    [
      acknowledged('rule: role-earns, reason: Agreed., to: 2026-10-01'),
      '8:61 contoso.acknowledgements[0].to: goes with the rule "credit-lost" only; leave it out',
    ],
    [
      acknowledged(`${loss}, resourceGroups: []`),
      '8:62 contoso.acknowledgements[0].resourceGroups: is empty; expected the names of the resource groups in which a loss is accepted, with credit-lost only',
    ],
    [
      acknowledged(`${loss}, resourceGroups: [rg.]`),
      '8:79 contoso.acknowledgements[0].resourceGroups[0]: "rg." is not the name of a resource group; expected at most 90 letters, digits, "_", "-", "(", ")" and ".", not ending in "."',
    ],
    [
      file('', '\n        since: 2026-13-01'),
      '8:9 contoso.subscriptions[0].since: "2026-13-01" is not a day; expected the first day on which credit is expected: a day such as 2026-10-15',
    ],
    [
      file('', '\n        since: 2026-11-31'),
      '8:9 contoso.subscriptions[0].since: "2026-11-31" is not a day; expected a day such as 2026-10-15',
    ],
  ])('is named with its place, case %#', (text, fault) => {
    expect(faultsOfFile(text)).toEqual([`customers.yaml:${fault}`]);
  });

  it('is named in code as well', () => {
    const app = newApp();
    const subscriptions = [{ id: guid(1, 1), since: token(newStack('stack', app), 'since') }];
    const acknowledgements = [
      { rule: 'credit-lost' as const, reason: 'Agreed.', resourceGroups: [] },
      { rule: 'role-earns' as const, reason: 'Agreed.', resourceGroups: ['rg'], from: '2026-10-01' },
      { rule: 'role-earns' as const, reason: 'Agreed.' },
    ];
    const customer = { name: 'Contoso AG', tenantId: guid(1), subscriptions, acknowledgements };
    const declare = () =>
      new CustomerStack(app, 'contoso', { customer, offer: offers['managed-services'], automation });
    expect(faultsOf(declare)).toEqual([
      'customer.acknowledgements[0].resourceGroups: is empty; leave it out to accept the loss everywhere',
      'customer.acknowledgements[1].from: goes with the rule "credit-lost" only; leave it out',
      'customer.acknowledgements[1].resourceGroups: goes with the rule "credit-lost" only; leave it out',
      'customer.acknowledgements[2].rule: "role-earns" is acknowledged twice; keep the one with the reason that holds',
      'customer.subscriptions[0].since: is known to Terraform only; expected a day such as 2026-10-15, because bills are compared with it',
    ]);
  });
});
