/** Whether what was read from a file is an object whose members can be asked for by name. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list, even one that answers nothing else. */
export function isList(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false; // A Proxy may throw whatever it is asked.
  }
}

/** A text; of anything else, which JavaScript can pass and a rule refuses, the empty one. */
export function textOrNone(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A member of whatever it is; undefined if it has none, or cannot be asked. */
export function memberOf(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  } catch {
    return undefined; // A Proxy.
  }
}
