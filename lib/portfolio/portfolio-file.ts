import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import type { Alias, LineCounter, Node, parseDocument, Parser, visit, YAMLError } from 'yaml';
import { DeclarationError, type Fault } from '../declaration';
import { textOf } from './portfolio-text';
import { bindAliases, expansionFault } from './yaml-aliases';
import { isTooDeep } from './yaml-depth';

/** The largest file that is read, in bytes: some fifty thousand customers. */
const LARGEST_FILE = 50_000_000;

interface Yaml {
  readonly LineCounter: typeof LineCounter;
  readonly parseDocument: typeof parseDocument;
  readonly Parser: typeof Parser;
  readonly visit: typeof visit;
  isAlias(node: unknown): node is { resolve(document: unknown): Node | undefined };
  isMap(node: unknown): node is { items: Pair[] };
  isScalar(node: unknown): node is { value: unknown; source?: string };
  isSeq(node: unknown): node is { items: unknown[] };
}

interface Pair {
  readonly key: unknown;
  readonly value: unknown;
}

/** Merge keys (`<<`) come from YAML 1.1; editors read them. Its other tags make what no JSON has, such as dates. */
const OPTIONS = { prettyErrors: false, merge: true, resolveKnownTags: false, uniqueKeys: false };

/** A place in a file. */
export interface Place {
  /** For people: `customers.yaml:14:7`. */
  readonly text: string;
  /** For comparisons: the number of characters before it. */
  readonly offset: number;
}

