import { join } from 'node:path';

/** The folder of this package; empty where a bundler made an ES module of it, which has no folder. */
export const OWN_FOLDER = typeof __dirname === 'string' ? join(__dirname, '..', '..') : '';

/** What of `package.json` the program needs. */
export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly engines: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

/** Loaded when first used; not an import, which would copy the file into dist. */
declare function require(module: '../../package.json'): OwnPackage;

/** The `package.json` of this package. */
export function ownPackage(): OwnPackage {
  return require('../../package.json');
}
