/** The first ten of some keys, and how many more there are. */
export function enumerate(keys: string[]): string {
  const shown = keys.slice(0, 10).join(', ');
  return keys.length > 10 ? `${shown} and ${keys.length - 10} more` : shown;
}
