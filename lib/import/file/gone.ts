/** What of a file was not found. */
export interface Gone {
  /** Keys of customers. */
  readonly customers: readonly string[];
  readonly subscriptions: readonly { readonly key: string; readonly id: string }[];
}

/** How many are named one by one. */
const FEW = 3;

/**
 * Says what of a file was not found: of few each, of many how many they are.
 *
 * @param mayBeThere whether it was looked for by somebody who may not see everything
 */
export function notesOnGone({ customers, subscriptions }: Gone, mayBeThere: boolean): string[] {
  const notes = [
    ...inWords(
      'subscriptions',
      subscriptions.map(({ key, id }) => `${key}: the subscription ${id}`),
      subscriptions.map(({ key, id }) => `${id} of ${key}`),
    ),
    ...inWords('customers', customers, customers),
  ];
  return notes.length > 0 && mayBeThere
    ? [...notes, 'what was not found may be there all the same: Azure shows only what you may read']
    : notes;
}

function inWords(what: string, each: readonly string[], names: readonly string[]): string[] {
  if (each.length <= FEW) {
    return each.map(one => `${one} was not found, and is left as it is`);
  }
  const [number, more] = [names.length, names.length - FEW].map(count => count.toLocaleString('en'));
  const first = names.slice(0, FEW).join(', ');
  return [`${number} ${what} were not found, and are left as they are: ${first} and ${more} more`];
}
