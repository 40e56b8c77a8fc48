import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { CustomerStack, type UnmanagedCustomer } from '../customers';
import { selectionOf } from '../readiness';
import { MANIFEST_FILE, type ManifestEntry, manifestToJson } from '../manifest';

interface Recorded {
  readonly entry: ManifestEntry;
  readonly construct?: CustomerStack | UnmanagedCustomer;
}

const apps = new WeakMap<IConstruct, Map<string, Recorded>>();

/**
 * Notes a customer for the manifest, which is written when every stack of the app has been.
 *
 * @param construct what was declared for the customer; undefined if a selection left it out
 */
export function recordInManifest(
  scope: Construct,
  key: string,
  entry: ManifestEntry,
  construct: CustomerStack | UnmanagedCustomer | undefined,
): void {
  const { root } = scope.node;
  let customers = apps.get(root);
  if (!customers) {
    const created = new Map<string, Recorded>();
    customers = created;
    apps.set(root, created);
    // cdktf asks the app itself after it has written every stack.
    root.node.addValidation({
      validate: () => {
        writeManifest(root as App, created);
        return [];
      },
    });
  }
  customers.set(key, { entry, construct });
}

function writeManifest(app: App, customers: Map<string, Recorded>): void {
  const entries = [...customers].map(([key, { entry, construct }]) => {
    const files = filesOf(app, construct);
    return [key, { ...entry, file: files.length === 1 ? files[0] : undefined, sha256: sha256Of(app, files) }] as const;
  });
  writeFileSync(join(app.outdir, MANIFEST_FILE), manifestToJson(Object.fromEntries(entries), selectionOf(app)));
}

/** What was written for a customer, relative to the output folder. */
function filesOf(app: App, construct: CustomerStack | UnmanagedCustomer | undefined): string[] {
  if (construct instanceof CustomerStack) {
    return [app.manifest.forStack(construct).synthesizedStackPath];
  }
  return Object.keys(construct?.templates ?? {});
}

/** SHA-256 of a file; of several, of their content one after the other; undefined if there is none. */
function sha256Of(app: App, files: string[]): string | undefined {
  const hash = createHash('sha256');
  const written = files.map(file => join(app.outdir, file)).filter(file => existsSync(file));
  written.forEach(file => hash.update(readFileSync(file)));
  return written.length > 0 ? hash.digest('hex') : undefined;
}
