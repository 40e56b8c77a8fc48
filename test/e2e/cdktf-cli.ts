import { resolve } from 'node:path';
import { Program, type ProgramRun } from './program';

const ROOT = resolve(__dirname, '..', '..');

/** cdktf-cli is 423 MB and no dependency of this package: it is used where it is installed. */
const BINARY = process.env.CDKTF_CLI ?? 'cdktf';

/** The version whose commands the README shows. */
const VERSION = '0.21.';

/** What every command is told. */
const OPTIONS = [
  '--no-color',
  // Where a stack has no lock file yet, the CLI runs `terraform providers lock` after `init`. That asks the registry for
  // every plugin, whatever mirror Terraform is told to use, and the tests need no network. The lock file that `init`
  // writes is there either way.
  '--skip-provider-lock',
];

/** Runs cdktf-cli as somebody does who works on examples/portfolio: with the cdktf.json of this repository. */
export class CdktfCli {
  private readonly program: Program;

  /**
   * @param outdir where the Terraform is written
   * @param environment where Azure is, the ids that are pinned, and who signs in
   */
  constructor(
    private readonly outdir: string,
    environment: Record<string, string>,
  ) {
    // By itself the CLI keeps a cache of plugins in the home folder.
    this.program = new Program(BINARY, ROOT, { CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1', ...environment });
  }

  /** @param stacks a stack, or a pattern such as `customer-*` */
  public deploy(stacks: string, ...options: string[]): Promise<ProgramRun> {
    return this.run(['deploy', stacks, '--auto-approve', ...options]);
  }

  public diff(stack: string): Promise<ProgramRun> {
    return this.run(['diff', stack]);
  }

  /** @param stacks a stack, or a pattern such as `customer-*` */
  public destroy(stacks: string): Promise<ProgramRun> {
    return this.run(['destroy', stacks, '--auto-approve']);
  }

  private run(args: string[]): Promise<ProgramRun> {
    return this.program.run([...args, '--output', this.outdir, ...OPTIONS]);
  }
}

/** Why cdktf-cli cannot be used here; undefined if it can. */
export async function missingCdktfCli(): Promise<string | undefined> {
  try {
    const { output } = await new Program(BINARY, ROOT, {}).run(['--version']);
    return output.includes(VERSION) ? undefined : `${BINARY} is not cdktf-cli ${VERSION}x`;
  } catch {
    return `${BINARY} is not there; install cdktf-cli@0.21 in a folder of its own and name its program in CDKTF_CLI`;
  }
}
