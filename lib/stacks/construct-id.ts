import type { Faults } from '../declaration';

/**
 * Finds whether an id can name a construct, its folder or file, and its state.
 *
 * cdktf strips other characters from ids and then merges what has become the same, without a word.
 *
 * @param what what the id is the key of, such as `stack`
 */
export function inspectConstructId(id: string, what: string, faults: Faults): void {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(id)) {
    faults.reject(
      id,
      `cannot be the key of a ${what}`,
      'expected a lower-case letter, then lower-case letters, digits and "-", at most 63 in all',
    );
  }
}
