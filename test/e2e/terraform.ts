import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a run of Terraform printed, without colours, and how it ended. */
export interface TerraformRun {
  readonly output: string;
  readonly exitCode: number | null;
}

/** What a plan would do. */
export interface PlanSummary {
  readonly output: string;
  /** Whether Terraform would change nothing. */
  readonly isEmpty: boolean;
  /** The line that counts, such as `1 to add, 0 to change, 0 to destroy`. */
  readonly summary: string;
}

/** Thrown when Terraform ends with an error; the message is what it printed. */
export class TerraformError extends Error {}

const BINARY = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** A folder with a configuration, and an environment in which real Terraform works on it. */
export class Terraform {
  private readonly running = new Set<ChildProcess>();

  /**
   * @param folder the folder that holds `cdk.tf.json`
   * @param environment added to this process's own, less everything that would sign in somewhere else
   */
  constructor(
    public readonly folder: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** The same folder in another environment: somebody else's sign-in. */
  public as(environment: Record<string, string>): Terraform {
    return new Terraform(this.folder, environment);
  }

  public init(): Promise<string> {
    return this.succeed(['init', '-input=false']);
  }

  public validate(): Promise<string> {
    return this.succeed(['validate']);
  }

  public async plan(...options: string[]): Promise<PlanSummary> {
    const run = await this.run(['plan', '-input=false', '-detailed-exitcode', ...options]);
    if (run.exitCode !== 0 && run.exitCode !== 2) {
      throw new TerraformError(run.output);
    }
    const summary = /^Plan: (.*)\.$/m.exec(run.output)?.[1] ?? 'no changes';
    return { output: run.output, isEmpty: run.exitCode === 0, summary };
  }

  public apply(...options: string[]): Promise<string> {
    return this.succeed(['apply', '-input=false', '-auto-approve', ...options]);
  }

  public destroy(): Promise<string> {
    return this.succeed(['destroy', '-input=false', '-auto-approve']);
  }

  /** The outputs of the state. */
  public async outputs(): Promise<Record<string, string>> {
    const json = JSON.parse(await this.succeed(['output', '-json'])) as Record<string, { value: string }>;
    return Object.fromEntries(Object.entries(json).map(([name, { value }]) => [name, value]));
  }

  /** The addresses in the state. */
  public async addresses(): Promise<string[]> {
    const { output, exitCode } = await this.run(['state', 'list']);
    return exitCode === 0 ? output.split('\n').filter(line => line !== '') : [];
  }

  /** Runs Terraform, however it ends. */
  public run(args: string[]): Promise<TerraformRun> {
    return new Promise((resolve, reject) => {
      const child = spawn(
        BINARY,
        [args[0], '-no-color', ...args.slice(1)].filter(arg => !(args[0] === 'state' && arg === '-no-color')),
        {
          cwd: this.folder,
          env: { ...withoutSignIn(process.env), TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1', ...this.environment },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
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

  /** Ends what runs in this folder, at once. */
  public kill(): void {
    for (const child of this.running) {
      child.kill('SIGKILL');
    }
  }

  private async succeed(args: string[]): Promise<string> {
    const { output, exitCode } = await this.run(args);
    if (exitCode !== 0) {
      throw new TerraformError(`${BINARY} ${args.join(' ')} in ${this.folder}:\n${output}`);
    }
    return output;
  }
}

/** Why real Terraform cannot be used here; undefined if it can. Asks once: Terraform itself looks for the plugins. */
export async function missingTools(): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-plugins-'));
  try {
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({
        terraform: {
          required_providers: {
            azapi: { source: 'azure/azapi', version: '>= 2.12, < 3' },
            azuread: { source: 'hashicorp/azuread', version: '>= 3.7, < 4' },
            azurerm: { source: 'hashicorp/azurerm', version: '>= 4.75, < 5' },
          },
        },
      }),
    );
    const { output, exitCode } = await new Terraform(folder, {}).run(['init', '-input=false', '-backend=false']);
    return exitCode === 0 ? undefined : `${BINARY} finds no plugins: ${firstError(output)}`;
  } catch {
    return `${BINARY} is not on the PATH`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first error on one line, with the plugins that it is about. */
function firstError(output: string): string {
  const text = output.replace(/[\s│╷╵]+/g, ' ');
  const error = /Error: (.*)/.exec(output)?.[1] ?? output.trim().split('\n').slice(-1)[0];
  const plugins = [...text.matchAll(/provider (?:\S+\/)?([a-z]+\/[a-z]+):/g)].map(([, plugin]) => plugin);
  return plugins.length === 0 ? error : `${error} (${[...new Set(plugins)].join(', ')})`;
}

/** Variables of this machine must not sign in for the tests, nor point them at the real Azure. */
export function withoutSignIn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(ARM|AZURE|TF_VAR)_/.test(name)));
}
