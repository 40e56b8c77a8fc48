// @ts-check
/**
 * Makes lib/bindings/generated with the maintainers' own generator.
 *
 *   terraform providers schema -json > schema.json      (in a folder whose configuration requires Azure/azapi)
 *   npm run bindings -- schema.json 2.12.0
 *
 * The schema file may hold more providers and more resources: only what lib/bindings/azapi.ts exports is generated.
 */
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { ConstructsMakerProviderTarget, LANGUAGES } = require('@cdktf/commons');
const { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } = require('@cdktf/provider-generator');
const { sanitizeProviderSchema } = require('@cdktf/provider-schema/src/provider-schema');

const RESOURCES = ['azapi_resource', 'azapi_resource_action'];
const DATA_SOURCES = ['azapi_client_config', 'azapi_resource'];
const TARGET = resolve(__dirname, '..', '..', 'lib', 'bindings', 'generated');

async function main() {
  const [schemaFile, version] = process.argv.slice(2);
  if (!schemaFile || !version) {
    throw new Error('say: npm run bindings -- SCHEMA.json VERSION, such as schema.json 2.12.0');
  }
  const schemas = JSON.parse(readFileSync(schemaFile, 'utf8')).provider_schemas;
  const address = Object.keys(schemas).find(name => name.toLowerCase().endsWith('/azure/azapi'));
  if (!address) {
    throw new Error(`${schemaFile} has no provider azure/azapi`);
  }
  const provider = schemas[address];
  const schema = sanitizeProviderSchema({
    format_version: '1.0',
    provider_schemas: {
      [address]: {
        provider: provider.provider,
        resource_schemas: pick(provider.resource_schemas, RESOURCES),
        data_source_schemas: pick(provider.data_source_schemas, DATA_SOURCES),
      },
    },
    provider_versions: { [address]: version },
  });
  const [major, minor] = version.split('.');
  const code = new CodeMaker();
  const constraint = new TerraformProviderConstraint(`azure/azapi@~> ${major}.${minor}`);
  new TerraformProviderGenerator(code, schema).generate(new ConstructsMakerProviderTarget(constraint, LANGUAGES[0]));
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  await code.save(TARGET);
  tidy(join(TARGET, 'providers', 'azapi'));
  writeFileSync(
    join(TARGET, 'README.md'),
    `# Generated\n\nTerraform bindings of azapi ${version}, made by \`npm run bindings\`. Never edit: the next run overwrites.\n`,
  );
}

/** @param {Record<string, unknown>} all @param {string[]} names */
function pick(all, names) {
  const missing = names.filter(name => !(name in all));
  if (missing.length > 0) {
    throw new Error(`the schema lacks ${missing.join(', ')}`);
  }
  return Object.fromEntries(names.map(name => [name, all[name]]));
}

/**
 * One folder a resource, without the levels above that only make sense for several providers, and
 * without the links into a registry that the generator puts into every comment.
 * @param {string} folder
 */
function tidy(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      const source = readFileSync(join(folder, entry.name, 'index.ts'), 'utf8');
      mkdirSync(join(TARGET, entry.name));
      writeFileSync(
        join(TARGET, entry.name, 'index.ts'),
        source.replace(/^\/\/ https:.*\n/, '').replace(/\{@link https:\S+ ([^}]*)\}/g, '$1'),
      );
    }
  }
  rmSync(join(TARGET, 'providers'), { recursive: true });
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
