import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this package. */
export const OWN_FOLDER = join(__dirname, '..', '..');

/** What of `package.json` the program needs. */
export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly engines: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

/** The `package.json` of this package. */
export function ownPackage(): OwnPackage {
  return JSON.parse(readFileSync(join(OWN_FOLDER, 'package.json'), 'utf8')) as OwnPackage;
}
