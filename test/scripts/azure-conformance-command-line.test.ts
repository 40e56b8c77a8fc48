import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unthrottled } from '../../scripts/azure-conformance/asking';
import { cloudFrom } from '../../scripts/azure-conformance/cloud';
import { expectWritable } from '../../scripts/azure-conformance/given-files';
import { commandLineFrom } from '../../scripts/azure-conformance/options';
import { readReports } from '../../scripts/azure-conformance/preconditions';
import { Unsuitable } from '../../scripts/azure-conformance/unsuitable';
import { waited } from '../../scripts/azure-conformance/waiting';
import type { AzureAnswer } from '../../emulator';

/** Nothing listens at port 1 of this machine. */
const NOWHERE = '127.0.0.1:1';
const GUIDS = [
  'SUBSCRIPTION_ID',
  'CUSTOMER_TENANT_ID',
  'CUSTOMER_CLIENT_ID',
  'MANAGING_TENANT_ID',
  'MANAGING_CLIENT_ID',
];
const ENVIRONMENT = {
  ...Object.fromEntries(GUIDS.map((name, i) => [`CONFORMANCE_${name}`, `c0c00000-0000-4000-8000-00000000000${i}`])),
  CONFORMANCE_CUSTOMER_CLIENT_SECRET: 'customer secret',
  CONFORMANCE_MANAGING_CLIENT_SECRET: 'managing secret',
  ARM_METADATA_HOSTNAME: NOWHERE,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'azure-conformance-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('--pause', () => {
  test.each(['abc', '', ' ', '0', '-1', '--pause', 'NaN', 'Infinity', '1e999', '10s'])('refuses %p', text => {
    expect(() => commandLineFrom([`--pause=${text}`])).toThrow(
      new Unsuitable(`--pause "${text}" is no number above 0: give seconds, such as --pause 10`),
    );
  });

  test.each([
    [[], 10],
    [['--pause', '0.5'], 0.5],
    [['--pause', '30'], 30],
  ])('of %p is %p seconds', (args, seconds) => {
    expect(commandLineFrom(args).pauseSeconds).toBe(seconds);
  });
});

test('an option that there is not is refused', () => {
  expect(() => commandLineFrom(['--pauze'])).toThrow("Unknown option '--pauze'; --help says more");
});

describe('a file that was named', () => {
  test('and cannot be read is refused with its option', () => {
    const file = join(folder, 'nope.json');

    expect(() => readReports({ files: [file], none: false })).toThrow(
      new Unsuitable(
        `--readiness ${file} cannot be read (ENOENT): name a report of yours, or say --no-readiness alone if there is none`,
      ),
    );
  });

  test('as an authority and cannot be read is refused with its variable', async () => {
    await expect(cloudFrom({ SSL_CERT_FILE: folder })).rejects.toThrow(
      new Unsuitable(`SSL_CERT_FILE ${folder} cannot be read (EISDIR): name a file of certificates, or unset it`),
    );
  });

  test.each([
    ['below a file', (place: string) => join(place, 'a-file', 't.json'), /EEXIST|ENOTDIR/],
    ['that is a folder', (place: string) => place, /EISDIR/],
  ])('and cannot be written, %s, is refused with its option', (_, fileIn, reason) => {
    writeFileSync(join(folder, 'a-file'), '');

    expect(() => expectWritable('--transcript', fileIn(folder), 'name another')).toThrow(Unsuitable);
    expect(() => expectWritable('--transcript', fileIn(folder), 'name another')).toThrow(reason);
    expect(() => expectWritable('--transcript', fileIn(folder), 'name another')).toThrow(
      /^--transcript .*: name another$/,
    );
  });

  test('and can be written is left as it is', () => {
    const [made, old] = [join(folder, 'deep', 'new.json'), join(folder, 'old.json')];
    writeFileSync(old, 'old');
    expectWritable('--transcript', made, 'name another');
    expectWritable('--transcript', old, 'name another');

    expect(existsSync(made)).toBe(false);
    expect(readFileSync(old, 'utf8')).toBe('old');
  });
});

describe('an answer of 429', () => {
  test.each<[string | undefined, number | undefined]>([
    ['7', 7],
    ['86400', 300],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('with a Retry-After of %p is waited for %p seconds', async (retryAfter, seconds) => {
    const waits: (number | undefined)[] = [];

    expect((await askThrottled(2, waits, retryAfter)).status).toBe(200);
    expect(waits).toEqual([seconds, seconds]);
  });

  test('is no answer, however often it comes', async () => {
    const waits: (number | undefined)[] = [];

    await expect(askThrottled(Infinity, waits, '1')).rejects.toThrow(
      new Unsuitable('https://azure.example still answers 429 after 5 waits: try again in an hour'),
    );
    expect(waits).toHaveLength(5);
  });
});

test('Ctrl-C ends the wait that it meets, and the clean-up behind it still waits', async () => {
  let looks = 0;
  const pressed = {
    get exitCode() {
      return looks++ === 0 ? undefined : 130;
    },
  };
  await waited(3_600_000, pressed);

  const begin = Date.now();
  await waited(20, { exitCode: 130 });
  expect(Date.now() - begin).toBeGreaterThanOrEqual(20);
});

describe('the program ends with 2, one line and nothing asked', () => {
  test.each([
    ['a host that does not answer', [], `https://${NOWHERE} did not answer (ECONNREFUSED): `, 'ARM_METADATA_HOSTNAME'],
    ['a pause that is none', ['--pause', 'abc'], '--pause "abc" is no number', '--pause 10'],
    ['a transcript at no place', ['--transcript', join(__filename, 't.json')], '--transcript ', 'name a file in'],
  ])('for %s', async (_, args, problem, cure) => {
    const { exitCode, stdout, stderr } = await program(args);

    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(stdout).toMatch(/^Nothing was asked: .*\n$/);
    expect(stdout).toContain(problem);
    expect(stdout).toContain(cure);
    expect(stdout).not.toContain('secret');
  });
});

test('--help says with what the program ends, also after Ctrl-C', async () => {
  const { exitCode, stdout } = await program(['--help']);

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/ {2}0 {4}all .*\n {2}1 .*\n {2}2 .*\n {2}130 {2}somebody pressed Ctrl-C/);
});

/** Asks something that is answered 429 a few times, and notes what is waited for. */
function askThrottled(times: number, waits: (number | undefined)[], retryAfter?: string): Promise<AzureAnswer> {
  let asked = 0;
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  const ask = () => Promise.resolve({ status: asked++ < times ? 429 : 200, headers, body: {} });
  const pause = (seconds?: number) => Promise.resolve(void waits.push(seconds));
  return unthrottled({ pause, most: 1 }, 'https://azure.example', ask);
}

function program(args: readonly string[]): Promise<{ exitCode: unknown; stdout: string; stderr: string }> {
  const script = join(__dirname, '../../scripts/azure-conformance.ts');
  const env = { PATH: process.env.PATH, ...ENVIRONMENT };
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ['--require', 'tsx/cjs', script, ...args],
      { env, cwd: process.cwd() },
      (error, stdout, stderr) => resolve({ exitCode: error?.code ?? 0, stdout, stderr }),
    );
  });
}
