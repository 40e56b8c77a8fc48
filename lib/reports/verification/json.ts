import { parseJson } from '../../manifest';
import { isRecord, visibleLines } from '../../text';
import { formCheck } from '../json-form';
import type { VerificationContent } from './document';
import type schema from './verification.schema.json';

/** Raised when a member changes its meaning or goes; a new member does not raise it. */
const VERSION = 1;

/** Loaded when first used, not at import. */
declare function require(module: './verification.schema.json'): typeof schema;

const faultOfForm = formCheck(() => require('./verification.schema.json'));

/** The report for programs: `verification.json`. */
export function toJson(content: VerificationContent): string {
  return `${visibleLines(JSON.stringify({ version: VERSION, ...content }, undefined, 2))}\n`;
}

/** Reads what {@link toJson} wrote. */
export function fromJson(json: string): VerificationContent {
  const document = parseJson(json);
  if (!isRecord(document) || typeof document.version !== 'number') {
    throw new Error('this is no verification report; expected what "pec verify --format json" writes');
  }
  if (document.version > VERSION) {
    throw new Error(
      `this verification report has version ${document.version}, which a newer cdktf-partner-earned-credit wrote; ` +
        'update the package',
    );
  }
  assertForm(document);
  return document;
}

function assertForm(document: unknown): asserts document is VerificationContent {
  const fault = faultOfForm(document);
  if (fault !== undefined) {
    throw new Error(`${fault}; expected what "pec verify --format json" writes`);
  }
}
