import { isGuid } from '../../lib/azure';
import type { AzureAnswer } from '../../emulator';
import { knownIdentifier, knownSentence } from './vocabulary';

/** Members whose text is a word of the service's. */
const IDENTIFIERS = ['code', 'error', 'provisioningState', 'registrationState', 'state', 'status', 'type'];
/** Members that are sentences of the service. */
const SENTENCES = ['message', 'error_description'];
const HEADERS = ['retry-after', 'azure-asyncoperation', 'location'];
/** What a path is made of besides ids and names. */
const SEGMENTS = new Set([
  ...['subscriptions', 'resourceGroups', 'providers', 'register'],
  ...['Microsoft.ManagedServices', 'registrationDefinitions', 'registrationAssignments'],
  ...['Microsoft.Management', 'managementGroups', 'Microsoft.ManagementPartner', 'partners'],
  ...['applications', 'addPassword', 'federatedIdentityCredentials', 'servicePrincipals'],
  ...['reports', 'billing', 'usage', 'billed', 'export', 'operations', 'manifests'],
  ...['oauth2', 'v2.0', 'token'],
]);
const QUERY = /^(\$expandRegistrationDefinition=true&)?api-version=\d{4}-\d\d-\d\d$/;

/** One request and its answer, fit to be shown to anybody. */
export interface Exchange {
  /** Which application asked. */
  readonly caller: string;
  readonly request: string;
  readonly sent?: unknown;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answered?: unknown;
}

/**
 * What was said, without secrets, tokens, ids and names.
 *
 * Nothing is searched for and taken out. What is known to be harmless is put in, and of all else only its kind: so neither
 * a member nor a sentence that nobody thought of gives anything away.
 */
export class Transcript {
  /** What was said so far. */
  public readonly exchanges: Exchange[] = [];

  /** Adds an exchange. */
  public add(caller: string, method: string, path: string, sent: unknown, answer: AzureAnswer): void {
    const headers = Object.fromEntries(
      HEADERS.filter(name => answer.headers[name] !== undefined).map(name => [
        name,
        name === 'retry-after' ? shownSeconds(String(answer.headers[name])) : '<address>',
      ]),
    );
    this.exchanges.push({
      caller,
      request: `${method} ${shownPath(path)}`,
      ...(sent !== undefined && { sent: shownValue('', sent) }),
      status: answer.status,
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(Object.keys(answer.body).length > 0 && { answered: shownValue('', answer.body) }),
    });
  }
}

function shownPath(pathAndQuery: string): string {
  const [path, query] = pathAndQuery.split(/\?(.*)/s);
  const segments = path
    .split('/')
    .map(segment => (segment === '' || SEGMENTS.has(segment) ? segment : hidden(segment)));
  return `${segments.join('/')}${query === undefined ? '' : `?${QUERY.test(query) ? query : '<query>'}`}`;
}

function hidden(segment: string): string {
  return isGuid(segment) ? '<guid>' : '<name>';
}

function shownSeconds(text: string): string {
  return /^\d{1,6}$/.test(text) ? text : '<text>';
}

function shownValue(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(member => shownValue(name, member));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [knownIdentifier(key), shownValue(key, member)]),
    );
  }
  if (typeof value === 'string') {
    return shownText(name, value);
  }
  return typeof value === 'number' ? '<number>' : value;
}

function shownText(name: string, text: string): string {
  if (text === '') {
    return text;
  }
  if (IDENTIFIERS.includes(name)) {
    return knownIdentifier(text);
  }
  if (SENTENCES.includes(name)) {
    return knownSentence(text);
  }
  return isGuid(text) ? (text === text.toLowerCase() ? '<guid in lower case>' : '<guid in upper case>') : '<text>';
}
