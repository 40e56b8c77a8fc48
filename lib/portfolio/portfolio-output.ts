import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { CustomerStack, type UnmanagedCustomer } from '../customers';
import { MANIFEST_FILE, type ManifestEntry, manifestToJson } from '../manifest';
import { selectionOf } from '../readiness';

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
  const entries = [...customers].map(([key, { entry, construct }]) => [
    key,
    { ...entry, ...writtenFor(app, construct) },
  ]);
  const manifest = manifestToJson(Object.fromEntries(entries) as Record<string, ManifestEntry>, selectionOf(app));
  writeFileSync(join(app.outdir, MANIFEST_FILE), manifest);
}

/** The file of a customer and its SHA-256; of several templates, the SHA-256 of all, one after the other. */
function writtenFor(
  app: App,
  construct: CustomerStack | UnmanagedCustomer | undefined,
): Pick<ManifestEntry, 'file' | 'sha256'> {
  if (construct instanceof CustomerStack) {
    const file = app.manifest.forStack(construct).synthesizedStackPath;
    const path = join(app.outdir, file);
    return { file, sha256: existsSync(path) ? sha256Of(readFileSync(path)) : undefined };
  }
  // From memory: the templates of other customers may be written only after the manifest.
  const templates = Object.entries(construct?.templates ?? {});
  return {
    file: templates.length === 1 ? templates[0][0] : undefined,
    sha256: templates.length > 0 ? sha256Of(templates.map(([, { json }]) => json).join('')) : undefined,
  };
}

function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
