/**
 * Reads JSON, and says where it stops being JSON. The message of V8 often names no place, and shows some of the text,
 * which may be a secret.
 *
 * @param subject what the error calls the text
 * @throws Error
 */
export function parseJson(text: string, subject = 'this'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const before = text.slice(0, endOfJson(text)).split('\n');
    const column = before[before.length - 1].length + 1;
    throw new Error(`${subject} is not JSON (line ${before.length}, column ${column})`);
  }
}

const SPACE = /[ \t\r\n]*/y;
const WORD = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next: the value of a member, an element and its like; `end` is a comma or the closing bracket. */
type Next = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | 'end';

/** The offset of the first token that JSON does not allow where it stands, or of the end if something is missing. */
function endOfJson(text: string): number {
  const open: string[] = [];
  let next: Next = 'value';
  let offset = 0;
  for (;;) {
    offset = endOf(SPACE, text, offset);
    const end = text[offset] === '"' ? endOfString(text, offset) : endOf(WORD, text, offset);
    const following: Next | undefined = end === offset ? undefined : after(text[offset], next, open);
    if (following === undefined) {
      return offset;
    }
    next = following;
    offset = end;
  }
}

/** Where a match ends that begins at an offset; the offset itself if there is none. */
function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

/** In steps: one expression for a whole string would try every way to part it. */
function endOfString(text: string, start: number): number {
  let offset = start + 1;
  for (;;) {
    offset = endOf(CHARACTERS, text, offset);
    if (text[offset] === '"') {
      return offset + 1;
    }
    const end = endOf(ESCAPE, text, offset);
    if (end === offset) {
      return start;
    }
    offset = end;
  }
}

/** What may come after a token, told by its first character; undefined if it may not stand there. Keeps what is open. */
function after(token: string, next: Next, open: string[]): Next | undefined {
  const within = open[open.length - 1];
  switch (token) {
    case '{':
    case '[':
      if (next.startsWith('value')) {
        open.push(token);
        return token === '{' ? 'name or }' : 'value or ]';
      }
      return undefined;
    case '}':
    case ']':
      if (next.endsWith(token) || (next === 'end' && within === (token === '}' ? '{' : '['))) {
        open.pop();
        return 'end';
      }
      return undefined;
    case ',':
      return next === 'end' && within !== undefined ? (within === '{' ? 'name' : 'value') : undefined;
    case ':':
      return next === ':' ? 'value' : undefined;
    default:
      if (next.startsWith('name')) {
        return token === '"' ? ':' : undefined;
      }
      return next.startsWith('value') ? 'end' : undefined;
  }
}