/** A file of customers, YAML or JSON, which is YAML as well. */
export class PortfolioFile {
  /**
   * @param path the file, relative to the folder in which the program runs
   * @throws DeclarationError if it cannot be read, is larger than 50 MB, or is no YAML
   */
  public static read(path: string): PortfolioFile {
    const name = relative('.', path).replaceAll('\\', '/');
    let bytes: Buffer | undefined;
    try {
      bytes = statSync(path).size > LARGEST_FILE ? undefined : readFileSync(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
      throw new DeclarationError(name, [
        { path: name, message: `${reason}; expected a YAML or JSON file of customers` },
      ]);
    }
    if (bytes === undefined) {
      throw new DeclarationError(name, [{ path: name, message: 'is larger than 50 MB; split the customers up' }]);
    }
    return new PortfolioFile(name, textOf(bytes, name));
  }

  /** What the file holds. */
  public readonly content: unknown;
  /** What is wrong with it as YAML, though it can be read. */
  public readonly faults: Fault[];
  private kept?: Parsed;
  private readonly keys = new Map<object, Keys>();

  private constructor(
    /** The path of the file, relative to the folder in which the program runs. */
    public readonly name: string,
    private readonly text: string,
  ) {
    if (isTooDeep(text, () => new (yaml().Parser)())) {
      throw new DeclarationError(name, [
        { path: name, message: 'is nested too deeply; write customers as lists of objects' },
      ]);
    }
    const document = parse(text);
    const faults = inspectYaml(document);
    if (!faults.some(fault => fault.isFatal)) {
      // Lists of customers share parts by anchors, as often as they like; what comes of that is counted here.
      this.content = document.toJS({ maxAliasCount: -1 });
      // Only an alias has a star.
      const message = text.includes('*') ? expansionFault(this.content) : undefined;
      if (message !== undefined) {
        faults.push({ offset: 0, message, isFatal: true });
      }
    }
    this.faults = faults.map(({ offset, message }) => ({ path: this.placeOf(offset).text, message }));
    if (faults.some(fault => fault.isFatal)) {
      throw new DeclarationError(name, this.faults);
    }
  }

  /**
   * Where a property stands: `customers.yaml:14:7`. Of one that is missing, where the object begins.
   *
   * @param path the path from the top of the file, such as `customers[3].subscriptions[0].id`
   */
  public locate(path: string): Place {
    return this.placeOf(this.find(path).offset);
  }

  /** A value as it is written, such as `007` for 7; undefined if it is no single value. */
  public sourceOf(path: string): string | undefined {
    const { node, rest } = this.find(path);
    return rest === '' && yaml().isScalar(node) ? node.source : undefined;
  }

  /** The node of a property, or the last one on the way to it; what is left of the way then. */
  private find(path: string): { node: unknown; offset: number; rest: string } {
    let node: unknown = this.parsed.document.contents;
    let offset = offsetOf(node) ?? 0;
    let rest = path;
    for (let step = this.step(node, rest); rest !== '' && step; step = this.step(node, rest)) {
      offset = offsetOf(step.at) ?? offset;
      node = step.into;
      rest = rest.slice(step.length);
    }
    return { node, offset, rest };
  }

  /** One property or index further; keys may hold dots and brackets themselves. */
  private step(from: unknown, path: string): Step | undefined {
    const node = yaml().isAlias(from) ? from.resolve(this.parsed.document) : from;
    if (yaml().isSeq(node)) {
      const index = /^\[(\d+)\]/.exec(path);
      const item = index ? node.items[Number(index[1])] : undefined;
      return index && item !== undefined ? { at: item, into: item, length: index[0].length } : undefined;
    }
    return yaml().isMap(node) ? (this.stepInto(node, path) ?? this.stepIntoMerged(node.items, path)) : undefined;
  }

  private stepInto(map: { items: Pair[] }, path: string): Step | undefined {
    const start = path.startsWith('.') ? 1 : 0;
    const { pairs, lengths } = this.keysOf(map);
    for (const length of lengths) {
      const end = start + length;
      const pair = [undefined, '.', '['].includes(path[end]) ? pairs.get(path.slice(start, end)) : undefined;
      if (pair) {
        return { at: pair.key, into: pair.value, length: end };
      }
    }
    return undefined;
  }

  /** The properties of an object by name, and the lengths of the names, the longest first: kept for the next fault. */
  private keysOf(map: { items: Pair[] }): Keys {
    let keys = this.keys.get(map);
    if (!keys) {
      const named = map.items.map(pair => [keyOf(pair) ?? '', pair] as const);
      const lengths = [...new Set(named.map(([name]) => name.length))].sort((a, b) => b - a);
      keys = { pairs: new Map(named.reverse()), lengths };
      this.keys.set(map, keys);
    }
    return keys;
  }

  /** The same in what the object takes over from others. */
  private stepIntoMerged(pairs: Pair[], path: string): Step | undefined {
    const merged = pairs.filter(isMerge).flatMap(({ value }) => (yaml().isSeq(value) ? value.items : [value]));
    return merged.map(source => this.step(source, path)).find(step => step !== undefined);
  }

  /** The file with its lines: parsed a second time, because without a fault nobody asks for places. */
  private get parsed(): Parsed {
    if (!this.kept) {
      const lines = new (yaml().LineCounter)();
      this.kept = { document: parse(this.text, lines), lines };
    }
    return this.kept;
  }

  private placeOf(offset: number): Place {
    const { line, col } = this.parsed.lines.linePos(offset);
    return { text: `${this.name}:${line}:${col}`, offset };
  }
}

interface Step {
  readonly at: unknown;
  readonly into: unknown;
  readonly length: number;
}

interface Parsed {
  readonly document: ReturnType<typeof parseDocument>;
  readonly lines: LineCounter;
}

interface Keys {
  readonly pairs: Map<string, Pair>;
  readonly lengths: number[];
}

/** What the text holds. That no key is there twice is found below: the library would compare each with every other. */
function parse(text: string, lineCounter?: LineCounter): Parsed['document'] {
  const document = yaml().parseDocument(text, { ...OPTIONS, lineCounter });
  bindAliases(document, yaml().visit);
  return document;
}

interface YamlFault {
  readonly offset: number;
  readonly message: string;
  /** Whether the file cannot be read because of it. */
  readonly isFatal: boolean;
}

function inspectYaml(document: ReturnType<typeof parseDocument>): YamlFault[] {
  const faults = [...document.errors, ...document.warnings].map(error => ({
    offset: error.pos[0],
    message: sentenceOf(error),
    isFatal: error.name === 'YAMLParseError',
  }));
  const anchors = new Map<string, Node>();
  const report = (node: unknown, message: string) => {
    faults.push({ offset: offsetOf(node) ?? 0, message, isFatal: true });
  };
  yaml().visit(document, {
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
      if (yaml().isMap(node)) {
        faults.push(...repeatedKeys(node.items));
      }
    },
    Alias: (_key, alias, path) => {
      const target = anchors.get(alias.source);
      if (!target) {
        report(alias, `*${alias.source} stands for nothing; write &${alias.source} before what it shall stand for`);
      } else if (path.includes(target)) {
        report(alias, `*${alias.source} is inside of what it stands for; write that part out`);
      }
    },
    Pair: (_key, pair) => {
      const isObject = (node: unknown) =>
        yaml().isMap(yaml().isAlias(node) ? anchors.get((node as unknown as Alias).source) : node);
      const sources = yaml().isSeq(pair.value) ? pair.value.items : [pair.value];
      if (isMerge(pair) && !sources.every(isObject)) {
        report(pair.key, '<< takes over an object, or a list of objects; write an alias of one, such as *shared');
      }
    },
  });
  return faults;
}

function repeatedKeys(pairs: Pair[]): YamlFault[] {
  const earlier = new Set<string>();
  return pairs.flatMap(pair => {
    const name = keyOf(pair);
    const isRepeated = name !== undefined && earlier.has(name);
    earlier.add(name ?? '');
    const message = 'is written twice in one object; keep one of the two';
    return isRepeated ? [{ offset: offsetOf(pair.key) ?? 0, message, isFatal: false }] : [];
  });
}

/** The name of a property; none if a list, an object or an alias stands in its place. */
function keyOf({ key }: Pair): string | undefined {
  const { value } = (key ?? {}) as { value?: unknown };
  return value === undefined ? undefined : String(value);
}

function sentenceOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'begins a second document; keep all customers in one, without "---"';
    case 'UNEXPECTED_TOKEN':
      // Behind the colon follows what is written there.
      return message.replace(/:.*/s, '');
    case 'TAG_RESOLVE_FAILED':
      return `has a tag that means nothing here (${message}); write the value without it`;
    default:
      return message;
  }
}

/** A merge key, which `yaml` tells from a property called `<<` by a symbol. */
function isMerge({ key }: Pair): boolean {
  return yaml().isScalar(key) && typeof key.value === 'symbol';
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function yaml(): Yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when first used, not at import
  return require('yaml') as Yaml;
}
