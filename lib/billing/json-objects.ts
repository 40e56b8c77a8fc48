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
  let rest = '';
  let number = 0;
  /** Up to where `rest` was looked at, and what is open there. */
  const state: State = { offset: 0, depth: 0, lists: 0, inString: false };
  for await (const part of text) {
    rest += part;
    if (rest.length > LONGEST) {
      throw new Error('it is one value of JSON that is too large; download it as JSON lines');
    }
    const { objects, taken } = cut(rest, state);
    for (const json of objects) {
      for (const object of rowsOf(json, number + 1)) {
        take(object, ++number);
      }
    }
    rest = rest.slice(taken);
    state.offset -= taken;
  }
  if (state.depth > 0 || state.lists > 0 || state.inString || /[^\s\],[]/.test(rest)) {
    throw new Error(`it ends in the middle of object ${number + 1}; download it again`);
  }
}

/** How far a text was looked at, and what is open there: objects, lists around them, and a string. */
interface State {
  offset: number;
  depth: number;
  lists: number;
  inString: boolean;
}

/** The objects that end within a text, and how much of it they take. Brackets and commas between them are left out. */
function cut(text: string, state: State) {
  const objects: string[] = [];
  let taken = 0;
  let { offset, depth, lists, inString } = state;
  while (offset < text.length) {
    if (inString) {
      const end = text.indexOf('"', offset);
      if (end < 0) {
        // A backslash at the very end belongs to what comes next.
        offset = text.length - trailingBackslashes(text, text.length, offset);
        break;
      }
      inString = trailingBackslashes(text, end, offset) % 2 === 1;
      offset = end + 1;
      continue;
    }
    switch (text.charCodeAt(offset++)) {
      case QUOTE:
        inString = true;
        break;
      case OPENING_BRACE:
        if (depth++ === 0) {
          assertBetween(text.slice(taken, offset - 1));
          taken = offset - 1;
        }
        break;
      case CLOSING_BRACE:
        if (--depth === 0) {
          objects.push(text.slice(taken, offset));
          taken = offset;
        }
        break;
      case OPENING_BRACKET:
        lists += depth === 0 ? 1 : 0;
        break;
      case CLOSING_BRACKET:
        lists -= depth === 0 ? 1 : 0;
    }
  }
  Object.assign(state, { offset, depth, lists, inString });
  return { objects, taken };
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
