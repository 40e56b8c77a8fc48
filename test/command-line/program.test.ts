import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customers, keys, synthesized } from './portfolios';
import { folderForEachTest, pec, pecProcess, PROGRAM, ROOT } from './run-pec';

const PLAN = join(__dirname, 'plans', 'offboard.json');
const folder = folderForEachTest();

describe('pec', () => {
  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await pec(['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 });
  });

  it.each([[], ['init'], ['readiness'], ['verify'], ['confirm'], ['stacks'], ['guard'], ['record'], ['recover']])(
    'helps: %s',
    async (...command) => {
      const { stdout, stderr, exitCode } = await pec([...command, '--help']);
      expect([stderr, exitCode]).toEqual(['', 0]);
      expect(stdout).toMatch(/Exit codes:\n {2}0 {2}.*\n {2}1 {2}.*\n {2}2 {2}.*\n/);
    },
  );

  it.each([
    [['-h'], ['--help']],
    [['help'], ['--help']],
    [
      ['stacks', '-h'],
      ['stacks', '--help'],
    ],
    [
      ['help', 'stacks'],
      ['stacks', '--help'],
    ],
  ])('helps as well when asked by %j', async (args, usual) => {
    expect(await pec(args)).toEqual(await pec(usual));
  });

  it.each([
    [['--colour'], "unknown option '--colour'; --help lists what there is\n"],
    [['colour'], "unknown command 'colour'; --help lists what there is\n"],
    [['stack'], "unknown command 'stack'\n(Did you mean stacks?)"],
    [['stacks', '--rings', 'canary'], "unknown option '--rings'\n(Did you mean --ring?)"],
    [['stacks', 'customer-contoso'], "too many arguments for 'stacks'"],
    [['guard'], "missing required argument 'plan'"],
  ])('ends with 2 on wrong usage: %j', async (args, message) => {
    const { stdout, stderr, exitCode } = await pec(args);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(`pec: ${message}`);
  });

  it('ends with 2 and the help if told nothing', async () => {
    const { stderr, exitCode } = await pec([]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Usage: pec');
  });
});

describe('what somebody else wrote', () => {
  const HOSTILE = 'a\n::error::b\u202e##vso[task.complete]';

  it.each([
    ['an argument', ['stacks', HOSTILE]],
    ['an option', ['stacks', `--${HOSTILE}`]],
    ['the name of a file', ['guard', HOSTILE]],
    ['a folder', ['stacks', '--output', HOSTILE]],
    ['an id', ['guard', 'x', '--automation', HOSTILE]],
    ['a shard', ['stacks', '--shard', HOSTILE]],
  ])('orders nothing as %s', async (_where, args) => {
    const { stdout, stderr, exitCode } = await pec(args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^pec: [^\n]*\n$/);
    expect(stderr).not.toMatch(/##vso\[|\u202e/);
  });

  it('is printed once with what was meant', async () => {
    const { stderr } = await pec(['stacks', '--ouput', 'x']);
    expect(stderr).toBe("pec: unknown option '--ouput'\n(Did you mean --output?)\n");
  });
});

describe('the program', () => {
  it('ends with the exit code of the command, and reads stdin', () => {
    const { stdout, stderr, exitCode } = pecProcess(['guard', '-'], readFileSync(PLAN, 'utf8'));
    expect(stdout).toMatch(/^stdin: 2 losses\n/);
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  it('says in one line what it cannot do', () => {
    expect(pecProcess(['stacks', '--output', 'nowhere'], '', folder.path)).toEqual({
      stdout: '',
      stderr: expect.stringMatching(/^pec: [^\n]*\n$/) as string,
      exitCode: 2,
    });
  });

  it('does not mind a reader that has seen enough', async () => {
    const output = synthesized(folder.path, customers(keys(6_000), { file: 'stacks/all/cdk.tf.json' }));
    const child = spawn(process.execPath, [...PROGRAM, 'stacks', '--output', output]);
    let stderr = '';
    child.stderr.on('data', chunk => (stderr += chunk));
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(stderr).toBe('');
    // A busy machine takes its time to start a program.
  }, 60_000);

  it('writes a long list whole', () => {
    const output = synthesized(folder.path, customers(keys(6_000), { file: 'stacks/all/cdk.tf.json' }));
    expect(pecProcess(['stacks', '--output', output]).stdout.split('\n')).toHaveLength(6_001);
  });

  it('is not loaded by the constructs, nor is commander', () => {
    const script = "require('./lib'); console.log(Object.keys(require.cache).join('\\n'))";
    const { stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stdout).toContain('lib/index.ts');
    expect(stdout).not.toMatch(/command-line|commander/);
  });

  it('is the one that the package offers', () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    expect(bin).toEqual({ pec: 'dist/command-line/pec.js' });
    expect(readFileSync(join(ROOT, 'lib/command-line/pec.ts'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
