import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pecMatchers } from 'cdktf-partner-earned-credit/testing';
import { newApp, newCustomer } from '../fabrikam';

const ROOT = resolve(__dirname, '../..');

/** What a program prints that runs outside of jest, from the sources. */
function run(program: string): unknown {
  const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

describe('cdktf-partner-earned-credit/testing', () => {
  it('is found with every way of resolving modules', () => {
    const { exports, typesVersions, sideEffects } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as {
      exports: Record<string, object>;
      typesVersions: object;
      sideEffects: string[];
    };
    const [types, code] = ['./dist/testing/index.d.ts', './dist/testing/index.js'];
    expect(exports['./testing']).toEqual({ types, default: code });
    // TypeScript does not read "exports" with moduleResolution node10, which is the default for CommonJS.
    expect(typesVersions).toEqual({ '*': { testing: [types] } });
    // A bundler would drop the import that registers the matchers.
    expect(sideEffects).toEqual([code]);
  });

  it('gives the matchers to an expect that is not global', () => {
    const { pass, message } = pecMatchers.toDelegate(newCustomer(newApp()), { role: 'Reader' });
    expect(pass).toBe(false);
    expect(message()).toMatch(/^there is no delegation in "contoso" with\n {2}role: Reader\n/);
    expect(Object.keys(pecMatchers)).toEqual(['toEarnPartnerCredit', 'toDelegate', 'toLinkPartnerId']);
  });

  it('needs no jest, and is not loaded with the constructs', () => {
    const modulesLoadedBy = (entry: string) =>
      run(`require('./lib${entry}'); console.log(JSON.stringify(Object.keys(require.cache)))`) as string[];
    const isMatcher = (module: string) => module.startsWith(resolve(ROOT, 'lib/testing'));
    const loaded = modulesLoadedBy('/testing');
    expect(loaded.filter(isMatcher).length).toBeGreaterThan(0);
    expect(loaded.filter(module => /node_modules.(@?jest|expect)/.test(module))).toEqual([]);
    expect(modulesLoadedBy('').filter(isMatcher)).toEqual([]);
  });

  it('registers with the global expect that it finds', () => {
    expect(
      run(`
        globalThis.expect = { extend: matchers => console.log(JSON.stringify(Object.keys(matchers))) };
        require('./lib/testing')`),
    ).toEqual(Object.keys(pecMatchers));
  });
});
