import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020';
import { parse } from 'papaparse';
import { ConfirmationReport, type DayVerdict } from '../../lib/reports';
import { LOSS_CAUSES } from '../../lib/reports/confirmation/causes';
import { CERTAIN, customer, day, LOST, lostDay, sampleConfirmation as sample, totals } from './sample-confirmation';

const schema = JSON.parse(
  readFileSync(join(__dirname, '../../lib/reports/confirmation/confirmation.schema.json'), 'utf8'),
) as AnySchema;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

describe('confirmation.schema.json', () => {
  it('describes what is written', () => {
    expect(validate(JSON.parse(sample().toJson()))).toBe(true);
  });

  it.each<[object]>([
    [{ version: 1 }],
    [{ covers: { from: '2026-10-01' } }],
    [{ readiness: { sha256: 'a'.repeat(64), trust: 'somebody' } }],
    [{ totals: [totals({ earned: '1.5E-05' })] }],
    [{ totals: [totals({ currency: 'euro' })] }],
    [{ customers: [customer('x', [day(1, { reasons: ['why'] })])] }],
    [{ customers: [customer('x', [day(1, { date: '10/01/2026' })])] }],
  ])('refuses anything else: %j', more => {
    expect(validate(JSON.parse(sample(more).toJson()))).toBe(false);
  });
});

it('has words for every cause of a loss', () => {
  const { cause } = (schema as { $defs: Record<string, { enum?: string[] }> }).$defs;
  expect(Object.keys(LOSS_CAUSES).sort()).toEqual([...(cause.enum ?? [])].sort());
});

describe('the confirmation as JSON', () => {
  it('is the same in parts', () => {
    const parts = [...sample().toJsonParts()];
    expect(parts.length).toBeGreaterThan(sample().document.customers.length);
    expect(JSON.parse(parts.join(''))).toEqual(JSON.parse(JSON.stringify(sample().document)));
    expect([...sample({ customers: [] }).toJsonParts()].join('')).toContain('"customers":[],"undeclared":');
  });

  it('is read again as it was written', () => {
    expect(ConfirmationReport.fromJson(sample().toJson())).toEqual(sample());
  });

  it.each([
    ['nonsense', 'this is not JSON (line 1, column 1)'],
    ['{}', 'this is no confirmation report; expected what "pec confirm --format json" writes'],
    ['{"version":2,"covers":{}}', 'must have required property'],
    [
      '{"version":1,"covers":{}}',
      'this confirmation report has version 1, which an older cdktf-partner-earned-credit wrote; confirm again',
    ],
    ['{"version":3,"covers":{}}', 'this confirmation report has version 3, which a newer'],
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
        '    Offboarded, and still earns: somebody still has access',
        '    offboarded: the customer still earns',
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

  it.each<[DayVerdict[], DayVerdict]>([
    [['earned', 'lost'], 'partly'],
    [['partly', 'no-usage'], 'partly'],
    [['earned', 'nothing-eligible'], 'earned'],
    [['lost', 'no-usage'], 'lost'],
    [['nothing-eligible', 'no-usage'], 'nothing-eligible'],
    [['pending', 'not-covered'], 'no-usage'],
  ])('has the verdict of the subscription, and not of the customer: %j', (verdicts, expected) => {
    const days = verdicts.map((verdict, i) => day(i + 1, { verdict }));
    // A word of the customer that none of its days has.
    const table = sample({ customers: [customer('contoso', days, { verdict: 'pending' })] }).toTable();
    expect(table.split('\n')[1].split(/ {2,}/)[2]).toBe(expected);
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
      LostCertain: '0.00',
      LostLikely: '0.00',
      Unproven: '0.00',
      Reasons: '',
    });
  });

  it('leaves negative amounts numbers, and has a row for each currency', () => {
    const inDollars = {
      currency: 'USD',
      earned: '1.00',
      lost: '6.00',
      lostCertain: '1.00',
      lostLikely: '2.00',
      unproven: '3.00',
    };
    const days = [day(1, { earned: '-3.00', otherCurrencies: [inDollars] })];
    const lines = sample({ customers: [customer('contoso', days)] })
      .toCsv()
      .split('\r\n');
    expect(lines[1]).toContain(',EUR,-3.00,0.00,0.00,0.00,');
    expect(lines[2]).toContain(',USD,1.00,1.00,2.00,3.00,');
  });
});
