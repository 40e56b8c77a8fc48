/** What scripts/built-in-roles.ts reads and writes, without the files: so that it can be tested. */
import type { RoleCatalogue, RoleFacts } from '../lib/azure/role-catalogue';
import { LighthouseSupport, PartnerEarnedCreditEligibility } from '../lib/azure/role-catalogue';

const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const USER_ACCESS_ADMINISTRATOR = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';

/** https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles#role-support-for-azure-lighthouse */
const RESTRICTED_ACTIONS = [
  '*',
  '*/write',
  '*/delete',
  'roleAssignments/write',
  'roleAssignments/delete',
  'roleDefinitions/write',
  'roleDefinitions/delete',
  'classicAdministrators/write',
  'classicAdministrators/delete',
  'locks/write',
  'locks/delete',
  'denyAssignments/write',
  'denyAssignments/delete',
].map(action => `Microsoft.Authorization/${action}`);

const PEC_SOURCE =
  'https://learn.microsoft.com/partner-center/billing/azure-roles-perms-pec (ms.date 2022-11-08): partner earned credit';
const LIGHTHOUSE_SOURCE =
  'https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles (ms.date 2026-04-06): Lighthouse support';

const NAMES_SOURCE =
  'Former names: every version of theMichaelB/Azure-Role-Definition-History roles/ (2020-04-23 to 2021-04-23) and of ' +
  'iann0036/iam-dataset azure/built-in-roles-raw.json (2021-11-20 to 2026-08-22)';

/** One role of `az role definition list -o json`. */
interface AzureRoleDefinition {
  readonly name: string;
  readonly roleName: string;
  readonly roleType: string;
  readonly permissions: readonly {
    readonly actions?: readonly string[];
    readonly dataActions?: readonly string[];
    readonly notDataActions?: readonly string[];
  }[];
}

/** The catalogue from the two tables. */
export function fromTables(roles: string, partnerEarnedCredit: string, date: string): RoleCatalogue {
  const listed = new Map(rows(partnerEarnedCredit).map(row => [row.role_id.toLowerCase(), row]));
  const known = rows(roles).map(row => {
    const id = row.role_id.toLowerCase();
    const page = listed.get(id);
    listed.delete(id);
    return role({
      id,
      name: row.name,
      formerNames: formerNames(row.name, [page?.role_name, ...(row.former_names ?? '').split(';')]),
      dataActions: row.has_data_actions === 'yes' || row.has_not_data_actions === 'yes',
      restrictedActions: row.restricted_actions === '' ? [] : row.restricted_actions.split(';'),
      includesReader: row.includes_reader === 'yes',
      partnerEarnedCredit: eligibility(page?.pec_eligible),
    });
  });
  const retired = [...listed.values()].map(row => ({
    id: row.role_id.toLowerCase(),
    name: row.role_name,
    lighthouse: LighthouseSupport.UNKNOWN,
    partnerEarnedCredit: eligibility(row.pec_eligible),
  }));
  return {
    date,
    sources: [
      `Azure's built-in role definitions of ${date}, by way of iann0036/iam-dataset azure/built-in-roles-raw.json`,
      LIGHTHOUSE_SOURCE,
      PEC_SOURCE,
      NAMES_SOURCE,
    ],
    roles: known.sort(byName),
    retired: retired.sort(byName),
  };
}

/** The catalogue from Azure's own answer, with what Partner Center says taken from the catalogue before. */
export function fromAzure(definitions: string, before: RoleCatalogue, date: string): RoleCatalogue {
  const earlier = new Map([...before.roles, ...before.retired].map(facts => [facts.id, facts]));
  const builtIn = (JSON.parse(definitions) as AzureRoleDefinition[]).filter(
    definition => definition.roleType === 'BuiltInRole',
  );
  const roles = builtIn.map(definition => {
    const id = definition.name.toLowerCase();
    const was = earlier.get(id);
    earlier.delete(id);
    return role({
      id,
      name: definition.roleName,
      formerNames: formerNames(definition.roleName, [...(was?.formerNames ?? []), was?.name]),
      dataActions: definition.permissions.some(
        permission => (permission.dataActions ?? []).length + (permission.notDataActions ?? []).length > 0,
      ),
      restrictedActions: definition.permissions.flatMap(permission => (permission.actions ?? []).filter(isRestricted)),
      includesReader: definition.permissions.some(permission => (permission.actions ?? []).some(readsEverything)),
      partnerEarnedCredit: was?.partnerEarnedCredit ?? PartnerEarnedCreditEligibility.UNLISTED,
    });
  });
  return {
    date,
    sources: [`az role definition list of ${date}`, LIGHTHOUSE_SOURCE, PEC_SOURCE, NAMES_SOURCE],
    roles: roles.sort(byName),
    retired: [...earlier.values()]
      .filter(facts => facts.partnerEarnedCredit !== String(PartnerEarnedCreditEligibility.UNLISTED))
      .map(facts => ({
        id: facts.id,
        name: facts.name,
        lighthouse: LighthouseSupport.UNKNOWN,
        partnerEarnedCredit: facts.partnerEarnedCredit,
      }))
      .sort(byName),
  };
}

