import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Onboarding } from '../../lib/lighthouse';
import { CustomerStatus, type ManifestEntry, manifestToJson } from '../../lib/manifest';

/** What the file of a stack holds, by its SHA-256. */
const STACKS = new Map<string, string>();

/** The SHA-256 of a stack's file, which is another one in each version. */
export function stackSha256(version: string): string {
  return sha256OfStack({ resource: { azurerm_lighthouse_definition: { contoso: {} } }, locals: { version } });
}

/** The SHA-256 of a stack's file with these blocks, which {@link synthesized} writes. */
export function sha256OfStack(blocks: object): string {
  const stack = JSON.stringify(blocks);
  const sha256 = createHash('sha256').update(stack).digest('hex');
  STACKS.set(sha256, stack);
  return sha256;
}

/** An active customer with a stack of its own. */
export function customer(key: string, more: Partial<ManifestEntry> = {}): Record<string, ManifestEntry> {
  return {
    [key]: {
      stack: `customer-${key}`,
      status: CustomerStatus.ACTIVE,
      onboarding: Onboarding.TERRAFORM,
      file: `stacks/customer-${key}/cdk.tf.json`,
      sha256: stackSha256('a'),
      ...more,
    },
  };
}

/** Active customers with stacks of their own. */
export function customers(keys: string[], more: Partial<ManifestEntry> = {}): Record<string, ManifestEntry> {
  return Object.fromEntries(keys.flatMap(key => Object.entries(customer(key, more))));
}

/** As many keys as a test needs. */
export function keys(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `customer-${i}`);
}

/** Writes a manifest that vouches for no file, such as a record. */
export function writeManifest(file: string, entries: Record<string, ManifestEntry>, selection?: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, manifestToJson(entries, selection));
}

/** Three customers: Contoso in the canary ring, Northwind in none, Tailspin left to an ARM template. */
export const FABRIKAM: Record<string, ManifestEntry> = {
  ...customer('contoso', { ring: 'canary' }),
  ...customer('northwind'),
  ...customer('tailspin', {
    stack: undefined,
    file: undefined,
    sha256: undefined,
    onboarding: Onboarding.ARM_TEMPLATE,
  }),
};

/** Writes what synth of Fabrikam writes, as far as `pec` reads it. */
export function synthesized(folder: string, entries = FABRIKAM, selection?: string): string {
  const outdir = join(folder, 'cdktf.out');
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const files: Record<string, string> = {};
  for (const { file, sha256 } of Object.values(entries)) {
    if (file !== undefined && sha256 !== undefined && files[file] === undefined) {
      mkdirSync(join(outdir, dirname(file)), { recursive: true });
      writeFileSync(join(outdir, file), STACKS.get(sha256) ?? '');
      files[file] = sha256;
    }
  }
  writeFileSync(join(outdir, 'portfolio.json'), manifestToJson(entries, selection, files));
  return outdir;
}
