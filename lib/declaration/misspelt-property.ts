import { similarNames } from '../azure';
import { withoutUnseen } from '../text';

/**
 * What to say of a property that is not known, but reads like one that is; undefined if it is like none.
 *
 * @param what whose property it would be, such as `a subscription`
 * @param mostEdits how many letters may differ
 */
export function misspeltProperty(name: string, known: string[], what: string, mostEdits?: number): string | undefined {
  const seen = withoutUnseen(name);
  if (known.includes(seen)) {
    return `is "${seen}" with a byte order mark or other characters that nobody sees; write the name without them`;
  }
  const [similar] = similarNames(name, known, mostEdits);
  return similar === undefined ? undefined : `is no property of ${what}; did you mean "${similar}"?`;
}
