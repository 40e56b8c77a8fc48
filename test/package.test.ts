import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PROVIDER_VERSIONS } from '../lib/stacks/partner-stack';
import { PAGES, pageText, ROOT } from './pages';

function read(file: string): string {
  return readFileSync(resolve(ROOT, file), 'utf8');
}

interface PackageJson {
  readonly name: string;
  readonly license: string;
  readonly engines: { readonly node: string };
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { readonly optional: boolean }>;
  readonly devDependencies: Record<string, string>;
  readonly scripts: Record<string, string>;
  readonly files: string[];
}

const packageJson = JSON.parse(read('package.json')) as PackageJson;

/** Whether a link of a page names a file or folder that exists and, of a page, a heading in it. */
function leadsSomewhere(page: string, target: string): boolean {
  const [path, heading] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  return existsSync(join(ROOT, file)) && (heading === undefined || headingsOf(file).includes(heading));
}

/** The headings of a page, as GitHub names them in addresses. */
function headingsOf(page: string): string[] {
  return [...pageText(page).matchAll(/^#+ (.*)$/gm)].map(([, text]) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The modules that a program loads, as `package/path` or `lib/path`. */
function modulesLoadedBy(program: string): string[] {
  const script = `${program}; console.log(JSON.stringify(Object.keys(require.cache)))`;
  const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return (JSON.parse(output) as string[]).map(file => file.replace(/^.*\/node_modules\//, '').replace(`${ROOT}/`, ''));
}

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

  it('carries what "pec init" writes', () => {
    expect(packageJson.files).toEqual(expect.arrayContaining(['examples/start', 'examples/pipelines']));
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

  it('names in docs/compatibility.md the versions that it takes', () => {
    const ranges = [
      packageJson.engines.node,
      ...Object.values({ ...packageJson.peerDependencies, ...PROVIDER_VERSIONS }),
    ];
    const page = pageText('docs/compatibility.md').replaceAll('\\|', '|');
    expect(ranges.filter(range => !page.includes(`\`${range}\``))).toEqual([]);
  });

  it('is published under the licence that it holds', () => {
    expect(packageJson.license).toBe('Apache-2.0');
    expect(read('LICENSE')).toContain('Apache License');
  });

  it('has an index that leads to every page', () => {
    const index = pageText('docs/README.md');
    const others = PAGES.filter(page => /^docs\/(guides\/)?\w[\w-]*\.md$/.test(page) && page !== 'docs/README.md');
    expect(others.filter(page => !index.includes(`](${page.replace('docs/', '')}`))).toEqual([]);
    expect(others).toContain('docs/rules.md');
  });

  it('has no dead relative link in its pages', () => {
    const dead = PAGES.flatMap(page =>
      [...pageText(page).matchAll(/\]\((?!https?:)([^)]+)\)|^\[[^\]]+\]: (?!https?:)(\S+)/gm)]
        .map(([, inline, reference]) => inline ?? reference)
        .filter(target => !leadsSomewhere(page, target))
        .map(target => `${page}: ${target}`),
    );
    expect(dead).toEqual([]);
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
