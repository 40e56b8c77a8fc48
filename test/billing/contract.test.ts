import { Verdict } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';
import { folderForEachTest } from '../command-line/run-pec';
import { codesOf, confirmed, daysOf } from './confirming';
import { customer, lost, METER, on, ONE, row, SUBSCRIPTION, TENANT } from './one-customer';
import { idOf } from './world';
import { csv, type FileRow, graphExport, written } from './writers';

const folder = folderForEachTest();

/** Confirms files, given by name; of one customer, unless a report says otherwise. */
async function confirm(files: Record<string, FileRow[] | string>, report = ONE, ...args: string[]) {
  const texts = Object.fromEntries(
    Object.entries(files).map(([name, rows]) => [name, typeof rows === 'string' ? rows : csv(rows)]),
  );
  return confirmed(folder.path, report, written(`${folder.path}/bill`, texts), ...args);
}

/** Confirms rows of one file. */
const rows = (...all: FileRow[]) => confirm({ 'a.csv': all });

/** The totals of euros. */
async function totalOf(...all: FileRow[]) {
  const { document } = await rows(...all);
  const { currency: _currency, notEligibleBecause: _because, ...total } = document.totals[0];
  return total;
}

const NOTHING = {
  earned: '0.00',
  lostCertain: '0.00',
  lostLikely: '0.00',
  unproven: '0.00',
  notEligible: '0.00',
  coverage: null,
};

describe('an amount (rule 1)', () => {
  it('is the exact sum, rounded once', async () => {
    const parts = Array.from({ length: 3 }, () => row({ BillingPreTaxTotal: '0.017' }));
    expect(await totalOf(...parts)).toEqual({ ...NOTHING, earned: '0.01', coverage: '1.0000' });
  });

  it('is never of the pricing currency', async () => {
    expect(await totalOf(row({ PricingPreTaxTotal: '999', PricingCurrency: 'USD' }))).toMatchObject({
      earned: '15.00',
    });
  });
});

describe('totals (rules 2 and 3)', () => {
  it('are credit, but for what cannot earn, which is cost', async () => {
    const spot = lost({ MeterName: 'D2s v5 Spot', BillingPreTaxTotal: '10' });
    expect(await totalOf(row(), lost(on(2)), spot)).toEqual({
      ...NOTHING,
      earned: '15.00',
      lostCertain: '15.00',
      notEligible: '10.00',
      coverage: '0.5000',
    });
  });

  it('hold undeclared rows too, and no pending ones', async () => {
    const stranger = row({ CustomerId: idOf('a', 9), EntitlementId: idOf('c', 9) });
    expect(await totalOf(row(), stranger, row({ ...on(2), InvoiceNumber: '' }))).toMatchObject({ earned: '30.00' });
  });

  it('are of one currency each', async () => {
    const { document } = await rows(row(), row({ BillingCurrency: 'USD' }));
    expect(document.totals.map(({ currency, earned }) => [currency, earned])).toEqual([
      ['EUR', '15.00'],
      ['USD', '15.00'],
    ]);
    const [day] = daysOf(document.customers[0]);
    expect(day).toMatchObject({ currency: 'EUR', earned: '15.00' });
    expect(day.otherCurrencies).toEqual([{ currency: 'USD', earned: '15.00', lost: '0.00' }]);
  });
});

