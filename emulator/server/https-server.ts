import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerIdentity } from './certificate-authority';
import type { Fault, Faults } from './faults';
import { FaultKind } from './faults';
import type { Answer, EmulatedRequest } from './http-message';
import { Refusal } from './http-message';
import { asObject, asText } from './json';
import { redacted, redactedQuery } from './redaction';
import type { RecordedCaller, RecordedRequest, RequestLog } from './request-log';
import type { Router } from './router';

const KEEP_ALIVE_MILLISECONDS = 10 * 60 * 1000;

/** What the server hands its requests to. */
export interface ServerParts {
  readonly identity: ServerIdentity;
  readonly router: Router;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** Who a request says it comes from, for the log. */
  readonly callerOf: (request: EmulatedRequest) => RecordedCaller | undefined;
}

/** The HTTPS server: reads requests, lets faults happen, writes the log, sends answers. */
export class HttpsServer {
  private readonly server: Server;

  constructor(private readonly parts: ServerParts) {
    const { certificate, privateKey } = parts.identity;
    this.server = createServer({ cert: certificate, key: privateKey }, (incoming, outgoing) => {
      // A broken connection is the client's business; anything else is a fault of the emulator and must be seen.
      this.serve(incoming, outgoing).catch((error: unknown) => {
        sendAnswer(outgoing, failure(error));
      });
    });
    // Terraform leaves connections idle for longer than the usual five seconds; a PUT on one that is just being closed
    // would fail, and look like a fault that nobody ordered.
    this.server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  }

  /** Listens on loopback only; port 0 takes a free one. */
  public async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Closes the server and every connection to it. */
  public async close(): Promise<void> {
    await new Promise<void>(resolve => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const entry = this.parts.log.add(recordOf(request, this.parts.callerOf(request)));
    const fault = this.parts.faults.meet(request);
    entry.fault = fault?.fault;

    if (fault?.fault === FaultKind.DROP_BEFORE) {
      incoming.socket.destroy();
      return;
    }
    const answer = faultyAnswer(fault) ?? this.answer(request, entry);
    if (fault?.fault === FaultKind.SLOW) {
      await sleep(fault.delayMilliseconds ?? 1000);
    }
    if (fault?.fault === FaultKind.DROP_AFTER) {
      incoming.socket.destroy();
      return;
    }
    entry.status = answer.status;
    entry.errorCode = errorCodeOf(answer);
    if (fault?.fault === FaultKind.CUT_OFF) {
      const content = contentOf(answer);
      begin(outgoing, answer, content).write(content.subarray(0, content.length / 2), () => incoming.socket.destroy());
      return;
    }
    sendAnswer(outgoing, answer);
  }

  private answer(request: EmulatedRequest, entry: RecordedRequest): Answer {
    try {
      const answer = this.parts.router.answer(request);
      entry.isUnknown = answer === undefined;
      return answer ?? unknownRoute(request);
    } catch (error) {
      if (error instanceof Refusal) {
        return error.answer;
      }
      return failure(error);
    }
  }
}

async function readRequest(incoming: IncomingMessage): Promise<EmulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  // azurerm 4.x asks for `//metadata/endpoints`, which a URL parser would take for a host.
  const url = new URL((incoming.url ?? '/').replace(/^\/+/, '/'), 'https://localhost');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    ...parseBody(text, asText(incoming.headers['content-type'])),
  };
}

function parseBody(text: string, contentType: string): Pick<EmulatedRequest, 'body' | 'isMalformed'> {
  if (text === '') {
    return { body: undefined, isMalformed: false };
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { body: Object.fromEntries(new URLSearchParams(text)), isMalformed: false };
  }
  try {
    return { body: JSON.parse(text) as unknown, isMalformed: false };
  } catch {
    return { body: undefined, isMalformed: true };
  }
}

function recordOf(request: EmulatedRequest, caller: RecordedCaller | undefined): Omit<RecordedRequest, 'number'> {
  return {
    method: request.method,
    path: request.path,
    query: redactedQuery(request.query),
    apiVersion: request.query.get('api-version') ?? undefined,
    caller,
    userAgent: request.headers['user-agent'],
    body: redacted(request.body),
  };
}

function faultyAnswer(fault: Fault | undefined): Answer | undefined {
  switch (fault?.fault) {
    case FaultKind.THROTTLE:
      return {
        status: 429,
        headers: { 'Retry-After': String(fault.retryAfterSeconds ?? 1) },
        body: { error: { code: 'TooManyRequests', message: 'The request is being throttled.' } },
      };
    case FaultKind.SERVER_ERROR:
      return {
        status: fault.status ?? 500,
        body: { error: { code: 'InternalServerError', message: 'Encountered internal server error.' } },
      };
    default:
      return undefined;
  }
}

function unknownRoute(request: EmulatedRequest): Answer {
  const message = `The emulated Azure has no route for ${request.method} ${request.path}.`;
  return { status: 404, body: { error: { code: 'NotEmulated', message } } };
}

/** 501 and not 500, because Terraform would try a 500 again until its patience ends. */
function failure(error: unknown): Answer {
  const message = `The emulated Azure itself has failed: ${error instanceof Error ? error.stack : String(error)}`;
  return { status: 501, body: { error: { code: 'EmulatorFailure', message } } };
}

/** Azure Resource Manager and Microsoft Graph put the code in an object, Microsoft Entra ID writes it as text. */
function errorCodeOf(answer: Answer): string | undefined {
  const { error, error_description: description } = asObject(answer.body);
  const code = typeof error === 'string' ? (/AADSTS\d+/.exec(asText(description))?.[0] ?? error) : asObject(error).code;
  return typeof code === 'string' ? code : undefined;
}

function sendAnswer(outgoing: ServerResponse, answer: Answer): void {
  const content = contentOf(answer);
  begin(outgoing, answer, content).end(content);
}

function contentOf({ body, content }: Answer): Buffer {
  return content ?? Buffer.from(body === undefined ? '' : JSON.stringify(body));
}

function begin(outgoing: ServerResponse, { status, headers }: Answer, content: Buffer): ServerResponse {
  return outgoing.writeHead(status, {
    ...(content.length > 0 && { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': content.length,
    'x-ms-request-id': randomUUID(),
    ...headers,
  });
}
