import { App, Testing } from 'cdktf';
import { version } from 'cdktf/package.json';
import { FrameworkMismatchError } from 'cdktf-partner-earned-credit';
import { Construct, RootConstruct } from 'constructs';
import { assertSameFramework } from '../../lib/terraform';

/** A construct of an app that says it was made by this version. */
function scopeOf(cdktfVersion: unknown): Construct {
  const app = new RootConstruct();
  app.node.setContext('cdktfVersion', cdktfVersion);
  return new Construct(app, 'scope');
}

describe('assertSameFramework', () => {
  it.each([
    ['of an app made by this copy of cdktf', new Construct(new App(), 'scope')],
    ['of an app that names the same version', scopeOf(version)],
    ['of an app for tests', new Construct(Testing.app(), 'scope')],
    ['of an app for tests that names its version', new Construct(Testing.app({ stubVersion: false }), 'scope')],
    ['of a tree that names no version', new Construct(new RootConstruct(), 'scope')],
    ['of a tree that names something else than a version', scopeOf(21)],
  ])('accepts a construct %s', (_case, scope) => {
    expect(() => assertSameFramework(scope)).not.toThrow();
  });

  it.each(['0.20.12', '0.24.0', ''].map(other => `${other}`))('rejects an app made by version "%s"', other => {
    const error = new FrameworkMismatchError(other, version);
    expect(() => assertSameFramework(scopeOf(other))).toThrow(error);
    expect(() => assertSameFramework(scopeOf(other))).toThrow(FrameworkMismatchError);
  });
});

describe('FrameworkMismatchError', () => {
  const ALIAS =
    'with CDK Terrain, alias cdktf in package.json: ' +
    '"dependencies": {"cdktn": "0.24.0", "cdktf": "npm:cdktn@0.24.0"}, "overrides": {"cdktf": "$cdktf"}';

  it.each([
    [
      '0.24.0',
      '0.21.0',
      `cdktn 0.24.0, but cdktf-partner-earned-credit uses cdktf 0.21.0; install one copy only: ${ALIAS}`,
    ],
    [
      '0.21.0',
      '0.24.0',
      `cdktf 0.21.0, but cdktf-partner-earned-credit uses cdktn 0.24.0; install one copy only: ${ALIAS}`,
    ],
    [
      '0.20.12',
      '0.21.0',
      'cdktf 0.20.12, but cdktf-partner-earned-credit uses cdktf 0.21.0; install one copy only: ' +
        'npm ls cdktf says who brings the other one',
    ],
  ])('names both, and the cure: %s and %s', (appVersion, libraryVersion, message) => {
    const error = new FrameworkMismatchError(appVersion, libraryVersion);
    expect(error.message).toBe(`the app was made by ${message}`);
    expect(error).toMatchObject({ name: 'FrameworkMismatchError', appVersion, libraryVersion });
    expect(error).toBeInstanceOf(Error);
  });

  it('knows CDK Terrain from its first version on, and whatever comes', () => {
    expect(new FrameworkMismatchError('0.22.0', '1.0.0').message).toMatch(/by cdktn 0\.22\.0, .* uses cdktn 1\.0\.0;/);
    expect(new FrameworkMismatchError('', '0.21.0').message).toContain('npm ls cdktf');
  });
});
