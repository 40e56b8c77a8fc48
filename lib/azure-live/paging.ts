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
    next = sameHost(url, asText(answer.body.nextLink));
  }
  return { items };
}

function sameHost(url: string, nextLink: string): string {
  if (nextLink === '') {
    return '';
  }
  const next = new URL(nextLink, url);
  if (next.origin !== new URL(url).origin) {
    throw new Error(`${new URL(url).host} named another host for the next page of a list; nothing was sent there`);
  }
  return next.href;
}
