import type { Document, LineCounter, Parser } from 'yaml';
import { DeclarationError } from '../declaration';
import { bindAliases } from './yaml-aliases';
import { yaml } from './yaml-library';

/** The most levels of lists and objects; a customer needs seven. */
const DEEPEST = 100;

/**
 * The most words and signs; twenty megabytes of customers have eight million. Each needs some 200 bytes of memory, and
 * Node ends a program that needs more than it has.
 */
const MOST_TOKENS = 10_000_000;

/** The lexemes that begin a value or a name, which needs as much memory as three signs: `\x1f` is in front of a text. */
const BEGINNINGS = new Set(['\x1f', '[', '{', '-', '?']);
const TOKENS_OF_A_VALUE = 3;

/** Merge keys (`<<`) come from YAML 1.1; editors read them. Its other tags make what no JSON has, such as dates. */
const OPTIONS = {
  prettyErrors: false,
  merge: true,
  resolveKnownTags: false,
  // That no key is there twice is found elsewhere: the library would compare each with every other.
  uniqueKeys: false,
  // The library would print a warning with words of the file.
  logLevel: 'silent',
} as const;

/** What a text holds as YAML. */
export interface Parsed {
  readonly document: Document.Parsed;
  /** Where a second document begins, which nobody would read. */
  readonly second?: number;
}

/**
 * Parses a text.
 *
 * @throws DeclarationError if it nests deeper, or holds more, than can be read: the composer goes down one call for each
 * level, and an engine that is out of calls or memory may end the program instead of throwing
 */
export function parse(text: string, name: string, lines?: LineCounter): Parsed {
  const refuse = (message: string) => new DeclarationError(name, [{ path: [], place: name, message }]);
  if (holdsTooMuch(text)) {
    throw refuse('holds more values than can be read at once; split the customers up');
  }
  const composer = new (yaml().Composer)(OPTIONS);
  const [document, second] = composer.compose(tokensOf(text, refuse, lines), true, text.length);
  if (text.includes('*')) {
    bindAliases(document, yaml().visit);
  }
  return { document, second: second?.range[0] };
}

/** Whether a text has too many words and signs, found before anything is made of them. */
function holdsTooMuch(text: string): boolean {
  let count = 0;
  // In a short text, even a value for each character would be fine.
  if (text.length * (TOKENS_OF_A_VALUE + 1) > MOST_TOKENS) {
    for (const lexeme of new (yaml().Lexer)().lex(text)) {
      count += BEGINNINGS.has(lexeme) ? TOKENS_OF_A_VALUE : 1;
      if (count > MOST_TOKENS) {
        return true;
      }
    }
  }
  return false;
}

/** The tokens of a text, unless they nest too deeply. */
function* tokensOf(text: string, refuse: (message: string) => Error, lines?: LineCounter): ReturnType<Parser['parse']> {
  lines?.addNewLine(0);
  const parser = new (yaml().Parser)(lines?.addNewLine);
  for (const lexeme of new (yaml().Lexer)().lex(text)) {
    yield* parser.next(lexeme);
    // Around the lists and objects is the document, and within them a value.
    if (parser.stack.length > DEEPEST + 2) {
      throw refuse('is nested too deeply; write customers as lists of objects');
    }
  }
  yield* parser.end();
}
