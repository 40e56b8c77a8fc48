import type { Parser } from 'yaml';

/** The most levels of lists and objects; a customer needs seven. */
const DEEPEST = 100;

/**
 * Whether a text nests deeper than its reader can follow. Asked before it is read: the library goes down one call for
 * each level, and an engine that is out of calls may end the program instead of throwing.
 */
export function isTooDeep(text: string, parser: () => Parser): boolean {
  const end = firstDepth(text);
  // What comes before is enough, unless it was in a text or a comment.
  return end < text.length && [text.slice(0, end), text].some(part => [...parser().parse(part)].some(isDeep));
}

/** Where so many brackets are open, or a line begins with so many blanks and indicators; cheap, and true of texts too. */
function firstDepth(text: string): number {
  let open = 0;
  let indent = 0;
  let isIndent = true;
  let i = 0;
  for (; i < text.length && open <= DEEPEST + 1 && indent <= 2 * DEEPEST; i++) {
    const character = text[i];
    if (character === '[' || character === '{') {
      open++;
    } else if ((character === ']' || character === '}') && open > 0) {
      open--;
    }
    isIndent = character === '\n' || (isIndent && ' \t-?:'.includes(character));
    indent = isIndent && character !== '\n' ? indent + 1 : 0;
  }
  return i;
}

/** Whether a token of the parser holds tokens deeper than that. */
function isDeep(document: object): boolean {
  let level: object[] = [document];
  // Each level of values is at least one of tokens: the pairs of an object, and what they hold.
  for (let depth = 0; depth <= 2 * DEEPEST && level.length > 0; depth++) {
    level = level.flatMap(token => Object.values(token).flat() as unknown[]).filter(isToken);
  }
  return level.length > 0;
}

function isToken(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}
