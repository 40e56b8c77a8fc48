import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { pec } from '../command-line/run-pec';
import { FILES, filesOf, objectsIn, PIPELINES, read, SCRIPTS, scriptsIn } from './files';

describe('the scripts of the pipelines', () => {
  it('are sound bash', () => {
    const faults = SCRIPTS.map(([file, script]) => [
      file,
      spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr,
    ]);
    expect(faults.filter(([, fault]) => fault !== '')).toEqual([]);
    expect(SCRIPTS.length).toBeGreaterThan(30);
  });

  // What an expression inserts becomes part of the script: the name of a branch, or a parameter, would be run.
  it('take everything from the environment', () => {
    expect(SCRIPTS.filter(([, script]) => /\$\{\{|\$\([A-Za-z_.]+\)/.test(script))).toEqual([]);
  });

  it('print no token', () => {
    expect(SCRIPTS.filter(([, script]) => /(echo|printf|cat).*(TOKEN|SECRET)|set -x/.test(script))).toEqual([]);
  });

  // A name in a log would be an order otherwise. What prints names: pec, and terraform through stack.sh.
  it('of GitHub let no name that they print give orders to the runner', () => {
    const printing = SCRIPTS.filter(
      ([file, script]) => !file.startsWith('azure-devops') && /pec readiness|^verb=\$1 stack=/m.test(script),
    );
    expect(printing.map(([file]) => file).sort()).toEqual([
      'github/confirm.yml',
      'github/prepare/action.yml',
      'github/verify.yml',
      'readiness.sh',
      'stack.sh',
    ]);
    for (const [file, script] of printing) {
      expect({ file, script }).toMatchObject({
        script: expect.stringMatching(
          /read -r token <\/proc\/sys\/kernel\/random\/uuid\n *echo "::stop-commands::\$token"\n/,
        ) as string,
      });
      expect(script).toMatch(/echo "::\$token::"/);
    }
  });

  it('of Azure DevOps let no name that they print give orders to the agent', () => {
    const steps = filesOf('azure-devops')
      .flatMap(file => objectsIn(parse(read(file))))
      .filter(
        ({ task, bash }) =>
          task === 'AzureCLI@2' ||
          /pec |pipelines\/(?!private|newest)\w+\.sh/.test(typeof bash === 'string' ? bash : ''),
      );
    expect(steps.length).toBeGreaterThan(10);
    const sets = steps.map(({ target }) => {
      const { container, commands, settableVariables } = target as Record<string, unknown>;
      expect({ container, commands }).toEqual({ container: 'host', commands: 'restricted' });
      return settableVariables;
    });
    expect(sets.filter(names => names !== 'none')).toEqual([['canary', 'rest', 'changed'], ['code']]);
  });

  it('of Azure DevOps stop at the first failure', () => {
    const multiLine = filesOf('azure-devops')
      .flatMap(scriptsIn)
      .filter(({ script }) => script.includes('\n'));
    expect(multiLine.filter(({ script }) => !script.startsWith('set -euo pipefail\n'))).toEqual([]);
  });

  it('refuse where everybody may read the run, before anything else is run', () => {
    const prints = FILES.filter(file => /pec readiness --synth|readiness\.sh/.test(read(file)) && file.includes('/'));
    expect(prints).toHaveLength(8);
    for (const file of prints) {
      const [first] = scriptsIn(file);
      expect({ file, script: first.script }).toEqual({ file, script: 'bash pipelines/private.sh' });
    }
  });

  it('call pec as it is', async () => {
    const calls = SCRIPTS.flatMap(([, script]) => [...script.matchAll(/\bpec (\w+)\b([^|)\n]*)/g)]);
    const options = calls.map(([, command, rest]) => [command, ...(rest.match(/--[a-z-]+/g) ?? [])]);
    options.push(['guard', ...(read('stack.sh').match(/guard\+?=\(--[a-z]+/g) ?? []).map(at => at.split('(')[1])]);
    const usage = [...read('confirm.sh').matchAll(/usage\+?=\((.*)\)/g)].flatMap(
      ([, text]) => text.match(/--[a-z]+/g) ?? [],
    );
    options.push(['confirm', ...usage]);
    expect(new Set(options.map(([command]) => command))).toEqual(
      new Set(['readiness', 'verify', 'confirm', 'report', 'stacks', 'guard', 'record', 'recover']),
    );
    for (const [command, ...used] of options) {
      const { stdout } = await pec([command, '--help']);
      expect(used.filter(option => !stdout.includes(`${option} `))).toEqual([]);
    }
  });
});

describe('the page about the pipelines', () => {
  const page = read('README.md');

  it('names every file', () => {
    expect(FILES.filter(file => !page.includes(`\`${file}\``))).toEqual([]);
  });

  it('has no dead link', () => {
    const targets = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target);
    expect(targets.filter(target => !existsSync(join(PIPELINES, target)))).toEqual([]);
  });
});
