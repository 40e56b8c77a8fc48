import { armGuid } from '../../lib/azure';

/** A function that expressions may call. */
export type ExpressionFunction = (...args: unknown[]) => unknown;
/** The functions that expressions may call, by their name in lower case. */
export type ExpressionFunctions = Readonly<Record<string, ExpressionFunction>>;

/** Thrown where Azure would say that an expression is invalid, or knows a function that the emulator does not. */
export class ExpressionError extends Error {}

/**
 * What policies and templates have in common.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
export const COMMON_FUNCTIONS: ExpressionFunctions = {
  add: (one, other) => Number(one) + Number(other),
  concat: (...lists) =>
    lists.flatMap(list => {
      if (!Array.isArray(list)) {
        throw new ExpressionError(`concat() of ${JSON.stringify(list)}`);
      }
      return list as unknown[];
    }),
  contains: (container, item) => {
    if (typeof container === 'string' || Array.isArray(container)) {
      return (container as unknown[]).includes(item);
    }
    return typeof container === 'object' && container !== null && String(item) in container;
  },
  empty: value => value === null || lengthOf(value) === 0,
  guid: (...parts) => armGuid(...parts.map(String)),
  length: lengthOf,
  tolower: text => String(text).toLowerCase(),
  string: value => (typeof value === 'string' ? value : JSON.stringify(value)),
};

/**
 * Whether a text is an expression: in brackets, of which the first is not doubled.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
 */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');
}

/** A value in which every expression has been replaced by what it gives. */
export function evaluated(value: unknown, functions: ExpressionFunctions): unknown {
  if (typeof value === 'string') {
    return isExpression(value) ? new Evaluation(value.slice(1, -1), functions).result() : value.replace(/^\[\[/, '[');
  }
  if (Array.isArray(value)) {
    return value.map(item => evaluated(item, functions));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, evaluated(member, functions)]))
    : value;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) {
    return value.length;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.keys(value).length;
  }
  throw new ExpressionError(`length() of ${JSON.stringify(value)}`);
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(\d+)|([A-Za-z]\w*)|([()[\].,]))/y;

/** Reads and computes one expression, without its outer brackets. */
class Evaluation {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly functions: ExpressionFunctions,
  ) {}

  public result(): unknown {
    const value = this.value();
    if (this.text.slice(this.position).trim() !== '') {
      throw new ExpressionError(`"${this.text}" goes on after its end`);
    }
    return value;
  }

  private value(): unknown {
    const [, text, number, name] = this.next();
    if (text !== undefined) {
      return text.replaceAll("''", "'");
    }
    if (number !== undefined) {
      return Number(number);
    }
    if (name === undefined || !(name.toLowerCase() in this.functions)) {
      throw new ExpressionError(`"${this.text}" calls "${name}", which the emulator does not know`);
    }
    let value = this.functions[name.toLowerCase()](...this.args());
    while (this.peek() === '.') {
      this.next();
      const member = this.next()[3];
      if (typeof value !== 'object' || value === null || !(member in value)) {
        throw new ExpressionError(`"${this.text}" asks for the member "${member}", which is not there`);
      }
      value = (value as Record<string, unknown>)[member];
    }
    return value;
  }

  private args(): unknown[] {
    const args: unknown[] = [];
    this.expect('(');
    while (this.peek() !== ')') {
      args.push(this.value());
      if (this.peek() === ',') {
        this.next();
      }
    }
    this.expect(')');
    return args;
  }

  private expect(sign: string): void {
    if (this.next()[4] !== sign) {
      throw new ExpressionError(`"${this.text}" lacks "${sign}"`);
    }
  }

  private peek(): string | undefined {
    TOKEN.lastIndex = this.position;
    return TOKEN.exec(this.text)?.[4];
  }

  private next(): RegExpExecArray {
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (!match) {
      throw new ExpressionError(`"${this.text}" cannot be read from "${this.text.slice(this.position)}" on`);
    }
    this.position = TOKEN.lastIndex;
    return match;
  }
}
