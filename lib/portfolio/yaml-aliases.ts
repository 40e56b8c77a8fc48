import type { Alias, Document, visit } from 'yaml';
import { isMerge, mergedInto, resolved, yaml } from './yaml-library';

/**
 * Tells each alias what it stands for.
 *
 * The library looks for that from the top of the file, once for each alias: with many of them, that takes the square of
 * their number. It takes the last anchor of the name before the alias, which here is known when the alias is reached.
 */
export function bindAliases(document: Document, walk: typeof visit): void {
  const anchors = new Map<string, Anchored>();
  walk(document, {
    Alias: (_key, alias) => bind(alias, anchors.get(alias.source)),
    Node: (_key, node) => {
      if (!yaml().isAlias(node) && node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
    },
  });
}

/** What an alias can stand for. */
type Anchored = NonNullable<ReturnType<Alias['resolve']>>;

function bind(alias: Alias, target: Anchored | undefined): void {
  const resolve = alias.resolve.bind(alias);
  const aliasResolveCache = target === undefined ? [] : [target];
  alias.resolve = (document, context) =>
    context === undefined ? target : resolve(document, { ...context, aliasResolveCache });
}

/**
 * How many values may stand for one that is written, and how many a small file may have beside: 3,000 customers that
 * share a list of a hundred authorizations are fine, lists of lists of lists are not.
 */
const MOST_PER_VALUE = 100;
const MOST_BESIDE = 100_000;

/**
 * The same of properties that are taken over, each of which becomes one of the customer: 3,000 customers that take over
 * some dozens are fine, objects that take over from each other in a row are not.
 */
const MOST_MERGED_PER_VALUE = 10;
const MOST_MERGED_BESIDE = 10_000;

/** The most levels of lists and objects that aliases may come to. */
const DEEPEST = 100;

/** What a node comes to, with each alias counted as what it stands for. */
interface Extent {
  /** The number of values. */
  readonly values: number;
  /** The number of properties, if it is an object. */
  readonly properties: number;
  /** How often a property is taken over: the library takes over anew whatever a source takes over itself. */
  readonly merged: number;
  /** The number of levels. */
  readonly depth: number;
}

const ONE: Extent = { values: 1, properties: 0, merged: 0, depth: 0 };

/**
 * What is wrong with the aliases of a document, if its values cannot be looked at one after the other. Asked before they
 * are made, because the library would not come to an end.
 *
 * @param document without an alias inside of what it stands for
 */
export function expansionFault(document: Document): string | undefined {
  const extents = new Map<unknown, Extent>();
  const extentOf = (node: unknown): Extent => {
    const extent = extents.get(node) ?? measure(node);
    extents.set(node, extent);
    return extent;
  };
  const measure = (node: unknown): Extent => {
    if (yaml().isAlias(node)) {
      // Measured already: an anchor is in front of its aliases. What it takes over is taken over there, once.
      return { ...extentOf(node.resolve(document)), merged: 0 };
    }
    if (yaml().isSeq(node)) {
      return node.items.map(extentOf).reduce(within, ONE);
    }
    if (!yaml().isMap(node)) {
      return ONE;
    }
    return node.items.reduce<Extent>((sum, pair) => {
      const { properties } = sum;
      if (!isMerge(pair)) {
        return { ...within(sum, extentOf(pair.value)), properties: properties + 1 };
      }
      extentOf(pair.value);
      return mergedInto(pair)
        .map(source => extentOf(resolved(source, document)))
        .reduce(takeOver, sum);
    }, ONE);
  };

  const { values, merged, depth } = extentOf(document.contents);
  const written = extents.size;
  if (depth > DEEPEST) {
    return 'has aliases that nest too deeply; write customers as lists of objects';
  }
  if (merged > written * MOST_MERGED_PER_VALUE + MOST_MERGED_BESIDE) {
    return 'takes over too many properties by <<; take over fewer, from objects that take over nothing themselves';
  }
  return values > written * MOST_PER_VALUE + MOST_BESIDE
    ? 'has aliases that repeat aliases until nobody can read it all; write out what customers share, without an alias in it'
    : undefined;
}

/** A list or an object with one value more. */
function within(around: Extent, inner: Extent): Extent {
  return {
    ...around,
    values: around.values + inner.values,
    merged: around.merged + inner.merged,
    depth: Math.max(around.depth, inner.depth + 1),
  };
}

/** An object with the properties of another. */
function takeOver(into: Extent, source: Extent): Extent {
  return {
    values: into.values + source.values,
    properties: into.properties + source.properties,
    merged: into.merged + source.merged + source.properties,
    depth: Math.max(into.depth, source.depth),
  };
}
