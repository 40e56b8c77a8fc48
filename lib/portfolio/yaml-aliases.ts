import type { Alias, Document, Node, visit } from 'yaml';

/**
 * Tells each alias what it stands for.
 *
 * The library looks for that from the top of the file, once for each alias: with many of them, that takes the square of
 * their number. It takes the last anchor of the name before the alias, which here is known when the alias is reached.
 */
export function bindAliases(document: Document, walk: typeof visit): void {
  const anchors = new Map<string, Node>();
  walk(document, {
    Alias: (_key, alias) => bind(alias, anchors.get(alias.source)),
    Node: (_key, node) => {
      const { anchor } = node as { anchor?: string };
      if (anchor !== undefined) {
        anchors.set(anchor, node);
      }
    },
  });
}

function bind(alias: Alias, target: Node | undefined): void {
  const resolve = alias.resolve.bind(alias);
  const aliasResolveCache = target === undefined ? [] : [target];
  alias.resolve = (document, context) =>
    context === undefined
      ? (target as ReturnType<typeof resolve>)
      : resolve(document, { ...context, aliasResolveCache });
}

/**
 * How many values may stand for one that is written, and how many a small file may have beside: 3,000 customers that
 * share a list of a hundred authorizations are fine, lists of lists of lists are not.
 */
const MOST_PER_VALUE = 100;
const MOST_BESIDE = 100_000;

/** What is wrong with the aliases of a file, if its values cannot be looked at one after the other. */
export function expansionFault(content: unknown): string | undefined {
  const sizes = new Map<object, number>();
  const expanded = sizeOf(content, sizes);
  if (Number.isNaN(expanded)) {
    return 'has an alias inside of what it stands for; write that part out';
  }
  let written = 1;
  for (const value of sizes.keys()) {
    written += Object.keys(value).length;
  }
  return expanded > written * MOST_PER_VALUE + MOST_BESIDE
    ? 'has aliases that repeat aliases until nobody can read it all; write out what customers share, without an alias in it'
    : undefined;
}

/** The number of values with each alias counted as what it stands for; no number if that has no end. */
function sizeOf(value: unknown, sizes: Map<object, number>): number {
  if (value === null || typeof value !== 'object') {
    return 1;
  }
  const known = sizes.get(value);
  if (known !== undefined) {
    return known;
  }
  sizes.set(value, Number.NaN);
  const size = Object.values(value).reduce<number>((sum, inner) => sum + sizeOf(inner, sizes), 1);
  sizes.set(value, size);
  return size;
}
