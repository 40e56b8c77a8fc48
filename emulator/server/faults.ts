import type { EmulatedRequest } from './http-message';

/** What can go wrong on the way. */
export enum FaultKind {
  /** 429 with `Retry-After`; the request has no effect. */
  THROTTLE = 'throttle',
  /** A status of 500 (or another given); the request has no effect. */
  SERVER_ERROR = 'server-error',
  /** The connection breaks before the request has an effect. */
  DROP_BEFORE = 'drop-before',
  /** The request takes effect, and the connection breaks before the answer. */
  DROP_AFTER = 'drop-after',
  /** The connection breaks in the middle of the answer. */
  CUT_OFF = 'cut-off',
  /** The answer is right, but late. */
  SLOW = 'slow',
}

/** A fault to come. */
export interface Fault {
  readonly fault: FaultKind | `${FaultKind}`;
  /**
   * Which method to meet.
   *
   * @default - any
   */
  readonly method?: string;
  /**
   * Which paths to meet.
   *
   * @default - any
   */
  readonly route?: RegExp;
  /**
   * Which of the requests that fit to meet, counted from the moment the fault is added. Without method and route that is
   * the n-th request of all.
   *
   * @default 1
   */
  readonly call?: number;
  /**
   * How many requests to meet from there on.
   *
   * @default 1
   */
  readonly times?: number;
  /**
   * The status of a server error.
   *
   * @default 500
   */
  readonly status?: number;
  /**
   * The `Retry-After` of a throttled request.
   *
   * @default 1
   */
  readonly retryAfterSeconds?: number;
  /**
   * How late a slow answer is.
   *
   * @default 1000
   */
  readonly delayMilliseconds?: number;
}

interface PendingFault {
  readonly fault: Fault;
  seen: number;
  met: number;
}

/** The faults that a test ordered. */
export class Faults {
  private pending: PendingFault[] = [];

  /** Orders a fault. */
  public add(fault: Fault): void {
    this.pending.push({ fault, seen: 0, met: 0 });
  }

  /** Withdraws the faults that have not met a request yet. */
  public clear(): void {
    this.pending = [];
  }

  /** The faults that still wait for their request; a test that means its faults asserts that there are none. */
  public get waiting(): readonly Fault[] {
    return this.pending.map(pending => pending.fault);
  }

  /** The fault that meets this request; each request counts once for every fault that it fits. */
  public meet(request: EmulatedRequest): Fault | undefined {
    const due = this.pending
      .filter(({ fault }) => fits(fault, request))
      .filter(pending => {
        pending.seen += 1;
        return pending.seen >= (pending.fault.call ?? 1);
      });
    const first = due.at(0);
    if (first) {
      first.met += 1;
      this.pending = this.pending.filter(pending => pending !== first || pending.met < (pending.fault.times ?? 1));
    }
    return first?.fault;
  }
}

function fits(fault: Fault, request: EmulatedRequest): boolean {
  return (!fault.method || fault.method === request.method) && (!fault.route || fault.route.test(request.path));
}
