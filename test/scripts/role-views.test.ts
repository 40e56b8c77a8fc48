import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { AzureBuiltInRole, type BuiltInRoleName, type BuiltInRoleReference } from 'cdktf-partner-earned-credit';
import { roleCatalogue } from '../../lib/azure/role-catalogue';
import schema from '../../lib/portfolio/portfolio.schema.json';
import { roleNames, roleSchema } from '../../scripts/role-views';

const NAMES = join(__dirname, '../../lib/azure/built-in-role-name.ts');

// After `npm run roles`, these are of today.
describe('the names of the roles', () => {
  it('are a type of the catalogue', () => {
    expect(readFileSync(NAMES, 'utf8')).toBe(roleNames(roleCatalogue()));
  });

  it('are in the schema of a file of customers', () => {
    expect(schema.$defs.role).toEqual(roleSchema(roleCatalogue()));
  });
});

describe('a role in the schema', () => {
  const isKnown = new Ajv2020().compile(schema.$defs.role);
  const meaningOf = (name: string) => roleSchema(roleCatalogue()).anyOf.find(group => group.enum?.includes(name));

  it('is every role of the catalogue, by its name, a former name, GUID or full resource id', () => {
    const ways = AzureBuiltInRole.all().flatMap(({ name, formerNames, id }) => [name, ...formerNames, id]);
    expect(ways.filter(way => !isKnown(way))).toEqual([]);
    const { id } = AzureBuiltInRole.CONTRIBUTOR;
    expect(isKnown(`/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/${id}`)).toBe(true);
  });

  it.each(['Contribtor', 'contributor', '', 'b24988ac-6180-42a0-ab88-20f7382dd24', 7])('is not %j', given => {
    expect(isKnown(given)).toBe(false);
  });

  it.each([
    ['Contributor', /^Earns: /],
    ['Reader', /^Does not earn: /],
    ['Tag Contributor', /^Not listed: /],
    ['Owner', /does not delegate it/],
    ['Storage Blob Data Reader', /does not delegate it/],
    ['User Access Administrator', /^Earns: /],
  ])('%s says what it brings', (name, meaning) => {
    expect(meaningOf(name)?.description).toMatch(meaning);
  });

  it('is in one group only', () => {
    const names = roleSchema(roleCatalogue()).anyOf.flatMap(group => group.enum ?? []);
    expect(new Set(names).size).toBe(names.length);
  });
});

it('TypeScript offers the names, and takes any text', () => {
  const name: BuiltInRoleName = 'Contributor';
  const former: BuiltInRoleReference = 'ACRPull';
  // @ts-expect-error: no role has this name
  const misspelt: BuiltInRoleName = 'Contribtor';
  expect([name, former, misspelt].map(reference => AzureBuiltInRole.of(reference).isKnown)).toEqual([
    true,
    true,
    false,
  ]);
});
