import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App } from 'cdktf';
import { AzureEmulator, type AzureEmulatorOptions } from '../../emulator';
import type { RegistrationAssignment, RegistrationDefinition } from '../../emulator/resource-manager/delegations';
import { CUSTOMER_PIPELINES, EXAMPLES_WORLD, PIPELINE_SUBJECT } from './fabrikam';
import { PROVIDER_VERSIONS } from '../../lib/stacks/partner-stack';
import { azurermVersions, Terraform } from './terraform';

const ROOT = resolve(__dirname, '..', '..');
const QUICK = { newDefinition: 'operation' } as const;

/** How the emulation is started, and with which azurerm Terraform works on the stacks. */
export interface StageOptions extends Partial<AzureEmulatorOptions> {
  /**
   * The major version of azurerm.
   *
   * @default - the newest that the package allows and `terraform init` finds
   */
  readonly azurerm?: number;
}

/** An emulated Azure and a folder in which stacks are synthesized and applied. */
export class Stage {
  /** Starts the emulation; stop it, or the process does not end. */
  public static async open({ azurerm, ...options }: StageOptions = {}): Promise<Stage> {
    // Azure makes azurerm wait, ten seconds for a new definition and fifteen for all else; that proves nothing here.
    const quick = { registration: { milliseconds: 500 }, retryAfterSeconds: 1, guesses: QUICK };
    return new Stage(await AzureEmulator.start({ world: EXAMPLES_WORLD, ...quick, ...options }), azurerm);
  }

  private readonly work = mkdtempSync(join(tmpdir(), 'partner-earned-credit-'));

  private constructor(
    public readonly azure: AzureEmulator,
    private readonly azurerm?: number,
  ) {
    mkdirSync(this.outdir);
  }

  /** Where the Terraform is written. */
  public get outdir(): string {
    return join(this.work, 'cdktf.out');
  }

  /** The registration definitions of all subscriptions. */
  public get definitions(): RegistrationDefinition[] {
    return this.azure.subscriptions.all().flatMap(subscription => this.azure.delegations.definitions(subscription));
  }

  /** The registration assignments of all subscriptions. */
  public get assignments(): RegistrationAssignment[] {
    return this.azure.subscriptions
      .all()
      .flatMap(subscription => this.azure.delegations.assignments({ subscription, id: subscription.resourceId }));
  }

  /** Runs an example as its user would. */
  public runExample(name: string, environment: Record<string, string> = {}): string {
    const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', join(ROOT, 'examples', name, 'main.ts')], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, ...environment, CDKTF_OUTDIR: this.outdir },
    });
    this.chooseAzurerm();
    return output;
  }

  /** Synthesizes an app of a test's own. */
  public synthesize(declare: (app: App) => void): void {
    const app = new App({ outdir: this.outdir });
    declare(app);
    app.synth();
    this.chooseAzurerm();
  }

  /** The folder of a stack, ready for Terraform, signed in as its pipeline unless said otherwise. */
  public stack(name: string, signIn: Record<string, string> = this.signInFor(name)): Terraform {
    return new Terraform(join(this.outdir, 'stacks', name), { ...this.azure.environment(), ...signIn });
  }

  /** How the pipeline of a stack signs in. */
  public signInFor(stack: string): Record<string, string> {
    if (stack === 'partner-link') {
      return { ARM_OIDC_TOKEN: this.azure.issueToken(PIPELINE_SUBJECT) };
    }
    return this.azure.signIn(CUSTOMER_PIPELINES[stack] ?? 'Identity pipeline');
  }

  /** Changes what was synthesized, as an editor would: for what the library refuses to declare. */
  public edit(stack: string, change: (text: string) => string): void {
    const file = join(this.outdir, 'stacks', stack, 'cdk.tf.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  /** Takes the protection out of what was synthesized. */
  public unprotect(stack: string): void {
    this.edit(stack, text => text.replace(/"prevent_destroy": true/g, '"prevent_destroy": false'));
  }

  /** Narrows the range that was synthesized, as a user's lock file would. */
  private chooseAzurerm(): void {
    if (this.azurerm === undefined) {
      return;
    }
    const versions = azurermVersions(this.azurerm);
    for (const stack of readdirSync(join(this.outdir, 'stacks'))) {
      this.edit(stack, text => text.replace(`"${PROVIDER_VERSIONS.azurerm}"`, `"${versions}"`));
    }
  }

  /** Stops the emulation and removes the folder. */
  public async close(): Promise<void> {
    await this.azure.stop();
    rmSync(this.work, { recursive: true, force: true });
  }
}