describe('customers (rules 4 and 8)', () => {
  it('are those of the report, also without usage, by their declared names', async () => {
    const { document } = await confirm({ 'a.csv': [row()] }, new ReadinessReport([customer(1), customer(2)]));
    expect(document.customers.map(({ key, name, verdict }) => [key, name, verdict])).toEqual([
      ['customer-1', 'Customer 1', 'earned'],
      ['customer-2', 'Customer 2', 'no-usage'],
    ]);
  });

  it('who are offboarded have what their tenant still uses', async () => {
    const offboarded = new ReadinessReport([customer(1, Verdict.OFFBOARDED)]);
    const { document, exitCode } = await confirm(
      { 'a.csv': [row(), row({ EntitlementId: idOf('c', 2) }), row({ EntitlementId: '' })] },
      offboarded,
    );
    expect(document.customers[0].subscriptions.map(({ subscriptionId }) => subscriptionId)).toEqual([
      SUBSCRIPTION,
      idOf('c', 2),
    ]);
    expect(document.undeclared.map(({ subscriptionId }) => subscriptionId)).toEqual([null]);
    expect(exitCode).toBe(0);
  });

  it('do not own a subscription that the bill has under another tenant', async () => {
    const { document } = await rows(row({ CustomerId: idOf('a', 9), CustomerName: 'Stranger' }));
    expect(document.customers[0].verdict).toBe('no-usage');
    expect(document.undeclared).toMatchObject([
      { tenantId: idOf('a', 9), subscriptionId: SUBSCRIPTION, name: 'Stranger' },
    ]);
  });

  it('are found by their subscription where only Terraform knows the tenant', async () => {
    const report = new ReadinessReport([customer(1, Verdict.EARNS, { tenantId: '(known to Terraform)' })]);
    const { document } = await confirm({ 'a.csv': [row()] }, report);
    expect(document.customers[0]).toMatchObject({ tenantId: null, verdict: 'earned' });
  });

  it('of whom only Terraform knows the subscription are said on stderr', async () => {
    const report = new ReadinessReport([customer(1, Verdict.EARNS, {}, { subscriptionId: '(known to Terraform)' })]);
    const { stderr, document } = await confirm({ 'a.csv': [row()] }, report);
    expect(stderr).toContain('pec: customer-1: only Terraform knows a subscription of theirs');
    expect(document.undeclared).toHaveLength(1);
  });
});

describe('days (rules 5 to 7)', () => {
  it('are all of what is covered, in order', async () => {
    const { document } = await rows(row(on(3)), row());
    expect(daysOf(document.customers[0])).toEqual([
      { date: '2026-10-01', verdict: 'earned', currency: 'EUR', earned: '15.00', lost: '0.00', reasons: [] },
      { date: '2026-10-02', verdict: 'no-usage', currency: null, earned: '0', lost: '0', reasons: [] },
      { date: '2026-10-03', verdict: 'earned', currency: 'EUR', earned: '15.00', lost: '0.00', reasons: [] },
    ]);
  });

  it.each([
    ['earned', [row()]],
    ['lost', [lost()]],
    ['partly', [row(), lost()]],
    ['nothing-eligible', [lost({ BenefitType: 'Reservation' })]],
  ])('are %s by their rows, and so is the customer', async (verdict, all) => {
    const { document } = await rows(...all);
    expect(daysOf(document.customers[0])[0].verdict).toBe(verdict);
    expect(document.customers[0].verdict).toBe(verdict);
  });

  it('lose certain, likely and unproven credit alike', async () => {
    const { document } = await rows(
      row(),
      lost(on(2)),
      lost({ ...on(2), ResourceURI: '/vm2' }),
      lost({ ...on(2), ResourceURI: '/vm3', MeterId: idOf('e', 2) }),
    );
    const [, second] = daysOf(document.customers[0]);
    const apart = { lostCertain: '15.00', lostLikely: '15.00', unproven: '15.00' };
    expect(second).toMatchObject({ verdict: 'lost', lost: '45.00', ...apart });
    expect(codesOf(second)).toEqual(['certain', 'likely', 'unproven', 'no-longer']);
  });
});

describe('what earned (rule 10)', () => {
  it('takes credit back by a negative row with the rate, whatever its charge type', async () => {
    expect(await totalOf(row(), row({ BillingPreTaxTotal: '-17', ChargeType: 'refund' }))).toMatchObject({
      earned: '12.00',
      notEligible: '0.00',
    });
  });

  it.each([
    ['1', '0.15', '15.00'],
    ['TRUE', '15', '15.00'],
    ['True', '0.15', '15.00'],
    ['0', '0.15', '0.00'],
    ['False', '15', '0.00'],
    ['', '0.15', '0.00'],
    ['true', '0', '0.00'],
  ])(
    'of cost details has to be applied: %s, %s',
    async (partnerEarnedCreditApplied, partnerEarnedCreditRate, earned) => {
      const details = {
        customerTenantId: TENANT,
        date: '10/01/2026',
        SubscriptionId: SUBSCRIPTION,
        costInBillingCurrency: '85',
        billingCurrency: 'EUR',
        invoiceId: 'G1',
        partnerEarnedCreditApplied,
        partnerEarnedCreditRate,
      };
      expect(await totalOf(details)).toMatchObject({ earned });
    },
  );
});

