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
  it('names both versions and what to write into package.json', () => {
    const error = new FrameworkMismatchError('0.24.0', '0.21.0');
    expect(error.message).toBe(
      'the app was made by version 0.24.0 of cdktf or cdktn, but cdktf-partner-earned-credit uses cdktf 0.21.0; ' +
        'install one copy only. With CDK Terrain, alias cdktf in package.json: ' +
        '"dependencies": {"cdktn": "0.24.0", "cdktf": "npm:cdktn@0.24.0"}, "overrides": {"cdktf": "$cdktf"}',
    );
    expect(error).toMatchObject({ name: 'FrameworkMismatchError', appVersion: '0.24.0', libraryVersion: '0.21.0' });
    expect(error).toBeInstanceOf(Error);
  });
});
