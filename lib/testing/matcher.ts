import { Construct, type IConstruct } from 'constructs';
import { similarNames } from '../azure';
import type { Faults } from '../declaration';

/** What jest and vitest ask of a matcher. */
export interface MatcherResult {
  /** Whether the expectation is met. */
  readonly pass: boolean;
  /** Why the test fails: with `.not` if the expectation is met, without if it is not. */
  readonly message: () => string;
}

/** How to find the faults of each property of an object. */
export type Inspectors<T> = { readonly [P in keyof Required<T>]: Inspector };

type Inspector = (value: unknown, faults: Faults) => void;

/** Longer lists bury what they say; PecReadiness.check(scope).toTable() has everything. */
const LONGEST_LIST = 50;

/** Finds the fault of what was given to `expect`. */
export function inspectSubject(scope: IConstruct, faults: Faults): void {
  if (!Construct.isConstruct(scope)) {
    faults
      .at('expect(…)')
      .reject(
        scope,
        'is not a construct',
        'give the App, a stack or a construct itself, not what Testing.synth returns',
      );
  }
}

/** Finds the faults of what was given to a matcher, properties that it does not have included. */
export function inspectProperties(given: object, inspectors: Record<string, Inspector>, faults: Faults): void {
  const known = Object.keys(inspectors);
  if (given === null || typeof given !== 'object') {
    faults.at('argument').reject(given, 'is not an object', `expected one with ${known.join(', ')}`);
    return;
  }
  for (const [name, value] of Object.entries(given)) {
    if (known.includes(name)) {
      inspectors[name](value, faults.at(name));
    } else {
      const [similar] = similarNames(name, known);
      faults
        .at(name)
        .report(`is no property; ${similar ? `did you mean ${similar}?` : `expected ${known.join(', ')}`}`);
    }
  }
}

/** Finds the fault of what has to be true or false. */
export function inspectBoolean(value: unknown, faults: Faults): void {
  if (typeof value !== 'boolean') {
    faults.reject(value, 'is neither true nor false', 'expected one of them');
  }
}

/** What to call a construct in a message. */
export function nameOf(scope: IConstruct): string {
  return scope.node.path === '' ? 'the app' : `"${scope.node.path}"`;
}

/** The first entries of a list, and how many there are beyond. */
export function abridged(entries: string[]): string[] {
  const beyond = entries.length - LONGEST_LIST;
  return beyond > 0 ? [...entries.slice(0, LONGEST_LIST), `… and ${beyond} more`] : entries;
}
