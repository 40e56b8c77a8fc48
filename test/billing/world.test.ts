import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ConfirmationDocument } from '../../lib/reports';
import { folderForEachTest } from '../command-line/run-pec';
import { codesOf, confirmed, daysOf } from './confirming';
import { CUSTOMERS, DARK_DAY, DAYS, idOf, readinessOfWorld, ROWS, STORIES, type Story } from './world';
import {
  costDetails,
  costDetails2019,
  costExport,
  csv,
  dailyRated,
  type FileRow,
  focus,
  german,
  graph,
  graphExport,
  jsonLines,
  partnerCenterApi,
  written,
} from './writers';

// Forty customers in nineteen forms, on a machine that may be busy.
jest.setTimeout(60_000);

const folder = folderForEachTest();
const report = readinessOfWorld();

/** Cut in two, in the middle of a day. */
const HALVES = [ROWS.slice(0, 401), ROWS.slice(401)];

/** Columns in another order, and with other spellings of their names. */
const shuffled = (row: FileRow): FileRow =>
  Object.fromEntries(
    Object.entries(row)
      .reverse()
      .map(([name, value]) => [name.toUpperCase(), value]),
  );

/** The names of 2023: kvamseek/partner-center, announcements/includes/august-2023/update-reconciliation-file-api.md. */
const renamed = (row: FileRow): FileRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) =>
      name === 'PartnerEarnedCreditPercentage'
        ? ['rateOfPartnerEarnedCredit', Number(value) / 100]
        : [name.charAt(0).toLowerCase() + name.slice(1), value],
    ),
  );

/** The world in every form. Each gives what to name on the command line. */
const FORMS: Record<string, (folder: string) => string> = {
  'daily-rated usage': path => join(written(path, { 'a.csv': csv(ROWS.map(dailyRated)) }), 'a.csv'),
  'daily-rated usage, packed': path => written(path, { 'a.CSV.GZ': gzipSync(csv(ROWS.map(dailyRated))) }),
  'daily-rated usage, columns in another order and case': path =>
    written(path, { 'a.csv': csv(ROWS.map(dailyRated).map(shuffled)) }),
  'daily-rated usage with the names of 2023': path =>
    written(path, { 'a.csv': csv(ROWS.map(dailyRated).map(renamed)) }),
  'daily-rated usage without the columns of benefits': path =>
    written(path, {
      'a.csv': csv(
        ROWS.map(dailyRated).map(({ BenefitId: _id, BenefitOrderId: _order, BenefitType: _type, ...row }) => row),
      ),
    }),
  'daily-rated usage for a user in Germany': path => written(path, { 'a.csv': csv(ROWS.map(german), ';') }),
  'the Partner Center API': path =>
    written(path, {
      'a.json': JSON.stringify({ totalCount: ROWS.length, items: ROWS.map(partnerCenterApi), links: {} }),
    }),
  'an export of Microsoft Graph': path =>
    graphExport(
      path,
      HALVES.map(half => half.map(graph)),
    ),
  'a part of Microsoft Graph, as a list': path => written(path, { 'a.json': JSON.stringify(ROWS.map(graph)) }),
  'a part of Microsoft Graph, as lines': path => written(path, { 'a.json': jsonLines(ROWS.map(graph)) }),
  'cost details 2021-10-01': path =>
    costExport(
      path,
      HALVES.map(half => csv(half.map(costDetails))),
    ),
  'cost details 2021-10-01, packed': path =>
    costExport(
      path,
      HALVES.map(half => gzipSync(csv(half.map(costDetails)))),
    ),
  'cost details 2019-11-01': path => written(path, { 'a.csv': csv(ROWS.map(costDetails2019)) }),
  'FOCUS 1.0': path => written(path, { 'a.csv': csv(ROWS.map(row => focus(row, '1.0'))) }),
  'FOCUS 1.0r2': path => written(path, { 'a.csv': csv(ROWS.map(row => focus(row, '1.0r2'))) }),
  'FOCUS 1.2-preview': path => written(path, { 'a.csv': csv(ROWS.map(row => focus(row, '1.2-preview'))) }),
  'FOCUS 1.2': path => costExport(path, [csv(ROWS.map(row => focus(row)))], { type: 'FocusCost' }),
  // Made by DuckDB 1.5 of the CSV of these rows: COPY (SELECT * REPLACE (strptime(date, '%m/%d/%Y')::TIMESTAMP AS date,
  // costInBillingCurrency::DOUBLE AS costInBillingCurrency, partnerEarnedCreditRate::DOUBLE AS partnerEarnedCreditRate,
  // (lower(partnerEarnedCreditApplied) IN ('true', '1')) AS partnerEarnedCreditApplied) FROM read_csv(…,
  // all_varchar = true)) TO 'cost-details.parquet' (FORMAT parquet, COMPRESSION snappy).
  'cost details in Parquet': () => join(__dirname, 'cost-details.parquet'),
  'cost details in Parquet, as a part of an export': path =>
    costExport(path, [readFileSync(join(__dirname, 'cost-details.parquet'))], {
      names: ['part_0_0001.snappy.parquet'],
    }),
};

