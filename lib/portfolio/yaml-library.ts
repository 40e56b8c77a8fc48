import type {
  Composer,
  Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Pair,
  Parser,
  stringify,
  visit,
} from 'yaml';

interface Yaml {
  readonly Composer: typeof Composer;
  readonly Lexer: typeof Lexer;
  readonly LineCounter: typeof LineCounter;
  readonly Parser: typeof Parser;
  readonly isAlias: typeof isAlias;
  readonly isMap: typeof isMap;
  readonly isNode: typeof isNode;
  readonly isPair: typeof isPair;
  readonly isScalar: typeof isScalar;
  readonly isSeq: typeof isSeq;
  readonly stringify: typeof stringify;
  readonly visit: typeof visit;
}

declare function require(module: 'yaml'): Yaml;

/** The library that reads YAML: loaded when first used, not at import. */
export function yaml(): Yaml {
  return require('yaml');
}

/** A merge key (`<<`), which `yaml` tells from a property called `<<` by a symbol. */
export function isMerge({ key }: Pair): boolean {
  return yaml().isScalar(key) && typeof key.value === 'symbol';
}

/** What a merge key takes over: one object, or several. */
export function mergedInto({ value }: Pair): unknown[] {
  return yaml().isSeq(value) ? value.items : [value];
}

/** The name of a property; none if a list, an object or an alias stands in its place. */
export function keyOf({ key }: Pair): string | undefined {
  return yaml().isScalar(key) ? String(key.value) : undefined;
}

/** A node, or what the alias stands for that is in its place. */
export function resolved(node: unknown, document: Document): unknown {
  return yaml().isAlias(node) ? node.resolve(document) : node;
}

/** The number of characters before a node. */
export function offsetOf(node: unknown): number | undefined {
  return yaml().isNode(node) ? node.range?.[0] : undefined;
}
