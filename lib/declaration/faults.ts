import { isGuid, type Kind } from '../azure';
import { isUnresolved } from '../terraform';
import type { Fault } from './declaration-error';
import { DeclarationError } from './declaration-error';
import { typeName } from './type-name';

/**
 * Collects the faults of a declaration; {@link Faults.at} moves to a property of it.
 *
 * Values that are unresolved are never judged: a check of one passes.
 */
export class Faults {
  constructor(
    private readonly path: string = '',
    private readonly collected: Fault[] = [],
    private readonly paths = new Set<string>(),
  ) {}

  /** The same list, one property or index deeper. */
  public at(segment: string | number): Faults {
    if (typeof segment === 'number') {
      return this.from(`${this.path}[${segment}]`);
    }
    return this.from(this.path === '' ? segment : `${this.path}.${segment}`);
  }

  /**
   * Adds a fault of a value: `"abc" is not a GUID; expected …`.
   *
   * @param value what was given
   * @param problem what is wrong with it, beginning with a verb
   * @param cure what to write or do instead
   */
  public reject(value: unknown, problem: string, cure: string): void {
    this.report(`${show(value)} ${problem}; ${cure}`);
  }

  /** Adds a fault whose sentence needs no value in front. */
  public report(message: string): void {
    this.collected.push({ path: this.path, message });
    this.paths.add(this.path);
  }

  /** The same list, elsewhere in the declaration. */
  private from(path: string): Faults {
    return new Faults(path, this.collected, this.paths);
  }

  /** Whether something was found about exactly this property, so that it may be undefined only because of that. */
  public get isRefused(): boolean {
    return this.paths.has(this.path);
  }

  /** Adds that something is missing, unless it was refused. */
  public missing(expected: string): void {
    if (!this.isRefused) {
      this.report(`is missing; ${expected}`);
    }
  }

  /** Every fault found so far, anywhere in the declaration. */
  public get found(): Fault[] {
    return [...this.collected];
  }

  /** Whether the value is a GUID; adds a fault if not. */
  public guid(value: unknown, what = 'GUID'): boolean {
    if (!this.text(value, `the ${what}`)) {
      return false;
    }
    if (isUnresolved(value) || isGuid(value)) {
      return true;
    }
    this.reject(value, 'is not a GUID', `expected the ${what}: 8-4-4-4-12 hexadecimal digits`);
    return false;
  }

  /** Whether the value is a text that is not blank; adds a fault if not. */
  public text(value: unknown, what: string): boolean {
    if (value === undefined || value === null || value === '') {
      this.missing(`expected ${what}`);
      return false;
    }
    if (typeof value !== 'string') {
      this.reject(value, 'is not a text', `expected ${what}`);
      return false;
    }
    if (!isUnresolved(value) && value.trim() === '') {
      this.reject(value, 'is blank', `expected ${what}`);
      return false;
    }
    return true;
  }

  /** Whether the value is of a kind; adds a fault if not. */
  public is<T extends object>(value: unknown, kind: Kind<T>, cure = kind.cure): value is T {
    if (kind.includes(value)) {
      return true;
    }
    if (value === undefined || value === null) {
      this.missing(cure);
    } else if (typeof value === 'object') {
      this.report(`${typeName(value)} is not ${kind.what}; ${cure}`);
    } else {
      this.reject(value, `is not ${kind.what}`, cure);
    }
    return false;
  }

  /** The same of a value that knows how to inspect itself, and inspects it. */
  public part<T extends { _inspect(faults: Faults): void }>(
    value: unknown,
    kind: Kind<T>,
    cure = kind.cure,
  ): value is T {
    if (!this.is(value, kind, cure)) {
      return false;
    }
    value._inspect(this);
    return true;
  }

  /** Adds what was found about a part of the declaration before it was known where the part belongs. */
  public include(found: Fault[]): void {
    for (const { path, message } of found) {
      const separator = this.path === '' || path === '' || path.startsWith('[') ? '' : '.';
      this.from(`${this.path}${separator}${path}`).report(message);
    }
  }

  /** The value if it is a list; otherwise adds a fault and gives an empty one. */
  public list<T>(value: T[] | undefined, what: string): T[] {
    if (Array.isArray(value)) {
      return value;
    }
    if (value === undefined || value === null) {
      this.missing(`expected ${what}`);
    } else {
      this.reject(value, 'is not a list', `expected ${what}`);
    }
    return [];
  }

  /**
   * Ends the inspection of a declaration.
   *
   * @throws DeclarationError with every fault, if there is one
   */
  public throwIfAny(subject: string): void {
    if (this.collected.length > 0) {
      throw new DeclarationError(subject, this.found);
    }
  }
}

const LONGEST_VALUE = 80;

function show(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = asText(value);
  }
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `[${typeof value}]`;
  }
}
