import { asObject, isObject } from './json';

/** Members of requests that are secret, whoever reads the log of a test run later. */
const SECRETS = new Set([
  'access_token',
  'assertion',
  'client_assertion',
  'client_secret',
  'key',
  'password',
  'sastoken',
  'secrettext',
  'sig',
]);

/** What stands in the log in place of a secret. */
export const REDACTED = '(redacted)';

/** A copy of a request's body that may be shown to anybody. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(redacted);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(asObject(value)).map(([name, member]) => [
      name,
      SECRETS.has(name.toLowerCase()) && typeof member === 'string' ? REDACTED : redacted(member),
    ]),
  );
}

/** The query of an address, which may hold the signature that opens a storage, in the same way. */
export function redactedQuery(query: URLSearchParams): Record<string, string> {
  return redacted(Object.fromEntries(query)) as Record<string, string>;
}
