import { isRecord } from '../../text';

const SAVE = 'open it and save it as "CSV UTF-8"';

/** How files begin that spreadsheets and other programs write, and no list does. */
const FORMATS = [
  // Excel since 2007, LibreOffice, Numbers.
  { bytes: '504b0304', reason: `is a workbook of Excel or another spreadsheet, and no list; ${SAVE}` },
  { bytes: 'd0cf11e0', reason: `is a workbook of an old Excel, and no list; ${SAVE}` },
  { bytes: '25504446', reason: 'is a PDF, and no list; export the list as CSV' },
];

/** Why a file cannot be a list, by its first bytes and its text, and what to do; undefined if it may be one. */
export function reasonAgainst(bytes: Uint8Array, text: string): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  const format = FORMATS.find(({ bytes: first }) => beginning === first);
  if (format !== undefined) {
    return format.reason;
  }
  if (/^[\s\0]*$/.test(text)) {
    return 'is empty; export the list once more';
  }
  return isJson(text)
    ? 'is JSON, and no list; give it with --from-json if "az" printed it, or export the list as CSV'
    : undefined;
}

/** Names of columns may be in brackets too, as databases write them. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) {
    return false;
  }
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) || isRecord(value);
  } catch {
    return false;
  }
}
