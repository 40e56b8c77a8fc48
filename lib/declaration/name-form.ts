import { isUnresolved } from '../terraform';
import type { Faults } from './faults';

/** What something may be called, and that in words: `expected ` goes in front. */
export interface NameForm {
  readonly pattern: RegExp;
  readonly words: string;
}

/** Finds the faults of a name. */
export function inspectName(value: string | undefined, what: string, form: NameForm, faults: Faults): void {
  if (faults.text(value, what) && !isUnresolved(value) && !form.pattern.test(value)) {
    faults.reject(value, 'has characters that do not belong there', `expected ${form.words}`);
  }
}
