import { visibleLines } from '../../text';
import { formCheck } from '../json-form';
import { readReport, versionOf } from '../report-file';
import type { VerificationContent } from './document';
import type schema from './verification.schema.json';

/** Loaded when first used, not at import. */
declare function require(module: './verification.schema.json'): typeof schema;

// A test holds the schema against the type.
const checkForm = formCheck<VerificationContent>(() => require('./verification.schema.json'));

/** The report for programs: `verification.json`. */
export function toJson(content: VerificationContent): string {
  return `${visibleLines(JSON.stringify({ version: versionOf('verification'), ...content }, undefined, 2))}\n`;
}

/** Reads what {@link toJson} wrote. */
export function fromJson(json: string): VerificationContent {
  return readReport('verification', json, checkForm);
}