describe('what cannot earn (rule 11)', () => {
  const kinds: [kind: string, more: FileRow][] = [
    ['nothing-billed', { BillingPreTaxTotal: '0' }],
    ['nothing-billed', { BillingPreTaxTotal: '' }],
    ['nothing-billed', { BillingPreTaxTotal: '-3' }],
    ['benefit', { BenefitType: 'SavingsPlan' }],
    ['benefit', { BenefitId: 'b' }],
    ['spot', { MeterName: 'D2s v5 Spot' }],
    ['spot', { ProductName: 'VM - spot - EU' }],
    ['spot', { SkuName: 'SPOT' }],
    ['spot', { AdditionalInfo: '{"Priority":"Spot"}' }],
    ['spot', { AdditionalInfo: '{"VMName":"x","Spot":"1"}' }],
    ['third-party', { PublisherName: 'Some Vendor' }],
    ['third-party', { PublisherName: 'Not Microsoft' }],
    ['no-usage', { ChargeType: 'customerRefund' }],
  ];

  it.each(kinds)('is %s: %j', async (kind, more) => {
    const { document } = await rows(lost(more));
    expect(Object.keys(document.totals[0].notEligibleBecause)).toEqual([kind]);
  });

  it.each<[FileRow]>([
    [{ MeterName: 'Hotspot' }],
    [{ AdditionalInfo: '{"VMName":"spot-1"}' }],
    [{ PublisherName: 'Microsoft Corporation' }],
    [{ PublisherName: '' }],
    [{ CreditPercentage: '100', CreditType: 'Azure Credit Applied' }],
    [{ UnitPrice: '1', EffectiveUnitPrice: '0.5' }],
  ])('is not %j', async more => {
    const { document } = await rows(lost(more));
    expect(document.totals[0]).toMatchObject({ unproven: '15.00', notEligible: '0.00' });
  });

  it('is what a price list calls a third party’s', async () => {
    const prices = `${folder.path}/prices.csv`;
    written(folder.path, {
      'prices.csv': csv([
        { ProductTitle: 'Appliance', MeterId: METER.toUpperCase(), Tags: 'Windows; Third Party' },
        { ProductTitle: 'VM', MeterId: idOf('e', 2), Tags: '' },
      ]),
    });
    const files = { 'a.csv': [lost(), lost({ MeterId: idOf('e', 2) })] };
    const { document } = await confirm(files, ONE, '--price-list', prices);
    expect(document.totals[0]).toMatchObject({ notEligible: '100.00', unproven: '15.00' });
  });
});

