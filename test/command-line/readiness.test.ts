import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Onboarding } from '../../lib/lighthouse';
import { type ReadinessFinding, Verdict } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';
import { synthesized } from './portfolios';
import { folderForEachTest, pec } from './run-pec';

const folder = folderForEachTest();
const outdir = () => join(folder.path, 'cdktf.out');
const readiness = (...args: string[]) => pec(['readiness', '--output', outdir(), ...args]);

/** A report of one customer for each finding. */
function report(...findings: Partial<ReadinessFinding>[]): ReadinessReport {
  return new ReadinessReport(
    findings.map((finding, i) => {
      const verdict = finding.verdict ?? Verdict.EARNS;
      return {
        key: `customer-${i}`,
        name: `Customer ${i}`,
        cloud: 'AzureCloud',
        onboarding: Onboarding.TERRAFORM,
        verdict,
        subscriptions: [
          {
            subscriptionId: 'c0000000-0000-4000-8000-000000000011',
            resourceGroups: [],
            offer: 'Offer',
            verdict,
            findings: [
              {
                rule: 'role-earns',
                verdict,
                reason: 'because',
                cure: 'do it',
                needsAcknowledgement: false,
                ...finding,
              },
            ],
          },
        ],
        advice: [],
      };
    }),
  );
}

function write(written: ReadinessReport): void {
  mkdirSync(outdir(), { recursive: true });
  writeFileSync(join(outdir(), 'readiness.json'), written.toJson());
}

const EARNS = { verdict: Verdict.EARNS };
const UNKNOWN = { verdict: Verdict.UNKNOWN };
const LOST = { verdict: Verdict.DOES_NOT_EARN, needsAcknowledgement: true };
const ACCEPTED = { ...LOST, acknowledgement: 'agreed' };

