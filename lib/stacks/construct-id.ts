import type { Faults } from '../declaration';

/**
 * Whether an id can name a construct, its folder or file, and its state; adds a fault if not.
 *
 * cdktf strips other characters from ids and then merges what has become the same, without a word.
 *
 * @param what what the id is the key of, such as `stack`
 */
export function inspectConstructId(id: string, what: string, faults: Faults): boolean {
  if (!faults.text(id, `the key of the ${what}`)) {
    return false;
  }
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(id)) {
    faults.reject(
      id,
      `cannot be the key of a ${what}`,
      'expected a lower-case letter, then lower-case letters, digits and "-", at most 63 in all',
    );
    return false;
  }
  return true;
}