describe('what was lost (rules 12 and 23)', () => {
  it.each<[string, FileRow[], string]>([
    ['certain on another day', [row(), lost(on(2))], 'lostCertain'],
    ['certain, however the resource is spelled', [row(), lost({ ...on(2), ResourceURI: '/VM1' })], 'lostCertain'],
    ['likely on the same day', [row(), lost()], 'lostLikely'],
    ['likely of another resource', [row(), lost({ ...on(2), ResourceURI: '/vm2' })], 'lostLikely'],
    [
      'likely by the meter of anybody',
      [row({ CustomerId: idOf('a', 9), EntitlementId: idOf('c', 9), ResourceURI: '/x' }), lost()],
      'lostLikely',
    ],
    [
      'unproven of the same resource with another meter',
      [row(), lost({ ...on(2), MeterId: idOf('e', 2) })],
      'unproven',
    ],
    ['likely without a resource', [row({ ResourceURI: '' }), lost({ ...on(2), ResourceURI: '' })], 'lostLikely'],
    [
      'unproven without resource and meter',
      [row({ ResourceURI: '', MeterId: '' }), lost({ ...on(2), ResourceURI: '', MeterId: '' })],
      'unproven',
    ],
  ])('is %s', async (_what, all, member) => {
    expect(await totalOf(...all)).toMatchObject({ [member]: '15.00' });
  });

  it('is not likely by a meter that is called unassigned, which is none', async () => {
    const details = (more: FileRow) => ({
      customerTenantId: TENANT,
      SubscriptionId: SUBSCRIPTION,
      date: '10/01/2026',
      ResourceId: '/vm1',
      meterId: 'Unassigned',
      costInBillingCurrency: '100',
      billingCurrency: 'EUR',
      invoiceId: 'G1',
      partnerEarnedCreditApplied: '0',
      partnerEarnedCreditRate: '0',
      ...more,
    });
    const earning = { ResourceId: '/vm2', partnerEarnedCreditApplied: '1', partnerEarnedCreditRate: '0.15' };
    expect(await totalOf(details(earning), details({}))).toMatchObject({ unproven: '15.00' });
  });

  it('is proven by a pending day as well', async () => {
    const { document } = await rows(lost(), row({ ...on(2), InvoiceNumber: '' }));
    expect(document.totals).toMatchObject([{ earned: '0.00', lostCertain: '15.00' }]);
  });
});

describe('rows (rules 13 to 15)', () => {
  it('of one source are all counted, equal ones too', async () => {
    expect(await totalOf(row(), row())).toMatchObject({ earned: '30.00' });
  });

  it('have amounts with exponents, GUIDs in any case, and columns that nobody knows', async () => {
    expect(
      await totalOf(row({ BillingPreTaxTotal: '8.5E+01', EntitlementId: SUBSCRIPTION.toUpperCase(), Whatever: 'x' })),
    ).toMatchObject({ earned: '15.00' });
  });

  it.each([1, 1_200])('of JSON may leave out what is null, as %d of them do', async count => {
    const { EntitlementId: _subscription, PartnerEarnedCreditPercentage: _rate, ...bare } = lost();
    const lines = [...Array<FileRow>(count).fill(bare), row()].map(line => JSON.stringify(line));
    const run = await confirm({ 'a.json': lines.join('\n') });
    if (count > 1_000) {
      expect(run.stderr).toMatch(
        /a\.json: it has no column PartnerEarnedCreditPercentage; export it with attributeSet "full"\n$/,
      );
    } else {
      expect(run.document.undeclared).toMatchObject([{ subscriptionId: null, totals: [{ lostLikely: '15.00' }] }]);
    }
  });

  it('may have decimal commas behind semicolons', async () => {
    const text = csv([row({ BillingPreTaxTotal: '8,5' }), row({ BillingPreTaxTotal: '9' })], ';');
    const { document } = await confirm({ 'a.csv': text });
    expect(document.totals).toMatchObject([{ earned: '3.09' }]);
  });
});

