import { guidWithin, isGuid, type Kind } from '../azure';
import { isUnresolved, resemblesReference, textAround } from '../terraform';
import { clipped, isDay, kindOf, placeholderFault, shown, visible } from '../text';
import { DeclarationError } from './declaration-error';
import type { Fault, FaultKey } from './fault';

/**
 * The most characters of a text, unless its place says otherwise. No rule looks at a longer one.
 *
 * Azure names no limit for most texts of a delegation; whatever a person reads in a portal is far shorter.
 */
export const LONGEST_TEXT = 1_024;

/** The most characters of a message, because a sentence may hold names of which each is too long. */
const LONGEST_MESSAGE = 2_000;

/** It stands in every sample of Microsoft. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Collects the faults of a declaration; {@link Faults.at} moves to a property of it.
 *
 * Values that are unresolved are never judged: a check of one passes.
 */
export class Faults {
  private constructor(
    private readonly collected: Fault[],
    /** The places of which something was found. */
    private readonly refused: Set<string>,
    private readonly isConfidential: boolean,
    private readonly parent?: Faults,
    private readonly key?: FaultKey,
  ) {}

  /** An empty list, at the top of a declaration. */
  public static none(): Faults {
    return new Faults([], new Set(), false);
  }

  /** The same list, one property or index deeper, or several. */
  public at(...path: FaultKey[]): Faults {
    return path.reduce<Faults>(
      (faults, key) => new Faults(this.collected, this.refused, this.isConfidential, faults, key),
      this,
    );
  }

  /** The same place as one where secrets are written: a fault of it, or of what is below, names the kind of a value only. */
  public get confidential(): Faults {
    return new Faults(this.collected, this.refused, true, this.parent, this.key);
  }

  /**
   * Adds a fault of a value: `"abc" is not a GUID; expected …`, or `an object is not a text; expected …`.
   *
   * @param value what was given
   * @param problem what is wrong with it, beginning with a verb; of a placeholder of `pec init` it is that it is one
   * @param cure what to write or do instead
   */
  public reject(value: unknown, problem: string, cure: string): void {
    const given = this.isConfidential ? kindOf(value) : shown(value);
    this.report(`${given} ${placeholderFault(value) ?? problem}; ${cure}`);
  }

  /** Adds a fault whose sentence needs no value in front. */
  public report(message: string): void {
    this.add({ path: this.path, message });
  }

  /** Whether something was found about exactly this property, so that it may be undefined only because of that. */
  public get isRefused(): boolean {
    return this.refused.size > 0 && this.refused.has(placeOf(this.path));
  }

  /** Adds that something is missing, unless it was refused. */
  public missing(expected: string): void {
    if (!this.isRefused) {
      this.report(`is missing; ${expected}`);
    }
  }

  /** Whether nothing has been found so far, anywhere in the declaration. */
  public get isEmpty(): boolean {
    return this.collected.length === 0;
  }

  /** Every fault found so far, anywhere in the declaration. */
  public get found(): Fault[] {
    return [...this.collected];
  }

  /**
   * Whether the value is a GUID; adds a fault if not.
   *
   * @param collection what stands in front of it in a resource id, such as `subscriptions`
   */
  public guid(value: unknown, what = 'GUID', collection?: string): boolean {
    if (!this.text(value, `the ${what}`)) {
      return false;
    }
    if (isUnresolved(value)) {
      return this.aroundReference(value, what);
    }
    if (value === NOBODY) {
      this.reject(value, 'is the id of samples, and of nobody', `expected the ${what}`);
      return false;
    }
    if (isGuid(value)) {
      return true;
    }
    this.rejectGuid(value, `the ${what}: 8-4-4-4-12 hexadecimal digits`, collection);
    return false;
  }

