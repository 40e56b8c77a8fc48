import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { belongsTo, parseShard } from '../../lib/command-line/stacks/shard';
import { CustomerStatus } from '../../lib/manifest';
import { customer, customers, FABRIKAM, keys, stackSha256, synthesized, writeManifest } from './portfolios';
import { folderForEachTest, pec } from './run-pec';

const folder = folderForEachTest();
const stacks = (...args: string[]) => pec(['stacks', '--output', join(folder.path, 'cdktf.out'), ...args]);
const deployed = () => join(folder.path, 'deployed');

describe('pec stacks', () => {
  it('lists the customers that have a stack, one a line', async () => {
    synthesized(folder.path);
    expect(await stacks()).toEqual({
      stdout: 'customer-contoso\ncustomer-northwind\n',
      stderr: '',
      exitCode: 0,
    });
  });

  it('makes a matrix of GitHub Actions', async () => {
    synthesized(folder.path);
    expect((await stacks('--format', 'github-matrix')).stdout).toBe(
      '{"include":[{"key":"contoso","stack":"customer-contoso","ring":"canary"},' +
        '{"key":"northwind","stack":"customer-northwind","ring":""}]}\n',
    );
  });

  it('makes a matrix of Azure DevOps, whose names of jobs have no "-"', async () => {
    synthesized(folder.path);
    expect((await stacks('--format', 'azure-devops', '--ring', 'canary')).stdout).toBe(
      '{"customer_contoso":{"key":"contoso","stack":"customer-contoso","ring":"canary"}}\n',
    );
  });

  it.each([
    [['--ring', 'canary'], 'customer-contoso\n'],
    [['--except-ring', 'canary'], 'customer-northwind\n'],
    [['--ring', 'canary', '--except-ring', 'canary'], ''],
  ])('selects by ring: %j', async (args, expected) => {
    synthesized(folder.path);
    expect(await stacks(...args)).toEqual({ stdout: expected, stderr: '', exitCode: 0 });
  });

  it('names a ring that nobody has, because a misspelt one deploys nobody', async () => {
    synthesized(folder.path);
    expect(await stacks('--ring', 'canry')).toEqual({
      stdout: '',
      stderr: 'pec: no customer has the ring "canry"; there is canary\n',
      exitCode: 0,
    });
  });

  it('names the rings that there are in their order, or that there is none', async () => {
    synthesized(folder.path, { ...customer('a', { ring: 'west' }), ...customer('b', { ring: 'east' }) });
    expect((await stacks('--ring', 'x')).stderr).toBe('pec: no customer has the ring "x"; there is east, west\n');
    synthesized(folder.path, customer('a'));
    expect((await stacks('--except-ring', 'x')).stderr).toBe('pec: no customer has the ring "x"; there is none\n');
  });

  it('gives an empty matrix where nothing is to be done', async () => {
    synthesized(folder.path);
    writeManifest(deployed(), FABRIKAM);
    const empty = (format: string) => stacks('--changed-since', deployed(), '--format', format);
    expect((await empty('plain')).stdout).toBe('');
    expect((await empty('github-matrix')).stdout).toBe('{"include":[]}\n');
    expect((await empty('azure-devops')).stdout).toBe('{}\n');
  });

  it.each([
    ['github-matrix', /^pec: 257 stacks, but a matrix of GitHub Actions has at most 256 jobs; .*--shard 1\/2.*\n$/],
    ['azure-devops', /^pec: 257 stacks, but a stage of Azure DevOps has at most 256 jobs; .*--shard 1\/2.*\n$/],
  ])('refuses more jobs than %s takes, and says how to split them', async (format, message) => {
    synthesized(folder.path, customers(keys(257)));
    const { stdout, stderr, exitCode } = await stacks('--format', format);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(message);
    expect((await stacks('--format', format, '--shard', '1/2')).exitCode).toBe(0);
    synthesized(folder.path, customers(keys(256)));
    expect((await stacks('--format', format)).exitCode).toBe(0);
  });

  it.each([
    ['no file', { file: undefined, sha256: undefined }, 'file is missing'],
    ['no hash', { sha256: undefined }, 'file is not one of files'],
    ['a status that nobody knows', { status: 'gone' as never }, 'status is not "active" or "offboarded"'],
  ])('trusts no manifest with %s of a stack', async (_what, more, message) => {
    const manifest = join(synthesized(folder.path, customer('contoso', more)), 'portfolio.json');
    const refusal = {
      stdout: '',
      stderr:
        `pec: ${manifest}: customers.contoso.${message}; ` +
        'expected the portfolio.json that synth writes, or a record of pec record\n',
      exitCode: 2,
    };
    expect(await stacks()).toEqual(refusal);
    expect(await pec(['record', 'customer-contoso', '--output', join(folder.path, 'cdktf.out')])).toEqual(refusal);
  });

  it('trusts no manifest that vouches for nothing, such as a record', async () => {
    const manifest = join(synthesized(folder.path), 'portfolio.json');
    writeManifest(manifest, FABRIKAM);
    expect(await stacks()).toEqual({
      stdout: '',
      stderr: `pec: ${manifest} does not vouch for what synth wrote; synth again\n`,
      exitCode: 2,
    });
  });

  it('leaves out what a selection left out, and says so', async () => {
    const selected = { ...FABRIKAM, ...customer('northwind', { file: undefined, sha256: undefined }) };
    synthesized(folder.path, selected, 'PEC_CUSTOMERS=customer-contoso');
    expect(await stacks()).toEqual({
      stdout: 'customer-contoso\n',
      stderr: 'pec: only what PEC_CUSTOMERS=customer-contoso selects was synthesized\n',
      exitCode: 0,
    });
  });
});

