import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { folderForEachTest } from '../command-line/run-pec';
import { confirmed } from './confirming';
import { readinessOfWorld, ROWS } from './world';
import {
  costDetails,
  costExport,
  csv,
  dailyRated,
  type FileRow,
  focus,
  graph,
  graphExport,
  jsonLines,
  written,
} from './writers';

const folder = folderForEachTest();
const some = ROWS.slice(0, 50);
const daily = some.map(dailyRated);

const without = (rows: FileRow[], ...columns: string[]) =>
  rows.map(row => Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))));
const withLast = (rows: FileRow[], more: FileRow) => [...rows.slice(0, -1), { ...rows[rows.length - 1], ...more }];

/** What is said of a bill, beside one that is good. */
async function refusalOf(...paths: string[]): Promise<string> {
  const good = join(written(join(folder.path, 'good'), { 'good.csv': csv(withLast(daily, {})) }), 'good.csv');
  const { stdout, stderr, exitCode } = await confirmed(folder.path, readinessOfWorld(), ...paths, good);
  expect([stdout, exitCode]).toEqual(['', 2]);
  expect(stderr).toMatch(/^pec: [^\n]*\n$/);
  return stderr.slice('pec: '.length, -1).replaceAll(`${folder.path}/`, '');
}

/** What is said of a file with these bytes. */
function refusalOfFile(content: string | Buffer, name = 'a.csv'): Promise<string> {
  return refusalOf(join(written(join(folder.path, 'bad'), { [name]: content }), name));
}

const gzip = gzipSync(csv(daily));
const GRAPH = some.map(graph);
const FOCUS = some.map(row => focus(row));
const RETAIL =
  'it has no columns of partner earned credit: it is of a retail scope; export it at the billing account, a billing ' +
  'profile or a customer of your partner agreement';

