import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Lets every Terraform started from here on share its plugins: they are hundreds of megabytes, and otherwise each stack
 * fetches its own. A cache of the user's stays in use.
 *
 * @returns what removes the cache
 */
export function sharePlugins(): () => void {
  if (process.env.TF_PLUGIN_CACHE_DIR !== undefined) {
    return () => undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'terraform-plugin-cache-'));
  process.env.TF_PLUGIN_CACHE_DIR = folder;
  // A stack that was just synthesized has no lock file yet, and Terraform then ignores the cache.
  process.env.TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE = 'true';
  return () => rmSync(folder, { recursive: true, force: true });
}
