import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const LIB = join(ROOT, 'lib');

/** The code of the package, by its path below lib, without what is generated. */
const SOURCES = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll(sep, '/'))
  .filter(file => file.endsWith('.ts') && !file.startsWith('bindings/generated/'))
  .map((file): [string, string] => [file, readFileSync(join(LIB, file), 'utf8')]);

/** What each call of a function of cdktn/source.mjs gives; jest itself does not load ES modules. */
function rewritten(name: 'ofLibrary' | 'ofProgram', calls: string[][]): string[] {
  const program = `import { ${name} } from ${JSON.stringify(join(ROOT, 'cdktn/source.mjs'))};
    import { readFileSync } from 'node:fs';
    const calls = JSON.parse(readFileSync(0, 'utf8'));
    console.log(JSON.stringify(calls.map(call => ${name}(...call))));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    input: JSON.stringify(calls),
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as string[];
}

const FRAMEWORK = [
  [`import { App } from 'cdktf';`, `import { App } from 'cdktn';`],
  [`require('cdktf/package.json')`, `require('cdktn/package.json')`],
  [`import { a } from 'cdktf-partner-earned-credit';`, `import { a } from 'cdktn-partner-earned-credit';`],
  [`import 'x' from 'cdktf-partner-earned-credit/testing';`, `import 'x' from 'cdktn-partner-earned-credit/testing';`],
  ['a newer cdktf-partner-earned-credit wrote', 'a newer cdktn-partner-earned-credit wrote'],
  ['./node_modules/cdktf-partner-earned-credit/a.json', './node_modules/cdktn-partner-earned-credit/a.json'],
];
const KEPT = [
  "'cdktf'",
  "'cdktf.json'",
  "'cdktf.out'",
  "'cdktfVersion'",
  "'@cdktf/error'",
  "'cdktf-partner-earned-credit/faults'",
];

describe('the source for CDK Terrain', () => {
  it.each(['ofLibrary', 'ofProgram'] as const)('names the framework and the package (%s)', name => {
    const calls = FRAMEWORK.map(([text]) => (name === 'ofLibrary' ? ['a.ts', text] : [text]));
    expect(rewritten(name, calls)).toEqual(FRAMEWORK.map(([, expected]) => expected));
  });

  it('keeps files, marks and context of cdktf, which CDK Terrain keeps', () => {
    expect(
      rewritten(
        'ofProgram',
        KEPT.map(text => [text]),
      ),
    ).toEqual(KEPT);
  });

  it('has the bindings in the package', () => {
    const text = `import { A } from '@cdktf/provider-azurerm/lib/role-assignment';`;
    expect(
      rewritten('ofLibrary', [
        ['bindings/azurerm.ts', text],
        ['lighthouse/policy/a.ts', text],
      ]),
    ).toEqual([
      `import { A } from './generated/azurerm/role-assignment';`,
      `import { A } from '../../bindings/generated/azurerm/role-assignment';`,
    ]);
    expect(rewritten('ofProgram', [[text]])).toEqual([
      `import { A } from 'cdktn-partner-earned-credit/bindings/azurerm/role-assignment';`,
    ]);
  });

  it('loads nothing of cdktf', () => {
    const left = rewritten('ofLibrary', SOURCES)
      .flatMap(source => [...source.matchAll(/(?:from|require\(|import\(|module:)\s*['"](@?cdktf[^'"]*)/g)])
      .map(([, module]) => module);
    expect(left).toEqual([]);
  });
});

describe('the checked-in schemas', () => {
  it('have every binding that the package uses, and no other', () => {
    const used = SOURCES.flatMap(([file, source]) => {
      const prebuilt = [...source.matchAll(/'@cdktf\/provider-([a-z]+)\/lib\/([a-z-]+)'/g)];
      const generated =
        file === 'bindings/azapi.ts' ? [...source.matchAll(/'\.\/generated\/(azapi)\/([a-z-]+)'/g)] : [];
      return [...prebuilt, ...generated].map(([, provider, module]) => `${provider}/${module}`);
    });
    const taken = ['azapi', 'azuread', 'azurerm'].flatMap(provider => {
      const file = join(ROOT, 'scripts/bindings/schemas', `${provider}.json`);
      const { provider_schemas: schemas } = JSON.parse(readFileSync(file, 'utf8')) as Schemas;
      const [{ resource_schemas: resources, data_source_schemas: sources }] = Object.values(schemas);
      return [
        `${provider}/provider`,
        ...Object.keys(resources).map(name => moduleOf(provider, name.slice(provider.length + 1))),
        ...Object.keys(sources).map(name => moduleOf(provider, `data_${name}`)),
      ];
    });
    expect(taken.sort()).toEqual([...new Set(used)].sort());
  });
});

interface Schemas {
  readonly provider_schemas: Record<string, Record<'resource_schemas' | 'data_source_schemas', object>>;
}

/** The folder of a resource in the bindings of its provider. */
function moduleOf(provider: string, name: string): string {
  return `${provider}/${name.replaceAll('_', '-')}`;
}