describe('a file that cannot be used is refused, and nothing is printed', () => {
  it.each<[what: string, content: string | Buffer, reason: string]>([
    ['empty', '', 'it is empty'],
    ['blank', ' \r\n\r\n', 'it is empty'],
    ['an empty gzip', gzipSync(''), 'it is empty'],
    ['a header', csv(daily).split('\r\n')[0], 'it has a header and no rows; download it again'],
    [
      'a page',
      '<!DOCTYPE html><html>Sign in</html>',
      'it is a page of HTML, such as that of a sign-in which has ended; sign in and download it again',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${csv(daily)}`, 'utf16le'),
      'it is UTF-16 or no text at all; download it again, or save it as UTF-8',
    ],
    [
      'Windows-1252',
      Buffer.from(csv(daily), 'latin1').subarray(1),
      'it is not UTF-8; download it again, or save it as UTF-8',
    ],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004rest'), 'it is a ZIP archive; unpack it'],
    ['cut gzip', gzip.subarray(0, gzip.length - 20), 'it is gzip that is cut off; download it again'],
    [
      'damaged gzip',
      Buffer.concat([gzip.subarray(0, 200), Buffer.alloc(100, 7), gzip.subarray(300)]),
      'it is gzip that is damaged; download it again',
    ],
    ['cut CSV', csv(daily).slice(0, -300), 'row 51 has 12 values for 29 columns; download the file again'],
    ['cut JSON', jsonLines(GRAPH).slice(0, -30), 'it ends in the middle of object 50; download it again'],
    [
      'no rate',
      csv(without(daily, 'PartnerEarnedCreditPercentage')),
      'it has no column PartnerEarnedCreditPercentage; download the daily-rated usage with all columns (attribute set "full")',
    ],
    [
      'attribute set basic',
      jsonLines(without(GRAPH, 'PartnerEarnedCreditPercentage')),
      'it has no column PartnerEarnedCreditPercentage; export it with attributeSet "full"',
    ],
    [
      'no Azure subscription',
      csv(without(daily, 'EntitlementId')),
      'it has no column EntitlementId, which holds the Azure subscription; download it again from Partner Center',
    ],
    ...['MeterId', 'ResourceURI'].map<[string, string, string]>(column => [
      `no ${column}, by which usage is told that cannot earn`,
      csv(without(daily, column)),
      `it has no column ${column}; download the daily-rated usage with all columns (attribute set "full")`,
    ]),
    [
      'retail cost details',
      csv(without(some.map(costDetails), 'partnerEarnedCreditRate', 'partnerEarnedCreditApplied')),
      RETAIL,
    ],
    ['retail FOCUS', csv(without(FOCUS, 'x_PartnerCreditApplied', 'x_PartnerCreditRate')), RETAIL],
    [
      'usage of one subscription',
      'UsageDate,MeterId,PreTaxCost\n2026-10-01,x,1\n',
      'it is usage of a retail scope, without partner earned credit; export cost details at the billing account, a ' +
        'billing profile or a customer of your partner agreement',
    ],
    [
      'monthly reconciliation',
      'PartnerId,CustomerId,ChargeStartDate,PriceAdjustmentDescription,Total\nx,y,2026-10-01,[],1\n',
      'it is the monthly reconciliation file, which has no days; download the daily-rated usage of the invoice',
    ],
    [
      'anything else',
      'a,b,c,d\n1,2,3,4\n',
      'it begins with the columns "a", "b", "c", which no usage file has; give the daily-rated usage of Partner Center, ' +
        'a usage export of Microsoft Graph, or cost details or FOCUS of Cost Management',
    ],
    [
      'a day that does not exist',
      csv(withLast(daily, { UsageDate: '2026-02-30T00:00:00Z' })),
      'row 51: "2026-02-30T00:00:00Z" is no date of usage: expected 2026-10-31, 10/31/2026 or 31.10.2026; download the ' +
        'file again, and do not save it with Excel',
    ],
    ['no amount', csv(withLast(daily, { BillingPreTaxTotal: 'n/a' })), 'row 51: "n/a" is no amount'],
    [
      'no rate',
      csv(withLast(daily, { PartnerEarnedCreditPercentage: '100' })),
      'row 51: "100" is no rate of partner earned credit',
    ],
    ['no currency', csv(withLast(daily, { BillingCurrency: '' })), 'row 51: "" is no currency'],
    [
      'neither true nor false',
      csv(withLast(some.map(costDetails), { partnerEarnedCreditApplied: 'maybe' })),
      'row 51: "maybe" does not say whether partner earned credit was applied',
    ],
    [
      'a comma among commas',
      csv(withLast(daily, { BillingPreTaxTotal: '1,5' })),
      'row 51: "1,5" has a comma that may be a decimal comma or not; download the file in English',
    ],
    [
      'both marks in one number',
      csv(withLast(daily, { BillingPreTaxTotal: '1.234,56' }), ';'),
      'row 51: "1.234,56" has a comma that may be a decimal comma or not; download the file in English',
    ],
    [
      'both marks in one column',
      csv(withLast(daily, { BillingPreTaxTotal: '1,5' }), ';'),
      'row 51: "1,5" has a "," where the rows before have a "."; download the file again, in English',
    ],
  ])('%s', async (_what, content, reason) => {
    expect(await refusalOfFile(content)).toBe(`bad/a.csv: ${reason}`);
  });

  it('which is not there', async () => {
    expect(await refusalOf(join(folder.path, 'nothing.csv'))).toBe('nothing.csv: it does not exist');
  });

  it('with a name that would break the line', async () => {
    expect(await refusalOfFile('', 'a\nb.csv')).toBe('bad/a\\nb.csv: it is empty');
  });
});

describe('a folder is refused', () => {
  it('that holds nothing', async () => {
    written(join(folder.path, 'bad'), { 'notes.txt': 'nothing' });
    expect(await refusalOf(join(folder.path, 'bad'))).toBe('bad: it holds no .csv, .json or .parquet, packed or not');
  });

  it('in which one file is bad', async () => {
    written(join(folder.path, 'bad', 'below'), { 'b.json': '{' });
    expect(await refusalOf(join(folder.path, 'bad'))).toBe(
      'bad/below/b.json: it ends in the middle of object 1; download it again',
    );
  });
});

describe('an export is refused', () => {
  const parts = [csv(some.map(costDetails))];

  it('of which a part is missing', async () => {
    costExport(join(folder.path, 'bad'), parts, { names: ['part_0_0001.csv', 'part_1_0001.csv'] });
    expect(await refusalOf(join(folder.path, 'bad'))).toBe(
      'bad/part_1_0001.csv: it is missing, and manifest.json lists it; download it beside the manifest',
    );
  });

  it('of which the manifest does not name every part', async () => {
    written(join(folder.path, 'bad'), { 'manifest.json': '{"blobCount":2,"blobs":[{"name":"a.csv"}]}' });
    expect(await refusalOf(join(folder.path, 'bad'))).toBe(
      'bad/manifest.json: it does not name every part; download the manifest again',
    );
  });

  it('of which two parts have one name', async () => {
    written(join(folder.path, 'bad'), { 'manifest.json': '{"blobs":[{"name":"x/a.csv"},{"name":"y/a.csv"}]}' });
    expect(await refusalOf(join(folder.path, 'bad'))).toBe(
      'bad/manifest.json: it lists two parts of one name; download the manifest again',
    );
  });

  it('without parts', async () => {
    written(join(folder.path, 'bad'), { 'manifest.json': '{"blobCount":0,"blobs":[]}' });
    expect(await refusalOf(join(folder.path, 'bad', 'manifest.json'))).toBe(
      'bad/manifest.json: the export has no parts; there was nothing to export, or it has not ended',
    );
  });

  it('of amortized costs', async () => {
    costExport(join(folder.path, 'bad'), parts, { type: 'AmortizedCost' });
    expect(await refusalOf(join(folder.path, 'bad'))).toBe(
      'bad/manifest.json: it is an export of amortized costs, in which usage that a reservation covers looks like a ' +
        'loss; export actual costs',
    );
  });

  it('whose parts are of two forms', async () => {
    const later = ROWS.filter(({ day }) => day === 20);
    costExport(join(folder.path, 'bad'), [csv(later.map(costDetails)), csv(later.map(row => focus(row)))]);
    expect(await refusalOf(join(folder.path, 'bad'))).toBe(
      'bad/part_1_0001.csv: it is of another form (FOCUS export of Cost Management) than the part before (cost details of ' +
        'Cost Management)',
    );
  });

  it('whose part is cut off', async () => {
    const path = graphExport(join(folder.path, 'bad'), [GRAPH]);
    writeFileSync(join(path, 'part-00000.c000.json.gz'), gzipSync(jsonLines(GRAPH)).subarray(0, 500));
    expect(await refusalOf(path)).toBe('bad/part-00000.c000.json.gz: it is gzip that is cut off; download it again');
  });
});

describe('the readiness report is refused', () => {
  const bill = () => join(written(join(folder.path, 'bill'), { 'a.csv': csv(daily) }), 'a.csv');

  it('that is missing, by its name', async () => {
    const run = await confirmed(folder.path, '', bill(), '--output', join(folder.path, 'elsewhere'));
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toBe(
      `pec: ${folder.path}/elsewhere/readiness.json cannot be read: it does not exist; synth again, by an app that calls app.synth(), or name the folder of its output with --output\n`,
    );
  });

  it.each([
    ['{', 'this is not JSON (line 1, column 2)'],
    ['{"version":3,"customers":[{}]}', "must have required property 'totals'"],
  ])('that is malformed: %s', async (text, message) => {
    const run = await confirmed(folder.path, text, bill());
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain(`cdktf.out/readiness.json: ${message}`);
  });

  it('with a day that is none', async () => {
    const report = readinessOfWorld();
    const json = report.toJson().replace('"resourceGroups": []', '"resourceGroups": [], "since": "soon"');
    const run = await confirmed(folder.path, json, bill());
    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain('cdktf.out/readiness.json: "soon" is no day; expected one such as 2026-10-31');
  });
});
