import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { CustomerStack, type UnmanagedCustomer } from '../customers';
import { selectionOf } from '../readiness';
import { MANIFEST_FILE, type ManifestEntry, manifestToJson } from './portfolio-manifest';

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
    const file = construct instanceof CustomerStack ? app.manifest.forStack(construct).synthesizedStackPath : undefined;
    return [
      key,
      { ...entry, file, sha256: file === undefined ? undefined : sha256Of(join(app.outdir, file)) },
    ] as const;
  });
  writeFileSync(join(app.outdir, MANIFEST_FILE), manifestToJson(Object.fromEntries(entries), selectionOf(app)));
}

function sha256Of(file: string): string | undefined {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : undefined;
}
