/** Steers the direction of a text, or has neither width nor meaning. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** What joins letters or keeps them apart in some scripts; in an id it came along by accident. */
const JOINERS = /[\u200c\u200d]/g;

/** What people write where they have nothing to write. */
const NOTHING = /^(?:[-–—.]+|n\/?a|k\.? ?a\.?|null|none)$/i;

/**
 * What a cell says: without what cannot be seen, blanks of all kinds as one blank, and empty where somebody wrote that
 * there is nothing. A spreadsheet writes `="007"` where a text has the form of a number.
 */
export function cellText(raw: string): string {
  const text = raw
    .replace(INVISIBLE, '')
    .replace(/[\s\p{Cc}\p{Zs}]+/gu, ' ')
    .trim()
    .replace(/^="(.*)"$/, '$1');
  return NOTHING.test(text) ? '' : text;
}

/** A GUID with or without dashes, of which nothing is a part of a longer number. */
const GUIDS = /(?<![0-9a-f])([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?![0-9a-f])/gi;

/**
 * The GUIDs in a cell, in lower case and with dashes, each once: however they are written, in braces, in capitals,
 * without dashes, inside of a resource id, and several in one cell.
 */
export function guidsIn(cell: string): string[] {
  const found = [...cell.replace(JOINERS, '').matchAll(GUIDS)].map(([, ...parts]) => parts.join('-').toLowerCase());
  return [...new Set(found)];
}

/** Whether a cell shows what is left of an id that a spreadsheet took for a number. */
export function isNumberOfSpreadsheet(cell: string): boolean {
  return /^\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(cell);
}
