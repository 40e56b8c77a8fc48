/** What `pec init` writes where only the partner knows what belongs there. */
export function placeholderIn(file: string): string {
  return `<replace in ${file}>`;
}

/** What is wrong with a text in which such a place was left, or undefined of anything else. */
export function placeholderFault(value: unknown): string | undefined {
  const [, file] = (typeof value === 'string' && /<replace in ([\w.-]+)>/.exec(value)) || [];
  return file === undefined ? undefined : `is still to be replaced in ${file}`;
}