describe('pec stacks --changed-since', () => {
  const since = (...args: string[]) => stacks('--changed-since', deployed(), ...args);

  it('lists what is new and what changed, offboarded customers too', async () => {
    const now = {
      ...customer('a'),
      ...customer('b', { sha256: stackSha256('b') }),
      ...customer('c', { sha256: stackSha256('c') }),
      ...customer('d'),
    };
    synthesized(folder.path, {
      ...now,
      ...customer('c', { status: CustomerStatus.OFFBOARDED, sha256: stackSha256('c') }),
    });
    writeManifest(deployed(), { ...customer('a'), ...customer('b'), ...customer('c') });
    expect(await since()).toEqual({ stdout: 'customer-b\ncustomer-c\ncustomer-d\n', stderr: '', exitCode: 0 });
  });

  it('takes everything for changed where nothing was deployed', async () => {
    synthesized(folder.path);
    expect(await since()).toEqual({
      stdout: 'customer-contoso\ncustomer-northwind\n',
      stderr: `pec: ${deployed()} holds nothing: every customer counts as changed\n`,
      exitCode: 0,
    });
  });

  it('reads a folder of records', async () => {
    synthesized(folder.path);
    writeManifest(join(deployed(), 'customer-contoso.json'), customer('contoso'));
    expect((await since()).stdout).toBe('customer-northwind\n');
    writeManifest(join(deployed(), 'customer-northwind.json'), customer('northwind', { sha256: undefined }));
    expect((await since()).stdout).toBe('customer-northwind\n');
  });

  it('reads of a folder nothing but records', async () => {
    synthesized(folder.path);
    mkdirSync(deployed());
    writeFileSync(join(deployed(), 'README.md'), 'Written by pec record.');
    expect((await since()).stderr).toBe(`pec: ${deployed()} holds nothing: every customer counts as changed\n`);
    writeManifest(join(deployed(), 'customer-contoso.json'), customer('contoso'));
    expect(await since()).toEqual({ stdout: 'customer-northwind\n', stderr: '', exitCode: 0 });
  });

  it('names every customer that would be orphaned, and lists nothing', async () => {
    synthesized(folder.path);
    writeManifest(deployed(), { ...FABRIKAM, ...customer('adatum'), ...customer('tailspin') });
    const { stdout, stderr, exitCode } = await since();
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^pec: adatum was deployed as customer-adatum, .*"status: offboarded", deploy, and remove/),
    ]);
    expect((await since('--allow-removed', 'tailspin')).exitCode).toBe(1);
    expect((await since('--allow-removed', 'adatum')).exitCode).toBe(0);
  });

  // Tailspin deploys a template now.
  it('tells of a customer who has no stack any more, unless somebody knows, and lists the others', async () => {
    synthesized(folder.path);
    writeManifest(deployed(), { ...FABRIKAM, ...customer('tailspin') });
    expect(await since()).toEqual({
      stdout: '',
      stderr:
        'pec: tailspin was deployed as customer-tailspin, and its onboarding is "arm-template" now: nothing applies ' +
        'that stack any more, and its state still holds the delegation. To remove that, write "onboarding: terraform" ' +
        'and "status: offboarded", deploy, and change the onboarding then; if it shall stay, take it out of the state: ' +
        '--allow-removed tailspin\n',
      exitCode: 0,
    });
    expect(await since('--allow-removed', 'tailspin')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it('says nothing of a stack that was empty before its customer lost it', async () => {
    synthesized(folder.path);
    const tailspin = customer('tailspin', { status: CustomerStatus.OFFBOARDED });
    writeManifest(deployed(), { ...FABRIKAM, ...tailspin });
    expect(await since()).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it('lets an offboarded customer go', async () => {
    synthesized(folder.path);
    writeManifest(deployed(), { ...FABRIKAM, ...customer('adatum', { status: CustomerStatus.OFFBOARDED }) });
    expect(await since()).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it('refuses a manifest that knows some customers only', async () => {
    synthesized(folder.path);
    writeManifest(deployed(), FABRIKAM, 'PEC_RINGS=canary');
    const { stderr, exitCode } = await since();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('was made under the selection PEC_RINGS=canary and says nothing of the other customers;');
  });

  it.each([
    ['{', 'this is not JSON'],
    ['{}', 'this is no manifest of a portfolio; expected the portfolio.json that synth writes'],
    ['{"version":99,"customers":{}}', 'this manifest has version 99, which a newer'],
  ])('names a file that it cannot read: %s', async (text, message) => {
    synthesized(folder.path);
    writeFileSync(deployed(), text);
    const { stdout, stderr, exitCode } = await since();
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(`pec: ${deployed()}: ${message}`);
  });

  it('says what to do where nothing was synthesized', async () => {
    expect(await since()).toEqual({
      stdout: '',
      stderr:
        `pec: ${join(folder.path, 'cdktf.out', 'portfolio.json')} cannot be read: it does not exist; ` +
        'synth again, by an app that calls app.synth(), or name the folder of its output with --output\n',
      exitCode: 2,
    });
  });
});

describe('shards', () => {
  it('hold every customer once', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (key, count) => {
        const holding = Array.from({ length: count }, (_, i) => ({ index: i + 1, count })).filter(shard =>
          belongsTo(key, shard),
        );
        expect(holding).toHaveLength(1);
      }),
    );
  });

  it('are of about the same size', () => {
    for (let index = 1; index <= 8; index++) {
      const size = keys(2000).filter(key => belongsTo(key, { index, count: 8 })).length;
      expect(size).toBeGreaterThan(200);
      expect(size).toBeLessThan(300);
    }
  });

  // Jobs list one after the other while the first ones deploy, and what they deployed has no longer changed.
  it('do not depend on the other customers', async () => {
    const list = async (some: string[]) => {
      synthesized(folder.path, customers(some));
      return (await stacks('--shard', '2/3')).stdout.trim().split('\n');
    };
    const all = await list(keys(40));
    const fewer = await list(keys(40).slice(7));
    expect(all.filter(stack => fewer.includes(stack))).toEqual(fewer);
  });

  it.each(['0/2', '3/2', '1', '1/', 'a/b', '1/2/3', '-1/2', '01/2', '1/99999'])('refuses %s', async text => {
    synthesized(folder.path);
    const { stderr, exitCode } = await stacks('--shard', text);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`pec: --shard ${text} is no shard; expected i/n with i from 1 to n, such as 2/8\n`);
  });

  it.each([
    ['2/8', { index: 2, count: 8 }],
    ['1/1', { index: 1, count: 1 }],
    ['12/34', { index: 12, count: 34 }],
  ])('reads %s', (text, shard) => expect(parseShard(text)).toEqual(shard));
});
