/**
 * Types, lint, format and pipelines at the same time, because each keeps one core busy only. Says which tools are missing.
 *
 *   npm run check
 */
import { spawn } from 'node:child_process';

const CHECKS = ['check:types', 'check:lint', 'check:format', 'check:pipelines'];

const results = await Promise.all(
  CHECKS.map(
    name =>
      new Promise(resolve => {
        const run = spawn('npm', ['run', '--silent', name], { shell: process.platform === 'win32' });
        const output = [];
        run.stdout.on('data', chunk => output.push(chunk));
        run.stderr.on('data', chunk => output.push(chunk));
        run.on('error', error => resolve({ name, exitCode: 1, output: Buffer.from(String(error)) }));
        run.on('close', exitCode => resolve({ name, exitCode, output: Buffer.concat(output) }));
      }),
  ),
);
for (const { name, exitCode, output } of results.filter(result => result.output.length > 0)) {
  process.stderr.write(`${name}${exitCode === 0 ? '' : ` failed (${exitCode})`}:\n${output}\n`);
}
process.exitCode = results.some(({ exitCode }) => exitCode !== 0) ? 1 : 0;
