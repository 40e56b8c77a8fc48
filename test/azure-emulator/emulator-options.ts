import type { UnregisteredRead } from './resource-manager/managed-services';
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
   * How long a PUT of a definition or an assignment takes until `Succeeded`.
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
   * How long the registration of a resource provider takes. Asking for its state counts as a look, and so does a request
   * that is refused because of it.
   *
   * @default - until somebody looks for the first time
   */
  readonly registration?: Delay;
  /**
   * How long a new application or service principal is unknown to readers, to sign-ins and to Azure Lighthouse.
   *
   * @default - not at all
   */
  readonly replication?: Delay;
  /**
   * The `Retry-After` of operations that are polled.
   *
   * @default 1
   */
  readonly retryAfterSeconds?: number;
  /**
   * What a GET of one definition or assignment answers while Microsoft.ManagedServices is not registered.
   *
   * @default UnregisteredRead.NOT_FOUND
   */
  readonly unregisteredRead?: UnregisteredRead;
}

/** Which API a token is for. */
export type TokenAudience = 'resource-manager' | 'microsoft-graph';
