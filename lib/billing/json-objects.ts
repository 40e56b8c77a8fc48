/** An object of JSON: a row, or a page of rows. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The longest object that is looked for, in characters: longer ones do not fit into a text of Node. */
const LONGEST = 400_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;

/**
 * Reads the objects of a text in one pass: JSON lines, a list of objects, or pages of the Partner Center API, whose
 * `items` are the objects.
 *
 * @param take is called for each object, with its number, from 1
 * @throws Error if something is no JSON, or ends too early, and whatever `take` throws
 */
export async function readJsonObjects(
  text: AsyncIterable<string>,
  take: (object: JsonObject, number: number) => void,
): Promise<void> {
  const cutter = new ObjectCutter();
  let number = 0;
  for await (const part of text) {
    for (const json of cutter.cut(part)) {
      for (const object of rowsOf(json, number + 1)) {
        take(object, ++number);
      }
    }
  }
  if (cutter.isOpen) {
    throw new Error(`it ends in the middle of object ${number + 1}; download it again`);
  }
}

/** Cuts a text into the objects that stand in it, in lines or in lists. Each character is looked at once. */
class ObjectCutter {
  /** What was read and belongs to no object that has ended. */
  private pending: string[] = [];
  private pendingLength = 0;
  /** What is open: objects, lists around them, a string, and in it a backslash. */
  private depth = 0;
  private lists = 0;
  private inString = false;
  private isEscaped = false;

  /** Whether the text must not end here. */
  public get isOpen(): boolean {
    return this.depth > 0 || this.lists > 0 || this.inString || /[^\s\],[]/.test(this.pending.join(''));
  }

  /** The objects that end within the next part of the text. Brackets and commas between them are left out. */
  public cut(part: string): string[] {
    const objects: string[] = [];
    let start = 0;
    for (let offset = 0; offset < part.length;) {
      if (this.inString) {
        offset = this.endOfString(part, offset);
        continue;
      }
      switch (part.charCodeAt(offset++)) {
        case QUOTE:
          this.inString = true;
          break;
        case OPENING_BRACE:
          if (this.depth++ === 0) {
            assertBetween(this.taken(part.slice(start, offset - 1)));
            start = offset - 1;
          }
          break;
        case CLOSING_BRACE:
          if (--this.depth === 0) {
            objects.push(this.taken(part.slice(start, offset)));
            start = offset;
          }
          break;
        case OPENING_BRACKET:
          this.lists += this.depth === 0 ? 1 : 0;
          break;
        case CLOSING_BRACKET:
          this.lists -= this.depth === 0 ? 1 : 0;
      }
    }
    this.pending.push(part.slice(start));
    this.pendingLength += part.length - start;
    if (this.pendingLength > LONGEST) {
      throw new Error('it is one value of JSON that is too large; download it as JSON lines');
    }
    return objects;
  }

  /** Where in a part a string ends, or the part does. A backslash at the very end belongs to what comes next. */
  private endOfString(part: string, from: number): number {
    const begin = from + (this.isEscaped ? 1 : 0);
    const quote = part.indexOf('"', begin);
    const end = quote < 0 ? part.length : quote;
    this.isEscaped = trailingBackslashes(part, end, begin) % 2 === 1;
    if (quote < 0) {
      return end;
    }
    this.inString = this.isEscaped;
    this.isEscaped = false;
    return quote + 1;
  }

  private taken(last: string): string {
    const text = this.pending.length === 0 ? last : this.pending.join('') + last;
    this.pending = [];
    this.pendingLength = 0;
    return text;
  }
}

function trailingBackslashes(text: string, end: number, start: number): number {
  let count = 0;
  while (end - count > start && text.charCodeAt(end - count - 1) === BACKSLASH) {
    count++;
  }
  return count;
}

function assertBetween(text: string): void {
  if (/[^\s[\],]/.test(text)) {
    throw new Error('it is no list of objects of JSON');
  }
}

function rowsOf(json: string, number: number): JsonObject[] {
  let value: JsonObject & { readonly items?: unknown };
  try {
    value = JSON.parse(json) as typeof value;
  } catch {
    throw new Error(`object ${number} is no JSON; download the file again`);
  }
  return Array.isArray(value.items) ? value.items.filter(isObject) : [value];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
