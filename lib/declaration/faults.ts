import { isGuid } from '../azure';
import { isUnresolved, resemblesReference, textAround } from '../terraform';
import type { Fault } from './declaration-error';
import { DeclarationError } from './declaration-error';

/**
 * Collects the faults of a declaration; {@link Faults.at} moves to a property of it.
 *
 * Values that are unresolved are never judged: a check of one passes.
 */
export class Faults {
  constructor(
    private readonly path: string = '',
    private readonly collected: Fault[] = [],
  ) {}

  /**
   * Begins the inspection of a construct's properties.
   *
   * @throws DeclarationError if there are none, as may happen in JavaScript
   */
  public static of(props: object | undefined, subject: string): Faults {
    const faults = new Faults();
    if (props === null || typeof props !== 'object') {
      faults.at('props').report('is missing; expected the properties of the construct');
      faults.throwIfAny(subject);
    }
    return faults;
  }

  /** The same list, one property or index deeper. */
  public at(segment: string | number): Faults {
    if (typeof segment === 'number') {
      return new Faults(`${this.path}[${segment}]`, this.collected);
    }
    return new Faults(this.path === '' ? segment : `${this.path}.${segment}`, this.collected);
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
    const text = value as string;
    if (isUnresolved(text)) {
      return this.aroundReference(text, what);
    }
    if (isGuid(text)) {
      return true;
    }
    this.reject(value, 'is not a GUID', `expected the ${what}: 8-4-4-4-12 hexadecimal digits`);
    return false;
  }

  /** Whether the value is a text that is not blank; adds a fault if not. */
  public text(value: unknown, what: string): boolean {
    if (value === undefined || value === null || value === '') {
      this.report(`is missing; expected ${what}`);
      return false;
    }
    if (typeof value !== 'string') {
      this.reject(value, 'is not a text', `expected ${what}`);
      return false;
    }
    if (isUnresolved(value)) {
      return true;
    }
    if (resemblesReference(value)) {
      this.report(
        `has the mark of a reference that this program did not make; expected ${what}, or a reference of cdktf`,
      );
      return false;
    }
    if (value.trim() === '') {
      this.reject(value, 'is blank', `expected ${what}`);
      return false;
    }
    return true;
  }

  /** A reference may give a part of a GUID, but not what stands beside it. */
  private aroundReference(text: string, what: string): boolean {
    const isPart = /^[0-9a-f-]*$/i.test(textAround(text));
    if (!isPart) {
      this.report(`has a text beside a reference that is no part of a GUID; expected the ${what} alone`);
    }
    return isPart;
  }

  /** Inspects a value that knows how to inspect itself; adds a fault if it is something else. */
  public part(value: { _inspect(faults: Faults): void } | undefined, what: string, cure: string): boolean {
    if (typeof value?._inspect === 'function') {
      value._inspect(this);
      return true;
    }
    if (value === undefined || value === null) {
      this.report(`is missing; ${cure}`);
    } else {
      this.reject(value, `is not ${what}`, cure);
    }
    return false;
  }

  /** The value if it is a list; otherwise adds a fault and gives an empty one. */
  public list<T>(value: T[] | undefined, what: string): T[] {
    if (Array.isArray(value)) {
      return value;
    }
    if (value === undefined || value === null) {
      this.report(`is missing; expected ${what}`);
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
    text = String(value);
  }
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
