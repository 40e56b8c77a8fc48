import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020';
import { parse } from 'papaparse';
import { Verdict } from '../../lib/readiness';
import {
  type ConfirmationDocument,
  ConfirmationReport,
  type ConfirmationTotals,
  type ConfirmedCustomer,
  type ConfirmedDay,
} from '../../lib/reports';

const schema = JSON.parse(
  readFileSync(join(__dirname, '../../lib/reports/confirmation/confirmation.schema.json'), 'utf8'),
) as AnySchema;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const totals = (more: Partial<ConfirmationTotals> = {}): ConfirmationTotals => ({
  currency: 'EUR',
  earned: '15.00',
  lostCertain: '0.00',
  lostLikely: '0.00',
  unproven: '0.00',
  notEligible: '0.00',
  notEligibleBecause: {},
  coverage: '1.0000',
  ...more,
});

const day = (number: number, more: Partial<ConfirmedDay> = {}): ConfirmedDay => ({
  date: `2026-10-0${number}`,
  verdict: 'earned',
  currency: 'EUR',
  earned: '15.00',
  lost: '0.00',
  reasons: [],
  ...more,
});

const lostDay = (number: number, ...reasons: string[]) =>
  day(number, { verdict: 'lost', earned: '0.00', lost: '15.00', reasons });

const customer = (key: string, days: ConfirmedDay[], more: Partial<ConfirmedCustomer> = {}): ConfirmedCustomer => ({
  key,
  tenantId: 'a0000000-0000-4000-8000-000000000001',
  name: `${key} AG`,
  declared: Verdict.EARNS,
  verdict: 'earned',
  isAlarm: false,
  totals: [totals()],
  subscriptions: [{ subscriptionId: 'c0000000-0000-4000-8000-000000000001', totals: [totals()], days }],
  ...more,
});

const CERTAIN = 'certain: the same resource earned on another day';
const LOST = totals({
  lostCertain: '45.00',
  coverage: '0.2500',
  notEligible: '3.00',
  notEligibleBecause: { spot: '3.00' },
});

/** A document of customers of every kind. */
function sample(more: Partial<ConfirmationDocument> = {}): ConfirmationReport {
  return new ConfirmationReport({
    version: 1,
    covers: { from: '2026-10-01', to: '2026-10-05' },
    readiness: { sha256: 'a'.repeat(64) },
    sources: [{ name: 'october.csv', format: 'daily-rated', from: '2026-10-01', to: '2026-10-05', rows: 9 }],
    nobodyEarned: false,
    totals: [LOST],
    customers: [
      customer(
        'contoso',
        [1, 2, 3, 4, 5].map(number => day(number)),
      ),
      customer(
        'northwind',
        [
          day(1),
          lostDay(2, CERTAIN, 'gap: it earned before and after'),
          day(3, { verdict: 'no-usage', currency: null, earned: '0', lost: '0' }),
          lostDay(4, CERTAIN, 'gap: it earned before and after'),
          lostDay(5, CERTAIN, 'no-longer: it ended'),
        ],
        {
          name: '=Northwind <b> | ##[group]',
          verdict: 'partly',
          isAlarm: true,
          totals: [LOST],
          subscriptions: [
            {
              subscriptionId: 'c0000000-0000-4000-8000-000000000002',
              totals: [LOST],
              days: [
                day(1),
                lostDay(2, CERTAIN, 'gap: it earned before and after'),
                day(3, { verdict: 'no-usage', currency: null, earned: '0', lost: '0' }),
                lostDay(4, CERTAIN, 'gap: it earned before and after'),
                lostDay(5, CERTAIN, 'no-longer: it ended'),
              ],
            },
          ],
        },
      ),
      customer('tailspin', [day(1, { reasons: ['left: the customer is offboarded'] })], { declared: Verdict.LEFT }),
      customer('woodgrove', [], { verdict: 'no-usage', totals: [], subscriptions: [] }),
    ],
    undeclared: [
      {
        tenantId: 'a0000000-0000-4000-8000-000000000009',
        subscriptionId: null,
        name: 'Stranger',
        totals: [totals({ earned: '0.00', lostLikely: '7.00', coverage: '0.0000' })],
      },
    ],
    ...more,
  });
}

describe('confirmation.schema.json', () => {
  it('describes what is written', () => {
    expect(validate(JSON.parse(sample().toJson()))).toBe(true);
  });

  it.each<[object]>([
    [{ version: 2 }],
    [{ covers: { from: '2026-10-01' } }],
    [{ totals: [totals({ earned: '1.5E-05' })] }],
    [{ totals: [totals({ currency: 'euro' })] }],
    [{ customers: [customer('x', [day(1, { reasons: ['why'] })])] }],
    [{ customers: [customer('x', [day(1, { date: '10/01/2026' })])] }],
  ])('refuses anything else: %j', more => {
    expect(validate(JSON.parse(sample(more).toJson()))).toBe(false);
  });
});

describe('the confirmation as JSON', () => {
  it('is read again as it was written', () => {
    expect(ConfirmationReport.fromJson(sample().toJson())).toEqual(sample());
  });

  it.each([
    ['nonsense', 'this is not JSON (line 1, column 1)'],
    ['{}', 'must have required property \'version\'; expected what "pec confirm --format json" writes'],
    ['{"version":2}', 'must have required property'],
  ])('is nothing else: %s', (text, message) => expect(() => ConfirmationReport.fromJson(text)).toThrow(message));
});