describe('pec readiness', () => {
  it.each([
    ['table', (written: ReadinessReport) => written.toTable()],
    ['json', (written: ReadinessReport) => written.toJson()],
    ['markdown', (written: ReadinessReport) => written.toMarkdown()],
    ['html', (written: ReadinessReport) => written.toHtml()],
  ])('renders %s', async (format, render) => {
    write(report(EARNS, UNKNOWN));
    const { stdout, stderr, exitCode } = await readiness('--format', format);
    expect(stdout).toBe(`${render(report(EARNS, UNKNOWN)).trimEnd()}\n`);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it.each([
    [[EARNS, UNKNOWN, ACCEPTED], [], 0],
    [[EARNS, UNKNOWN, ACCEPTED], ['--strict'], 1],
    [[EARNS, { ...UNKNOWN, acknowledgement: 'agreed' }], ['--strict'], 0],
    [[EARNS, LOST], [], 1],
    [[], ['--strict'], 0],
  ])('%# ends as the findings say', async (findings, args, exitCode) => {
    write(report(...findings));
    expect((await readiness(...args)).exitCode).toBe(exitCode);
  });

  it.each<[string, (customers: ReadinessReport['customers']) => ReadinessReport['customers']]>([
    [
      'subscription',
      ([earns, loses]) => [{ ...earns, subscriptions: [...earns.subscriptions, ...loses.subscriptions] }],
    ],
    [
      'finding',
      ([earns, loses]) => {
        const [subscription, other] = [earns, loses].map(({ subscriptions }) => subscriptions[0]);
        return [
          { ...earns, subscriptions: [{ ...subscription, findings: [...subscription.findings, ...other.findings] }] },
        ];
      },
    ],
  ])('does not accept a customer for one %s of two', async (_what, joined) => {
    write(new ReadinessReport(joined(report(EARNS, LOST).customers)));
    expect(await readiness()).toMatchObject({ stderr: expect.stringContaining('not accepted: customer-0;') as string });
  });

  it('trusts no report that the manifest beside it does not vouch for, unless synth failed by it', async () => {
    synthesized(folder.path);
    write(report(EARNS));
    expect(await readiness()).toEqual({
      stdout: '',
      stderr: `pec: ${join(outdir(), 'portfolio.json')} does not vouch for readiness.json; synth again\n`,
      exitCode: 2,
    });
    write(report(LOST));
    expect((await readiness()).exitCode).toBe(1);
  });

  it('names who is not accepted', async () => {
    write(report(EARNS, ...Array.from({ length: 12 }, () => LOST)));
    const { stderr } = await readiness();
    expect(stderr).toMatch(/^pec: not accepted: customer-1, .*, customer-10 and 2 more; cure .*\n$/);
    write(report(EARNS, ...Array.from({ length: 10 }, () => LOST)));
    expect((await readiness()).stderr).toMatch(/^pec: not accepted: customer-1, .*, customer-10; cure .*\n$/);
  });

  it('writes a file, and one line about it', async () => {
    write(report(EARNS, LOST));
    const file = join(folder.path, 'reports', 'readiness.md');
    const { stdout, stderr, exitCode } = await readiness('--format', 'markdown', '--write', file);
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain(`pec: ${file}: ${report(EARNS, LOST).summary}\n`);
    expect(readFileSync(file, 'utf8')).toBe(report(EARNS, LOST).toMarkdown());
  });

  it('colours verdicts for a person, and nothing else', async () => {
    write(report(EARNS, LOST));
    const coloured = await pec(['readiness', '--output', outdir()], true);
    expect(coloured.stdout).toContain('\u001b[31mdoes-not-earn\u001b[0m\n');
    expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(`${report(EARNS, LOST).toTable().trimEnd()}\n`);
    expect((await pec(['readiness', '--output', outdir(), '--format', 'json'], true)).stdout).not.toContain('\u001b');
    const file = join(folder.path, 'readiness.txt');
    await pec(['readiness', '--output', outdir(), '--write', file], true);
    expect(readFileSync(file, 'utf8')).not.toContain('\u001b');
  });

  it.each([
    [
      undefined,
      'readiness.json cannot be read: it does not exist; synth again, by an app that calls app.synth(), or name',
    ],
    ['nonsense', 'readiness.json: this is not JSON'],
    ['{"customers":[]}', 'readiness.json: this is no readiness report; expected the readiness.json that synth writes'],
  ])('says what is wrong with the report: %s', async (text, message) => {
    if (text !== undefined) {
      mkdirSync(outdir());
      writeFileSync(join(outdir(), 'readiness.json'), text);
    }
    const { stdout, stderr, exitCode } = await readiness();
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(message);
  });

  it('writes CSV with the separator that Excel expects', async () => {
    write(report(EARNS, UNKNOWN));
    const { stdout } = await readiness('--format', 'csv');
    expect(stdout).toBe(report(EARNS, UNKNOWN).toCsv());
    expect((await readiness('--format', 'csv', '--separator', 'semicolon')).stdout).toBe(
      report(EARNS, UNKNOWN).toCsv('semicolon'),
    );
    expect(await readiness('--format', 'csv', '--separator', 'tab')).toMatchObject({
      stderr: expect.stringContaining('Allowed choices are comma, semicolon') as string,
      exitCode: 2,
    });
  });

  it('shows those who are asked for, and ends as all of them say', async () => {
    write(report(EARNS, UNKNOWN, LOST, ACCEPTED));
    const keysOf = async (...args: string[]) => {
      const { stdout, exitCode } = await readiness('--format', 'json', ...args);
      const { customers } = JSON.parse(stdout) as ReadinessReport;
      return [customers.map(({ key }) => key.slice(-1)).join(''), exitCode];
    };
    expect(await keysOf()).toEqual(['0123', 1]);
    expect(await keysOf('--open')).toEqual(['12', 1]);
    expect(await keysOf('--verdict', 'earns')).toEqual(['0', 1]);
    expect(await keysOf('--verdict', 'earns', '--verdict', 'unknown')).toEqual(['01', 1]);
    expect(await keysOf('--customer', 'customer-0', '--customer', '*-3')).toEqual(['03', 1]);
    expect(await keysOf('--ring', '')).toEqual(['0123', 1]);
    expect((await readiness('--open')).stderr).toMatch(/^pec: not accepted: customer-2; /);
  });

  it.each([
    [
      ['--verdict', 'perhaps'],
      '--verdict perhaps is no verdict; expected one of earns, does-not-earn, cannot-earn, unknown, offboarded',
    ],
    [['--customer', 'contoso'], '--customer contoso: no customer has this key; "pec readiness" lists them'],
    [['--ring', 'canary'], '--ring canary: no customer has this ring; there is none'],
  ])('shows nobody for a name that nobody has: %j', async (args, message) => {
    write(report(EARNS));
    expect(await readiness(...args)).toEqual({ stdout: '', stderr: `pec: ${message}\n`, exitCode: 2 });
  });

  describe('--previous', () => {
    const previous = () => join(folder.path, 'monday.json');

    it('says what became of customers since', async () => {
      write(report(EARNS, LOST));
      writeFileSync(previous(), report(UNKNOWN).toJson());
      const { stdout } = await readiness('--previous', previous(), '--format', 'json');
      expect(JSON.parse(stdout)).toMatchObject({
        trend: {
          changes: [
            { change: 'new', key: 'customer-1', verdict: 'does-not-earn' },
            { change: 'cured', key: 'customer-0', verdict: 'earns' },
          ],
          added: ['customer-1'],
          gone: [],
        },
      });
    });

    it('has nothing to say on the first day, and says so', async () => {
      write(report(EARNS));
      const { stdout, stderr, exitCode } = await readiness('--previous', previous());
      expect([stdout, exitCode]).toEqual([`${report(EARNS).toTable()}\n`, 0]);
      expect(stderr).toBe(`pec: ${previous()} is not there yet: there is nothing to compare with\n`);
    });

    it('does not compare with a report of other customers, nor with something else', async () => {
      write(report(EARNS));
      writeFileSync(
        previous(),
        new ReadinessReport(report(EARNS).customers, { selection: 'PEC_RINGS=canary' }).toJson(),
      );
      expect(await readiness('--previous', previous())).toMatchObject({
        stderr: `pec: ${previous()} is of PEC_RINGS=canary, and this report of all customers; compare two of the same selection\n`,
        exitCode: 2,
      });
      writeFileSync(previous(), '{}');
      expect(await readiness('--previous', previous())).toMatchObject({
        stderr: expect.stringContaining('this is no readiness report') as string,
        exitCode: 2,
      });
    });
  });

  describe('with a stamp', () => {
    afterEach(() => {
      delete process.env.SOURCE_DATE_EPOCH;
      delete process.env.PEC_COMMIT;
    });

    it('shows that of the environment, unless synth wrote one', async () => {
      process.env.PEC_COMMIT = '1cf5eaa';
      write(report(EARNS));
      expect((await readiness()).stdout).toMatch(/^commit 1cf5eaa, cdktf-partner-earned-credit \d/m);
      write(report(EARNS).stamped({ commit: 'fbf9859', version: '0.1.0' }));
      expect((await readiness()).stdout).toMatch(/^commit fbf9859, cdktf-partner-earned-credit 0\.1\.0$/m);
    });

    it('says what is wrong with the environment', async () => {
      process.env.SOURCE_DATE_EPOCH = 'today';
      write(report(EARNS));
      expect(await readiness()).toEqual({
        stdout: '',
        stderr:
          'pec: SOURCE_DATE_EPOCH: "today" is not a number of seconds; give those since 1970, as `git log -1 --format=%ct` ' +
          'prints them\n',
        exitCode: 2,
      });
    });
  });

  it('refuses a form that it does not know', async () => {
    expect(await readiness('--format', 'pdf')).toMatchObject({
      stderr: expect.stringContaining("argument 'pdf' is invalid. Allowed choices are table, json, markdown") as string,
      exitCode: 2,
    });
  });
});

describe('pec readiness --synth', () => {
  const workingFolder = process.cwd();
  beforeEach(() => process.chdir(folder.path));
  afterEach(() => process.chdir(workingFolder));

  /** An app that writes a report, says what it was given, and ends as told. */
  function app(written: ReadinessReport | undefined, exitCode = 0): void {
    const program = `
      const fs = require('node:fs');
      const { CDKTF_OUTDIR, CDKTF_CONTEXT_JSON, TF_VAR_secret, PEC_RINGS } = process.env;
      fs.mkdirSync(CDKTF_OUTDIR, { recursive: true });
      fs.writeFileSync('given.json', JSON.stringify({ CDKTF_OUTDIR, CDKTF_CONTEXT_JSON, TF_VAR_secret, PEC_RINGS }));
      ${written === undefined ? '' : `fs.writeFileSync(CDKTF_OUTDIR + '/readiness.json', ${JSON.stringify(written.toJson())});`}
      console.error('said the app');
      process.exitCode = ${exitCode};`;
    writeFileSync('app.js', program);
    writeFileSync('cdktf.json', JSON.stringify({ app: `"${process.execPath}" app.js`, context: { tier: 'test' } }));
  }

  const synth = (...args: string[]) => pec(['readiness', '--synth', '--output', 'out', ...args]);

  it('runs the app as cdktf-cli does', async () => {
    app(report(EARNS));
    process.env.TF_VAR_secret = 'secret';
    process.env.PEC_RINGS = 'canary';
    const { stdout, stderr, exitCode } = await synth();
    delete process.env.TF_VAR_secret;
    delete process.env.PEC_RINGS;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 would earn');
    expect(stderr).toMatch(/^Synthesizing: .*app\.js\n$/);
    expect(JSON.parse(readFileSync('given.json', 'utf8'))).toEqual({
      CDKTF_OUTDIR: 'out',
      CDKTF_CONTEXT_JSON: '{"tier":"test"}',
      PEC_RINGS: 'canary',
    });
  });

  it('gives the app the context of the environment, and that of cdktf.json where both say something', async () => {
    app(report(EARNS));
    process.env.CDKTF_CONTEXT_JSON = '{"tier":"prod","region":"west"}';
    await synth();
    delete process.env.CDKTF_CONTEXT_JSON;
    expect(JSON.parse(readFileSync('given.json', 'utf8'))).toMatchObject({
      CDKTF_CONTEXT_JSON: '{"tier":"test","region":"west"}',
    });
  });

  it('shows the seconds to somebody who watches, and leaves nothing of them', async () => {
    app(report(EARNS));
    const { stderr } = await pec(['readiness', '--synth', '--output', 'out'], true);
    expect(stderr).toMatch(/Synthesizing: .* … 0 s/);
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
    expect(stderr).not.toContain('\n');
  });

  it('reports for what readiness failed the synth', async () => {
    app(report(LOST), 1);
    const { stdout, stderr, exitCode } = await synth();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('does-not-earn');
    expect(stderr).toContain('said the app');
  });

  it.each([
    ['before it judged readiness', undefined],
    ['for something else', report(EARNS)],
  ])('passes on what an app said that failed %s', async (_when, written) => {
    app(written, 1);
    const { stdout, stderr, exitCode } = await synth();
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(
      /said the app\npec: the app failed, and not for readiness alone; what it printed stands above\n$/,
    );
  });

  it('takes no report of an earlier run for this one', async () => {
    app(undefined);
    mkdirSync(dirname('out/readiness.json'), { recursive: true });
    writeFileSync('out/readiness.json', report(EARNS).toJson());
    const { stderr, exitCode } = await synth();
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`the app wrote no ${join('out', 'readiness.json')}`);
    expect(existsSync('out/readiness.json')).toBe(false);
  });

  it.each([
    [undefined, 'cdktf.json cannot be read: it does not exist; run pec in the folder that holds it'],
    ['{', 'cdktf.json is not JSON'],
    ['null', 'cdktf.json has no "app"'],
    ['{"app":" "}', 'cdktf.json has no "app"; give the command that synthesizes, such as "npx tsx main.ts"'],
  ])('says what is wrong with cdktf.json: %s', async (text, message) => {
    if (text !== undefined) {
      writeFileSync('cdktf.json', text);
    }
    const { stderr, exitCode } = await synth();
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`pec: ${message}`);
  });
});
