import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

function read(file: string): string {
  return readFileSync(resolve(ROOT, file), 'utf8');
}

interface PackageJson {
  readonly name: string;
  readonly license: string;
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { readonly optional: boolean }>;
  readonly devDependencies: Record<string, string>;
  readonly scripts: Record<string, string>;
}

const packageJson = JSON.parse(read('package.json')) as PackageJson;

/** The modules that a program loads, as `package/path` or `lib/path`. */
function modulesLoadedBy(program: string): string[] {
  const script = `${program}; console.log(JSON.stringify(Object.keys(require.cache)))`;
  const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return (JSON.parse(output) as string[]).map(file => file.replace(/^.*\/node_modules\//, '').replace(`${ROOT}/`, ''));
}

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/decisions/README.md',
  'docs/rules.md',
  'examples/pipelines/README.md',
  ...readdirSync(resolve(ROOT, 'docs/guides')).map(name => `docs/guides/${name}`),
];

describe('the package', () => {
  it('depends on little, and on what its user has', () => {
    expect(Object.keys(packageJson.dependencies).sort()).toEqual(['ajv', 'commander', 'papaparse', 'yaml']);
    expect(Object.keys(packageJson.peerDependencies).sort()).toEqual([
      '@azure/core-rest-pipeline',
      '@azure/identity',
      '@cdktf/provider-azuread',
      '@cdktf/provider-azurerm',
      'cdktf',
      'constructs',
      'hyparquet',
    ]);
  });

  it('does not make anybody install what only "pec verify" or "pec confirm" needs', () => {
    expect(packageJson.peerDependenciesMeta).toEqual({
      '@azure/core-rest-pipeline': { optional: true },
      '@azure/identity': { optional: true },
      hyparquet: { optional: true },
    });
  });

  it('runs nothing at install', () => {
    expect(Object.keys(packageJson.scripts).filter(name => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
    expect(read('.npmrc')).toContain('ignore-scripts=true');
  });

  it.each(['package-lock.json', 'scripts/bindings/package-lock.json', 'cdktn/package-lock.json'])(
    '%s names no download address',
    file => {
      expect(read(file)).not.toMatch(/"resolved": "https?:/);
    },
  );

  // npm installs a lock file without them, and then refuses to install it elsewhere.
  it('locks the packages of every platform, not only of the one that it was locked on', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { inBundle?: boolean; optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages)
      .filter(([, { inBundle }]) => !inBundle)
      .flatMap(([path, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies).filter(
          name => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
        ),
      );
    expect(missing).toEqual([]);
  });

  it('is tested with the oldest peers that it allows', () => {
    for (const [name, range] of Object.entries(packageJson.peerDependencies)) {
      expect(range.split(' ')[0]).toBe(`^${packageJson.devDependencies[name]}`);
    }
  });

  it('is published under the licence that it holds', () => {
    expect(packageJson.license).toBe('Apache-2.0');
    expect(read('LICENSE')).toContain('Apache License');
  });

  it('has a command in the README only if it exists', () => {
    const mentioned = [...read('README.md').matchAll(/npm run ([a-z:-]+)/g)].map(([, script]) => script);
    expect(mentioned.filter(script => !(script in packageJson.scripts))).toEqual([]);
    expect(mentioned).toContain('synth');
  });

  it('has no dead relative link in its pages', () => {
    for (const page of PAGES) {
      const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target);
      const dead = targets.filter(target => !existsSync(resolve(ROOT, page, '..', target)));
      expect({ page, dead }).toEqual({ page, dead: [] });
    }
  });
});

describe('importing the package', () => {
  it('loads cdktf, constructs and little else', () => {
    const framework = modulesLoadedBy("require('cdktf')");
    const added = modulesLoadedBy("require('./lib')").filter(module => !framework.includes(module));
    expect(added.filter(module => !module.startsWith('lib/'))).toEqual([]);
    expect(added).toContain('lib/index.ts');
  });

  it('loads nothing that asks Azure, nor does the command line before it is told to', () => {
    const asking = (module: string) => /^lib\/(azure-live|verification)\/|^@azure\/|^@typespec\//.test(module);
    expect(modulesLoadedBy("require('./lib')").filter(asking)).toEqual([]);
    expect(modulesLoadedBy("require('./lib/command-line/program')").filter(asking)).toEqual([]);
  });

  it('loads no page before somebody asks for one', () => {
    const ofPages = (module: string) => /^lib\/reports\/(html\/|joint\/joint\.ts)/.test(module);
    expect(modulesLoadedBy("require('./lib')").filter(ofPages)).toEqual([]);
    expect(modulesLoadedBy("require('./lib/command-line/program')").filter(ofPages)).toEqual([]);
    const page =
      "new (require('./lib/reports').JointReport)({ readiness: new (require('./lib').ReadinessReport)([]) }).toHtml()";
    expect(modulesLoadedBy(page).filter(ofPages)).toContain('lib/reports/html/report-page.ts');
  });

  it('does not load the role catalogue or bindings before they are needed', () => {
    const loaded = modulesLoadedBy("require('./lib')");
    expect(loaded.filter(module => module.endsWith('built-in-roles.json'))).toEqual([]);
    expect(loaded.filter(module => module.includes('generated/') && !module.includes('/provider/'))).toEqual([]);
  });

  it('loads no azuread for customers', () => {
    const program = `
      const { CustomerStack, LighthouseOffer, PecAutomation } = require('./lib');
      const { Testing } = require('cdktf');
      const managingTenantId = 'f0000000-0000-4000-8000-000000000001';
      new CustomerStack(Testing.app(), 'contoso', {
        customer: {
          name: 'Contoso',
          tenantId: 'c0000000-0000-4000-8000-000000000001',
          subscriptions: [{ id: 'c0000000-0000-4000-8000-000000000011' }],
        },
        offer: new LighthouseOffer({ name: 'Offer', managingTenantId }),
        automation: PecAutomation.fromAttributes({
          principalId: 'f0000000-0000-4000-8000-000000000002',
          clientId: 'f0000000-0000-4000-8000-000000000003',
          tenantId: managingTenantId,
        }),
      })`;
    const providers = modulesLoadedBy(program).filter(module => module.startsWith('@cdktf/'));
    expect(providers.sort()).toEqual([
      '@cdktf/provider-azurerm/lib/lighthouse-assignment/index.js',
      '@cdktf/provider-azurerm/lib/lighthouse-definition/index.js',
      '@cdktf/provider-azurerm/lib/provider/index.js',
    ]);
  });
});