  /** Adds that a value is not a GUID, with the one within it as the cure, unless the value may be a secret. */
  public rejectGuid(value: unknown, expected: string, collection?: string): void {
    const within = this.isConfidential ? undefined : guidWithin(value, collection);
    this.reject(
      value,
      'is not a GUID',
      within === undefined ? `expected ${expected}` : `give the GUID alone: ${within}`,
    );
  }

  /** Whether the value is a day, which has to be known at synth; adds a fault if not. */
  public day(value: unknown): boolean {
    const expected = 'a day such as 2026-10-15';
    if (!this.text(value, expected)) {
      return false;
    }
    if (isUnresolved(value)) {
      this.report(`is known to Terraform only; expected ${expected}, because bills are compared with it`);
      return false;
    }
    if (!isDay(value)) {
      this.reject(value, 'is not a day', `expected ${expected}`);
      return false;
    }
    return true;
  }

  /**
   * Whether the value is a text that is neither blank nor too long; adds a fault if not.
   *
   * @param longest the most characters that it may have
   */
  public text(value: unknown, what: string, longest = LONGEST_TEXT): value is string {
    if (value === undefined || value === null || value === '') {
      this.missing(`expected ${what}`);
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
    const problem = value.trim() === '' ? 'is blank' : placeholderFault(value);
    if (problem !== undefined) {
      this.reject(value, problem, `expected ${what}`);
      return false;
    }
    return this.length(value, longest);
  }

  /**
   * Whether a text is short enough; adds a fault if not.
   *
   * Characters are those of UTF-16, of which an emoji has two: so does .NET count, and with it Azure.
   *
   * @see https://learn.microsoft.com/dotnet/api/system.string.length
   */
  public length(text: string, longest = LONGEST_TEXT): boolean {
    const isLonger = text.length > longest;
    if (isLonger) {
      this.report(`has ${text.length.toLocaleString('en')} characters; shorten it to ${longest.toLocaleString('en')}`);
    }
    return !isLonger;
  }

  /** A reference may give a part of a GUID, but not what stands beside it. */
  private aroundReference(text: string, what: string): boolean {
    const isPart = /^[0-9a-f-]*$/i.test(textAround(text));
    if (!isPart) {
      this.report(`has a text beside a reference that is no part of a GUID; expected the ${what} alone`);
    }
    return isPart;
  }

  /** Whether the value is of a kind; adds a fault if not. */
  public is<T extends object>(value: unknown, kind: Kind<T>, cure = kind.cure): value is T {
    if (kind.includes(value)) {
      return true;
    }
    if (value === undefined || value === null) {
      this.missing(cure);
    } else {
      this.reject(value, `is not ${kind.what}`, cure);
    }
    return false;
  }

  /**
   * The same of a value that knows how to inspect itself, and inspects it.
   *
   * @internal
   */
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
  public include(found: readonly Fault[]): void {
    found.forEach(fault => this.add({ ...fault, path: [...this.path, ...fault.path] }));
  }

  /** The value if it is a list; otherwise adds a fault and gives an empty one. */
  public list(value: unknown, what: string): unknown[] {
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
    if (!this.isEmpty) {
      throw new DeclarationError(subject, this.found);
    }
  }

  /** The same, but nothing about a place at or around which something was found before: it was reported once. */
  public includeNews(found: readonly Fault[]): void {
    const news = found.filter(({ path }) => !this.isRefusedAround([...this.path, ...path]));
    this.include(news);
  }

  private isRefusedAround(path: FaultKey[]): boolean {
    return (
      this.refused.size > 0 &&
      [...path.keys(), path.length].some(length => this.refused.has(placeOf(path.slice(0, length))))
    );
  }

  private get path(): FaultKey[] {
    return this.parent === undefined || this.key === undefined ? [] : [...this.parent.path, this.key];
  }

  private add(fault: Fault): void {
    this.collected.push({ ...fault, message: visible(clipped(fault.message, LONGEST_MESSAGE)) });
    this.refused.add(placeOf(fault.path));
  }
}

function placeOf(path: FaultKey[]): string {
  return JSON.stringify(path);
}
