import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import type { Document, LineCounter, Pair, YAMLMap } from 'yaml';
import { DeclarationError, type Fault } from '../declaration';
import { textOf } from './portfolio-text';
import { parse } from './yaml-document';
import { inspectYaml } from './yaml-faults';
import { isMerge, keyOf, mergedInto, offsetOf, resolved, yaml } from './yaml-library';

/** The largest file that is read, in bytes: some fifty thousand customers. */
const LARGEST_FILE = 50_000_000;

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
  private kept?: Located;
  private readonly keys = new Map<object, Keys>();

  private constructor(
    /** The path of the file, relative to the folder in which the program runs. */
    public readonly name: string,
    private readonly text: string,
  ) {
    const parsed = parse(text, name);
    const faults = inspectYaml(parsed);
    if (!faults.some(fault => fault.isFatal)) {
      // Lists of customers share parts by anchors, as often as they like; what comes of that was counted.
      this.content = parsed.document.toJS({ maxAliasCount: -1 });
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
    const node = resolved(from, this.parsed.document);
    if (yaml().isSeq(node)) {
      const index = /^\[(\d+)\]/.exec(path);
      const item = index ? node.items[Number(index[1])] : undefined;
      return index && item !== undefined ? { at: item, into: item, length: index[0].length } : undefined;
    }
    return yaml().isMap(node) ? (this.stepInto(node, path) ?? this.stepIntoMerged(node.items, path)) : undefined;
  }

  private stepInto(map: YAMLMap<unknown, unknown>, path: string): Step | undefined {
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
  private keysOf(map: YAMLMap<unknown, unknown>): Keys {
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
    return pairs
      .filter(isMerge)
      .flatMap(mergedInto)
      .map(source => this.step(source, path))
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
  readonly length: number;
}

interface Located {
  readonly document: Document;
  readonly lines: LineCounter;
}

interface Keys {
  readonly pairs: Map<string, Pair>;
  readonly lengths: number[];
}