async function inForm(form: keyof typeof FORMS): Promise<ConfirmationDocument> {
  const { stderr, exitCode, document } = await confirmed(folder.path, report, FORMS[form](join(folder.path, 'bill')));
  expect(stderr).toMatch(/^pec: customer-0, .*: credit was lost that should have been earned/);
  expect(exitCode).toBe(1);
  return document;
}

/** The customers with a story. */
function withStory({ customers }: ConfirmationDocument, story: Story) {
  const keys = CUSTOMERS.filter(customer => customer.story === story).map(({ number }) => `customer-${number}`);
  return customers.filter(({ key }) => keys.includes(key));
}

/** Each day of a customer: its verdict and the codes of its reasons. */
function storyOf(document: ConfirmationDocument, story: Story): string[] {
  const [first, ...others] = withStory(document, story).map(customer =>
    daysOf(customer).map(day => [day.verdict, ...codesOf(day)].join(' ')),
  );
  others.forEach(other => expect(other).toEqual(first));
  return first;
}

/** A text for each day of October. */
const october = (said: (day: number) => string) => DAYS.map(day => (day === DARK_DAY ? said(0) : said(day)));

describe('a bill of forty customers', () => {
  it('puts every loss down to one cause, with its days, and the causes add up', async () => {
    const document = await inForm('daily-rated usage');
    const causesOf = (story: Story) => {
      const [first, ...others] = withStory(document, story).map(({ subscriptions }) =>
        subscriptions.flatMap(({ losses }) =>
          losses.map(({ cause, from, to, days }) => `${cause} ${from.slice(8)} to ${to.slice(8)}, ${days}`),
        ),
      );
      others.forEach(other => expect(other).toEqual(first));
      return first;
    };
    expect(Object.fromEntries(STORIES.map(story => [story, story === 'undeclared' ? [] : causesOf(story)]))).toEqual({
      steady: ['everyone 16 to 16, 1'],
      begins: ['not-yet 01 to 09, 9', 'everyone 16 to 16, 1'],
      ends: ['everyone 16 to 16, 1', 'no-longer 20 to 31, 12'],
      gap: ['gap 12 to 13, 2', 'everyone 16 to 16, 1'],
      never: ['never 01 to 31, 30', 'everyone 16 to 16, 1'],
      unproven: ['never 01 to 31, 30', 'everyone 16 to 16, 1'],
      'resource-groups': ['outside-resource-groups 01 to 31, 30', 'everyone 16 to 16, 1'],
      'spot-only': [],
      reserved: [],
      'third-party': [],
      silent: [],
      offboarded: ['as-declared 16 to 16, 1'],
      'earns-anyway': ['as-declared 16 to 16, 1'],
      undeclared: [],
      'other-subscription': ['everyone 16 to 16, 1'],
      'taken-back': ['everyone 16 to 16, 1'],
    });
    const cents = (amount: string) => Number(amount.replace('.', ''));
    for (const { currency, ...total } of document.totals) {
      const parts = document.causes.flatMap(({ totals }) => totals.filter(each => each.currency === currency));
      for (const member of ['lostCertain', 'lostLikely', 'unproven'] as const) {
        const sum = parts.map(part => cents(part[member])).reduce((a, b) => a + b, 0);
        // Each of them is rounded once.
        expect(Math.abs(sum - cents(total[member]))).toBeLessThanOrEqual(parts.length / 2);
      }
    }
    expect(document.causes.find(({ cause }) => cause === 'undeclared')).toMatchObject({
      customers: 4,
      subscriptions: 4,
    });
  });

  it.each(['EUR', 'USD'])('adds up to the cent, in %s', async currency => {
    const { totals, covers } = await inForm('daily-rated usage');
    expect(covers).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    // Of each currency 343.5 days earned 3.015; 59 were lost for certain, 124 likely, 31 are unproven.
    expect(totals.find(total => total.currency === currency)).toEqual({
      currency,
      earned: '1035.65',
      lostCertain: '177.89',
      lostLikely: '373.86',
      unproven: '93.47',
      notEligible: '97.68',
      notEligibleBecause: {
        benefit: '0.00',
        'no-usage': '-5.55',
        spot: '103.23',
        'third-party': '0.00',
      },
      coverage: '0.6524',
    });
    expect(totals).toHaveLength(2);
  });

  it('tells every story, day by day', async () => {
    const document = await inForm('daily-rated usage');
    const told = (story: Story) => storyOf(document, story);
    const dark = 'lost certain gap everyone';
    expect(told('steady')).toEqual(october(day => (day === 0 ? dark : 'earned')));
    expect(told('taken-back')).toEqual(october(day => (day === 0 ? dark : 'earned')));
    expect(told('begins')).toEqual(october(day => (day === 0 ? dark : day < 10 ? 'lost certain not-yet' : 'earned')));
    expect(told('ends')).toEqual(october(day => (day === 0 ? dark : day > 19 ? 'lost certain no-longer' : 'earned')));
    expect(told('gap')).toEqual(
      october(day => (day === 0 ? dark : day === 12 || day === 13 ? 'lost certain gap' : 'earned')),
    );
    expect(told('never')).toEqual(october(day => (day === 0 ? 'lost likely never everyone' : 'lost likely never')));
    expect(told('unproven')).toEqual(
      october(day => (day === 0 ? 'lost unproven never everyone' : 'lost unproven never')),
    );
    expect(told('resource-groups')).toEqual(
      october(day =>
        day === 0
          ? 'lost certain likely gap everyone outside-resource-groups'
          : 'partly likely outside-resource-groups lost-in',
      ),
    );
    expect(told('spot-only')).toEqual(october(() => 'nothing-eligible'));
    expect(told('reserved')).toEqual(october(() => 'nothing-eligible'));
    expect(told('third-party')).toEqual(october(() => 'nothing-eligible'));
    expect(told('silent')).toEqual(october(() => 'no-usage'));
    expect(told('offboarded')).toEqual(october(day => (day === 0 ? dark : 'earned offboarded')));
    expect(told('earns-anyway')).toEqual(october(day => (day === 0 ? dark : 'earned earns-anyway')));
    expect(told('other-subscription')).toEqual(october(day => (day === 0 ? dark : 'earned')));
  });

  it('names whom to look at, and nobody else', async () => {
    const document = await inForm('daily-rated usage');
    const alarms = new Set(document.customers.filter(({ isAlarm }) => isAlarm).map(({ key }) => key));
    const expected = [
      'steady',
      'begins',
      'ends',
      'gap',
      'never',
      'resource-groups',
      'other-subscription',
      'taken-back',
    ];
    expect(alarms).toEqual(
      new Set(CUSTOMERS.filter(({ story }) => expected.includes(story)).map(({ number }) => `customer-${number}`)),
    );
    expect(document.nobodyEarned).toBe(false);
    expect(document.customers.map(({ key }) => key)).toEqual(report.customers.map(({ key }) => key));
  });

  it('tells what nobody declared', async () => {
    const { undeclared } = await inForm('daily-rated usage');
    const lines = undeclared.map(({ tenantId, subscriptionId, totals }) => [
      tenantId,
      subscriptionId,
      ...totals.map(({ currency, lostLikely, notEligible }) => `${currency} ${lostLikely} ${notEligible}`),
    ]);
    const [other] = CUSTOMERS.filter(({ story }) => story === 'other-subscription').map(({ number }) => number);
    const [stranger] = CUSTOMERS.filter(({ story }) => story === 'undeclared').map(({ number }) => number);
    expect(lines).toEqual([
      [idOf('a', stranger), idOf('c', stranger), 'EUR 93.47 0.00'],
      [idOf('a', stranger + 1), idOf('c', stranger + 1), 'USD 93.47 0.00'],
      [idOf('a', other), null, 'EUR 0.00 -5.55'],
      [idOf('a', other), idOf('d', other), 'EUR 93.47 0.00'],
      [idOf('a', other + 1), null, 'USD 0.00 -5.55'],
      [idOf('a', other + 1), idOf('d', other + 1), 'USD 93.47 0.00'],
    ]);
    expect(undeclared[0].name).toBe(CUSTOMERS[stranger].name);
  });

  it.each(Object.keys(FORMS))('says the same to the cent as %s', async form => {
    // Each form has evidence of its own for why a row cannot earn; the amount is the same.
    const comparable = (document: ConfirmationDocument) =>
      JSON.parse(
        JSON.stringify({ ...document, sources: [] }, (name, value: unknown) =>
          name === 'notEligibleBecause' ? {} : value,
        ),
      ) as unknown;
    expect(comparable(await inForm(form))).toEqual(comparable(await inForm('daily-rated usage')));
  });
});