describe('sources (rules 16 to 19)', () => {
  it('leave the days between them uncovered', async () => {
    const { document } = await confirm({ 'a.csv': [row()], 'b.csv': [row(on(4)), row(on(5))] });
    expect(daysOf(document.customers[0]).map(({ verdict }) => verdict)).toEqual([
      'earned',
      'not-covered',
      'not-covered',
      'earned',
      'earned',
    ]);
  });

  it.each<[string, Record<string, FileRow[]>, boolean]>([
    ['a copy', { 'a.csv': [row()], 'b.csv': [row()] }, true],
    ['two invoices', { 'a.csv': [row()], 'b.csv': [row({ InvoiceNumber: 'G2' })] }, false],
    ['one without invoice', { 'a.csv': [row()], 'b.csv': [row({ InvoiceNumber: '' })] }, true],
    ['the first without invoice', { 'a.csv': [row({ InvoiceNumber: '' })], 'b.csv': [row()] }, true],
    ['two currencies', { 'a.csv': [row()], 'b.csv': [row({ BillingCurrency: 'USD' })] }, false],
    ['two days', { 'a.csv': [row()], 'b.csv': [row(on(2))] }, false],
    ['two subscriptions', { 'a.csv': [row()], 'b.csv': [row({ EntitlementId: idOf('c', 2) })] }, false],
    [
      'a third one like the second',
      { 'a.csv': [row()], 'b.csv': [row({ InvoiceNumber: 'G2' })], 'c.csv': [row({ InvoiceNumber: 'G2' })] },
      true,
    ],
  ])('clash where they hold the same usage: %s', async (_what, files, clashes) => {
    const { exitCode, stderr, stdout } = await confirm(files);
    if (clashes) {
      expect([stdout, exitCode]).toEqual(['', 2]);
      expect(stderr).toMatch(/^pec: \S+\.csv: \S+\.csv holds the same usage \(.*, 2026-10-01, EUR\), .*\n$/);
    } else {
      expect(exitCode).toBe(0);
    }
  });

  it('of two forms clash, unless --source chooses', async () => {
    graphExport(`${folder.path}/bill/graph`, [[{ ...row(), InvoiceNumber: 'G2' }]]);
    expect(await confirm({ 'a.csv': [row()] })).toMatchObject({ exitCode: 2 });
    const { document } = await confirm({ 'a.csv': [row()] }, ONE, '--source', 'graph');
    expect(document.sources).toMatchObject([{ name: 'manifest.json', format: 'graph', rows: 1 }]);
    expect(document.totals).toMatchObject([{ earned: '15.00' }]);
  });

  it('of a file that is named twice are read once', async () => {
    const path = `${written(`${folder.path}/bill`, { 'a.csv': csv([row()]) })}/a.csv`;
    const { document } = await confirmed(folder.path, ONE, path, path, `${folder.path}/bill`);
    expect(document.totals).toMatchObject([{ earned: '15.00' }]);
  });

  it('leave the last days pending of which something is not invoiced', async () => {
    const open = { InvoiceNumber: '' };
    const stranger = { CustomerId: idOf('a', 9), EntitlementId: idOf('c', 9) };
    const all = [
      row(on(1)),
      row({ ...on(1), ...open }),
      row(on(2)),
      row(on(3)),
      row({ ...on(3), ...stranger, ...open }),
    ];
    const verdicts = async (...args: string[]) =>
      daysOf((await confirm({ 'a.csv': [...all, lost(on(4))] }, ONE, ...args)).document.customers[0]);
    expect((await verdicts()).map(({ verdict, lost: amount }) => [verdict, amount])).toEqual([
      ['earned', '0.00'],
      ['earned', '0.00'],
      ['pending', '0.00'],
      ['lost', '15.00'],
    ]);
    expect((await verdicts('--tolerance-days', '1')).map(({ verdict }) => verdict)).toEqual([
      'earned',
      'earned',
      'earned',
      'lost',
    ]);
  });

  it('show of a pending day what they say so far, without reasons or alarm', async () => {
    const { document, exitCode } = await rows(row(), lost({ ...on(2), InvoiceNumber: '' }));
    expect(daysOf(document.customers[0])[1]).toEqual({
      date: '2026-10-02',
      verdict: 'pending',
      currency: 'EUR',
      earned: '0.00',
      lost: '15.00',
      lostCertain: '15.00',
      lostLikely: '0.00',
      unproven: '0.00',
      reasons: [],
    });
    expect(exitCode).toBe(0);
  });
});

