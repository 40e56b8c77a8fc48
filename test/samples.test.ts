import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as library from 'cdktf-partner-earned-credit';
import ts from 'typescript';
import { blocksIn, type CodeBlock, PAGES, ROOT } from './pages';

const FOLDER = __dirname;

/** What a sample may take as given: it shows one thing. */
const GIVEN = {
  app: "import('cdktf').App",
  stack: "import('cdktf').TerraformStack",
  offer: "import('cdktf-partner-earned-credit').LighthouseOffer",
  managedServices: "import('cdktf-partner-earned-credit').LighthouseOffer",
  managedServicesOnDemand: "import('cdktf-partner-earned-credit').LighthouseOffer",
  offers: "Record<string, import('cdktf-partner-earned-credit').LighthouseOffer>",
  europe: "import('cdktf-partner-earned-credit').LighthouseOffer",
  automation: "import('cdktf-partner-earned-credit').IPecAutomation",
  automationEurope: "import('cdktf-partner-earned-credit').IPecAutomation",
  contoso: "import('cdktf-partner-earned-credit').CustomerStack",
  customer: "import('cdktf-partner-earned-credit').Customer",
  managingTenantId: 'string',
  subscriptionId: 'string',
  definition: "import('@cdktf/provider-azurerm/lib/lighthouse-definition').LighthouseDefinitionConfig",
};

const IMPORTS: Record<string, string> = {
  ...Object.fromEntries(Object.keys(library).map(name => [name, 'cdktf-partner-earned-credit'])),
  LighthouseDefinition: '@cdktf/provider-azurerm/lib/lighthouse-definition',
  readFileSync: 'node:fs',
  writeFileSync: 'node:fs',
};

/** The TypeScript of a page, or of the comments of a source file. */
function samplesIn(file: string): CodeBlock[] {
  return blocksIn(file, readFileSync(join(ROOT, file), 'utf8').replace(/^ *\* ?/gm, ''), 'ts');
}

/** A sample as a module, with what it uses and does not declare itself. */
function moduleOf({ code }: CodeBlock): string {
  const isFree = (name: string) =>
    new RegExp(`(?<!(?<!\\.\\.)\\.|[\\w'])${name}\\b(?!['\\w]|:)`).test(code) &&
    !new RegExp(`(const|let) (\\{[^}]*)?\\b${name}\\b|import [^;]*\\b${name}\\b`).test(code);
  const imports = Object.entries(IMPORTS).filter(([name]) => isFree(name));
  const given = Object.entries(GIVEN).filter(([name]) => isFree(name));
  return [
    code,
    ...imports.map(([name, module]) => `import { ${name} } from '${module}';`),
    ...given.map(([name, type]) => `declare const ${name}: ${type};`),
    'export {};',
  ].join('\n');
}

const samples = [
  ...PAGES,
  ...readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join('lib', file)),
].flatMap(samplesIn);

// As a reader's own compiler would: strict, and with the names of the package.
it('every TypeScript sample of the pages and of the docstrings compiles', () => {
  const modules = new Map(samples.map((sample, i) => [join(FOLDER, `sample-${i}.ts`), sample]));
  const app = "import { App } from 'cdktf';\nexport declare function newApp(): App;";
  const given = new Map([[join(FOLDER, 'app.ts'), app]]);
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), file => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.parseJsonConfigFileContent(
    { compilerOptions: { ...config.compilerOptions, noUnusedLocals: false }, files: [] },
    ts.sys,
    ROOT,
  );
  const textOf = (file: string) => {
    const sample = modules.get(resolve(file));
    return sample ? moduleOf(sample) : given.get(resolve(file));
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: file => textOf(file) !== undefined || disk.fileExists(file),
    readFile: file => textOf(file) ?? disk.readFile(file),
    getSourceFile: (file, version) => {
      const text = textOf(file) ?? disk.readFile(file);
      return text === undefined ? undefined : ts.createSourceFile(file, text, version);
    },
  };
  const program = ts.createProgram([...modules.keys()], options, host);
  const faults = [...modules].flatMap(([file, { where }]) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  );
  expect(faults).toEqual([]);
  expect(samples.length).toBeGreaterThan(30);
}, 120_000);
