import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestToJson } from '../../lib/manifest';
import {
  type ConfirmationDocument,
  ConfirmationReport,
  JointReport,
  ReadinessReport,
  VerificationReport,
} from '../../lib/reports';
import { CUSTOMERS, readinessOfWorld, ROWS } from '../billing/world';
import { csv, dailyRated } from '../billing/writers';
import { sampleJoint, sampleVerification } from '../reports/sample-joint';
import { largeReport } from '../reports/sample-reports';
import { folderForEachTest, pec } from './run-pec';

// Forty customers are confirmed four times in one test, on a machine that may be busy.
jest.setTimeout(60_000);

const folder = folderForEachTest();
const at = (name: string) => join(folder.path, name);

/** A declaration that synth writes: somebody acknowledged what would not earn. */
const readiness = new ReadinessReport(
  largeReport(12).customers.map(customer => ({
    ...customer,
    subscriptions: customer.subscriptions.map(subscription => ({
      ...subscription,
      findings: subscription.findings.map(finding => ({ ...finding, needsAcknowledgement: false })),
    })),
  })),
);
const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
const SHA256 = sha256Of(readiness.toJson());
const [october, september] = sampleJoint(12).confirmations ?? [];
const verification = sampleVerification(readiness.customers, SHA256);
const of = (document: ConfirmationDocument, sha256 = SHA256) => ({ ...document, readiness: { sha256 } });

/** Writes files into the output folder; the declaration always. */
function write(files: Record<string, string>): void {
  mkdirSync(at('cdktf.out'), { recursive: true });
  Object.entries({ 'readiness.json': readiness.toJson(), ...files }).forEach(([name, text]) =>
    writeFileSync(at(`cdktf.out/${name}`), text),
  );
}

const report = (...args: string[]) => pec(['report', '--output', at('cdktf.out'), ...args]);
const FILES = {
  'verification.json': new VerificationReport(verification).toJson(),
  'confirmation-2026-09.json': new ConfirmationReport(of(september)).toJson(),
  'confirmation-2026-10.json': new ConfirmationReport(of(october)).toJson(),
};

