import { existsSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EARLIER_MANIFEST_FILE, filesBelow, type OutputFolder, TEMPLATE_FOLDER } from './output-folder';
import { manifestFromJson } from './portfolio-manifest';

/** The folder of the stacks in the output folder, as cdktf calls it. */
const STACK_FOLDER = 'stacks';

/**
 * Removes what an earlier run wrote and this one did not: templates, and folders of stacks.
 *
 * Only what the manifest of that run lists, and only if nobody changed it since. The folder of a stack stays if it holds
 * anything else: a state, a plan or a lock file is somebody's.
 *
 * @param written the paths of everything that this run wrote
 * @returns what is stale and stays
 */
export function removeStaleFiles(folder: OutputFolder, written: ReadonlySet<string>): string[] {
  for (const [name, sha256] of Object.entries(earlierFiles(folder))) {
    if (!written.has(name) && isRemovable(folder, name, sha256)) {
      rmSync(join(folder.path, name));
      removeIfEmpty(folder, dirname(name));
    }
  }
  const stacks = new Set([...written].map(name => name.split('/').slice(0, 2).join('/')));
  return [
    ...namesIn(join(folder.path, STACK_FOLDER)).map(name => `${STACK_FOLDER}/${name}`),
    ...filesBelow(join(folder.path, TEMPLATE_FOLDER)).map(name => `${TEMPLATE_FOLDER}/${name}`),
  ].filter(name => !stacks.has(name) && !written.has(name));
}

/** What the manifest of the last run that ended lists; nothing if it cannot be read. */
function earlierFiles({ path }: OutputFolder): Record<string, string> {
  try {
    return manifestFromJson(readFileSync(join(path, EARLIER_MANIFEST_FILE), 'utf8')).files ?? {};
  } catch {
    return {};
  }
}

function isRemovable(folder: OutputFolder, name: string, sha256: string): boolean {
  const parent = join(folder.path, dirname(name));
  const [top] = name.split('/');
  return (
    folder.sha256(name) === sha256 &&
    // Not through a link that leads elsewhere.
    realpathSync(parent) === join(realpathSync(folder.path), dirname(name)) &&
    (top === TEMPLATE_FOLDER || (top === STACK_FOLDER && readdirSync(parent).length === 1))
  );
}

function removeIfEmpty(folder: OutputFolder, name: string): void {
  const isOfCustomer = name.includes('/');
  if (isOfCustomer && readdirSync(join(folder.path, name)).length === 0) {
    rmdirSync(join(folder.path, name));
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
