// @ts-check
/**
 * Makes bindings from the folder schemas with the maintainers' own generator. For cdktf those of azapi, in lib/bindings.
 *
 *   npm run bindings
 *
 * cdktn/build.mjs makes those of every provider in the same way, with the generator of CDK Terrain.
 */
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

/** The `source` of a provider that a stack will require: as the prebuilt bindings of cdktf have it. */
const SOURCES = { azapi: 'azure/azapi', azuread: 'hashicorp/azuread', azurerm: 'azurerm' };

/**
 * Makes the bindings of one provider.
 * @param {NodeRequire} requireGenerator of a folder in which the generator is installed
 * @param {string} scope of the generator's packages, such as `@cdktf`
 * @param {keyof typeof SOURCES} name of the provider
 * @param {string} target where they go: a folder for each resource
 */
async function generate(requireGenerator, scope, name, target) {
  const { ConstructsMakerProviderTarget, LANGUAGES } = requireGenerator(`${scope}/commons`);
  const { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } = requireGenerator(
    `${scope}/provider-generator`,
  );

  const schema = JSON.parse(readFileSync(join(__dirname, 'schemas', `${name}.json`), 'utf8'));
  const [version] = Object.values(schema.provider_versions);
  const [major, minor] = version.split('.');
  const code = new CodeMaker();
  const constraint = new TerraformProviderConstraint(`${SOURCES[name]}@~> ${major}.${minor}`);
  new TerraformProviderGenerator(code, schema).generate(new ConstructsMakerProviderTarget(constraint, LANGUAGES[0]));
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await code.save(target);
  tidy(target, name);
  writeFileSync(
    join(target, 'README.md'),
    `# Generated\n\nTerraform bindings of ${name} ${version}, made by \`npm run bindings\`. Never edit: the next run overwrites.\n`,
  );
}

/**
 * One folder a resource, without the levels above that only make sense for several providers, and
 * without the links into a registry that the generator puts into every comment.
 * @param {string} target @param {string} name
 */
function tidy(target, name) {
  const folder = join(target, 'providers', name);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      const source = readFileSync(join(folder, entry.name, 'index.ts'), 'utf8');
      mkdirSync(join(target, entry.name));
      writeFileSync(
        join(target, entry.name, 'index.ts'),
        source.replace(/^\/\/ https:.*\n/, '').replace(/\{@link https:\S+ ([^}]*)\}/g, '$1'),
      );
    }
  }
  rmSync(join(target, 'providers'), { recursive: true });
}

if (require.main === module) {
  void generate(require, '@cdktf', 'azapi', resolve(__dirname, '../../lib/bindings/generated/azapi'));
}
module.exports = { generate };
