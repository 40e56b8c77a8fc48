import { App, Testing } from 'cdktf';
import { name, version } from 'cdktf/package.json';
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
    const error = new FrameworkMismatchError(other, { name, version });
    expect(() => assertSameFramework(scopeOf(other))).toThrow(error);
    expect(() => assertSameFramework(scopeOf(other))).toThrow(FrameworkMismatchError);
  });
});

describe('FrameworkMismatchError', () => {
  const ONE_ONLY = 'install one version of one of them: "npm ls cdktf cdktn" shows who brings which';

  it('says what to write into package.json where the alias is missing', () => {
    const error = new FrameworkMismatchError('0.24.0', { name: 'cdktf', version: '0.21.0' });
    expect(error.message).toBe(
      'the app was made by cdktn 0.24.0, but cdktf-partner-earned-credit uses cdktf 0.21.0; ' +
        'alias cdktf in package.json: "dependencies": {"cdktn": "0.24.0", "cdktf": "npm:cdktn@0.24.0"}, ' +
        '"overrides": {"cdktf": "npm:cdktn@0.24.0"}; yarn calls "overrides" "resolutions"',
    );
    expect(error).toMatchObject({ name: 'FrameworkMismatchError', appVersion: '0.24.0', libraryVersion: '0.21.0' });
    expect(error).toBeInstanceOf(Error);
  });

  it.each([
    ['cdktf', '0.20.12', { name: 'cdktf', version: '0.21.0' }],
    ['cdktf', '0.9.4', { name: 'cdktf', version: '0.21.0' }],
    ['cdktf', '0.21.0', { name: 'cdktn', version: '0.24.0' }],
    ['cdktn', '0.22.0', { name: 'cdktn', version: '0.24.0' }],
    ['cdktn', '1.21.0', { name: 'cdktn', version: '0.24.0' }],
  ])('asks for one version where no alias helps: app of %s %s', (made, appVersion, library) => {
    expect(new FrameworkMismatchError(appVersion, library).message).toBe(
      `the app was made by ${made} ${appVersion}, but cdktf-partner-earned-credit uses ` +
        `${library.name} ${library.version}; ${ONE_ONLY}`,
    );
  });
});