describe('the exit code (rules 20 and 22)', () => {
  const files = { 'a.csv': [row(), lost(on(2))] };

  it.each([
    [Verdict.EARNS, 1],
    [Verdict.DOES_NOT_EARN, 0],
    [Verdict.UNKNOWN, 0],
    [Verdict.OFFBOARDED, 0],
  ])('of a loss depends on whether the customer should earn: %s', async (verdict, exitCode) => {
    expect(await confirm(files, new ReadinessReport([customer(1, verdict)]))).toMatchObject({ exitCode });
  });

  it('is 0 for what is unproven, if anybody earned', async () => {
    expect(await rows(row(), lost({ ...on(2), MeterId: idOf('e', 2) }))).toMatchObject({ exitCode: 0 });
  });

  it('is 1 where nobody earned at all, and that is said first', async () => {
    const { document, stderr, exitCode } = await rows(lost(), lost(on(2)));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^pec: Nobody earned on any day/);
    expect(document.nobodyEarned).toBe(true);
    expect(daysOf(document.customers[0]).map(codesOf)).toEqual([
      ['unproven', 'never', 'everyone'],
      ['unproven', 'never', 'everyone'],
    ]);
  });

  it.each(['table', 'markdown', 'html', 'csv'])('that nobody earned is said in %s', async format => {
    const { stdout } = await confirm({ 'a.csv': [lost()] }, ONE, '--format', format);
    expect(stdout).toMatch(format === 'csv' ? /everyone: / : /Nobody earned on any day/);
  });

  it.each([
    ['49.9', 0],
    ['50', 0],
    ['50.1', 1],
  ])('with --fail-below %s is %d', async (percent, exitCode) => {
    const report = new ReadinessReport([customer(1, Verdict.UNKNOWN)]);
    expect(await confirm(files, report, '--fail-below', percent)).toMatchObject({ exitCode });
  });

  it.each<[string, object, object, number]>([
    ['nothing', {}, {}, 1],
    ['the loss', { acknowledgements: [{ rule: 'credit-lost', reason: 'agreed' }] }, {}, 0],
    ['another rule', { acknowledgements: [{ rule: 'role-earns', reason: 'agreed' }] }, {}, 1],
    [
      'those days',
      { acknowledgements: [{ rule: 'credit-lost', reason: 'x', from: '2026-10-02', to: '2026-10-02' }] },
      {},
      0,
    ],
    ['later days', { acknowledgements: [{ rule: 'credit-lost', reason: 'x', from: '2026-10-03' }] }, {}, 1],
    ['earlier days', { acknowledgements: [{ rule: 'credit-lost', reason: 'x', to: '2026-10-01' }] }, {}, 1],
    ['that group', { acknowledgements: [{ rule: 'credit-lost', reason: 'x', resourceGroups: ['RG-App'] }] }, {}, 0],
    ['another group', { acknowledgements: [{ rule: 'credit-lost', reason: 'x', resourceGroups: ['rg'] }] }, {}, 1],
    ['what was before it began', {}, { since: '2026-10-03' }, 0],
    ['nothing since it began', {}, { since: '2026-10-02' }, 1],
  ])('accepts %s', async (_what, more, subscription, exitCode) => {
    const report = new ReadinessReport([customer(1, Verdict.EARNS, more, subscription)]);
    const run = await confirm(files, report);
    expect(run.exitCode).toBe(exitCode);
    // What is accepted stays a loss.
    expect(run.document.totals).toMatchObject([{ lostCertain: '15.00' }]);
  });

  it('says which loss is accepted, and which is before it began', async () => {
    const accepted = { acknowledgements: [{ rule: 'credit-lost', reason: 'agreed with Contoso' }] };
    const run = await confirm(
      files,
      new ReadinessReport([customer(1, Verdict.EARNS, accepted, { since: '2026-10-03' })]),
    );
    expect(daysOf(run.document.customers[0])[1].reasons).toEqual([
      'certain: the same resource earned on another day',
      'not-yet: credit is expected since 2026-10-03',
      'acknowledged: agreed with Contoso',
    ]);
  });
});

