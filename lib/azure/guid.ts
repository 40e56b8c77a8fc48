import { createHash } from 'node:crypto';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The namespace of the `guid()` function of ARM templates.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#guid
 */
export const ARM_GUID_NAMESPACE = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

/** Whether a text is a GUID: 8-4-4-4-12 hexadecimal digits, any case, no braces. */
export function isGuid(text: unknown): boolean {
  return typeof text === 'string' && GUID.test(text);
}

/** How GUIDs are written elsewhere: in braces, in quotes, as a URN. */
const IN_ANOTHER_FORM = /^(?:urn:uuid:|[{("'])?([0-9a-f-]{36})[})"']?$/i;

/**
 * The GUID that somebody meant who wrote more than it: a resource id, braces, quotes, `urn:uuid:` or blanks around it.
 *
 * @param collection what stands in front of the GUID in a resource id, such as `subscriptions`; by default anything does,
 *   as long as there is no second GUID
 * @returns undefined of a GUID, and where there is none or nobody can say which
 */
export function guidWithin(value: unknown, collection?: string): string | undefined {
  if (typeof value !== 'string' || isGuid(value)) {
    return undefined;
  }
  const text = value.trim();
  const [, bare] = IN_ANOTHER_FORM.exec(text) ?? [];
  const segments = text.split('/');
  const candidates = text.startsWith('/')
    ? segments.filter((_segment, i) => collection === undefined || segments[i - 1]?.toLowerCase() === collection)
    : [bare];
  const guids = candidates.filter(isGuid);
  return guids.length === 1 ? guids[0] : undefined;
}

/**
 * What `guid(a, b, …)` of an ARM template gives for texts that are known: the UUID version 5 of the arguments joined by
 * `-`. The floor of Terraform has the one that knows references.
 */
export function armGuid(...parts: string[]): string {
  const hash = createHash('sha1')
    .update(Buffer.from(ARM_GUID_NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(parts.join('-'))
    .digest();
  hash[6] = (hash[6] & 0x0f) | 0x50; // RFC 9562: version 5
  hash[8] = (hash[8] & 0x3f) | 0x80; // RFC 9562: variant 10
  const digits = hash.toString('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-');
}
