/**
 * Makes lib/azure/built-in-roles.json, and refreshes it.
 *
 *   npm run roles -- make --roles ROLES.tsv --pec PEC.tsv --date 2026-08-22
 *   az role definition list -o json > roles.json
 *   npm run roles -- refresh --definitions roles.json --date 2026-11-22
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
import { changesBetween, fromAzure, fromTables, print } from './role-tables';

const CATALOGUE = join(__dirname, '..', 'lib', 'azure', 'built-in-roles.json');

function main(): void {
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
    fail('say "make --roles FILE --pec FILE --date DAY" or "refresh --definitions FILE --date DAY"');
  }
  writeFileSync(values.output, print(after));
  const changes = before ? changesBetween(before, after) : [];
  console.log([...changes, `${after.roles.length} roles, ${changes.length} changes, as of ${after.date}`].join('\n'));
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

main();
