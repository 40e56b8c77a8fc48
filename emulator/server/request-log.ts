/** Who made a request, as far as its token says; the token itself is not kept. */
export interface RecordedCaller {
  readonly tenantId: string;
  readonly objectId: string;
  readonly clientId?: string;
}

/** A request that the emulator received, with secrets left out. */
export interface RecordedRequest {
  /** 1 for the first request of all. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly apiVersion?: string;
  readonly caller?: RecordedCaller;
  readonly userAgent?: string;
  readonly body?: unknown;
  /** The status answered; undefined while no answer is out, and for good if a fault cut the connection. */
  status?: number;
  /** The error code answered, such as `MissingSubscriptionRegistration`. */
  errorCode?: string;
  /** The fault that met the request. */
  fault?: string;
  /** Whether the emulator had no route for it. */
  isUnknown?: boolean;
}

/** Every request that the emulator received, in order. */
export class RequestLog implements Iterable<RecordedRequest> {
  private readonly entries: RecordedRequest[] = [];
  private received = 0;

  /** Adds a request; the server completes it when the answer is known. */
  public add(request: Omit<RecordedRequest, 'number'>): RecordedRequest {
    this.received += 1;
    const entry = { number: this.received, ...request };
    this.entries.push(entry);
    return entry;
  }

  /** All requests. */
  public all(): readonly RecordedRequest[] {
    return [...this.entries];
  }

  /** The requests with a method (any if undefined) and a path that fits. */
  public matching(method: string | undefined, path: RegExp): readonly RecordedRequest[] {
    return this.entries.filter(entry => (!method || entry.method === method) && path.test(entry.path));
  }

  /** The requests to Azure Resource Manager and Microsoft Graph that would change something, refused ones included. */
  public writes(): readonly RecordedRequest[] {
    return this.entries.filter(entry => entry.method !== 'GET' && !/\/oauth2\//.test(entry.path));
  }

  /** Requests that no route fitted. */
  public unknown(): readonly RecordedRequest[] {
    return this.entries.filter(entry => entry.isUnknown);
  }

  /** Forgets the requests so far, for instance between two runs of Terraform. The numbering goes on. */
  public clear(): void {
    this.entries.length = 0;
  }

  /** One line a request, for the message of a failed test. */
  public toString(): string {
    return this.entries.map(lineOf).join('\n');
  }

  public [Symbol.iterator](): Iterator<RecordedRequest> {
    return this.all()[Symbol.iterator]();
  }
}

/** A request in one line. */
export function lineOf(entry: RecordedRequest): string {
  const query = new URLSearchParams(entry.query).toString();
  const outcome = [entry.status ?? 'no answer', entry.errorCode, entry.fault && `(fault: ${entry.fault})`];
  return `${entry.number} ${entry.method} ${entry.path}${query && `?${query}`} -> ${outcome.filter(Boolean).join(' ')}`;
}
