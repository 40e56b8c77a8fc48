/**
 * The names nearest to a misspelt one, best first; none if nothing is near.
 *
 * @param mostEdits how many letters may differ; capitals do not count
 */
export function similarNames(
  wanted: string,
  names: string[],
  mostEdits = Math.max(2, Math.floor(wanted.length / 4)),
): string[] {
  return names
    .map(name => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(candidate => candidate.distance <= mostEdits)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, 'en'))
    .slice(0, 3)
    .map(candidate => candidate.name);
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
