import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER, ownPackage, placeholderIn } from '../../text';
import type { InitOptions } from './options';
import { projectPackage, tarballIn } from './package';

const EXAMPLES = join(OWN_FOLDER, 'examples');

/** What is never committed: what is installed, written, or holds states; and what the pipelines leave in their folder. */
const IGNORED = [
  'node_modules/',
  'cdktf.out/',
  'state/',
  '.terraform/',
  '.terraform-plugins/',
  '*.tfstate',
  '*.tfstate.*',
  'deployed/',
  'planned/',
  'logs/',
  'confirmation/',
  'page/',
  '*.txt',
];

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2022'],
    module: 'NodeNext',
    types: ['node', 'jest'],
    strict: true,
    isolatedModules: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['*.ts'],
};

/**
 * The files of a project, by path: examples/start with what is the partner's own in place of what is made up there, and
 * examples/pipelines where they run.
 */
export function projectFiles(folder: string, options: InitOptions): Map<string, string | Buffer> {
  const start = readdirSync(join(EXAMPLES, 'start'));
  const { package: tarball } = options;
  return new Map<string, string | Buffer>([
    ['.gitignore', `${IGNORED.join('\n')}\n`],
    ['cdktf.json', json({ language: 'typescript', app: 'npm run --silent synth', sendCrashReports: 'false' })],
    ['tsconfig.json', json(TSCONFIG)],
    ...start.map(name => [name, ownText(name, example('start', name), options)] as const),
    ...pipelineFiles(options),
    ...(tarball === undefined ? [] : [[tarballIn(tarball), readFileSync(tarball)] as const]),
    // The last one: without it npm does nothing with a project of which a part is missing.
    ['package.json', json(projectPackage(folder, options))],
  ]);
}

function example(...path: string[]): string {
  return readFileSync(join(EXAMPLES, ...path), 'utf8');
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function ownText(name: string, text: string, options: InitOptions): string {
  const placeholder = placeholderIn(name);
  switch (name) {
    case 'partner.ts':
      return partner(text, options, placeholder);
    case 'offers.ts':
      return text
        .replace(/group\('[^']*'/, `group(${literal(placeholder)}`)
        .replaceAll('Fabrikam', () => escaped(options.company ?? placeholder));
    case 'customers.yaml':
      return text
        .replace('../../lib/portfolio/', `./node_modules/${ownPackage().name}/`)
        .replace(/^( .*\w: )\S.*$/gm, `$1${placeholder}`);
    default:
      // CDK Terrain by its own name, so that the first construct notices where cdktf took the alias's place.
      return text.replaceAll('examples/start/', '').replaceAll("from 'cdktf'", `from '${options.cdk}'`);
  }
}

function partner(
  text: string,
  { managingTenant, partnerId, pipeline, repository, storageAccount }: InitOptions,
  placeholder: string,
): string {
  const values = {
    managingTenantId: managingTenant ?? placeholder,
    partnerId: partnerId ?? placeholder,
    repository: repository?.repository ?? placeholder,
    ownerId: repository?.ownerId ?? placeholder,
    repositoryId: repository?.repositoryId ?? placeholder,
    storageAccountName: storageAccount ?? '',
    principalId: '',
    clientId: '',
  };
  const ours = Object.entries(values).reduce(
    (written, [name, value]) =>
      written.replace(new RegExp(`\\b(${name}(?: =|:)) '[^']*'`), (_, before) => `${before} ${literal(value)}`),
    text,
  );
  return pipeline === 'azure-devops' ? ours.replace(GITHUB, azureDevOps(placeholder)) : ours;
}

/** The repository in examples/start/partner.ts and what signs in from there, with what is said of them. */
const GITHUB = /\/\*\*(?:(?!\*\/)[^])*\*\/\nexport const repository = [^]*?\n\};/;

function azureDevOps(placeholder: string): string {
  return `/** What signs in as PEC-Automation: each service connection that plans its link or makes it, with what it shows. */
export const credentials = {
  federated: [FederatedCredential.azureDevOps({ issuer: ${literal(placeholder)}, subject: ${literal(placeholder)} })],
};`;
}

/** A text of TypeScript in single quotes. */
function literal(text: string): string {
  return `'${escaped(text)}'`;
}

function escaped(text: string): string {
  return text.replace(/['\\]/g, '\\$&');
}

/** The pipelines where GitHub Actions or Azure DevOps look for them, and the scripts of both. */
function pipelineFiles({ pipeline }: InitOptions): [path: string, text: string][] {
  const files = readdirSync(join(EXAMPLES, 'pipelines'), { recursive: true, encoding: 'utf8' });
  return files
    .map(file => file.replaceAll('\\', '/'))
    .flatMap(file => {
      const place = placeOf(file, pipeline);
      return place === undefined ? [] : [[place, example('pipelines', file)]];
    });
}

/** Where a file of examples/pipelines belongs; undefined if it is a folder, or of another pipeline. */
function placeOf(file: string, pipeline: InitOptions['pipeline']): string | undefined {
  const [, folder, path] = /^([\w-]+)\/(.*\.yml)$/.exec(file) ?? [];
  if (pipeline !== 'none' && file.endsWith('.sh')) {
    return `pipelines/${file}`;
  }
  if (folder !== pipeline) {
    return undefined;
  }
  return pipeline === 'azure-devops' ? path : `.github/${path.includes('/') ? 'actions' : 'workflows'}/${path}`;
}
