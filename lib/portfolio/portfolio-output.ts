import { createHash } from 'node:crypto';
import type { Construct } from 'constructs';
import type { CustomerStack, UnmanagedCustomer } from '../customers';
import { AppOutput, type ManifestEntry } from '../manifest';

/** What was declared for a customer; nothing if a selection left it out. */
export interface Written {
  readonly stack?: CustomerStack;
  readonly templates?: UnmanagedCustomer['templates'];
}

/** Notes a customer for the manifest, which is written when everything else has been. */
export function recordInManifest(scope: Construct, key: string, entry: ManifestEntry, written: Written): void {
  const output = AppOutput.of(scope);
  output.addCustomer(key, () => ({ ...entry, ...filesOf(output, written) }));
}

/** The file of a customer and its SHA-256; of several templates, the SHA-256 of all, one after the other. */
function filesOf(output: AppOutput, { stack, templates = {} }: Written): Pick<ManifestEntry, 'file' | 'sha256'> {
  if (stack) {
    return output.fileOf(stack);
  }
  const files = Object.entries(templates);
  if (files.length === 0) {
    return {};
  }
  const hash = createHash('sha256');
  files.forEach(([, { json }]) => hash.update(json));
  return { file: files.length === 1 ? files[0][0] : undefined, sha256: hash.digest('hex') };
}
