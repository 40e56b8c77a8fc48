import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Document, LineCounter, Pair, YAMLMap } from 'yaml';
import { DeclarationError, type Fault, type FaultKey } from '../declaration';
import { codeOf } from '../text';
import { yamlTextOf } from './portfolio-text';
import { parse, type Parsed } from './yaml-document';
import { inspectYaml } from './yaml-faults';
import { isMerge, keyOf, mergedInto, offsetOf, resolved, yaml } from './yaml-library';

/** The largest file that is read, in bytes: some fifty thousand customers. */
const LARGEST_FILE = 50_000_000;

/** What some editors of Windows write in front of UTF-8. */
const MARK = Buffer.from('\ufeff');

/** Why a file cannot be read. */
function reasonOf(error: unknown, path: string): string {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
      return `does not exist: the program runs in ${process.cwd()}, so it was looked for at ${resolve(path)}`;
    case 'EISDIR':
      return 'is a folder';
    default:
      return `cannot be read (${code})`;
  }
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
   * @param isEdited whether its {@link document} is asked for: then it is parsed with its lines at once
   * @throws DeclarationError if it cannot be read, is larger than 50 MB, or is no YAML
   */
  public static read(path: string, isEdited = false): PortfolioFile {
    const name = relative('.', path).replaceAll('\\', '/') || '.';
    let bytes: Buffer | undefined;
    try {
      bytes = statSync(path).size > LARGEST_FILE ? undefined : readFileSync(path);
    } catch (error) {
      throw new DeclarationError(name, [
        { path: [], place: name, message: `${reasonOf(error, path)}; expected a YAML or JSON file of customers` },
      ]);
    }
    if (bytes === undefined) {
      throw new DeclarationError(name, [
        { path: [], place: name, message: 'is larger than 50 MB; split the customers up' },
      ]);
    }
    return new PortfolioFile(name, yamlTextOf(bytes, name), isEdited, bytes.subarray(0, 3).equals(MARK));
  }

  /**
   * What a file would hold with a text.
   *
   * @throws DeclarationError if it is no YAML
   */
  public static of(text: string, name: string): PortfolioFile {
    return new PortfolioFile(name, text, false);
  }

  /** What the file holds. */
  public readonly content: unknown;
  /** What is wrong with it as YAML, though it can be read. */
  public readonly faults: Fault[];
  private kept?: Located;
  private readonly pairs = new Map<object, Map<string, Pair>>();

  private constructor(
    /** The path of the file, relative to the folder in which the program runs. */
    public readonly name: string,
    /** What is written in it, without a byte order mark. */
    public readonly text: string,
    isEdited: boolean,
    /** Whether a byte order mark stands in front of the text. */
    public readonly isMarked = false,
  ) {
    const parsed = isEdited ? this.parsed : parse(text, name);
    const faults = inspectYaml(parsed);
    if (!faults.some(fault => fault.isFatal)) {
      // Lists of customers share parts by anchors, as often as they like; what comes of that was counted.
      this.content = parsed.document.toJS({ maxAliasCount: -1 });
    }
    this.faults = faults.map(({ offset, message }) => ({ path: [], place: this.placeOf(offset).text, message }));
    if (faults.some(fault => fault.isFatal)) {
      throw new DeclarationError(name, this.faults);
    }
  }

  /** The file as YAML has it, for who edits it. */
  public get document(): Document {
    return this.parsed.document;
  }

  /** Where a property stands; of one that is missing, where the object begins. */
  public locate(path: readonly FaultKey[]): Place {
    return this.placeOf(this.find(path).offset);
  }

  /** A value as it is written, such as `007` for 7; undefined if it is no single value. */
  public sourceOf(path: readonly FaultKey[]): string | undefined {
    const { node, isWhole } = this.find(path);
    return isWhole && yaml().isScalar(node) ? node.source : undefined;
  }

  /** The node of a property, or the last one on the way to it. */
  private find(path: readonly FaultKey[]): { node: unknown; offset: number; isWhole: boolean } {
    let node: unknown = this.parsed.document.contents;
    let offset = offsetOf(node) ?? 0;
    for (const key of path) {
      const step = this.step(node, key);
      if (!step) {
        return { node, offset, isWhole: false };
      }
      offset = offsetOf(step.at) ?? offset;
      node = step.into;
    }
    return { node, offset, isWhole: true };
  }

  /** One property or index further. */
  private step(from: unknown, key: FaultKey): Step | undefined {
    const node = resolved(from, this.parsed.document);
    if (yaml().isSeq(node)) {
      const item = typeof key === 'number' ? node.items[key] : undefined;
      return item === undefined ? undefined : { at: item, into: item };
    }
    if (!yaml().isMap(node)) {
      return undefined;
    }
    const pair = this.pairsOf(node).get(String(key));
    return pair ? { at: pair.key, into: pair.value } : this.stepIntoMerged(node.items, key);
  }

  /** The properties of an object by name, the first of each: kept for the next fault. */
  private pairsOf(map: YAMLMap<unknown, unknown>): Map<string, Pair> {
    const pairs = this.pairs.get(map) ?? new Map(map.items.map(pair => [keyOf(pair) ?? '', pair] as const).reverse());
    this.pairs.set(map, pairs);
    return pairs;
  }

  /** The same in what the object takes over from others. */
  private stepIntoMerged(pairs: Pair[], key: FaultKey): Step | undefined {
    return pairs
      .filter(isMerge)
      .flatMap(mergedInto)
      .map(source => this.step(source, key))
      .find(step => step !== undefined);
  }

  /** The file with its lines: parsed a second time, because without a fault nobody asks for places. */
  private get parsed(): Located {
    if (!this.kept) {
      const lines = new (yaml().LineCounter)();
      this.kept = { ...parse(this.text, this.name, lines), lines };
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
}

interface Located extends Parsed {
  readonly lines: LineCounter;
}
