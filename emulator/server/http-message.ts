import type { IncomingHttpHeaders } from 'node:http';

/** A request as the emulated services see it. */
export interface EmulatedRequest {
  readonly method: string;
  /** Without query. Two leading slashes, which azurerm sends once, are one already. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON or form; undefined if there was no body. */
  readonly body: unknown;
  /** Whether there was a body that is neither JSON nor a form. */
  readonly isMalformed: boolean;
}

/** What a service answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly content?: Buffer;
}

/**
 * An answer that says no.
 *
 * Thrown from wherever the reason is found, so that the happy path of a service reads from top to bottom.
 */
export class Refusal extends Error {
  constructor(
    public readonly answer: Answer,
    message: string,
  ) {
    super(message);
  }
}
