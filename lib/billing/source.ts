import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BillingFileError } from './billing-file-error';
import { beginningOf, STDIN } from './file-content';
import { type ExportManifest, isManifest, manifestOf, supersedes } from './export-manifest';

/** Files that together hold usage: one file, or an export with all its parts. */
export interface BillingSource {
  /** The file, or the manifest of the export. */
  readonly name: string;
  readonly parts: readonly string[];
  /** Whether a manifest of Microsoft Graph names the parts. */
  readonly ofGraph: boolean;
}

/** What in a folder may hold usage; nothing else of what lies there is read. */
const EXTENSIONS = /\.(?:csv|json|parquet)(?:\.gz)?$/i;

/** How the name of a folder begins into which something is being downloaded, or was until it broke off. */
export const UNFINISHED = '.unfinished-';

/** A manifest of an export with a thousand parts has less. */
const MOST_OF_A_MANIFEST = 10_000_000;

/** How much of a file is read to see whether it may be a manifest: the parts come last, but what is before is short. */
const BEGINNING = 65_536;

/**
 * Finds what is to be read.
 *
 * @param paths files, manifests, folders, which are searched to the bottom, and `-` for stdin
 * @throws BillingFileError if something is missing, or a folder holds nothing
 */
export async function findSources(paths: readonly string[]): Promise<BillingSource[]> {
  const files: string[] = [];
  const manifests = new Map<string, ExportManifest>();
  for (const path of paths) {
    const found = path === STDIN ? { files: [STDIN], manifests: [] } : await search(path);
    files.push(...found.files);
    found.manifests.forEach(manifest => manifests.set(manifest.file, manifest));
  }
  const sources: BillingSource[] = [
    ...distinct(files).map(file => ({ name: file === STDIN ? 'stdin' : file, parts: [file], ofGraph: false })),
    ...newest([...manifests.values()]).map(sourceOf),
  ];
  return sources;
}

interface Found {
  readonly files: string[];
  readonly manifests: ExportManifest[];
}

async function search(path: string): Promise<Found> {
  if (!existsSync(path)) {
    throw new BillingFileError(path, 'it does not exist');
  }
  if (!statSync(path).isDirectory()) {
    const manifest = await manifestIn(path);
    return manifest ? { files: [], manifests: [manifest] } : { files: [path], manifests: [] };
  }
  const found = await searchFolder(path);
  if (found.files.length + found.manifests.length === 0) {
    throw new BillingFileError(path, 'it holds no .csv, .json or .parquet, packed or not');
  }
  return found;
}

async function searchFolder(folder: string): Promise<Found> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: Found = { files: [], manifests: [] };
  const folders = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith(UNFINISHED));
  for (const entry of folders) {
    const below = await searchFolder(join(folder, entry.name));
    found.files.push(...below.files);
    found.manifests.push(...below.manifests);
  }
  const files = entries
    .filter(entry => !entry.isDirectory() && EXTENSIONS.test(entry.name))
    .map(entry => join(folder, entry.name));
  const manifests: ExportManifest[] = [];
  for (const file of files.filter(name => /\.json$/i.test(name))) {
    const manifest = await manifestIn(file);
    manifests.push(...(manifest ? [manifest] : []));
  }
  // What an export did not list beside its manifest is of another run, or of nobody.
  found.files.push(...(manifests.length > 0 ? [] : files));
  found.manifests.push(...manifests);
  return found;
}

async function manifestIn(file: string): Promise<ExportManifest | undefined> {
  if (statSync(file).size > MOST_OF_A_MANIFEST || !(await beginningOf(file, BEGINNING)).includes('"blobs"')) {
    return undefined;
  }
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  } catch {
    // JSON lines, in which some text is called so.
    return undefined;
  }
  return isManifest(document) ? manifestOf(file, document) : undefined;
}

/** Of each export and period the newest run only: each run is a copy of the whole period. */
function newest(manifests: ExportManifest[]): ExportManifest[] {
  return manifests.filter(manifest => !manifests.some(other => supersedes(other, manifest)));
}

function sourceOf({ file, parts, ofGraph }: ExportManifest): BillingSource {
  const paths = parts.map(part => join(dirname(file), basename(part)));
  const missing = paths.find(path => !existsSync(path));
  if (missing !== undefined) {
    throw new BillingFileError(
      missing,
      `it is missing, and ${basename(file)} lists it; download it beside the manifest`,
    );
  }
  return { name: file, parts: paths, ofGraph };
}

/** A file that is named twice is read once. */
function distinct(files: string[]): string[] {
  const seen = new Set<string>();
  return files.filter(file => {
    const real = file === STDIN ? file : realpathSync(file);
    return seen.size < seen.add(real).size;
  });
}
