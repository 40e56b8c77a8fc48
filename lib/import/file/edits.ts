/** A change of a text at one place. */
export interface Edit {
  /** The number of characters before it. */
  readonly offset: number;
  /** How many characters go. */
  readonly length: number;
  /** What comes instead. */
  readonly text: string;
}

/** A text after its edits, of which none overlap; those at one place come in their order. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const { offset, length, text: inserted } of inOrder(edits)) {
    parts.push(text.slice(end, offset), inserted);
    end = offset + length;
  }
  return [...parts, text.slice(end)].join('');
}

/** Lines around a change that show where it is. */
const CONTEXT = 3;

/** Lines that change, and what comes in their place. */
interface Change {
  /** Counted from 0. */
  readonly from: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What edits change, as `diff -u` shows it; empty if they change nothing. */
export function differenceOf(name: string, text: string, edits: readonly Edit[]): string {
  const lines = linesOf(text);
  const hunks: Change[][] = [];
  for (const change of changesOf(lines, edits)) {
    const last = hunks.at(-1)?.at(-1);
    if (last !== undefined && change.from - endOf(last) <= 2 * CONTEXT) {
      hunks.at(-1)?.push(change);
    } else {
      hunks.push([change]);
    }
  }
  let shift = 0;
  const shown = hunks.flatMap(changes => {
    const first = Math.max(0, changes[0].from - CONTEXT);
    let next = first;
    const body: string[] = [];
    const show = (sign: string, shownLines: readonly string[]) =>
      shownLines.forEach(line => body.push(sign + line.replace(/\r?\n$/, '')));
    for (const { from, before, after } of changes) {
      show(' ', lines.slice(next, from));
      show('-', before);
      show('+', after);
      next = from + before.length;
    }
    show(' ', lines.slice(next, next + CONTEXT));
    const [before, after] = ['+', '-'].map(sign => body.filter(line => !line.startsWith(sign)).length);
    const head = `@@ -${rangeOf(first, before)} +${rangeOf(first + shift, after)} @@`;
    shift += after - before;
    return [head, ...body];
  });
  return shown.length === 0 ? '' : [`--- ${name}`, `+++ ${name}`, ...shown].map(line => `${line}\n`).join('');
}

function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.offset - b.offset);
}

function endOf({ from, before }: Change): number {
  return from + before.length;
}

/** Lines with their ends; what stands behind the last end is a line too, unless it is empty. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The lines that edits change; edits of one line together, and without lines that stay as they are. */
function changesOf(lines: readonly string[], edits: readonly Edit[]): Change[] {
  const changes: Change[] = [];
  let [line, start] = [0, 0];
  const pending = inOrder(edits);
  let next = 0;
  while (next < pending.length) {
    const { offset } = pending[next];
    while (line < lines.length && start + lines[line].length <= offset) {
      start += lines[line++].length;
    }
    const own: Edit[] = [];
    let [to, end] = [line, start];
    while (next < pending.length && (pending[next].offset < end || pending[next].offset === offset)) {
      const edit = pending[next++];
      own.push({ ...edit, offset: edit.offset - start });
      while (to < lines.length && (end < edit.offset + edit.length || (end === start && edit.offset > start))) {
        end += lines[to++].length;
      }
    }
    const before = lines.slice(line, to);
    changes.push(withoutCommon(line, before, linesOf(edited(before.join(''), own))));
    [line, start] = [to, end];
  }
  return changes;
}

function withoutCommon(from: number, before: readonly string[], after: readonly string[]): Change {
  const shortest = Math.min(before.length, after.length);
  let front = 0;
  while (front < shortest && before[front] === after[front]) {
    front++;
  }
  let back = 0;
  while (back < shortest - front && before[before.length - 1 - back] === after[after.length - 1 - back]) {
    back++;
  }
  return {
    from: from + front,
    before: before.slice(front, before.length - back),
    after: after.slice(front, after.length - back),
  };
}

function rangeOf(first: number, length: number): string {
  return `${length === 0 ? first : first + 1},${length}`;
}
