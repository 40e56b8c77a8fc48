import type { Construct } from 'constructs';
import { withoutInnerFrames } from '../text';

/** Thrown when the app was made by another copy of cdktf, or by CDK Terrain, than the one this package uses. */
export class FrameworkMismatchError extends Error {
  /** The version of the framework that made the app. */
  public readonly appVersion: string;
  /** The version of the framework that this package uses. */
  public readonly libraryVersion: string;

  constructor(appVersion: string, libraryVersion: string) {
    super(
      `the app was made by ${nameOf(appVersion)} ${appVersion}, but cdktf-partner-earned-credit uses ` +
        `${nameOf(libraryVersion)} ${libraryVersion}; install one copy only: ${cureOf(appVersion, libraryVersion)}`,
    );
    this.name = 'FrameworkMismatchError';
    this.appVersion = appVersion;
    this.libraryVersion = libraryVersion;
    this.stack = withoutInnerFrames(this);
  }
}

/** HashiCorp ended cdktf with 0.21.0, and CDK Terrain went on with 0.22.0: open-constructs/cdk-terrain. */
function isCdktn(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major > 0 || minor > 21;
}

function nameOf(version: string): string {
  return isCdktn(version) ? 'cdktn' : 'cdktf';
}

function cureOf(...versions: string[]): string {
  const cdktn = versions.find(isCdktn);
  return cdktn === undefined
    ? 'npm ls cdktf says who brings the other one'
    : 'with CDK Terrain, alias cdktf in package.json: ' +
        `"dependencies": {"cdktn": "${cdktn}", "cdktf": "npm:cdktn@${cdktn}"}, "overrides": {"cdktf": "$cdktf"}`;
}

/**
 * Makes sure that a construct tree belongs to the framework that this package uses.
 *
 * Two frameworks in one app end in a crash deep inside synth. Not `instanceof`: with the alias that the error names,
 * two copies of one version are two modules and work together.
 *
 * @throws FrameworkMismatchError
 */
export function assertSameFramework(scope: Construct): void {
  const appVersion: unknown = scope.node.tryGetContext('cdktfVersion');
  const libraryVersion = frameworkVersion();
  // Testing.app() of cdktf writes "stubbed".
  if (typeof appVersion === 'string' && appVersion !== 'stubbed' && appVersion !== libraryVersion) {
    throw new FrameworkMismatchError(appVersion, libraryVersion);
  }
}

/** Not an import, which would copy cdktf's package.json into dist/. */
declare function require(module: 'cdktf/package.json'): { readonly version: string };

let version: string | undefined;

function frameworkVersion(): string {
  version ??= require('cdktf/package.json').version;
  return version;
}
