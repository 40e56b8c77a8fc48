import type { JsonObject } from './json';
import { asObjects, asText } from './json';
import type { AzureAnswer, AzureRequests } from './transport';

/** Every item of a list, or the answer that refused it. */
export type Listed = { readonly items: JsonObject[] } | { readonly refused: AzureAnswer };

/**
 * Reads a list to its end. A list of which a later page is refused was not read.
 *
 * @throws Error if a page names another host as the next, to which no token goes
 */
export async function listAll(requests: AzureRequests, url: string): Promise<Listed> {
  const items: JsonObject[] = [];
  for (let next = url; next !== '';) {
    const answer = await requests.get(next);
    if (answer.status !== 200) {
      return { refused: answer };
    }
    items.push(...asObjects(answer.body.value));
    const nextLink = asText(answer.body.nextLink);
    next = nextLink === '' ? '' : atSameHost(url, nextLink, 'the next page of a list');
  }
  return { items };
}

/**
 * An address that an answer names, where a token may go.
 *
 * @param url what was asked
 * @param what what the answer names
 * @throws Error if it is at another host
 */
export function atSameHost(url: string, address: string, what: string): string {
  const named = new URL(address, url);
  if (named.origin !== new URL(url).origin) {
    throw new Error(`${new URL(url).host} named another host for ${what}; nothing was sent there`);
  }
  return named.href;
}
