import type { HttpClient } from '@azure/core-rest-pipeline';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureEmulator, type AzureEmulatorOptions, type World } from '../../emulator';
import { runConfirm } from '../../lib/command-line/confirm/run';
import { Verdict } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';
import { messageOf } from '../../lib/text';
import { transportTo } from '../azure-live/emulated';
import { readinessOfWorld, ROWS, type WorldRow } from '../billing/world';
import { graph } from '../billing/writers';
import { folderForEachTest } from './run-pec';
import { declared, PARTNER, worldWith } from './verify-world';

/** A bill of the partner. */
export type Bill = NonNullable<World['tenants'][number]['bills']>[number];

/** A bill with these rows, in parts. */
export function bill(of: Bill['of'], ...parts: WorldRow[][]): Bill {
  return { of, parts: parts.map(rows => rows.map(graph)) };
}

export const UNBILLED = { currency: 'EUR', period: 'current' } as const;
export const HALVES = [ROWS.slice(0, 600), ROWS.slice(600)];

/** How a run of `pec confirm --fetch` ended. */
export interface FetchRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly messages: string[];
}

/** How to run it. */
export interface FetchGiven {
  readonly files?: string[];
  readonly fetch?: string[];
  readonly currency?: string[];
  readonly period?: 'current' | 'last';
  readonly keep?: string;
  /** @default Bill reader */
  readonly signedInAs?: string;
  /** Is called with each address before it is asked. */
  readonly before?: (url: URL) => void;
}

/** An emulated Azure with bills for each test, and `pec confirm --fetch` against it. */
export class FetchStage {
  /** How long the program waited, in seconds. */
  public readonly pauses: number[] = [];
  /** Everything that it printed, and that libraries logged. */
  public printed = '';
  private started?: AzureEmulator;
  private readonly folder = folderForEachTest();
  private temporary: string | undefined;

  constructor() {
    beforeEach(() => {
      this.pauses.length = 0;
      this.printed = '';
      this.temporary = process.env.TMPDIR;
      process.env.TMPDIR = this.path('tmp');
      mkdirSync(this.path('tmp'));
    });
    afterEach(async () => {
      process.env.TMPDIR = this.temporary;
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

  /** Starts an Azure that bills the partner, and writes what synth would. */
  public async start(bills: readonly Bill[], options: Partial<AzureEmulatorOptions> = {}): Promise<void> {
    const [{ applications = [] }] = worldWith([]).tenants;
    const reader = {
      displayName: 'Bill reader',
      secrets: [{ value: 'secret-of-the-bill-reader' }],
      graphPermissions: ['PartnerBilling.Read.All'],
    } as const;
    const world = worldWith([], { applications: [...applications, reader], bills });
    this.started = await AzureEmulator.start({ world, retryAfterSeconds: 7, ...options });
    const customers = readinessOfWorld().customers.map(customer =>
      customer.verdict === Verdict.OFFBOARDED
        ? { ...customer, formerSubscriptions: [] }
        : { ...customer, delegations: [declared(1)] },
    );
    mkdirSync(this.path('cdktf.out'));
    writeFileSync(this.path('cdktf.out', 'readiness.json'), new ReadinessReport(customers).toJson());
  }

  /** Runs `pec confirm`, as JSON. */
  public async confirm({ files = [], signedInAs = 'Bill reader', before, ...given }: FetchGiven): Promise<FetchRun> {
    const { httpClient } = transportTo(this.emulator);
    const watched: HttpClient = {
      sendRequest: request => {
        before?.(new URL(request.url));
        return httpClient.sendRequest(request);
      },
    };
    const print = (text: string) => void (this.printed += text);
    const run = runConfirm(
      files,
      { output: this.path('cdktf.out'), toleranceDays: 3, format: 'json', ...given },
      { out: print, error: print, hasColour: false, isWatched: true },
      {
        env: { ...this.emulator.environment(), ...this.emulator.signIn(signedInAs) },
        transport: { httpClient: watched },
        pause: seconds => {
          this.pauses.push(seconds);
          return Promise.resolve();
        },
      },
    );
    const { output, messages, exitCode } = await run.finally(() => {
      const left = readdirSync(this.path('tmp')).filter(name => name.startsWith('pec-'));
      expect(left).toEqual([]);
    });
    return { exitCode, stdout: output, messages };
  }

  /** What is said where nothing could be fetched. */
  public async refusal(given: FetchGiven): Promise<string> {
    const message = await this.confirm(given).then(
      () => 'nothing was refused',
      (error: unknown) => messageOf(error),
    );
    expect(message).not.toContain('\n');
    return message;
  }

  /** The requests for bills and to the storage, without ids. */
  public get asked(): string[] {
    return this.emulator.requests
      .matching(undefined, /partner-billing|reports\/partners/)
      .map(
        ({ method, path, status }) =>
          `${method} ${path.replace(/.*\/(?=usage|operations|manifests|part-)/, '')} ${status}`,
      )
      .map(line => line.replace(/[0-9a-f]{8}-[-0-9a-f]{27}/, 'ID').replace(/-[-0-9a-f]{13}\./, '.'));
  }

  /** The tenant that is billed. */
  public get partner(): string {
    return PARTNER;
  }
}
