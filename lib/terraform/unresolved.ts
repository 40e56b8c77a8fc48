import { isPlainObject, isReference } from './references';

/** Whether a value is, or contains, something that only Terraform will know: a reference that cdktf made. */
export function isUnresolved(value: unknown): boolean {
  try {
    return isReference(value) || (typeof value === 'object' && holds(value, new Set()));
  } catch {
    return false; // What throws when it is read is no reference.
  }
}

function holds(value: unknown, seen: Set<unknown>): boolean {
  if ((!Array.isArray(value) && !isPlainObject(value)) || seen.has(value)) {
    return false;
  }
  seen.add(value);
  return Object.values(value).some(member => isReference(member) || holds(member, seen));
}

/** A GUID in lower case, because azurerm compares ids as text; anything unresolved, or no text at all, as it is. */
export function lowerCaseGuid(guid: string): string {
  return isKnownText(guid) ? guid.toLowerCase() : guid;
}

/** Whether two texts are known and differ in more than case; false where one of them is unresolved. */
export function knownToDiffer(a: unknown, b: unknown): boolean {
  return isKnownText(a) && isKnownText(b) && a.toLowerCase() !== b.toLowerCase();
}

/** Whether two texts are known and the same but for case; false where one of them is unresolved. */
export function knownToEqual(a: unknown, b: unknown): boolean {
  return isKnownText(a) && isKnownText(b) && a.toLowerCase() === b.toLowerCase();
}

/** The text for a person to read, who can make nothing of an unresolved one. In JavaScript it may be no text at all. */
export function readable(text: unknown): string {
  if (typeof text !== 'string') {
    return '(no text)';
  }
  return isUnresolved(text) ? '(known to Terraform)' : text;
}

function isKnownText(value: unknown): value is string {
  return typeof value === 'string' && !isUnresolved(value);
}
