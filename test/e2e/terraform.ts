import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDER_VERSIONS } from '../../lib/stacks/partner-stack';
import { Program, type ProgramRun } from './program';

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

/** How Terraform, and with one word more OpenTofu, says that the protection of a resource stands in the way. */
export const PROTECTED = /(?:Resource i|I)nstance cannot be destroyed/;

/** Its path, or its name on the PATH. */
export const BINARY = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** A folder with a configuration, and an environment in which real Terraform works on it. */
export class Terraform {
  private readonly program: Program;

  /**
   * @param folder the folder that holds `cdk.tf.json`
   * @param environment added to this process's own, less everything that would sign in somewhere else
   */
  constructor(
    public readonly folder: string,
    environment: Record<string, string>,
  ) {
    this.program = new Program(BINARY, folder, environment);
  }

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

  /** The versions of the plugins that `init` chose, by name. */
  public async plugins(): Promise<Record<string, string>> {
    const { provider_selections } = JSON.parse(await this.succeed(['version', '-json'])) as {
      provider_selections: Record<string, string>;
    };
    return Object.fromEntries(
      Object.entries(provider_selections).map(([source, version]) => [source.split('/').slice(-1)[0], version]),
    );
  }

  /** The addresses in the state. */
  public async addresses(): Promise<string[]> {
    const { output, exitCode } = await this.run(['state', 'list']);
    return exitCode === 0 ? output.split('\n').filter(line => line !== '') : [];
  }

  /** Runs Terraform, however it ends. */
  public run([command, ...args]: string[]): Promise<ProgramRun> {
    // Of the subcommands that `state` has, not every one knows the flag.
    return this.program.run([command, ...(command === 'state' ? [] : ['-no-color']), ...args]);
  }

  /** Ends what runs in this folder, at once. */
  public kill(): void {
    this.program.kill();
  }

  private async succeed(args: string[]): Promise<string> {
    const { output, exitCode } = await this.run(args);
    if (exitCode !== 0) {
      throw new TerraformError(`${BINARY} ${args.join(' ')} in ${this.folder}:\n${output}`);
    }
    return output;
  }
}

/** The major versions of azurerm that the package allows, the newest first. */
export const AZURERM_MAJORS = [5, 4];

/** What the package allows of one major version of azurerm. */
export function azurermVersions(major: number): string {
  return `${PROVIDER_VERSIONS.azurerm}, ~> ${major}.0`;
}

/**
 * Why real Terraform cannot be used here; undefined if it can. Terraform itself looks for the plugins.
 *
 * @param azurerm the versions of azurerm that will do
 */
export async function missingTools(azurerm = PROVIDER_VERSIONS.azurerm): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-plugins-'));
  try {
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({
        terraform: {
          required_providers: {
            azapi: { source: 'azure/azapi', version: PROVIDER_VERSIONS.azapi },
            azuread: { source: 'hashicorp/azuread', version: PROVIDER_VERSIONS.azuread },
            azurerm: { source: 'hashicorp/azurerm', version: azurerm },
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
