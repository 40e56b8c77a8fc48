import { createHash } from 'node:crypto';

/** What a report says of itself: two reports that differ in nothing else are of the same declaration. */
const OF_THE_REPORT = /^ {2}"(?:stamp|trend)": \{\n(?: {4}.*\n)+ {2}\},\n/gm;

/**
 * The name by which other reports say that they judged a `readiness.json`: the SHA-256 of the file, without stamp and
 * trend. A pipeline that stamps every run would otherwise make every verification old.
 *
 * @param file what the file holds
 */
export function readinessSha256(file: Buffer): string {
  // This encoding gives every byte back as it was.
  const judged = file.toString('latin1').replace(OF_THE_REPORT, '');
  return createHash('sha256').update(judged, 'latin1').digest('hex');
}
