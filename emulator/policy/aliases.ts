import type { JsonObject } from '../server/json';

const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions';
const ELIGIBLE = 'eligibleAuthorizations[*]';
const ACTIVATION = `${ELIGIBLE}.justInTimeAccessPolicy`;

/**
 * What policies can read of a registration definition; nearly half of it since February 2025 only.
 *
 * @see https://github.com/maciejporebski/azure-policy-aliases/blob/main/aliases/Microsoft.ManagedServices/registrationDefinitions.md
 */
const ALIASES = [
  'authorizations',
  'authorizations[*]',
  'authorizations[*].delegatedRoleDefinitionIds',
  'authorizations[*].delegatedRoleDefinitionIds[*]',
  'authorizations[*].principalId',
  'authorizations[*].principalIdDisplayName',
  'authorizations[*].roleDefinitionId',
  'description',
  'eligibleAuthorizations',
  ELIGIBLE,
  ACTIVATION,
  `${ACTIVATION}.managedByTenantApprovers`,
  `${ACTIVATION}.managedByTenantApprovers[*]`,
  `${ACTIVATION}.managedByTenantApprovers[*].principalId`,
  `${ACTIVATION}.managedByTenantApprovers[*].principalIdDisplayName`,
  `${ACTIVATION}.maximumActivationDuration`,
  `${ACTIVATION}.multiFactorAuthProvider`,
  `${ELIGIBLE}.principalId`,
  `${ELIGIBLE}.principalIdDisplayName`,
  `${ELIGIBLE}.roleDefinitionId`,
  'managedByTenantId',
  'managedByTenantName',
  'manageeTenantId',
  'manageeTenantName',
  'provisioningState',
  'registrationDefinitionName',
].map(alias => `${DEFINITIONS}/${alias}`);

/** Fields that every resource has. */
const GENERAL = ['id', 'name', 'type'];

/** Whether a condition can ask for a field. */
export function isKnownField(field: string): boolean {
  return GENERAL.includes(field) || ALIASES.includes(field);
}

/** One way through the arrays of a resource: the position in each `[*]` of an alias, by the alias up to there. */
export type Positions = Readonly<Record<string, number>>;

/** A value that an alias selects, and where it stands. */
export interface Selected {
  readonly value: unknown;
  readonly positions: Positions;
}

/**
 * The values that an alias selects. Where a count has arrived at a member of an array, that member only.
 *
 * @see https://learn.microsoft.com/azure/governance/policy/how-to/author-policies-for-arrays
 */
export function select(alias: string, resource: JsonObject, counted: Positions): Selected[] {
  if (GENERAL.includes(alias)) {
    return [{ value: resource[alias], positions: counted }];
  }
  let prefix = `${DEFINITIONS}/`;
  let selected: Selected[] = [{ value: resource.properties, positions: counted }];
  alias
    .slice(prefix.length)
    .split('.')
    .forEach((segment, i) => {
      const name = segment.replace('[*]', '');
      prefix += `${i === 0 ? '' : '.'}${segment}`;
      selected = selected.map(({ value, positions }) => ({ value: (value as JsonObject | null)?.[name], positions }));
      if (segment.endsWith('[*]')) {
        selected = selected.flatMap(({ value, positions }) => members(prefix, value, positions));
      }
    });
  return selected;
}

function members(prefix: string, array: unknown, positions: Positions): Selected[] {
  return (Array.isArray(array) ? (array as unknown[]) : [])
    .map((value, i) => ({ value, positions: { ...positions, [prefix]: i } }))
    .filter(member => !(prefix in positions) || positions[prefix] === member.positions[prefix]);
}