/** What changed, a line for each role and property. */
export function changesBetween(before: RoleCatalogue, after: RoleCatalogue): string[] {
  const earlier = new Map(before.roles.map(facts => [facts.id, facts]));
  const changes: string[] = [];
  for (const now of after.roles) {
    const was = earlier.get(now.id);
    earlier.delete(now.id);
    if (!was) {
      changes.push(`added    ${now.name} (${now.id}): ${now.lighthouse}, ${now.partnerEarnedCredit}`);
      continue;
    }
    for (const property of ['name', 'lighthouse', 'partnerEarnedCredit'] as const) {
      if (was[property] !== now[property]) {
        changes.push(`changed  ${now.name} (${now.id}): ${property} ${was[property]} -> ${now[property]}`);
      }
    }
  }
  for (const gone of earlier.values()) {
    changes.push(`removed  ${gone.name} (${gone.id})`);
  }
  return changes;
}

/** JSON with one role a line, so that a refresh reads well as a diff. */
export function print(catalogue: RoleCatalogue): string {
  const lines = (roles: readonly RoleFacts[]) => roles.map(facts => `    ${JSON.stringify(facts)}`).join(',\n');
  return [
    '{',
    `  "date": ${JSON.stringify(catalogue.date)},`,
    `  "sources": ${JSON.stringify(catalogue.sources, undefined, 2).replaceAll('\n', '\n  ')},`,
    `  "roles": [\n${lines(catalogue.roles)}\n  ],`,
    `  "retired": [\n${lines(catalogue.retired)}\n  ]`,
    '}\n',
  ].join('\n');
}

function role(facts: {
  id: string;
  name: string;
  formerNames: string[];
  dataActions: boolean;
  restrictedActions: string[];
  includesReader: boolean;
  partnerEarnedCredit: string;
}): RoleFacts {
  const lighthouse = lighthouseSupport(facts.id, facts.dataActions, facts.restrictedActions);
  return {
    id: facts.id,
    name: facts.name,
    ...(facts.formerNames.length > 0 && { formerNames: facts.formerNames }),
    lighthouse,
    ...(lighthouse === LighthouseSupport.RESTRICTED_ACTIONS && {
      restrictedActions: [...new Set(facts.restrictedActions)].sort(),
    }),
    ...(facts.includesReader && { includesReader: true }),
    partnerEarnedCredit: facts.partnerEarnedCredit,
  };
}

/** Each once; neither nothing nor the name that the role has now. */
function formerNames(name: string, names: (string | undefined)[]): string[] {
  return [...new Set(names)].filter(
    (former): former is string => former !== undefined && former !== '' && former !== name,
  );
}

function lighthouseSupport(id: string, dataActions: boolean, restrictedActions: string[]): LighthouseSupport {
  if (id === OWNER) {
    return LighthouseSupport.OWNER;
  }
  if (id === USER_ACCESS_ADMINISTRATOR) {
    return LighthouseSupport.DELEGATED_ROLES_ONLY;
  }
  if (dataActions) {
    return LighthouseSupport.DATA_ACTIONS;
  }
  return restrictedActions.length > 0 ? LighthouseSupport.RESTRICTED_ACTIONS : LighthouseSupport.SUPPORTED;
}

function isRestricted(action: string): boolean {
  return RESTRICTED_ACTIONS.some(restricted => restricted.toLowerCase() === action.toLowerCase());
}

function readsEverything(action: string): boolean {
  return action === '*' || action.toLowerCase() === '*/read';
}

function eligibility(column: string | undefined): PartnerEarnedCreditEligibility {
  if (column === undefined) {
    return PartnerEarnedCreditEligibility.UNLISTED;
  }
  return column === 'yes' ? PartnerEarnedCreditEligibility.EARNS : PartnerEarnedCreditEligibility.DOES_NOT_EARN;
}

function rows(table: string): Record<string, string>[] {
  const [heading, ...lines] = table.split(/\r?\n/).filter(line => line !== '');
  const columns = heading.split('\t');
  return lines.map(line => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
