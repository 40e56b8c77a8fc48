import { createHash } from 'node:crypto';
import type { Construct } from 'constructs';
import { CustomerStack, type UnmanagedCustomer } from '../customers';
import { AppOutput, type ManifestEntry } from '../manifest';

/**
 * Notes a customer for the manifest, which is written when everything else has been.
 *
 * @param construct what was declared for the customer; undefined if a selection left it out
 */
export function recordInManifest(
  scope: Construct,
  key: string,
  entry: ManifestEntry,
  construct: CustomerStack | UnmanagedCustomer | undefined,
): void {
  const output = AppOutput.of(scope);
  output.addCustomer(key, () => ({ ...entry, ...writtenFor(output, construct) }));
}

/** The file of a customer and its SHA-256; of several templates, the SHA-256 of all, one after the other. */
function writtenFor(
  output: AppOutput,
  construct: CustomerStack | UnmanagedCustomer | undefined,
): Pick<ManifestEntry, 'file' | 'sha256'> {
  if (construct instanceof CustomerStack) {
    return output.fileOf(construct);
  }
  const templates = Object.entries(construct?.templates ?? {});
  if (templates.length === 0) {
    return {};
  }
  const hash = createHash('sha256');
  templates.forEach(([, { json }]) => hash.update(json));
  return { file: templates.length === 1 ? templates[0][0] : undefined, sha256: hash.digest('hex') };
}
