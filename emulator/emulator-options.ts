import type { Answers } from './guesses';
import type { Delay } from './server/progress';
import type { World } from './world';

/** How the emulated cloud behaves. */
export interface AzureEmulatorOptions {
  /** What exists before the first request. */
  readonly world: World;
  /**
   * The port on loopback.
   *
   * @default - a free one
   */
  readonly port?: number;
  /**
   * How long a PUT of an assignment, or of a definition that exists, takes until `Succeeded`.
   *
   * @default - until somebody looks for the first time
   */
  readonly provisioning?: Delay;
  /**
   * How long a deleted assignment stays to be seen.
   *
   * @default - until somebody looks for the first time
   */
  readonly deletion?: Delay;
  /**
   * How long it takes until a resource provider reads `Registered`. Asking for its state counts as a look, and so does a
   * request that is refused because of it.
   *
   * @default - until somebody looks for the first time
   */
  readonly registration?: Delay;
  /**
   * How long Microsoft.ManagedServices refuses writes after it reads `Registered`. A refused write counts as a look.
   *
   * @default - the first write is refused
   */
  readonly writable?: Delay;
  /**
   * How long a new application or service principal is unknown to readers, to sign-ins and to Azure Lighthouse.
   *
   * @default - not at all
   */
  readonly replication?: Delay;
  /**
   * How long a new secret or federated credential is unknown to sign-ins. Trying to sign in counts as a look.
   *
   * @default - not at all
   */
  readonly credentials?: Delay;
  /**
   * The `Retry-After` of operations that are polled. Terraform waits that long; a test says 1.
   *
   * @default 15
   */
  readonly retryAfterSeconds?: number;
  /**
   * How long Resource Graph takes to know an assignment that is new or gone. A query counts as a look.
   *
   * @default - no time
   */
  readonly indexing?: Delay;
  /**
   * How long the export of a bill takes.
   *
   * @default - until somebody looks for the second time
   */
  readonly exporting?: Delay;
  /**
   * How many queries of Resource Graph a caller has in five seconds.
   *
   * @default 15
   */
  readonly graphQuota?: number;
  /**
   * The most items in a page of a list.
   *
   * @default 200
   */
  readonly listPageSize?: number;
  /**
   * What Azure does where nobody knows what it does.
   *
   * @default - the answer that {@link GUESSES} gives for each
   */
  readonly guesses?: Partial<Answers>;
}

/** Which API a token is for. */
export type TokenAudience = 'resource-manager' | 'microsoft-graph';
