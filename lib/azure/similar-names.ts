/** How many names are worth reading. */
const MOST = 3;

/** With more edits than that, also a long name is another one. */
const MOST_EDITS = 6;

/**
 * The names nearest to a misspelt one, best first; none if nothing is near.
 *
 * @param mostEdits how many letters may differ; capitals do not count
 * @param accepts says of a name that is near whether it may be meant
 */
export function similarNames(
  wanted: string,
  names: string[],
  mostEdits = Math.max(2, Math.floor(wanted.length / 4)),
  accepts: (name: string) => boolean = () => true,
): string[] {
  let farthest = Math.min(MOST_EDITS, Math.floor(mostEdits));
  // Of a name that is too long, nothing but the length is looked at.
  const candidates = names.filter(name => Math.abs(name.length - wanted.length) <= farthest);
  const misspelt = candidates.length === 0 ? '' : wanted.toLowerCase();
  const letters = lettersOf(misspelt);
  const promising = candidates
    .map(name => ({ name, text: name.toLowerCase() }))
    .map(candidate => ({ ...candidate, atLeast: lettersBetween(letters, lettersOf(candidate.text)) }))
    .sort((a, b) => a.atLeast - b.atLeast);
  let nearest: { name: string; distance: number }[] = [];
  for (const { name, text, atLeast } of promising) {
    if (atLeast > farthest) {
      break;
    }
    const distance = editDistance(misspelt, text, farthest);
    if (distance <= farthest && accepts(name)) {
      nearest = [...nearest, { name, distance }]
        .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, 'en'))
        .slice(0, MOST);
      farthest = nearest.length < MOST ? farthest : nearest[MOST - 1].distance;
    }
  }
  return nearest.map(({ name }) => name);
}

/** The letters that a hash tells apart. */
const LETTERS = 32;

/** How often a text has each letter. */
function lettersOf(text: string): Uint16Array {
  const letters = new Uint16Array(LETTERS);
  for (let i = 0; i < text.length; i++) {
    letters[text.charCodeAt(i) % LETTERS]++;
  }
  return letters;
}

/** The letters that one text has and the other has not: no fewer edits lead from one to the other. */
function lettersBetween(one: Uint16Array, other: Uint16Array): number {
  let missing = 0;
  let added = 0;
  for (let letter = 0; letter < LETTERS; letter++) {
    const difference = one[letter] - other[letter];
    if (difference > 0) {
      missing += difference;
    } else {
      added -= difference;
    }
  }
  return Math.max(missing, added);
}

/**
 * Levenshtein distance, one row at a time; more than the farthest, if it is more than that.
 *
 * Of a row, only what is as near to the diagonal can lead to a distance that counts (Ukkonen's cut-off).
 */
function editDistance(a: string, b: string, farthest: number): number {
  const beyond = farthest + 1;
  let row = Uint16Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, beyond));
  let next = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    next.fill(beyond);
    next[0] = Math.min(i, beyond);
    let nearest = next[0];
    for (let j = Math.max(1, i - farthest); j <= Math.min(b.length, i + farthest); j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), beyond);
      nearest = Math.min(nearest, next[j]);
    }
    if (nearest >= beyond) {
      return beyond;
    }
    [row, next] = [next, row];
  }
  return row[b.length];
}
