import { Token } from 'cdktf';

/**
 * Whether a value is, or contains, something that only Terraform will know.
 *
 * `Token.isUnresolved` alone says no for a list or an object that holds tokens.
 */
export function isUnresolved(value: unknown): boolean {
  if (Token.isUnresolved(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(isUnresolved);
  }
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.values(value).some(isUnresolved);
  }
  return false;
}

/** A GUID in lower case, because azurerm compares ids as text; anything unresolved as it is. */
export function lowerCaseGuid(guid: string): string {
  return isUnresolved(guid) ? guid : guid.toLowerCase();
}

/** Whether two texts are known and differ in more than case; false where one of them is unresolved. */
export function knownToDiffer(a: string, b: string): boolean {
  return !isUnresolved(a) && !isUnresolved(b) && a.toLowerCase() !== b.toLowerCase();
}

/** Whether two texts are known and the same but for case; false where one of them is unresolved. */
export function knownToEqual(a: string, b: string): boolean {
  return !isUnresolved(a) && !isUnresolved(b) && a.toLowerCase() === b.toLowerCase();
}
