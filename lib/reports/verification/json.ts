import { parseJson } from '../../manifest';
import { visibleLines } from '../../text';
import { JsonForm } from '../json-form';
import type { VerificationContent } from './document';
import type schema from './verification.schema.json';

/** Raised when a member changes its meaning or goes; a new member does not raise it. */
const VERSION = 1;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when first used, not at import
const FORM = new JsonForm(() => require('./verification.schema.json') as typeof schema);

/** The report for programs: `verification.json`. */
export function toJson(content: VerificationContent): string {
  return `${visibleLines(JSON.stringify({ version: VERSION, ...content }, undefined, 2))}\n`;
}

/** Reads what {@link toJson} wrote. */
export function fromJson(json: string): VerificationContent {
  const document = parseJson(json) as (VerificationContent & { readonly version?: unknown }) | null;
  if (typeof document?.version !== 'number') {
    throw new Error('this is no verification report; expected what "pec verify --format json" writes');
  }
  if (document.version > VERSION) {
    throw new Error(
      `this verification report has version ${document.version}, which a newer cdktf-partner-earned-credit wrote; ` +
        'update the package',
    );
  }
  const fault = FORM.faultOf(document);
  if (fault !== undefined) {
    throw new Error(`${fault}; expected what "pec verify --format json" writes`);
  }
  return document;
}
