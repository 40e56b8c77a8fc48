import { type ChildProcess, spawn } from 'node:child_process';

/** What a run of a program printed and how it ended. */
export interface ProgramRun {
  readonly output: string;
  readonly exitCode: number | null;
}

/** A program that is run in one folder, in an environment that signs in nowhere by itself. */
export class Program {
  private readonly running = new Set<ChildProcess>();

  /**
   * @param binary its path, or its name on the PATH
   * @param environment added to this process's own, less everything that would sign in somewhere else
   */
  constructor(
    public readonly binary: string,
    public readonly folder: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** Runs it, however it ends. */
  public run(args: string[]): Promise<ProgramRun> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.binary, args, {
        cwd: this.folder,
        env: { ...withoutSignIn(process.env), TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1', ...this.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      this.running.add(child);
      let output = '';
      const collect = (chunk: Buffer) => {
        output += chunk.toString();
      };
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.on('error', reject);
      child.on('close', exitCode => {
        this.running.delete(child);
        resolve({ output, exitCode });
      });
    });
  }

  /** Ends what runs, at once. */
  public kill(): void {
    for (const child of this.running) {
      child.kill('SIGKILL');
    }
  }
}

/** Variables of this machine must not sign in for the tests, nor point them at the real Azure. */
export function withoutSignIn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(ARM|AZURE|TF_VAR)_/.test(name)));
}
