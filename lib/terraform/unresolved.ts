import { Token } from 'cdktf';

/**
 * Whether a value is, or contains, something that only Terraform will know.
 *
 * `Token.isUnresolved` alone says no for a list or an object that holds tokens.
 */
export function isUnresolved(value: unknown): boolean {
  try {
    return containsReference(value);
  } catch {
    return false; // What throws when it is read, or holds itself, is no reference.
  }
}

function containsReference(value: unknown): boolean {
  if (Token.isUnresolved(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(containsReference);
  }
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.values(value).some(containsReference);
  }
  return false;
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
