import type { IncomingHttpHeaders } from 'node:http';
import { type Agent, request } from 'node:https';
import type { Endpoints } from './endpoints';
import type { JsonObject } from './server/json';
import { asObject, asText } from './server/json';

/** Where a cloud answers. */
export type CloudEndpoints = Omit<Endpoints, 'host'>;

/** What a client needs to know of the cloud and of its caller. */
export interface AzureClientParts {
  readonly endpoints: CloudEndpoints;
  /** Trusts the cloud's certificate and keeps connections, since a handshake takes longer than an answer. */
  readonly agent: Agent;
  /** The bearer token; undefined calls without one. */
  readonly tokenFor: (audience: 'resource-manager' | 'microsoft-graph') => string | undefined;
}

/** An answer of the cloud. */
export interface AzureAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; empty if there was none. */
  readonly body: JsonObject;
  /** The error code, such as `AuthorizationFailed` or `AADSTS7000215`. */
  readonly code?: string;
  /** The error message. */
  readonly message?: string;
}

/** Calls a cloud as one principal, so that a test can play the customer, the partner or a stranger. */
export class AzureClient {
  constructor(private readonly parts: AzureClientParts) {}

  /** Calls Azure Resource Manager. */
  public async arm(method: string, pathAndQuery: string, body?: unknown): Promise<AzureAnswer> {
    const { endpoints, tokenFor } = this.parts;
    return this.send(method, `${endpoints.resourceManager}${pathAndQuery}`, tokenFor('resource-manager'), json(body));
  }

  /** Calls Microsoft Graph v1.0. */
  public async graph(method: string, pathAndQuery: string, body?: unknown): Promise<AzureAnswer> {
    const { endpoints, tokenFor } = this.parts;
    const url = `${endpoints.microsoftGraph}/v1.0${pathAndQuery}`;
    return this.send(method, url, tokenFor('microsoft-graph'), json(body));
  }

  /** Asks the token endpoint of a tenant. */
  public async token(tenant: string, form: Record<string, string>): Promise<AzureAnswer> {
    const { activeDirectoryAuthority, resourceManager } = this.parts.endpoints;
    const fields = { grant_type: 'client_credentials', scope: `${resourceManager}/.default`, ...form };
    return this.send('POST', `${activeDirectoryAuthority}/${tenant}/oauth2/v2.0/token`, undefined, {
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams(fields).toString(),
    });
  }

  /** Sends any request; rejects if the connection breaks. */
  public async send(method: string, url: string, token?: string, content?: Content): Promise<AzureAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(url, {
        method,
        agent: this.parts.agent,
        headers: {
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(content && { 'Content-Type': content.type }),
        },
      });
      outgoing.on('error', reject);
      outgoing.on('response', incoming => {
        const chunks: Buffer[] = [];
        incoming.on('error', reject);
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve(answerOf(incoming.statusCode ?? 0, incoming.headers, text));
        });
      });
      outgoing.end(content?.text);
    });
  }
}

interface Content {
  readonly type: string;
  readonly text: string;
}

function json(body: unknown): Content | undefined {
  return body === undefined ? undefined : { type: 'application/json', text: JSON.stringify(body) };
}

/** Empty if it is no JSON object, such as the page of a gateway. */
function parsed(text: string): JsonObject {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function answerOf(status: number, headers: IncomingHttpHeaders, text: string): AzureAnswer {
  const body = parsed(text);
  const error = asObject(body.error);
  const description = asText(body.error_description);
  return {
    status,
    headers,
    body,
    code: asText(error.code) || /AADSTS\d+/.exec(description)?.[0],
    message: asText(error.message) || description || undefined,
  };
}
