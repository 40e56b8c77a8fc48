import type { EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asText } from '../server/json';

const PARAMETER = '$skipToken';

/** A page of a list; the address of the next one has everything that the request had, and names the host it was sent to. */
export function pageOf(request: EmulatedRequest, items: readonly unknown[], size: number): JsonObject {
  const start = Number(request.query.get(PARAMETER) ?? 0);
  const end = start + size;
  if (end >= items.length) {
    return { value: items.slice(start) };
  }
  const query = new URLSearchParams(request.query);
  query.set(PARAMETER, String(end));
  return {
    value: items.slice(start, end),
    nextLink: `https://${asText(request.headers.host)}${request.path}?${query.toString()}`,
  };
}
