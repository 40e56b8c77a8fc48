import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { FaultKey } from '../../declaration';
import {
  keyOf,
  type PortfolioEntry,
  type PortfolioFile,
  type PortfolioOffer,
  type PortfolioSubscription,
  yaml,
} from '../../portfolio';
import type { Edit } from './edits';
import { rewritten, type Style, written } from './written';

/** What lists of a file have. */
type Members = readonly (PortfolioEntry | PortfolioOffer | PortfolioSubscription)[];

/** A property of an existing file gets a text: a new one, or its first. */
export interface Setting {
  readonly path: readonly FaultKey[];
  readonly property: string;
  readonly value: string;
  /** The property behind which it is written if it is not there. */
  readonly behind: string;
}

/** The beginning of a new file: editors complete and check by it. */
const HEAD = '# yaml-language-server: $schema=./node_modules/cdktf-partner-earned-credit/portfolio.schema.json\n';

/** A new file. */
export function newText(entries: readonly PortfolioEntry[], isJson: boolean): string {
  const text = written({ customers: entries }, { isJson, isFlow: false, indent: '' });
  return isJson ? `${text}\n` : `${HEAD}${text}\n`;
}

/**
 * Finds where in an existing file something has to be written, so that everything else stays as it is: comments, order,
 * quotes and blanks.
 *
 * Parts that others share, by an anchor or `<<`, are not changed: that would change others too.
 */
export class CustomersText {
  private readonly document: Document;
  private readonly text: string;
  private readonly isJson: boolean;

