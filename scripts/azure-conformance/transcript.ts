import { isGuid } from '../../lib/azure';
import type { AzureAnswer } from '../../test/azure-emulator';

/** Members whose text says what the service did, and nothing about who asked. */
const SHOWN = ['code', 'error', 'provisioningState', 'registrationState', 'state', 'status', 'type'];
/** Members that are sentences of the service. */
const SENTENCES = ['message', 'error_description'];
const HEADERS = ['retry-after', 'azure-asyncoperation', 'location'];
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

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
 * Nothing is searched for and taken out. What is known to be harmless is put in, and of all else only its kind: so a member
 * that nobody thought of gives nothing away.
 */
export class Transcript {
  /** What was said so far. */
  public readonly exchanges: Exchange[] = [];

  /** Adds an exchange. */
  public add(caller: string, method: string, path: string, sent: unknown, answer: AzureAnswer): void {
    const headers = Object.fromEntries(
      HEADERS.filter(name => answer.headers[name] !== undefined).map(name => [
        name,
        name === 'retry-after' ? String(answer.headers[name]) : '<address>',
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

function shownPath(path: string): string {
  return path
    .replace(GUID, '<guid>')
    .replace(/(resourceGroups|partners|operationStatuses|oauth2\/v2\.0\/token)\/[^/?]+/gi, '$1/<name>');
}

function shownValue(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(member => shownValue(name, member));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shownValue(key, member)]));
  }
  if (typeof value === 'string') {
    return shownText(name, value);
  }
  return typeof value === 'number' ? '<number>' : value;
}

function shownText(name: string, text: string): string {
  if (text === '' || (SHOWN.includes(name) && /^[A-Za-z_./]{1,80}$/.test(text))) {
    return text;
  }
  if (SENTENCES.includes(name)) {
    return shownSentence(text);
  }
  return isGuid(text) ? (text === text.toLowerCase() ? '<guid in lower case>' : '<guid in upper case>') : '<text>';
}

/** A sentence without what it quotes, and without every word that has a digit, a slash or an at sign in it. */
function shownSentence(text: string): string {
  return text
    .replace(/'[^']*'(\([^)]*\))?|"[^"]*"/g, '<…>')
    .split(/\s+/)
    .map(word => (/[\d/@\\]/.test(word) && !/^AADSTS\d+:?$/.test(word) ? '<…>' : word))
    .join(' ');
}
