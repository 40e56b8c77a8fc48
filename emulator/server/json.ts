/** A JSON object whose members nobody has checked yet. */
export type JsonObject = Record<string, unknown>;

/** The value if it is a JSON object, else an empty one. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value if it is a list, else an empty one. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value if it is text, else an empty text. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether the value is a JSON object (and neither null nor a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two GUIDs, resource ids or other names that Azure compares without regard to case are the same. */
export function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
