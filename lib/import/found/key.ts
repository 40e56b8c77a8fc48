import { transliterated } from './transliteration';

/** The most characters of a key of a customer, of a wave, and of a subscription: `portfolio.schema.json` says the same. */
export const LONGEST_KEY = 54;
export const LONGEST_RING = 64;
export const LONGEST_SUBSCRIPTION_KEY = 63;

/** A text in lower-case letters, digits and `-`; empty if nothing of it is left. */
export function keyText(text: string, longest: number): string {
  return shortened(
    transliterated(text)
      .replace(/[\p{M}'’.]/gu, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    longest,
  );
}

/**
 * Gives keys for good: each once, whatever was given before.
 *
 * What a customer is called decides; where that has no letter that can be used, its domain, and at last its tenant.
 */
export class Keys {
  private readonly used: Set<string>;
  private readonly last = new Map<string, number>();

  /** @param used the keys that are in the file already */
  constructor(used: Iterable<string>) {
    this.used = new Set([...used].map(key => key.toLowerCase()));
  }

  /** Whether a key that somebody chose is free; from now on it is not. */
  public take(key: string): boolean {
    const isFree = !this.used.has(key.toLowerCase());
    this.used.add(key.toLowerCase());
    return isFree;
  }

  /** A key that nobody has. */
  public give(customer: { readonly name?: string; readonly domain?: string; readonly tenant: string }): string {
    const candidates = [customer.name ?? '', (customer.domain ?? '').split('.')[0]];
    const base =
      candidates.map(text => keyText(text, LONGEST_KEY)).find(key => key !== '') ??
      `customer-${customer.tenant.slice(0, 8)}`;
    let number = this.last.get(base) ?? 0;
    let key: string;
    do {
      key = numbered(base, ++number);
    } while (this.used.has(key));
    this.last.set(base, number);
    this.used.add(key);
    return key;
  }
}

/** A key for the first, second and so on who would have the same one. */
function numbered(base: string, number: number): string {
  return number === 1 ? base : `${shortened(base, LONGEST_KEY - `-${number}`.length)}-${number}`;
}

/** The beginning of a key, to the end of a word if that is not far. */
function shortened(key: string, longest: number): string {
  if (key.length <= longest) {
    return key;
  }
  const cut = key.slice(0, longest);
  const end = key[longest] === '-' ? longest : cut.lastIndexOf('-');
  return (end > longest / 2 ? cut.slice(0, end) : cut).replace(/-$/, '');
}
