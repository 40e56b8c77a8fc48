import type { HttpClient, PipelinePolicy, PipelineRequestOptions, PipelineResponse } from '@azure/core-rest-pipeline';
import { asObject, asText, type JsonObject } from './json';
import { pipelineLibrary } from './optional-peer';

/** What sends requests; a test or a proxy puts its own in place. */
export interface AzureTransport {
  /** @default - the client of @azure/core-rest-pipeline, with the certificate authorities of Node */
  readonly httpClient?: HttpClient;
}

/** An answer, whatever its status. */
export interface AzureAnswer {
  readonly status: number;
  /** The parsed JSON; empty if there was none. */
  readonly body: JsonObject;
  /** The error code, such as `AuthorizationFailed`; empty if there is none. */
  readonly code: string;
  /** Where to look for what was asked for, if the answer says so. */
  readonly location?: string;
  /** How many seconds to wait before the next look, if the answer says so. */
  readonly retryAfter?: number;
}

/** Thrown when Azure still says 429 after the last attempt: nothing more can be learnt now. */
export class ThrottledError extends Error {
  constructor(url: string) {
    super(
      `Azure is throttling ${new URL(url).hostname} and did not stop; try again later, with fewer requests at a time`,
    );
    this.name = 'ThrottledError';
  }
}

/** Thrown when no answer came: no network, an unknown certificate authority, a proxy. */
export class UnreachableError extends Error {
  constructor(url: string, reason: string) {
    super(
      `${new URL(url).hostname} cannot be reached: ${reason}; check the network, the proxy (HTTPS_PROXY) and, behind a ` +
        'certificate authority of your own, NODE_EXTRA_CA_CERTS',
    );
    this.name = 'UnreachableError';
  }
}

/** Requests that change nothing. There is no way here to send another one. */
export interface AzureRequests {
  get(url: string): Promise<AzureAnswer>;
  /** POST where a query is one. */
  query(url: string, body: JsonObject): Promise<AzureAnswer>;
}

/** How often a request is repeated that was throttled: each time the library waits as long as `Retry-After` says. */
const MOST_WAITS = 8;

/** How often it is repeated where Azure or the network failed: after 1, 2 and 4 seconds. */
const MOST_RETRIES = 3;

/** Requests without a sign-in. */
export function plainRequests(transport: AzureTransport): Promise<AzureRequests> {
  return requestsWith(transport, []);
}

/** Requests that pass a few more policies of the library, such as the one that adds a token. */
export async function requestsWith(transport: AzureTransport, policies: PipelinePolicy[]): Promise<AzureRequests> {
  const { createHttpHeaders } = await pipelineLibrary();
  const sent = await senderWith(transport, policies);
  const send = async (method: 'GET' | 'POST', url: string, body?: JsonObject): Promise<AzureAnswer> => {
    const headers = createHttpHeaders({ accept: 'application/json' });
    if (body !== undefined) {
      headers.set('content-type', 'application/json');
    }
    return answerOf(await sent({ url, method, headers, body: body && JSON.stringify(body) }));
  };
  return { get: url => send('GET', url), query: (url, body) => send('POST', url, body) };
}

/** Sends a request as often as it takes, and gives the answer, whatever its status. */
export type Sender = (request: PipelineRequestOptions) => Promise<PipelineResponse>;

/**
 * What sends requests, with the patience that Azure asks for.
 *
 * It throws a {@link ThrottledError} or an {@link UnreachableError}, which name the host of an address and never more of
 * it: what stands behind the host may be a signature.
 */
export async function senderWith(transport: AzureTransport, policies: PipelinePolicy[]): Promise<Sender> {
  const library = await pipelineLibrary();
  const pipeline = library.createPipelineFromOptions({});
  // In place of the one policy for everything, which would wait minutes for a network that is not there.
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  for (const policy of [
    library.throttlingRetryPolicy({ maxRetries: MOST_WAITS }),
    library.exponentialRetryPolicy({ maxRetries: MOST_RETRIES }),
    library.systemErrorRetryPolicy({ maxRetries: MOST_RETRIES }),
  ]) {
    pipeline.addPolicy(policy, { phase: 'Retry' });
  }
  // An address that Azure did not give is nobody's to send a token to.
  pipeline.removePolicy({ name: library.redirectPolicyName });
  [tellWhenToRetry, ...policies].forEach(policy => pipeline.addPolicy(policy, { phase: 'Sign' }));
  const client = transport.httpClient ?? library.createDefaultHttpClient();

  return async options => {
    let response: PipelineResponse;
    try {
      response = await pipeline.sendRequest(client, library.createPipelineRequest(options));
    } catch (error) {
      throw library.isRestError(error) ? new UnreachableError(options.url, error.code ?? error.name) : error;
    }
    if (response.status === 429) {
      throw new ThrottledError(options.url);
    }
    return response;
  };
}

/**
 * The library waits where `Retry-After` says how long. Resource Graph says when its quota begins anew, and a gateway may
 * say nothing.
 *
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
const tellWhenToRetry: PipelinePolicy = {
  name: 'tellWhenToRetry',
  async sendRequest(request, next) {
    const response = await next(request);
    if (response.status === 429 && !WHEN_TO_RETRY.some(name => response.headers.has(name))) {
      response.headers.set('retry-after', quotaReset(response.headers.get('x-ms-user-quota-resets-after')));
    }
    return response;
  },
};

/** The headers that the library knows. */
const WHEN_TO_RETRY = ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms'];

/** Seconds of a time such as `00:00:05`, the window of Resource Graph's quota; as much where it is none. */
function quotaReset(time: string | undefined): number {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d)/.exec(time ?? '') ?? [0, 0, 0, 5];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function answerOf({ status, bodyAsText, headers }: PipelineResponse): AzureAnswer {
  const body = parsed(bodyAsText ?? '');
  const retryAfter = headers.get('retry-after');
  return {
    status,
    body,
    code: asText(asObject(body.error).code),
    location: headers.get('location'),
    // The other form of the header, a date, would need a clock.
    retryAfter: retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined,
  };
}

/** Empty if it is no JSON object, such as the page of a gateway. */
function parsed(text: string): JsonObject {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}
