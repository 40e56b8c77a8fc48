/**
 * Makes lib/azure/built-in-roles.json, refreshes it, and writes the names of the roles where editors look for them:
 * lib/azure/built-in-role-name.ts and the role in lib/portfolio/portfolio.schema.json.
 *
 *   npm run roles -- make --roles ROLES.tsv --pec PEC.tsv --date 2026-08-22
 *   az role definition list -o json > roles.json
 *   npm run roles -- refresh --definitions roles.json --date 2026-11-22
 *   npm run roles -- names
 *
 * ROLES.tsv: name, role_id, has_data_actions, has_not_data_actions, restricted_actions, includes_reader,
 * former_names (separated by semicolons), with a heading line.
 * PEC.tsv: role_name, role_id, pec_eligible, …, with a heading line: the table of Partner Center's role page.
 * A refresh keeps what Partner Center says of each role and takes everything else from Azure.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RoleCatalogue } from '../lib/azure/role-catalogue';
import { format, resolveConfig } from 'prettier';
import { changesBetween, fromAzure, fromTables, print } from './role-tables';
import { roleNames, roleSchema } from './role-views';

const LIB = join(__dirname, '..', 'lib');
const CATALOGUE = join(LIB, 'azure', 'built-in-roles.json');
const NAMES = join(LIB, 'azure', 'built-in-role-name.ts');
const SCHEMA = join(LIB, 'portfolio', 'portfolio.schema.json');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      roles: { type: 'string' },
      pec: { type: 'string' },
      definitions: { type: 'string' },
      date: { type: 'string' },
      output: { type: 'string', default: CATALOGUE },
    },
  });
  const before: RoleCatalogue | undefined = existsSync(CATALOGUE)
    ? (JSON.parse(readFileSync(CATALOGUE, 'utf8')) as RoleCatalogue)
    : undefined;
  if (positionals[0] === 'names' && before) {
    await writeNames(before);
    return;
  }
  const date = values.date ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    fail('--date is missing: the day the roles were read from Azure, such as 2026-08-22');
  }
  let after: RoleCatalogue;
  if (positionals[0] === 'make' && values.roles && values.pec) {
    after = fromTables(readFileSync(values.roles, 'utf8'), readFileSync(values.pec, 'utf8'), date);
  } else if (positionals[0] === 'refresh' && values.definitions && before) {
    after = fromAzure(readFileSync(values.definitions, 'utf8'), before, date);
  } else {
    fail('say "make --roles FILE --pec FILE --date DAY", "refresh --definitions FILE --date DAY" or "names"');
  }
  writeFileSync(values.output, print(after));
  if (values.output === CATALOGUE) {
    await writeNames(after);
  }
  const changes = before ? changesBetween(before, after) : [];
  console.log([...changes, `${after.roles.length} roles, ${changes.length} changes, as of ${after.date}`].join('\n'));
}

async function writeNames(catalogue: RoleCatalogue): Promise<void> {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { $defs: Record<string, object> };
  schema.$defs.role = roleSchema(catalogue);
  writeFileSync(SCHEMA, await format(JSON.stringify(schema), { ...(await resolveConfig(SCHEMA)), filepath: SCHEMA }));
  writeFileSync(NAMES, roleNames(catalogue));
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

void main();
