import type { Construct } from 'constructs';
import { withoutInnerFrames } from '../text';

/** What the `package.json` of cdktf or of CDK Terrain says of itself; also where it is installed under the other's name. */
interface Framework {
  readonly name: string;
  readonly version: string;
}

/** Thrown when the app was made by another copy of cdktf, or by CDK Terrain, than the one this package uses. */
export class FrameworkMismatchError extends Error {
  /** The version of the framework that made the app. */
  public readonly appVersion: string;
  /** The version of the framework that this package uses. */
  public readonly libraryVersion: string;

  /** @internal */
  constructor(appVersion: string, library: Framework) {
    super(
      `the app was made by ${frameworkOf(appVersion)} ${appVersion}, but cdktf-partner-earned-credit uses ` +
        `${library.name} ${library.version}; ${cure(appVersion, library)}`,
    );
    this.name = 'FrameworkMismatchError';
    this.appVersion = appVersion;
    this.libraryVersion = library.version;
    this.stack = withoutInnerFrames(this);
  }
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
  const library = ownFramework();
  // Testing.app() of cdktf writes "stubbed".
  if (typeof appVersion === 'string' && appVersion !== 'stubbed' && appVersion !== library.version) {
    throw new FrameworkMismatchError(appVersion, library);
  }
}

/** HashiCorp ended cdktf with 0.21, and CDK Terrain went on with 0.22: open-constructs/cdk-terrain. */
function frameworkOf(version: string): 'cdktf' | 'cdktn' {
  return /^0\.(1?\d|2[01])\./.test(version) ? 'cdktf' : 'cdktn';
}

function cure(appVersion: string, library: Framework): string {
  if (frameworkOf(appVersion) === library.name || library.name === 'cdktn') {
    return 'install one version of one of them: "npm ls cdktf cdktn" shows who brings which';
  }
  const alias = `"cdktf": "npm:cdktn@${appVersion}"`;
  return (
    `alias cdktf in package.json: "dependencies": {"cdktn": "${appVersion}", ${alias}}, ` +
    `"overrides": {${alias}}; yarn calls "overrides" "resolutions"`
  );
}

/** Not an import, which would copy cdktf's package.json into dist/. */
declare function require(module: 'cdktf/package.json'): Framework;

let framework: Framework | undefined;

function ownFramework(): Framework {
  framework ??= require('cdktf/package.json');
  return framework;
}
