import { basename, resolve } from 'node:path';
import { type OwnPackage, ownPackage } from '../../text';
import type { InitOptions } from './options';

/** What a project runs and tests with, besides this package and its peers. */
const TOOLS = ['@swc/core', '@swc/jest', '@types/jest', '@types/node', 'jest', 'tsx', 'typescript'];

/** What a program of constructs is made with, besides the framework. */
const PROVIDERS = ['@cdktf/provider-azuread', '@cdktf/provider-azurerm'];

/** The newest constructs that cdktn 0.24 admits: its peer range is `>=10.6.0 <10.8.0`. */
const CONSTRUCTS_OF_CDKTN = '10.7.2';

/** The `package.json` of a project. Every range is one of this package's own. */
export function projectPackage(folder: string, options: InitOptions): object {
  const own = ownPackage();
  return {
    name: nameFrom(basename(resolve(folder))),
    private: true,
    type: options.module === 'esm' ? 'module' : 'commonjs',
    scripts: { synth: 'tsx main.ts', test: 'tsc && jest' },
    dependencies: {
      [own.name]: referenceTo(own, options.package),
      ...frameworkOf(own, options),
      ...pick(own.peerDependencies, PROVIDERS),
    },
    devDependencies: pick(own.devDependencies, TOOLS),
    ...(options.cdk === 'cdktn' && aliasOf(own)),
    engines: own.engines,
    jest: {
      testMatch: ['<rootDir>/*.test.ts'],
      transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
    },
  };
}

/** This package: from the registry, or the tarball that comes along. */
function referenceTo(own: OwnPackage, tarball: string | undefined): string {
  return tarball === undefined ? `^${own.version}` : `file:${tarballIn(tarball)}`;
}

/** Where a project keeps the tarball of this package: in the repository, because its pipelines install it too. */
export function tarballIn(tarball: string): string {
  return `packages/${basename(tarball)}`;
}

/** The framework: of the range that this package admits, cdktf is the first, and cdktn the last, under cdktf's name. */
function frameworkOf({ peerDependencies }: OwnPackage, { cdk }: Pick<InitOptions, 'cdk'>): Record<string, string> {
  const versions = peerDependencies.cdktf.split(' || ');
  if (cdk === 'cdktf') {
    return { cdktf: versions[0], constructs: peerDependencies.constructs };
  }
  const version = versions[versions.length - 1].slice(1);
  return { cdktn: version, cdktf: `npm:cdktn@${version}`, constructs: CONSTRUCTS_OF_CDKTN };
}

/** What keeps every package manager from installing cdktf beside the alias, as README says. */
function aliasOf(own: OwnPackage): object {
  const { cdktf, constructs } = frameworkOf(own, { cdk: 'cdktn' });
  return { overrides: { cdktf, constructs }, resolutions: { cdktf } };
}

function pick(ranges: Record<string, string>, names: string[]): Record<string, string> {
  // What this package pins, such as the version that it was formatted with, need not be pinned for others.
  return Object.fromEntries(names.map(name => [name, ranges[name].replace(/^(?=\d)/, '^')]));
}

/** A folder's name as npm takes it. */
function nameFrom(folder: string): string {
  const words = folder.toLowerCase().split(/[^a-z0-9]+/);
  return words.filter(word => word !== '').join('-') || 'customers';
}
