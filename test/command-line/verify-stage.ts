import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureEmulator, type AzureEmulatorOptions } from '../../emulator';
import { armGuid } from '../../lib/azure';
import { runVerify, type VerifyOptions } from '../../lib/command-line/verify/run';
import { type VerificationContent, VerificationReport, type VerifiedSubscription } from '../../lib/reports';
import { transportTo } from '../azure-live/emulated';
import { folderForEachTest } from './run-pec';
import {
  type DeclaredSeed,
  type LiveSeed,
  OFFER,
  PARTNER_ID,
  subscriptionOf,
  worldWith,
  writeReadiness,
} from './verify-world';

const SECRETS = ['secret-of-pec-automation', 'secret-of-the-verifier', 'secret-of-the-blind'];

/** A run of `pec verify`. */
export interface VerifyRun {
  readonly exitCode: number;
  readonly output: string;
  readonly messages: string[];
  /** Of JSON only. */
  readonly content: VerificationContent;
}

/** How to run it. */
export interface VerifyGiven extends Partial<VerifyOptions> {
  /** @default Verifier */
  readonly signedInAs?: string;
  readonly env?: Record<string, string | undefined>;
  readonly now?: Date;
}

/** An emulated Azure for each test, and `pec verify` against it. */
export class VerifyStage {
  private started?: AzureEmulator;
  private readonly folder = folderForEachTest();

  constructor() {
    afterEach(async () => {
      expect(this.emulator.unknownRequests).toEqual([]);
      await this.emulator.stop();
    });
  }

  public get emulator(): AzureEmulator {
    if (this.started === undefined) {
      throw new Error('nothing was started');
    }
    return this.started;
  }

  /** A path in the folder of the test. */
  public path(...names: string[]): string {
    return join(this.folder.path, ...names);
  }

  /** Where synth has written. */
  public get outdir(): string {
    return this.path('cdktf.out');
  }

  /** Starts an Azure with customers. */
  public async start(
    customers: readonly LiveSeed[],
    options: Partial<AzureEmulatorOptions> = {},
    partner: Parameters<typeof worldWith>[1] = {},
  ): Promise<void> {
    this.started = await AzureEmulator.start({ world: worldWith(customers, partner), ...options });
  }

  /** Writes what synth would. */
  public declare(customers: readonly DeclaredSeed[], selection?: string): void {
    writeReadiness(this.outdir, customers, selection);
  }

  /** One customer, live and declared. */
  public async one(
    liveDelegations: LiveSeed['delegations'],
    declaredDelegations?: DeclaredSeed['delegations'],
    options: Partial<AzureEmulatorOptions> = {},
  ): Promise<void> {
    await this.start([{ number: 1, delegations: liveDelegations }], options);
    this.declare([{ number: 1, delegations: declaredDelegations }]);
  }

  /** Links PEC-Automation. */
  public async link(partnerId = PARTNER_ID): Promise<void> {
    const path = `/providers/Microsoft.ManagementPartner/partners/${partnerId}?api-version=2018-02-01`;
    expect((await this.emulator.client('PEC-Automation').arm('PUT', path)).status).toBe(200);
  }

  /** A customer removes its delegation. */
  public async remove(number: number): Promise<void> {
    const type = 'providers/Microsoft.ManagedServices/registrationAssignments';
    const path = `/subscriptions/${subscriptionOf(number)}/${type}/${armGuid(OFFER)}?api-version=2022-10-01`;
    expect((await this.emulator.client(`Owner ${number}`).arm('DELETE', path)).status).toBe(202);
  }

  /** Verifies, as JSON unless told otherwise; whatever it says holds no secret. */
  public async verify({
    signedInAs = 'Verifier',
    env,
    now = new Date(),
    ...options
  }: VerifyGiven = {}): Promise<VerifyRun> {
    const { emulator } = this;
    const result = await runVerify(
      { output: this.outdir, format: 'json', concurrency: 8, ...options },
      { out: () => undefined, error: () => undefined, hasColour: false, isWatched: false },
      {
        env: { ...emulator.environment(), ...emulator.signIn(signedInAs), ...env },
        now,
        transport: transportTo(emulator),
      },
    );
    const text = options.write ? readFileSync(options.write, 'utf8') : result.output;
    for (const secret of SECRETS) {
      expect(`${text}${result.messages.join()}`).not.toContain(secret);
    }
    const isJson = (options.format ?? 'json') === 'json';
    return { ...result, content: isJson ? VerificationReport.fromJson(text).content : ({} as VerificationContent) };
  }
}

/** What a run says of one delegation. */
export function entryOf({ content }: VerifyRun, customer = 0, subscription = 0): VerifiedSubscription {
  return content.customers[customer].subscriptions[subscription];
}
