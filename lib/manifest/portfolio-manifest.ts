import { visibleLines } from '../text';

/** Raised when a member changes its meaning or goes; a new member does not raise it. */
const VERSION = 1;

/** The name of the manifest in the output folder. */
export const MANIFEST_FILE = 'portfolio.json';

/** What the manifest says of one customer. */
export interface ManifestEntry {
  /** The stack, which is also the name of its state; none for a customer whose delegation Terraform does not make. */
  readonly stack?: string;
  readonly ring?: string;
  readonly status: string;
  /** How its delegation comes about: `terraform`, `arm-template`, `marketplace` or `existing`. */
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
  /** The customers by key, in the order of the keys. */
  readonly customers: Record<string, ManifestEntry>;
}

/** What is different since an earlier manifest. */
export interface PortfolioChanges {
  /** The keys of the customers that are new or whose output changed. */
  readonly changed: string[];
  /** Customers that were active, had a stack, and are gone: nobody would remove their delegation. */
  readonly orphaned: { readonly key: string; readonly stack: string }[];
}

/** The manifest as text. The same portfolio gives the same bytes. */
export function manifestToJson(customers: Record<string, ManifestEntry>, selection?: string): string {
  const sorted = Object.fromEntries(Object.entries(customers).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest: PortfolioManifest = { version: VERSION, selection, customers: sorted };
  return `${visibleLines(JSON.stringify(manifest, undefined, 2))}\n`;
}

/**
 * Reads what {@link manifestToJson} wrote.
 *
 * @throws Error if it is something else, or of a newer version
 */
export function manifestFromJson(json: string): PortfolioManifest {
  const manifest = JSON.parse(json) as Partial<PortfolioManifest> | null;
  const { customers } = manifest ?? {};
  const isMap = typeof customers === 'object' && customers !== null && !Array.isArray(customers);
  if (typeof manifest?.version !== 'number' || !isMap || !Object.values(customers).every(isEntry)) {
    throw new Error('this is no manifest of a portfolio; expected the portfolio.json that synth writes');
  }
  if (manifest.version > VERSION) {
    throw new Error(
      `this manifest has version ${manifest.version}, which a newer cdktf-partner-earned-credit wrote; update the package`,
    );
  }
  return manifest as PortfolioManifest;
}

/** Compares a manifest with an earlier one. */
export function changesSince(current: PortfolioManifest, previous: PortfolioManifest): PortfolioChanges {
  const changed = Object.keys(current.customers).filter(
    key =>
      current.customers[key].sha256 === undefined ||
      current.customers[key].sha256 !== previous.customers[key]?.sha256 ||
      current.customers[key].stack !== previous.customers[key]?.stack,
  );
  const orphaned = Object.entries(previous.customers).flatMap(([key, { stack, status }]) =>
    stack !== undefined && status === 'active' && !Object.hasOwn(current.customers, key) ? [{ key, stack }] : [],
  );
  return { changed, orphaned };
}

function isEntry(entry: unknown): boolean {
  return typeof (entry as Partial<ManifestEntry> | null)?.status === 'string';
}