describe('what a customer lost who cannot earn (rules 2, 3 and 12)', () => {
  const other = { ...on(2), CustomerId: idOf('a', 2), EntitlementId: idOf('c', 2), ResourceURI: '/vm2' };
  const confirmedAs = (verdict: Verdict, more: object = {}, ...args: string[]) => {
    const report = new ReadinessReport([customer(1), customer(2, verdict, more)]);
    return confirm({ 'a.csv': [row(), lost(other)] }, report, ...args);
  };

  it('has a cause of its own, counts as any other loss, and asks nobody to look at anything', async () => {
    const { document, exitCode } = await confirmedAs(Verdict.CANNOT_EARN);
    const [, second] = document.customers;
    expect(document.causes.map(({ cause }) => cause)).toEqual(['cannot-earn']);
    expect(document.totals[0]).toMatchObject({ lostLikely: '15.00', notEligible: '0.00', coverage: '0.5000' });
    expect(daysOf(second)[1].reasons).toEqual([
      'likely: the same meter earned in some subscription',
      'never: the subscription earned on no day',
      'cannot-earn: the customer is declared under an agreement on which Microsoft pays no credit; nobody has to act',
    ]);
    expect([second.isAlarm, exitCode]).toEqual([false, 0]);
  });

  it('is as declared where the declaration could be mended', async () => {
    const { document } = await confirmedAs(Verdict.DOES_NOT_EARN);
    expect(document.causes.map(({ cause }) => cause)).toEqual(['as-declared']);
    expect(daysOf(document.customers[1])[1].reasons).toContain(
      'never: the subscription earned on no day; look at the link, the organisation of the Partner ID, the role and the agreement',
    );
  });

  it('is acknowledged first', async () => {
    const acknowledgements = [{ rule: 'credit-lost', reason: 'agreed' }];
    const { document } = await confirmedAs(Verdict.CANNOT_EARN, { acknowledgements });
    expect(document.causes.map(({ cause }) => cause)).toEqual(['acknowledged']);
  });

  it.each(['table', 'markdown', 'html'])('is told from the rest in %s', async format => {
    const words = 'of the loss is of customers who cannot earn: it was never to be had.';
    expect((await confirmedAs(Verdict.CANNOT_EARN, {}, '--format', format)).stdout).toContain(`15.00 EUR ${words}`);
    expect((await confirmedAs(Verdict.DOES_NOT_EARN, {}, '--format', format)).stdout).not.toContain(words);
  });

  it('stands as one of whom nobody has to do anything', async () => {
    const { stdout } = await confirmedAs(Verdict.CANNOT_EARN, {}, '--format', 'table');
    expect(stdout).toContain('\n    Cannot earn, by its agreement: nobody has to act\n');
  });
});

describe('what everybody lost (rule 9)', () => {
  const of = (number: number) => ({
    CustomerId: idOf('a', number),
    EntitlementId: idOf('c', number),
    ResourceURI: `/vm${number}`,
  });
  const everyone = async (verdict: Verdict, ...second: FileRow[]) => {
    const report = new ReadinessReport([customer(1), customer(2, verdict)]);
    const { document } = await confirm({ 'a.csv': [row(), lost(on(2)), ...second] }, report);
    return codesOf(daysOf(document.customers[0])[1]).includes('everyone');
  };

  it('is said if two who should earn did not', async () => {
    expect(await everyone(Verdict.EARNS, lost({ ...on(2), ...of(2) }))).toBe(true);
    expect(await everyone(Verdict.EARNS, row({ ...on(2), ...of(2) }))).toBe(false);
    expect(await everyone(Verdict.EARNS, lost({ ...on(2), ...of(2), BenefitType: 'Reservation' }))).toBe(false);
    expect(await everyone(Verdict.DOES_NOT_EARN, lost({ ...on(2), ...of(2) }))).toBe(false);
  });

  it('beside a group that is not delegated is a reason, and no excuse', async () => {
    const report = new ReadinessReport([customer(1, Verdict.EARNS, {}, { resourceGroups: ['rg-app'] })]);
    const { document, exitCode } = await confirm(
      { 'a.csv': [row(), lost({ ResourceGroup: 'RG-Other', ResourceURI: '/vm2' })] },
      report,
    );
    expect(daysOf(document.customers[0])[0].reasons).toContain(
      'outside-resource-groups: not delegated are rg-other, only rg-app',
    );
    expect(exitCode).toBe(1);
  });
});

