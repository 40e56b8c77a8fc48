import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { folderForEachTest, PROGRAM } from '../command-line/run-pec';
import { PIPELINES } from './files';

/** Runs scripts as a runner does, in a folder that is gone after the test, with programs of the test's own. */
export interface Runner {
  readonly folder: string;
  /** What scripts find in their environment, beside that of this process. */
  readonly environment: Record<string, string>;
  /** Runs a script as GitHub runs `shell: bash`. */
  readonly bash: (script: string, environment?: Record<string, string>) => SpawnSyncReturns<string>;
  /** Puts a program on the PATH. */
  readonly program: (name: string, body: string) => void;
  /** What a file in the folder holds. */
  readonly read: (file: string) => string;
  /** What the programs noted, line by line. */
  readonly log: () => string[];
}

/** Whether a program is on this machine. */
export const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** `it` for tests that need jq, which runners have. */
export const itWithJq = has('jq') ? it : it.skip;

/** A runner for each test, which has the scripts in `pipelines` and the real `pec`. */
export function runnerForEachTest(): Runner {
  const folder = folderForEachTest();
  const runner: Runner = {
    get folder() {
      return folder.path;
    },
    get environment() {
      return {
        PATH: `${join(folder.path, 'bin')}${delimiter}${process.env.PATH}`,
        RECORDS_ACCOUNT: 'account',
        RECORDS_CONTAINER: 'records',
        PLANS_ACCOUNT: 'account',
        PLANS_CONTAINER: 'plans',
        PLANS_FOLDER: '7-abc',
        GITHUB_ACTIONS: '',
        GITHUB_STEP_SUMMARY: 'summary',
        GITHUB_OUTPUT: 'output',
        CHECKPOINT_DISABLE: '1',
      };
    },
    bash: (script, environment = {}) =>
      spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
        cwd: folder.path,
        encoding: 'utf8',
        env: { ...process.env, ...runner.environment, ...environment },
      }),
    program: (name, body) => {
      const file = join(folder.path, 'bin', name);
      mkdirSync(join(folder.path, 'bin'), { recursive: true });
      writeFileSync(file, `#!/usr/bin/env bash\n${body}\n`);
      chmodSync(file, 0o755);
    },
    read: file => readFileSync(join(folder.path, file), 'utf8'),
    log: () => (existsSync(join(folder.path, 'log')) ? runner.read('log').trim().split('\n') : []),
  };
  beforeEach(() => {
    cpSync(PIPELINES, join(folder.path, 'pipelines'), { recursive: true });
    runner.program('pec', `exec '${process.execPath}' ${PROGRAM.map(arg => `'${arg}'`).join(' ')} "$@"`);
  });
  return runner;
}

/**
 * Storage that is a folder: `store/CONTAINER/BLOB`. It notes what it is asked for, such as `az upload records/x.json`.
 */
export const STORAGE = `
verb=$3; shift 3
while [ $# -gt 0 ]; do
  case $1 in
    --name) name=$2 ;;
    --file) file=$2 ;;
    --container-name | --source) container=$2 ;;
    --destination) destination=$2 ;;
  esac
  shift
done
echo "az $verb $container\${name:+/$name}" >> log
blob=store/$container/\${name:-}
case $verb in
  upload) mkdir -p "$(dirname "$blob")" && cp "$file" "$blob" ;;
  download) cp "$blob" "$file" ;;
  delete) rm "$blob" ;;
  download-batch) cp "$blob"* "$destination" 2> /dev/null || true ;;
  delete-batch) rm -rf "$blob" ;;
esac`;
