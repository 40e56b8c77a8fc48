import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** A project of somebody who uses this package, as if npm had installed it: by links, and without a build. */
export class Project {
  /** @param folder the project; what it holds is left alone */
  constructor(public readonly folder: string) {
    const here = join(folder, 'node_modules', 'cdktf-partner-earned-credit');
    mkdirSync(here, { recursive: true });
    readdirSync(join(ROOT, 'node_modules')).forEach(name =>
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'junction'),
    );
    symlinkSync(join(ROOT, 'lib'), join(here, 'lib'), 'junction');
    const exports = { '.': './lib/index.ts', './testing': './lib/testing/index.ts' };
    writeFileSync(join(here, 'package.json'), JSON.stringify({ name: 'cdktf-partner-earned-credit', exports }));
  }

  /** Changes a file as its owner would. */
  public edit(file: string, from: RegExp, to: string): void {
    const path = join(this.folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  }

  /** Synthesizes, as `npm run synth` does. */
  public synth(): ProjectRun {
    return this.run('tsx/dist/cli.mjs', 'main.ts');
  }

  /** Runs a program of an installed package. */
  public run(program: string, ...args: string[]): ProjectRun {
    // Nothing of the jest that runs this test.
    const { CDKTF_OUTDIR: _outdir, NODE_ENV: _environment, JEST_WORKER_ID: _worker, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', program), ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env,
    });
    return { status, output: stdout + stderr };
  }
}

/** How a program of a project ended, and what it printed. */
export interface ProjectRun {
  readonly status: number | null;
  readonly output: string;
}
