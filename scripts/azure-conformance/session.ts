import { type AzureAnswer, AzureClient, type CloudEndpoints, decodeToken } from '../../emulator';
import { asText } from '../../emulator/server/json';
import { unthrottled } from './asking';
import type { Cloud } from './cloud';
import type { Patience } from './context';
import type { Credentials } from './settings';
import type { Transcript } from './transcript';
import { Unsuitable } from './unsuitable';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const RENEW_AFTER_MILLISECONDS = 40 * 60 * 1000;

/** The versions that are asked. */
export const API_VERSION = {
  managedServices: '2022-10-01',
  managementPartner: '2018-02-01',
  resources: '2021-04-01',
  resourceGraph: '2022-10-01',
  permissions: '2022-04-01',
};

type Audience = 'resource-manager' | 'microsoft-graph';

/** What the sessions of a run share. */
export interface SessionParts {
  readonly cloud: Cloud;
  readonly patience: Patience;
  readonly transcript: Transcript;
}

/** An application that is signed in; each request goes into the transcript. */
export class Session {
  private readonly tokens = new Map<Audience, { readonly value: string; readonly since: number }>();
  private readonly client: AzureClient;

  /** @param name what the transcript calls the application */
  constructor(
    private readonly name: string,
    private readonly credentials: Credentials,
    private readonly parts: SessionParts,
  ) {
    this.client = new AzureClient({ ...parts.cloud, tokenFor: audience => this.tokens.get(audience)?.value });
  }

  /** The object id of the service principal; signs in. */
  public async objectId(): Promise<string> {
    await this.signIn('resource-manager');
    return asText(decodeToken(this.tokens.get('resource-manager')?.value ?? '')?.claims.oid);
  }

  /** Reads what is the caller's own business, so that it stays out of the transcript. */
  public async peek(path: string, version: string): Promise<AzureAnswer> {
    return this.askResourceManager('GET', `${path}?api-version=${version}`);
  }

  /** Asks Azure Resource Manager. */
  public async arm(method: string, path: string, version: string, body?: unknown): Promise<AzureAnswer> {
    const pathAndQuery = `${path}${path.includes('?') ? '&' : '?'}api-version=${version}`;
    const answer = await this.askResourceManager(method, pathAndQuery, body);
    this.parts.transcript.add(this.name, method, pathAndQuery, body, answer);
    return answer;
  }

  /** Asks Microsoft Graph. */
  public async graph(method: string, path: string, body?: unknown): Promise<AzureAnswer> {
    await this.signIn('microsoft-graph');
    const answer = await this.ask('microsoftGraph', () => this.client.graph(method, path, body));
    this.parts.transcript.add(this.name, method, path, body, answer);
    return answer;
  }

  /** Tries to sign in as another application of the same tenant. */
  public async tokenFor(clientId: string, secret: string): Promise<AzureAnswer> {
    const form = { client_id: clientId, client_secret: secret, scope: this.scope('resource-manager') };
    const answer = await this.askEntra(form);
    const path = `/${this.credentials.tenantId}/oauth2/v2.0/token`;
    this.parts.transcript.add('another application', 'POST', path, undefined, answer);
    return answer;
  }

  private async signIn(audience: Audience): Promise<void> {
    if (Date.now() - (this.tokens.get(audience)?.since ?? 0) < RENEW_AFTER_MILLISECONDS) {
      return;
    }
    const { clientId, proof } = this.credentials;
    const proven: Record<string, string> =
      'secret' in proof
        ? { client_secret: proof.secret }
        : { client_assertion: proof.assertion, client_assertion_type: ASSERTION_TYPE };
    const form = { client_id: clientId, scope: this.scope(audience), ...proven };
    const { body, message, status } = await this.askEntra(form);
    const value = asText(body.access_token);
    if (value === '') {
      throw new Unsuitable(`the ${this.name} could not sign in: ${message ?? `status ${status}`}`);
    }
    this.tokens.set(audience, { value, since: Date.now() });
  }

  private async askResourceManager(method: string, pathAndQuery: string, body?: unknown): Promise<AzureAnswer> {
    await this.signIn('resource-manager');
    return this.ask('resourceManager', () => this.client.arm(method, pathAndQuery, body));
  }

  private async askEntra(form: Record<string, string>): Promise<AzureAnswer> {
    return this.ask('activeDirectoryAuthority', () => this.client.token(this.credentials.tenantId, form));
  }

  private async ask(service: keyof CloudEndpoints, ask: () => Promise<AzureAnswer>): Promise<AzureAnswer> {
    return unthrottled(this.parts.patience, this.parts.cloud.endpoints[service], ask);
  }

  private scope(audience: Audience): string {
    const { resourceManager, microsoftGraph } = this.parts.cloud.endpoints;
    return `${audience === 'resource-manager' ? resourceManager : microsoftGraph}/.default`;
  }
}
