/** Whether what was read from a file is an object whose members can be asked for by name. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of whatever it is; undefined if it has none, or cannot be asked. */
export function memberOf(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  } catch {
    return undefined; // A Proxy.
  }
}