describe('pec report', () => {
  it('puts what the output folder has on one page, and says nothing else', async () => {
    write({ ...FILES, 'other.json': 'nonsense' });
    const page = new JointReport({
      readiness,
      readinessSha256: SHA256,
      readinessTrust: 'alone',
      verification,
      confirmations: [of(september), of(october)],
    }).toHtml();
    expect(await report()).toEqual({ stdout: page, stderr: '', exitCode: 0 });
  });

  it('is the page of readiness where there is nothing else, and says of which file', async () => {
    write({});
    const page = new JointReport({ readiness, readinessSha256: SHA256, readinessTrust: 'alone' }).toHtml();
    expect(await report()).toEqual({ stdout: page, stderr: '', exitCode: 0 });
    const madeOf = /<section aria-labelledby="files">.*?<\/section>\n/s;
    const link = '<a href="#files">Made of</a> ';
    expect(page.replace(madeOf, '').replace(link, '')).toBe(readiness.toHtml());
  });

  it('writes a file, and says of what it made it', async () => {
    write(FILES);
    const { stdout, stderr, exitCode } = await report('--write', at('pages/report.html'));
    expect([stdout, exitCode]).toEqual(['', 0]);
    const names = ['readiness.json', ...Object.keys(FILES)].map(name => at(`cdktf.out/${name}`));
    expect(stderr).toBe(`pec: ${at('pages/report.html')}: made of ${names.join(', ')}\n`);
    expect(readFileSync(at('pages/report.html'), 'utf8')).toBe((await report()).stdout);
  });

  it('calls nothing old because the declaration was stamped since', async () => {
    const stamped = readiness.stamped({ date: '2026-11-26T21:58:31Z', commit: '1cf5eaa', version: '0.1.0' });
    write({ ...FILES, 'readiness.json': stamped.toJson() });
    const { stdout, stderr, exitCode } = await report();
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout).toContain('commit 1cf5eaa');
    expect(stdout).not.toContain('is old:');
  });

  it('says what became of customers since an earlier report', async () => {
    write({});
    expect((await report('--previous', at('monday.json'))).stderr).toBe(
      `pec: ${at('monday.json')} is not there yet: there is nothing to compare with\n`,
    );
    writeFileSync(at('monday.json'), new ReadinessReport(readiness.customers.slice(1)).toJson());
    const { stdout, stderr } = await report('--previous', at('monday.json'));
    const compared = readiness.since(new ReadinessReport(readiness.customers.slice(1)));
    const page = new JointReport({ readiness: compared, readinessSha256: SHA256, readinessTrust: 'alone' });
    expect([stdout, stderr]).toEqual([page.toHtml(), '']);
    expect(stdout).toContain('1 customer was not declared then.');
  });

  it('takes files from elsewhere', async () => {
    write({});
    const named = Object.entries({ ...FILES, 'declared.json': readiness.toJson() }).map(([name, text]) => {
      writeFileSync(at(name), text);
      return at(name);
    });
    const [verified, sep, oct, declared] = named;
    const args = ['--readiness', declared, '--verification', verified, '--confirmation', oct, sep];
    const elsewhere = await pec(['report', '--output', at('nowhere'), ...args]);
    write(FILES);
    expect(elsewhere).toEqual(await report());
  });

  it('shows what judged another declaration as old, and says so', async () => {
    const other = 'c'.repeat(64);
    write({
      'verification.json': new VerificationReport({ ...verification, readinessSha256: other }).toJson(),
      'confirmation-2026-09.json': new ConfirmationReport(of(september, other)).toJson(),
      'confirmation-2026-10.json': new ConfirmationReport(of(october)).toJson(),
    });
    const { stdout, stderr, exitCode } = await report();
    const old = (name: string) =>
      `pec: ${at(`cdktf.out/${name}`)} judged another declaration than the readiness report: it is shown as old; make it again\n`;
    expect(stderr).toBe(old('verification.json') + old('confirmation-2026-09.json'));
    expect(exitCode).toBe(0);
    expect([...stdout.matchAll(/<b>([^<]*) is old:<\/b>/g)].map(([, what]) => what)).toEqual([
      'The verification of 2026-11-02',
    ]);
    expect(stdout).toContain('September 2026 <small>(another declaration)</small>');
    expect(stdout).not.toContain('October 2026 <small>');
    expect(stdout).toContain('(compared with another declaration)');
  });

  it.each<[string, Record<string, string>, string[], RegExp]>([
    ['no declaration', { 'readiness.json': '{}' }, [], /readiness\.json: this is no readiness report; /],
    [
      'no verification',
      {},
      ['--verification', 'nowhere.json'],
      /^pec: nowhere\.json cannot be read: it does not exist; /,
    ],
    [
      'nonsense as verification',
      { 'verification.json': '[]' },
      [],
      /verification\.json: this is no verification report; /,
    ],
    [
      'no confirmation',
      {},
      ['--confirmation', 'nowhere.json'],
      /^pec: nowhere\.json cannot be read: it does not exist; /,
    ],
    [
      'nonsense as confirmation',
      { 'confirmation.json': '{}' },
      [],
      /confirmation\.json: this is no confirmation report; /,
    ],
    [
      'a verification as declaration',
      { 'readiness.json': FILES['verification.json'] },
      [],
      /readiness\.json: this is a verification report; expected the readiness\.json that synth writes\n$/,
    ],
    [
      'a declaration as verification',
      { 'verification.json': readiness.toJson() },
      [],
      /verification\.json: this is a readiness report; expected what "pec verify --format json" writes\n$/,
    ],
    [
      'a manifest as confirmation',
      { 'confirmation.json': '{"version":1,"customers":{}}' },
      [],
      /confirmation\.json: this is a manifest of a portfolio; expected what "pec confirm --format json" writes\n$/,
    ],
    [
      'two of a month',
      { ...FILES, 'confirmation.json': FILES['confirmation-2026-10.json'] },
      [],
      /confirmation(-2026-10)?\.json and .*confirmation(-2026-10)?\.json both tell of 2026-10-01, which would count twice; give one a month\n$/,
    ],
  ])('ends with one line and 2, and writes nothing: %s', async (_what, files, args, message) => {
    write(files);
    const { stdout, stderr, exitCode } = await report('--write', at('report.html'), ...args);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toHaveLength(2);
    expect(() => readFileSync(at('report.html'))).toThrow('ENOENT');
  });
});

