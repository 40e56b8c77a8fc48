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
    if (!written.has(name) && isOwnFolder(folder, dirname(name))) {
      if (folder.sha256(name) === sha256 && isAloneOrTemplate(folder, name)) {
        rmSync(join(folder.path, name));
      }
      // Also what a killed run has emptied.
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

/** Whether a folder is there, holds templates or a stack, and is no link that leads elsewhere. */
function isOwnFolder(folder: OutputFolder, name: string): boolean {
  const path = join(folder.path, name);
  return (
    [TEMPLATE_FOLDER, STACK_FOLDER].includes(name.split('/')[0]) &&
    existsSync(path) &&
    realpathSync(path) === join(realpathSync(folder.path), name)
  );
}

function isAloneOrTemplate(folder: OutputFolder, name: string): boolean {
  return name.startsWith(`${TEMPLATE_FOLDER}/`) || namesIn(join(folder.path, dirname(name))).length === 1;
}

function removeIfEmpty(folder: OutputFolder, name: string): void {
  const isOfCustomer = name.includes('/');
  if (isOfCustomer && namesIn(join(folder.path, name)).length === 0) {
    rmdirSync(join(folder.path, name));
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
