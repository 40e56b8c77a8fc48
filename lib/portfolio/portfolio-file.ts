import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { LineCounter, Node, parseDocument, visit, YAMLError } from 'yaml';
import { DeclarationError, type Fault } from '../declaration';

interface Yaml {
  readonly LineCounter: typeof LineCounter;
  readonly parseDocument: typeof parseDocument;
  readonly visit: typeof visit;
  isAlias(node: unknown): node is { resolve(document: unknown): Node | undefined };
  isMap(node: unknown): node is { items: { key: unknown; value: unknown }[] };
  isSeq(node: unknown): node is { items: unknown[] };
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
   * @throws DeclarationError if it cannot be read, or is no YAML
   */
  public static read(path: string): PortfolioFile {
    const name = relative('.', path).replaceAll('\\', '/');
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
      throw new DeclarationError(name, [
        { path: name, message: `${reason}; expected a YAML or JSON file of customers` },
      ]);
    }
    return new PortfolioFile(name, text);
  }

  /** What the file holds. */
  public readonly content: unknown;
  /** What is wrong with it as YAML, though it can be read. */
  public readonly faults: Fault[];
  private kept?: Parsed;

  private constructor(
    /** The path of the file, relative to the folder in which the program runs. */
    public readonly name: string,
    private readonly text: string,
  ) {
    const document = yaml().parseDocument(text, { prettyErrors: false });
    const faults = inspectYaml(document);
    if (!faults.some(fault => fault.isFatal)) {
      // Lists of customers share parts by anchors; the limit against hostile files is for files of strangers.
      this.content = document.toJS({ maxAliasCount: -1 });
      // Only an alias, which has a star, can close a circle.
      if (text.includes('*') && containsItself(this.content)) {
        const message = 'has an alias inside of what it stands for; write that part out';
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
    const rest = path.replace(/^\./, '');
    const pairs = yaml().isMap(node) ? node.items : [];
    const pair = pairs
      .map(({ key, value }) => ({ key, value, text: String((key as { value?: unknown } | null)?.value) }))
      .filter(({ text }) => rest.startsWith(text) && /^([.[]|$)/.test(rest.slice(text.length)))
      .sort((one, other) => other.text.length - one.text.length)
      .at(0);
    return pair && { at: pair.key, into: pair.value, length: path.length - rest.length + pair.text.length };
  }

  /** The file with its lines: parsed a second time, because without a fault nobody asks for places. */
  private get parsed(): Parsed {
    if (!this.kept) {
      const lines = new (yaml().LineCounter)();
      this.kept = { document: yaml().parseDocument(this.text, { lineCounter: lines, prettyErrors: false }), lines };
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

interface YamlFault {
  readonly offset: number;
  readonly message: string;
  /** Whether the file cannot be read because of it. */
  readonly isFatal: boolean;
}

function inspectYaml(document: ReturnType<typeof parseDocument>): YamlFault[] {
  const faults = document.errors.map(error => ({
    offset: error.pos[0],
    message: sentenceOf(error),
    isFatal: error.code !== 'DUPLICATE_KEY',
  }));
  yaml().visit(document, {
    Alias: (_key, alias) => {
      if (!alias.resolve(document)) {
        const message = `*${alias.source} stands for nothing; write &${alias.source} before what it shall stand for`;
        faults.push({ offset: offsetOf(alias) ?? 0, message, isFatal: true });
      }
    },
  });
  return faults;
}

function sentenceOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'begins a second document; keep all customers in one, without "---"';
    case 'DUPLICATE_KEY':
      return 'is written twice in one object; keep one of the two';
    default:
      return message;
  }
}

function containsItself(value: unknown, around: unknown[] = []): boolean {
  if (value === null || typeof value !== 'object') {
    return false;
  }
  return around.includes(value) || Object.values(value).some(inner => containsItself(inner, [...around, value]));
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function yaml(): Yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when first used, not at import
  return require('yaml') as Yaml;
}
