import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { CustomerPortfolio, type PortfolioEntry } from 'cdktf-partner-earned-credit';
import { pec, ROOT } from '../command-line/run-pec';
import { entry, guid, props } from './fixtures';
import { killedAtChange } from './killed';

const folder = mkdtempSync(join(tmpdir(), 'pec-interrupted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const before = [entry(1), entry(2), entry(3, { onboarding: 'arm-template' }), entry(4, { onboarding: 'arm-template' })];

/** Customer 1 has changed, 2 and 4 are gone, 3 has two templates instead of one. */
const after = [
  entry(1, { automationRole: 'Backup Contributor' }),
  entry(3, {
    onboarding: 'arm-template',
    subscriptions: [
      { id: guid(3, 1), key: 'production' },
      { id: guid(3, 2), key: 'test', automationRole: 'Backup Contributor' },
    ],
  }),
];

function synthesize(outdir: string, customers: PortfolioEntry[]): void {
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  CustomerPortfolio.fromArray(app, customers, props);
  app.synth();
}

/** Every file below a folder, by its path. cdktf's own manifest names no file of ours. */
function filesIn(outdir: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter(name => statSync(join(outdir, name)).isFile())
      .sort()
      .map(name => [name, readFileSync(join(outdir, name), 'utf8')]),
  );
}

const plan = join(ROOT, 'test/command-line/plans/nothing-to-do.json');

/** Every command that reads what synth wrote. */
function commands(outdir: string): string[][] {
  return [
    ['stacks', '--allow-removed', 'customer-2', '--changed-since', join(folder, 'deployed.json')],
    ['record', 'customer-customer-1'],
    ['guard', plan, '--stack', 'customer-customer-1'],
    ['readiness'],
  ].map(args => [...args, '--output', outdir]);
}

async function expectNothingTrusted(outdir: string): Promise<void> {
  expect(existsSync(join(outdir, 'portfolio.json'))).toBe(false);
  for (const args of commands(outdir)) {
    const { stdout, stderr, exitCode } = await pec(args);
    expect({ args, stdout, exitCode }).toEqual({ args, stdout: '', exitCode: 2 });
    expect(stderr).toMatch(/^pec: .*; synth again.*\n$/);
  }
}

async function expectAllTrusted(outdir: string): Promise<void> {
  for (const args of commands(outdir)) {
    const { exitCode } = await pec(args);
    expect({ args, exitCode }).toEqual({ args, exitCode: 0 });
  }
}

describe('a synth that is killed', () => {
  const old = join(folder, 'old');
  const whole = join(folder, 'whole');

  beforeAll(() => {
    synthesize(old, before);
    cpSync(join(old, 'portfolio.json'), join(folder, 'deployed.json'));
    cpSync(old, whole, { recursive: true });
    synthesize(whole, after);
  });

  it('leaves what was there, or what nobody trusts, and the next one mends it: at every moment', async () => {
    const outcomes: string[] = [];
    for (let n = 1; outcomes.at(-1) !== 'whole'; n++) {
      const outdir = join(folder, `killed-${n}`);
      cpSync(old, outdir, { recursive: true });
      if (!killedAtChange(n, () => synthesize(outdir, after))) {
        expect(filesIn(outdir)).toEqual(filesIn(whole));
        await expectAllTrusted(outdir);
        outcomes.push('whole');
      } else if (JSON.stringify(filesIn(outdir)) === JSON.stringify(filesIn(old))) {
        await expectAllTrusted(outdir);
        outcomes.push('untouched');
      } else {
        await expectNothingTrusted(outdir);
        outcomes.push('mixture');
        synthesize(outdir, after);
        expect(filesIn(outdir)).toEqual(filesIn(whole));
      }
      rmSync(outdir, { recursive: true });
    }
    const kinds = outcomes.filter((outcome, i) => outcome !== outcomes[i - 1]);
    expect(kinds).toEqual(['untouched', 'mixture', 'whole']);
    expect(outcomes.length).toBeGreaterThan(20);
  }, 60_000);

  it('is the same with a process that is really killed', async () => {
    const outdir = join(folder, 'process');
    // cdktf 0.21 calls `util.isArray`, of which Node 22 and newer warn.
    const run = (role: string, n: number) =>
      spawnSync(
        process.execPath,
        ['--no-deprecation', '--require', 'tsx/cjs', join(__dirname, 'synth-and-die.ts'), outdir, role, String(n)],
        { cwd: ROOT, encoding: 'utf8' },
      );
    const { stdout, stderr } = run('Monitoring Contributor', 0);
    expect(stderr).toBe('');
    expect(Number(stdout)).toBeGreaterThan(20);
    for (const n of [2, 9, 16]) {
      expect(run('Backup Contributor', n).signal).toBe('SIGKILL');
      for (const args of [['stacks'], ['record', 'customer-contoso'], ['readiness']]) {
        const end = await pec([...args, '--output', outdir]);
        expect({ n, ...end }).toMatchObject({ n, stdout: '', exitCode: 2 });
        expect(end.stderr).toContain('; synth again');
      }
    }
    expect(run('Backup Contributor', 0).status).toBe(0);
    expect(Object.keys(filesIn(outdir))).toEqual([
      'arm/northwind.json',
      'manifest.json',
      'portfolio.json',
      'readiness.html',
      'readiness.json',
      'readiness.md',
      'stacks/customer-contoso/cdk.tf.json',
    ]);
    expect((await pec(['stacks', '--output', outdir])).stdout).toBe('customer-contoso\n');
  }, 60_000);
});
