import { isRecord } from '../text';

/** A JSON object of which nobody knows yet what it holds. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value if it is a JSON object, else an empty one. */
export function asObject(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}

/** The objects of a list; none if it is no list. */
export function asObjects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

/** The texts of a list; none if it is no list. */
export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(member => typeof member === 'string') : [];
}

/** The value if it is a text, else an empty one. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