  constructor(file: PortfolioFile) {
    this.document = file.document;
    this.text = file.text;
    this.isJson = file.text.trim() === '' ? file.name.endsWith('.json') : /^\s*\{/.test(file.text);
  }

  /** Whether the file says nothing: it is empty, or has comments only. */
  public get isEmpty(): boolean {
    const { contents } = this.document;
    const isNothing = contents === null || (yaml().isScalar(contents) && contents.source === '' && !contents.anchor);
    // Behind its end mark a document goes on nowhere.
    return isNothing && !/^\.\.\.\s/m.test(`${this.text}\n`);
  }

  /** The edit with which a file begins that says nothing; its comments stay above. */
  public begin(entries: readonly PortfolioEntry[]): Edit {
    const isBlank = this.text.trim() === '';
    const text = isBlank
      ? newText(entries, this.isJson)
      : `${this.text.endsWith('\n') ? '' : '\n'}${written({ customers: entries }, this.style(false))}\n`;
    return {
      offset: isBlank ? 0 : this.text.length,
      length: isBlank ? this.text.length : 0,
      text: this.withLineEnds(text),
    };
  }

  /** The edit that adds to a list; undefined if the list is shared, or is none. */
  public add(path: readonly FaultKey[], members: Members): Edit | undefined {
    const list = this.document.getIn(path, true);
    if (yaml().isScalar(list) && list.value === null && !this.isShared(list, path)) {
      return this.fill(list, members);
    }
    if (!yaml().isSeq(list) || this.isShared(list, path)) {
      return undefined;
    }
    const last = list.items.at(-1);
    return last === undefined
      ? this.fill(list, members)
      : list.flow
        ? this.addInBrackets(last, members)
        : this.addBelow(list, members);
  }

  /** The edit that sets a text; undefined if it is shared, or is written in a way that cannot be told from others. */
  public set({ path, property, value, behind }: Setting): Edit | undefined {
    const map = this.document.getIn(path, true);
    if (!yaml().isMap(map) || this.isShared(map, path)) {
      return undefined;
    }
    const pair = pairOf(map, property);
    if (pair === undefined) {
      const before = pairOf(map, behind);
      return before && this.addProperty(map, before, property, value);
    }
    const { value: node } = pair;
    if (!yaml().isScalar(node) || node.anchor !== undefined || isBlock(node.type)) {
      return undefined;
    }
    const [offset, end] = rangeOf(node);
    const source = this.text.slice(offset, end);
    return { offset, length: source.length, text: rewritten(value, source, this.style(true)) };
  }

  /** Whether something on the way has an anchor, or is an alias, which `getIn` does not follow. */
  private isShared(node: Node, path: readonly FaultKey[]): boolean {
    return [node, ...path.map((_, i) => this.document.getIn(path.slice(0, i), true))].some(
      each => !yaml().isNode(each) || yaml().isAlias(each) || Boolean(each.anchor),
    );
  }

  private style(isFlow: boolean, indent = ''): Style {
    return { isJson: this.isJson, isFlow, indent };
  }

  /** `[]`, or nothing behind the name, becomes a list as in a new file. */
  private fill(list: Node, members: Members): Edit {
    const [start, end] = rangeOf(list);
    // Nothing stands behind a blank, and a comment needs one in front.
    const offset = this.isJson ? start : this.text.slice(0, start).trimEnd().length;
    const indent = this.indentAt(offset);
    const text = written(members, this.style(false, this.isJson ? indent : `${indent}  `));
    return {
      offset,
      length: start === end ? 0 : end - offset,
      text: this.withLineEnds(this.isJson ? text : `\n${indent}  ${text}`),
    };
  }

  private addInBrackets(last: unknown, members: Members): Edit {
    const [start, end] = rangeOf(last);
    const indent = this.indentAt(start);
    const isOnOwnLine = this.text.slice(this.lineStart(start), start).trim() === '';
    const text = members
      .map(member =>
        isOnOwnLine
          ? `,\n${indent}${written(member, this.style(!this.isJson, indent))}`
          : `, ${written(member, this.style(true))}`,
      )
      .join('');
    return { offset: end, length: 0, text: this.withLineEnds(text) };
  }

  private addBelow(list: YAMLSeq, members: Members): Edit {
    const [dash] = rangeOf(list);
    const indent = ' '.repeat(dash - this.lineStart(dash));
    const [first, second] = list.items.map(item => rangeOf(item)[0]);
    // Where a blank line stands between two members, one comes in front of each that is new.
    const isAiry = second !== undefined && /\n[^\S\n]*\r?\n/.test(this.text.slice(first, second));
    const offset = this.endOf(list.items.at(-1), indent.length);
    const lines = members.map(member => `${indent}${written([member], this.style(false, indent))}\n`);
    const text = (isAiry ? lines.map(line => `\n${line}`) : lines).join('');
    const isLineBegun = this.text[offset - 1] !== '\n';
    return {
      offset,
      length: 0,
      text: this.withLineEnds(isLineBegun ? `\n${text}`.replace(/\n$/, '') : text),
    };
  }

  private addProperty(map: YAMLMap, before: Pair, property: string, value: string): Edit {
    const [[start], [, end]] = [rangeOf(before.key), rangeOf(before.value)];
    const name = this.isJson ? JSON.stringify(property) : property;
    const text = `${name}: ${written(value, this.style(true))}`;
    const indent = ' '.repeat(start - this.lineStart(start));
    if (!map.flow) {
      const offset = this.lineEnd(end);
      const isLineBegun = this.text[offset - 1] !== '\n';
      return { offset, length: 0, text: this.withLineEnds(isLineBegun ? `\n${indent}${text}` : `${indent}${text}\n`) };
    }
    const isOnOwnLine = this.text.slice(this.lineStart(start), start).trim() === '';
    const inserted = isOnOwnLine ? `,\n${this.indentAt(start)}${text}` : `, ${text}`;
    return { offset: end, length: 0, text: this.withLineEnds(inserted) };
  }

  /** Where the last line of a member of a list ends, with the comments below that are indented as its parts are. */
  private endOf(item: unknown, indent: number): number {
    let end = this.lineEnd(lastEnd(item));
    for (let next = end; next < this.text.length;) {
      const behind = this.lineEnd(next + 1);
      const line = this.text.slice(next, behind);
      if (/^\s*#/.test(line) && line.search(/#/) > indent) {
        end = behind;
      } else if (line.trim() !== '') {
        break;
      }
      next = behind;
    }
    return end;
  }

  private lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Behind the end of the line in which the character in front of an offset stands. */
  private lineEnd(offset: number): number {
    if (offset > 0 && this.text[offset - 1] === '\n') {
      return offset;
    }
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end + 1;
  }

  /** The blanks with which a line begins. */
  private indentAt(offset: number): string {
    return /[ \t]*/y.exec(this.text.slice(this.lineStart(offset), offset))?.[0] ?? '';
  }

  /** New lines end as the others do. */
  private withLineEnds(text: string): string {
    return this.text.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  }
}

/** Of the property of an object that is written there, and not taken over. */
function pairOf(map: YAMLMap, property: string): Pair | undefined {
  return map.items.find(pair => keyOf(pair) === property);
}

/** Where a node begins, and where its value ends: every node of a file that was parsed has both. */
function rangeOf(node: unknown): readonly [number, number] {
  const [start, end] = (yaml().isNode(node) && node.range) || [0, 0];
  return [start, end];
}

/** Where the last value within a node ends. */
function lastEnd(node: unknown): number {
  if (!(yaml().isMap(node) || yaml().isSeq(node)) || node.flow || node.items.length === 0) {
    return rangeOf(node)[1];
  }
  const last: unknown = node.items.at(-1);
  return yaml().isPair(last) ? Math.max(lastEnd(last.value), lastEnd(last.key)) : lastEnd(last);
}

function isBlock(type: string | undefined): boolean {
  return type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL';
}
