import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runPec } from '../../lib/command-line/program';

export const ROOT = resolve(__dirname, '..', '..');

/** What a run of `pec` printed, and how it ended. */
export interface PecRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs `pec` in this process, as if nobody or, if watched, somebody looked at it. */
export async function pec(args: string[], isWatched = false): Promise<PecRun> {
  const printed = { stdout: '', stderr: '' };
  const exitCode = await runPec(args, {
    out: text => void (printed.stdout += text),
    error: text => void (printed.stderr += text),
    hasColour: isWatched,
    isWatched,
  });
  return { ...printed, exitCode };
}

const SOURCE = join(ROOT, 'lib', 'command-line', 'pec.ts');

/** The arguments with which Node runs the real program without a build. */
export const PROGRAM = ['--require', require.resolve('tsx/cjs'), SOURCE];

/** Runs the real program, from any folder, also what it loads when it is asked for that: then the import of Node does it. */
export function pecProcess(args: string[], input = '', cwd = ROOT): PecRun {
  const loader = ['--import', pathToFileURL(require.resolve('tsx')).href];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...loader, SOURCE, ...args], {
    cwd,
    // Not Node's own, which does not see what a test sets.
    env: process.env,
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, exitCode: status ?? -1 };
}

/** Gives each test a folder that is gone after it. */
export function folderForEachTest(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'pec-'));
  });
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}