describe('the confirmation as a table', () => {
  it('has those who lost first, on which days, and why', () => {
    expect(sample().toTable()).toBe(
      [
        'CUSTOMER                         SUBSCRIPTION                          VERDICT     EARNED     LOST       LIKELY LOST  UNPROVEN',
        '=Northwind <b> | \\u0023#[group]  c0000000-0000-4000-8000-000000000002  partly      15.00 EUR  45.00 EUR  0.00 EUR     0.00 EUR',
        '    Alarm: should earn, and lost',
        '    2026-10-02 to 2026-10-04 (2 days):',
        '      certain: the same resource earned on another day',
        '      gap: it earned before and after',
        '    2026-10-05:',
        '      certain: the same resource earned on another day',
        '      no-longer: it ended',
        'tailspin AG                      c0000000-0000-4000-8000-000000000001  earned      15.00 EUR  0.00 EUR   0.00 EUR     0.00 EUR',
        '    Earns, though it should not',
        '    left: the customer is offboarded',
        'contoso AG                       c0000000-0000-4000-8000-000000000001  earned      15.00 EUR  0.00 EUR   0.00 EUR     0.00 EUR',
        '    Confirmed',
        'woodgrove AG                                                           no-usage',
        '    Nothing to see yet',
        'Stranger                                                               undeclared  0.00 EUR   0.00 EUR   7.00 EUR     0.00 EUR',
        '',
        'EUR: 15.00 earned, 45.00 lost, 0.00 likely lost, 0.00 unproven; of the credit 25.00 % earned; 3.00 billed for what cannot earn (Spot 3.00)',
        '2026-10-01 to 2026-10-05: 15.00 EUR earned; 45.00 EUR lost for certain; 0.00 EUR likely; 1 of 4 customers should earn and lost.',
        '',
      ].join('\n'),
    );
  });

  it('begins with what everybody has to hear', () => {
    expect(sample({ nobodyEarned: true }).toTable()).toMatch(
      /^Nobody earned on any day, though customers should have\./,
    );
  });
});

describe('the confirmation as Markdown', () => {
  it('begins with the line by which a pipeline finds it, and hides nothing of a name', () => {
    const text = sample().toMarkdown();
    expect(text).toMatch(/^<!-- pec-confirmation -->\n### Partner earned credit, 2026-10-01 to 2026-10-05\n/);
    expect(text).toContain('=Northwind &lt;b&gt; \\|');
    expect(text).toContain('2026-10-02 to 2026-10-04 (2 days): certain: the same resource earned on another day;');
    expect(text).toContain('| Stranger | `none` |');
    expect(text).not.toContain('contoso AG');
    expect(text).toMatch(/\n1 customer confirmed\. By the files `october\.csv`\.\n$/);
  });

  it('fits into a comment, and says how many are left out', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      customer(`customer-${i}`, [lostDay(1, CERTAIN)], { isAlarm: true, verdict: 'lost', totals: [LOST] }),
    );
    const text = sample({ customers: many }).toMarkdown();
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
    expect(text).toMatch(/\*\*1\d{3} are left out here,\*\*|\*\*1\d{3} more are left out here,\*\*/);
  });
});

describe('the confirmation as CSV', () => {
  it('has a row for each day, opens in Excel, and calculates nothing', () => {
    const text = sample().toCsv();
    expect(text).toMatch(/^\ufeffCustomerKey,.*\r\n/);
    const { data } = parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(11);
    expect(data[5]).toEqual({
      CustomerKey: 'northwind',
      CustomerName: "'=Northwind <b> | \\u0023#[group]",
      TenantId: 'a0000000-0000-4000-8000-000000000001',
      Declared: 'earns',
      SubscriptionId: 'c0000000-0000-4000-8000-000000000002',
      Date: '2026-10-01',
      Verdict: 'earned',
      Currency: 'EUR',
      Earned: '15.00',
      Lost: '0.00',
      Reasons: '',
    });
  });

  it('leaves negative amounts numbers, and has a row for each currency', () => {
    const days = [day(1, { earned: '-3.00', otherCurrencies: [{ currency: 'USD', earned: '1.00', lost: '2.00' }] })];
    const lines = sample({ customers: [customer('contoso', days)] })
      .toCsv()
      .split('\r\n');
    expect(lines[1]).toContain(',EUR,-3.00,0.00,');
    expect(lines[2]).toContain(',USD,1.00,2.00,');
  });
});

describe('the confirmation as a page', () => {
  const page = sample().toHtml();

  it('asks the network for nothing, and runs nothing', () => {
    expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/);
    expect(page).not.toMatch(/<script|https?:\/\/(?!learn\.)/);
  });

  it('shows texts as texts, and each day in words', () => {
    expect(page).toContain('=Northwind &lt;b&gt; | ');
    expect(page).not.toContain('<b> |');
    expect(page).toContain('title="2026-10-02: Lost, earned 0.00 EUR, lost 15.00 EUR"');
    expect(page).toContain('<details class="customer-days" open>');
    expect(page).toContain('<b>2026-10-02 to 2026-10-04 (2 days)</b>');
    expect(page).toContain('The bill holds nothing of this customer.');
    expect(page).toContain('<th scope="row">Stranger</th>');
  });
});
