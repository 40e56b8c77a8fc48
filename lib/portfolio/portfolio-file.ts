import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import type { LineCounter, Node, parseDocument, Parser, visit, YAMLError } from 'yaml';
import { DeclarationError, type Fault } from '../declaration';
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
  isSeq(node: unknown): node is { items: unknown[] };
}

interface Pair {
  readonly key: unknown;
  readonly value: unknown;
}

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
    let text: string | undefined;
    try {
      text = statSync(path).size > LARGEST_FILE ? undefined : readFileSync(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
      throw new DeclarationError(name, [
        { path: name, message: `${reason}; expected a YAML or JSON file of customers` },
      ]);
    }
    if (text === undefined) {
      throw new DeclarationError(name, [{ path: name, message: 'is larger than 50 MB; split the customers up' }]);
    }
    return new PortfolioFile(name, text);
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
    const { document } = this.parsed;
    let node: unknown = document.contents;
    let offset = offsetOf(node) ?? 0;
    let rest = path;
    while (rest !== '') {
      const step = this.step(node, rest);
      if (!step) {
        break;
      }
      offset = offsetOf(step.at) ?? offset;
      node = step.into;
      rest = rest.slice(step.length);
    }
    return this.placeOf(offset);
  }

  /** One property or index further; keys may hold dots and brackets themselves. */
  private step(from: unknown, path: string): { at: unknown; into: unknown; length: number } | undefined {
    const node = yaml().isAlias(from) ? from.resolve(this.parsed.document) : from;
    if (yaml().isSeq(node)) {
      const index = /^\[(\d+)\]/.exec(path);
      const item = index ? node.items[Number(index[1])] : undefined;
      return index && item !== undefined ? { at: item, into: item, length: index[0].length } : undefined;
    }
    if (!yaml().isMap(node)) {
      return undefined;
    }
    const start = path.startsWith('.') ? 1 : 0;
    const { pairs, lengths } = this.keysOf(node);
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
  const document = yaml().parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
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
  const faults = document.errors.map(error => ({ offset: error.pos[0], message: sentenceOf(error), isFatal: true }));
  yaml().visit(document, {
    Alias: (_key, alias) => {
      if (!alias.resolve(document)) {
        const message = `*${alias.source} stands for nothing; write &${alias.source} before what it shall stand for`;
        faults.push({ offset: offsetOf(alias) ?? 0, message, isFatal: true });
      }
    },
    Map: (_key, { items }) => {
      const earlier = new Set<string>();
      for (const pair of items) {
        const name = keyOf(pair);
        if (name === undefined) {
          continue;
        }
        if (earlier.has(name)) {
          const message = 'is written twice in one object; keep one of the two';
          faults.push({ offset: offsetOf(pair.key) ?? 0, message, isFatal: false });
        }
        earlier.add(name);
      }
    },
  });
  return faults;
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
    default:
      return message;
  }
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function yaml(): Yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when first used, not at import
  return require('yaml') as Yaml;
}