describe('pec confirm beside a verification', () => {
  const world = readinessOfWorld();
  const ends = CUSTOMERS.filter(({ story }) => story === 'ends').map(({ number }) => `customer-${number}`);

  /** A verification that saw who removed the delegations of those who no longer earn. */
  function seen(readinessSha256: string): string {
    const none = { ...sampleVerification([], readinessSha256) };
    const customers = ReadinessReport.of(world).customers.map(({ key, name, subscriptions }) => {
      // The fourth of a sample lost its delegation.
      const own = { ...readiness.customers[3], key, name, subscriptions };
      const found = sampleVerification([own, own, own, own]).customers[3];
      return ends.includes(key) ? found : { ...found, subscriptions: [] };
    });
    return new VerificationReport({ ...none, customers }).toJson();
  }

  async function confirm(sha256: string, ...args: string[]) {
    write({ 'readiness.json': world.toJson(), 'verification.json': seen(sha256) });
    writeFileSync(at('october.csv'), csv(ROWS.map(dailyRated)));
    return pec(['confirm', at('october.csv'), '--output', at('cdktf.out'), ...args]);
  }

  it('says what Azure had, of the customers who lost, in every form', async () => {
    const sha256 = sha256Of(world.toJson());
    const run = await confirm(sha256, '--format', 'json');
    const { verification: judged, customers } = ConfirmationReport.fromJson(run.stdout).document;
    expect(judged).toEqual({ verifiedAt: '2026-11-02T06:00:00.000Z', readinessSha256: sha256 });
    const live = customers.flatMap(({ key, subscriptions }) =>
      subscriptions.flatMap(({ losses }) => losses.flatMap(({ cause, live }) => (live ? [[key, cause, live]] : []))),
    );
    const removed = 'the delegation was removed on 2026-10-19 by admin@contoso.example';
    expect(live).toEqual(
      ends.flatMap(key => [
        [key, 'everyone', `${removed}, which does not fit these days`],
        [key, 'no-longer', `${removed}, which fits`],
      ]),
    );
    expect(run.stderr).not.toContain('another declaration');
    expect((await confirm(sha256)).stdout).toContain(`\n    live: ${removed}, which fits\n`);
    const { stdout } = await confirm(sha256, '--format', 'markdown');
    expect(stdout).toContain('live: the delegation was removed on 2026-10-19 by admin');
    expect((await confirm(sha256, '--format', 'html')).stdout).toContain('>Live in Azure</h3>');
  });

  it('says that it is old where it judged another declaration, and gives the same exit code', async () => {
    const { stdout, stderr, exitCode } = await confirm('c'.repeat(64));
    expect(stderr).toContain(
      'verification.json judged another declaration than the readiness report: it is shown as old',
    );
    expect(stdout).toContain('which fits (compared with another declaration)');
    expect(exitCode).toBe(1);
  });

  it('needs none', async () => {
    write({ 'readiness.json': world.toJson() });
    writeFileSync(at('october.csv'), csv(ROWS.filter(({ customer }) => customer.number === 0).map(dailyRated)));
    const run = await pec(['confirm', at('october.csv'), '--output', at('cdktf.out'), '--format', 'json']);
    expect(ConfirmationReport.fromJson(run.stdout).document.verification).toBeUndefined();
  });
});

