/** What a text of Terraform's JSON says, where Terraform reads it as a template. */
export interface Template {
  /** The text without what is computed. */
  readonly literal: string;
  /** What is computed, without `${` and `}`. */
  readonly expressions: string[];
}

/** An expression that is a text of its own, without anything in it to compute. */
const CONSTANT = /^"(?:[^"\\$%]|\\.|[$%](?!\{))*"$/s;

/**
 * Reads a text as Terraform reads templates.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/strings: a test compares with Terraform itself.
 */
export function readTemplate(text: string): Template {
  const expressions: string[] = [];
  let literal = '';
  for (let i = 0; i < text.length;) {
    if (/^(\$\$|%%)\{/.test(text.slice(i, i + 3))) {
      literal += text.slice(i + 1, i + 3);
      i += 3;
    } else if (/^[$%]\{/.test(text.slice(i, i + 2))) {
      const end = endOfExpression(text, i + 2);
      const expression = text.slice(i + 2, end);
      if (text[i] === '$' && CONSTANT.test(expression)) {
        literal += JSON.parse(inJson(expression)) as string;
      } else {
        expressions.push(expression);
      }
      i = end + 1;
    } else {
      literal += text[i];
      i += 1;
    }
  }
  return { literal, expressions };
}

/** JSON has no `\\UNNNNNNNN`, which Terraform's language has for what lies beyond `\\uffff`. */
function inJson(expression: string): string {
  return expression.replace(/\\U([0-9a-f]{8})/g, (_escape, number: string) =>
    String.fromCodePoint(Number.parseInt(number, 16)),
  );
}

/** Where the brace is that ends an expression; behind the text if there is none. */
function endOfExpression(text: string, start: number): number {
  let i = start;
  for (let depth = 1; i < text.length; i += 1) {
    if (text[i] === '"') {
      i = endOfQuotes(text, i + 1);
    } else if (text[i] === '{') {
      depth += 1;
    } else if (text[i] === '}') {
      depth -= 1;
      if (depth === 0) {
        return i;
      }
    }
  }
  return i;
}

/** Where the quote is that ends a text inside of an expression, which may have expressions itself. */
function endOfQuotes(text: string, start: number): number {
  let i = start;
  while (i < text.length && text[i] !== '"') {
    if (/^(\$\$|%%)\{/.test(text.slice(i, i + 3))) {
      i += 3;
    } else if (/^[$%]\{/.test(text.slice(i, i + 2))) {
      i = endOfExpression(text, i + 2) + 1;
    } else {
      i += text[i] === '\\' ? 2 : 1;
    }
  }
  return i;
}

/** Every text of a document, the names of its members included. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (value === null || typeof value !== 'object') {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]) => [
    ...(Array.isArray(value) ? [] : [name]),
    ...textsIn(member),
  ]);
}
