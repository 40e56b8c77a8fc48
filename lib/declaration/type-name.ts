/** What a value is, for messages that must not show it: a text or a member of an object may be a secret. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'object':
      return value === null ? 'null' : isList(value) ? 'a list' : 'an object';
    default:
      return `a ${typeof value}`;
  }
}

/** Whether a value is a list that says how long it is. */
export function isList(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value) && value.length >= 0;
  } catch {
    return false; // A Proxy may throw whatever it is asked.
  }
}