describe('the declaration that is read', () => {
  const world = readinessOfWorld();
  const stack = 'stacks/customer-0/cdk.tf.json';

  /** Writes what synth leaves: the report, a stack, and the manifest that vouches for both. */
  function synthesized(more: Record<string, string> = {}): void {
    const files = { 'readiness.json': world.toJson(), [stack]: '{}' };
    const hashes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, sha256Of(text)]));
    mkdirSync(at('cdktf.out/stacks/customer-0'), { recursive: true });
    write({ ...files, 'portfolio.json': manifestToJson({}, undefined, hashes), ...more });
    writeFileSync(at('october.csv'), csv(ROWS.filter(({ customer }) => customer.number === 0).map(dailyRated)));
  }

  const confirm = (...args: string[]) => pec(['confirm', at('october.csv'), '--output', at('cdktf.out'), ...args]);
  const edited = world.toJson().replace('"Customer 0"', '"Customer zero"');

  it('is what the manifest beside it says, and the result says so', async () => {
    synthesized();
    const { stdout } = await confirm('--format', 'json');
    expect(ConfirmationReport.fromJson(stdout).document.readiness).toEqual({
      sha256: sha256Of(world.toJson()),
      trust: 'vouched-for',
    });
    expect((await confirm()).stdout).not.toContain('Of the readiness.json');
    expect((await report()).stdout).toContain('(portfolio.json beside it vouches for it)');
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['edited', { 'readiness.json': edited }, /^pec: .*readiness\.json is not what synth wrote; synth again\n$/],
    ['beside an edited stack', { [stack]: '{"a":1}' }, /cdk\.tf\.json is not what synth wrote; synth again\n$/],
    [
      'of no manifest',
      { 'portfolio.json': manifestToJson({}, undefined, {}) },
      /portfolio\.json does not vouch for readiness\.json; synth again\n$/,
    ],
  ])('ends with one line and 2 where the manifest says otherwise: %s', async (_what, more, message) => {
    synthesized(more);
    const named = ['--readiness', at('cdktf.out/readiness.json')];
    for (const run of [await confirm(), await report(), await confirm(...named), await report(...named)]) {
      expect([run.stdout, run.exitCode]).toEqual(['', 2]);
      expect(run.stderr).toMatch(message);
      expect(run.stderr.split('\n')).toHaveLength(2);
    }
  });

  it('may come without a manifest, and then every form says so', async () => {
    synthesized();
    rmSync(at('cdktf.out/portfolio.json'));
    const { stdout, stderr } = await confirm('--format', 'json');
    expect(ConfirmationReport.fromJson(stdout).document.readiness.trust).toBe('alone');
    expect(stderr).not.toContain('portfolio.json');
    const sentence = 'no portfolio.json was beside it to say that it is what synth wrote';
    for (const format of ['table', 'markdown', 'html']) {
      expect((await confirm('--format', format)).stdout).toContain(sentence);
    }
    expect((await report()).stdout).toContain(sentence);
  });

  it('may be a copy under another name, which no manifest knows', async () => {
    synthesized({ 'readiness-of-october.json': edited });
    const run = await confirm('--format', 'json', '--readiness', at('cdktf.out/readiness-of-october.json'));
    expect(ConfirmationReport.fromJson(run.stdout).document.readiness.trust).toBe('alone');
  });

  it('may be of a synth that failed, which is said loudly', async () => {
    const failed = largeReport(12);
    synthesized();
    rmSync(at('cdktf.out/portfolio.json'));
    writeFileSync(at('cdktf.out/readiness.json'), failed.toJson());
    const said = `pec: ${at('cdktf.out/readiness.json')}: synth failed, so nothing of it is deployed; cure what it names, and synth again\n`;
    const { stdout, stderr, exitCode } = await confirm();
    expect([stdout.includes('Of the readiness.json: synth failed, so nothing of it is deployed.\n'), exitCode]).toEqual(
      [true, 0],
    );
    expect(stderr).toContain(said);
    const page = await report();
    expect([page.stderr, page.exitCode]).toEqual([said, 0]);
    expect(page.stdout).toContain('<b>Deployment has stopped: synth failed.</b>');
  });
});