describe('the days that are judged', () => {
  const files = { 'a.csv': [row(on(30)), { ...lost(), UsageDate: '2026-11-02' }] };

  it('are those of --month, --from and --to; others are evidence', async () => {
    const covers = async (...args: string[]) => {
      const { document } = await confirm(files, ONE, ...args);
      return [document.covers.from, document.covers.to, document.totals.map(({ lostCertain }) => lostCertain).join()];
    };
    expect(await covers('--month', '2026-11')).toEqual(['2026-11-01', '2026-11-30', '15.00']);
    expect(await covers('--from', '2026-11-01')).toEqual(['2026-11-01', '2026-11-02', '15.00']);
    expect(await covers('--to', '2026-10-31')).toEqual(['2026-10-30', '2026-10-31', '0.00']);
  });

  it.each([
    [['--month', '2026-13'], '--month 2026-13: expected a month such as 2026-10'],
    [['--from', 'yesterday'], '--from yesterday: expected a day such as 2026-10-31'],
    [['--from', '2026-11-02', '--to', '2026-11-01'], 'there is no day from 2026-11-02 to 2026-11-01'],
    [['--month', '2027-01'], 'the files hold nothing of 2027-01-01 to 2027-01-31; give those of these days'],
    [
      ['--month', '2026-10', '--from', '2026-10-02'],
      "option '--month <month>' cannot be used with option '--from <day>'",
    ],
    [['--tolerance-days', 'x'], 'expected a number of days, such as 3'],
    [['--fail-below', '101'], 'expected a percentage, such as 95'],
  ])('are refused: %j', async (args, message) => {
    const { stderr, stdout, exitCode } = await confirm(files, ONE, ...args);
    expect(stderr).toContain(message);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('of a month of which a file holds a few only are said on stderr (rule 24)', async () => {
    const { stderr, document } = await confirm(files);
    expect(stderr).toContain(
      'pec: a.csv holds 1 of the 31 days of 2026-10, and no other file has more: a day that is missing counts as one without usage\n',
    );
    expect(daysOf(document.customers[0])[1].verdict).toBe('no-usage');
    const month = Array.from({ length: 16 }, (_, i) => row(on(i + 1)));
    expect((await confirm({ 'a.csv': month })).stderr).toBe('');
  });
});

describe('dates with slashes', () => {
  const slashed = (count: number, text: (day: string) => string) =>
    Array.from({ length: count }, (_, i) => row({ UsageDate: text(String(i + 1).padStart(2, '0')) }));
  const note =
    'if its dates begin with the day, they were read wrongly, month first; download the file again, in English';

  it('begin with the month, as of a bill of the first twelve days', async () => {
    const { stderr, document } = await confirm({ 'a.csv': slashed(12, day => `10/${day}/2026`) });
    expect(document.covers).toEqual({ from: '2026-10-01', to: '2026-10-12' });
    expect(stderr).not.toContain('begin with the day');
  });

  it.each([
    ['one day of each of 12 months', slashed(12, day => `${day}/10/2026`)],
    ['2 days of each of 4 months', [...slashed(4, day => `${day}/10/2026`), ...slashed(4, day => `${day}/11/2026`)]],
  ])('seem to begin with the day where a file holds %s, which is said and no fault', async (what, rows) => {
    const { stderr, exitCode } = await confirm({ 'a.csv': rows });
    expect(stderr).toContain(`pec: a.csv holds ${what}: ${note}`);
    expect(exitCode).not.toBe(2);
  });

  it.each([
    ['of two days', slashed(2, day => `${day}/10/2026`)],
    ['of as many days as months', slashed(3, day => `${day}/${day}/2026`)],
    [
      'of whole months',
      slashed(28, day => `2026-10-${day}`).flatMap((each, i) => [
        each,
        ...slashed(i < 3 ? 1 : 0, () => `0${i + 1}/01/2026`),
      ]),
    ],
    ['with the 13th or a later day', slashed(3, day => `2026-${day}-13`)],
  ])('say nothing %s', async (_what, rows) => {
    expect((await confirm({ 'a.csv': rows })).stderr).not.toContain('begin with the day');
  });
});

describe('resources', () => {
  it('are named only where they are asked for', async () => {
    const files = { 'a.csv': [row(), lost(on(2))] };
    const silent = await confirm(files);
    expect(silent.stdout).not.toContain('/vm1');
    const { document } = await confirm(files, ONE, '--resources');
    expect(daysOf(document.customers[0])[1].resources).toEqual([
      { resourceId: '/vm1', meterId: METER, currency: 'EUR', lost: '15.00' },
    ]);
  });
});
