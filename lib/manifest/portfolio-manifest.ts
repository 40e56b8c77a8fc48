import { isRecord, visibleLines } from '../text';
import { CustomerStatus, isStatus, STATUSES } from './customer-status';
import { parseJson } from './json-text';

/** Raised when a member changes its meaning or goes; a new member does not raise it. */
const VERSION = 1;

/** The name of the manifest in the output folder. */
export const MANIFEST_FILE = 'portfolio.json';

/** What the manifest says of one customer. */
export interface ManifestEntry {
  /** The stack, which is also the name of its state; none for a customer whose delegation Terraform does not make. */
  readonly stack?: string;
  readonly ring?: string;
  readonly status: CustomerStatus;
  /** How its delegation comes about: `terraform`, `arm-template`, `marketplace`, `existing` or `policy`. */
  readonly onboarding: string;
  /** What was written for the customer, relative to the manifest; left out if nothing was, or several templates. */
  readonly file?: string;
  /** SHA-256 of what was written; none if nothing was, or a selection left the customer out. */
  readonly sha256?: string;
}

/** The file `portfolio.json`: every customer of the portfolio, and what was written for it. */
export interface PortfolioManifest {
  readonly version: number;
  /** Which customers were synthesized, if not all. */
  readonly selection?: string;
  /**
   * The SHA-256 of everything that was written, by its path relative to the manifest: every stack of the app, every
   * template, every report. Records of `pec record` have none.
   */
  readonly files?: Record<string, string>;
  /** The customers by key, in the order of the keys. */
  readonly customers: Record<string, ManifestEntry>;
}

/** What is different since an earlier manifest. */
export interface PortfolioChanges {
  /** The keys of the customers that are new or whose output changed. */
  readonly changed: string[];
  /** Customers that were active, had a stack, and are gone: nobody would remove their delegation. */
  readonly orphaned: { readonly key: string; readonly stack: string }[];
  /** The same of customers who are there, but have no stack any more: their delegation comes about in another way. */
  readonly abandoned: { readonly key: string; readonly stack: string; readonly onboarding: string }[];
}

/** The manifest as text. The same portfolio gives the same bytes. */
export function manifestToJson(
  customers: Record<string, ManifestEntry>,
  selection?: string,
  files?: Record<string, string>,
): string {
  const manifest: PortfolioManifest = {
    version: VERSION,
    selection,
    files: files && sorted(files),
    customers: sorted(customers),
  };
  return `${visibleLines(JSON.stringify(manifest, undefined, 2))}\n`;
}

/**
 * Reads what {@link manifestToJson} wrote.
 *
 * @throws Error if it is something else, which names the property, or of a newer version
 */
export function manifestFromJson(json: string): PortfolioManifest {
  const manifest = parseJson(json);
  assertForm(manifest);
  inspectFiles(manifest);
  return manifest;
}

function assertForm(manifest: unknown): asserts manifest is PortfolioManifest {
  if (!isRecord(manifest) || typeof manifest.version !== 'number' || !isRecord(manifest.customers)) {
    throw new Error('this is no manifest of a portfolio; expected the portfolio.json that synth writes');
  }
  const { version, selection, files, customers } = manifest;
  if (version > VERSION) {
    throw new Error(
      `this manifest has version ${version}, which a newer cdktf-partner-earned-credit wrote; update the package`,
    );
  }
  insist('selection', selection, 'a text', selection === undefined || typeof selection === 'string');
  insist('files', files, 'an object', files === undefined || isRecord(files));
  for (const [name, sha256] of Object.entries(files ?? {})) {
    insist(property('files', name), name, 'a path in the folder', isInside(name));
    insist(property('files', name), sha256, 'a text', typeof sha256 === 'string');
  }
  Object.entries(customers).forEach(([key, entry]) => inspectEntry(property('customers', key), entry));
}

/** Whether a selection left a customer out, so that there is nothing to deploy. */
export function isLeftOut({ selection }: PortfolioManifest, { sha256 }: ManifestEntry): boolean {
  return selection !== undefined && sha256 === undefined;
}

/** Compares a manifest with an earlier one. */
export function changesSince(current: PortfolioManifest, previous: PortfolioManifest): PortfolioChanges {
  const changed = Object.keys(current.customers).filter(
    key =>
      current.customers[key].sha256 === undefined ||
      current.customers[key].sha256 !== previous.customers[key]?.sha256 ||
      current.customers[key].stack !== previous.customers[key]?.stack,
  );
  const stackless = Object.entries(previous.customers).flatMap(([key, { stack, status }]) => {
    const now = Object.hasOwn(current.customers, key) ? current.customers[key] : undefined;
    const wasDeployed = stack !== undefined && status === CustomerStatus.ACTIVE;
    return wasDeployed && now?.stack === undefined ? [{ key, stack, onboarding: now?.onboarding }] : [];
  });
  return {
    changed,
    orphaned: stackless.flatMap(({ key, stack, onboarding }) => (onboarding === undefined ? [{ key, stack }] : [])),
    abandoned: stackless.flatMap(({ onboarding, ...one }) =>
      onboarding === undefined ? [] : [{ ...one, onboarding }],
    ),
  };
}

const ENTRY_TEXTS = ['stack', 'ring', 'onboarding', 'file', 'sha256'];

function inspectEntry(path: string, entry: unknown): void {
  if (!isRecord(entry)) {
    return insist(path, entry, 'an object', false);
  }
  insist(`${path}.status`, entry.status, STATUSES, isStatus(entry.status));
  for (const name of ENTRY_TEXTS) {
    insist(`${path}.${name}`, entry[name], 'a text', entry[name] === undefined || typeof entry[name] === 'string');
  }
  // Pipelines hand the name to a shell.
  const isStack = entry.stack === undefined || /^[a-z][a-z0-9-]*$/.test(String(entry.stack));
  insist(`${path}.stack`, entry.stack, 'the name of a stack', isStack);
}

/** What is said of a customer's file has to be what vouches for it; a stack without a file has nothing that does. */
function inspectFiles(manifest: PortfolioManifest): void {
  const { files, customers } = manifest;
  if (files === undefined) {
    return;
  }
  for (const [key, entry] of Object.entries(customers)) {
    const { stack, file, sha256 } = entry;
    if (file !== undefined || (stack !== undefined && !isLeftOut(manifest, entry))) {
      const path = property('customers', key);
      const vouched = file !== undefined && Object.hasOwn(files, file) ? files[file] : undefined;
      insist(`${path}.file`, file, 'one of files', vouched !== undefined);
      insist(`${path}.sha256`, sha256, 'what files says of its file', sha256 === vouched);
    }
  }
}

/** @throws Error unless the value is what it should be; the value may be anything, so it is not shown */
function insist(path: string, value: unknown, what: string, isSound: boolean): void {
  if (!isSound) {
    const problem = value === undefined ? 'is missing' : `is not ${what}`;
    throw new Error(`${path} ${problem}; expected the portfolio.json that synth writes, or a record of pec record`);
  }
}

function property(path: string, name: string): string {
  return /^[\w-]+$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

/** Whether a path stays in the folder, on any system. */
function isInside(name: string): boolean {
  return !/[\\:\0]/.test(name) && name.split('/').every(segment => !['', '.', '..'].includes(segment));
}

function sorted<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
