import { AzureBuiltInRole } from '../azure';
import type { LiveAuthorization, LiveDelegation } from '../azure-live';
import type { Sight } from '../reports';

/**
 * Roles that are known to read delegations, and can be delegated. There may be more.
 *
 * @see iann0036/iam-dataset, azure/built-in-roles-raw.json (2026-08-22): `Microsoft.ManagedServices/registrationAssignments/read`
 */
const READING_ROLES = new Set(
  [
    AzureBuiltInRole.READER,
    AzureBuiltInRole.CONTRIBUTOR,
    AzureBuiltInRole.MONITORING_READER,
    AzureBuiltInRole.MONITORING_CONTRIBUTOR,
    AzureBuiltInRole.of('Managed Application Operator Role'),
    AzureBuiltInRole.of('Resource Policy Contributor'),
  ].map(({ id }) => id),
);

/** The permanent authorizations of delegations, by which somebody could see them. */
export function sightsOf(delegations: readonly LiveDelegation[]): Sight[] {
  const sights = delegations.flatMap(({ definition }) =>
    definition.authorizations.filter(({ isPermanent }) => isPermanent).map(sightOf),
  );
  return [...new Set(sights)].sort();
}

/**
 * The authorizations of a delegation by one of which its reader must see it.
 *
 * If the reader itself holds a role that reads, it is that one. Else it may be any, because nobody here knows the reader's
 * groups: but not one of a principal that earns, which is somebody else.
 *
 * @param earning the principals that earn, in lower case
 */
export function waysToSee(
  { definition }: LiveDelegation,
  readerId: string,
  earning: ReadonlySet<string>,
): ReadonlySet<Sight> {
  const own = definition.authorizations.filter(
    ({ principalId, roleId, isPermanent }) => principalId === readerId && isPermanent && READING_ROLES.has(roleId),
  );
  const others = definition.authorizations.filter(
    ({ principalId }) => principalId === readerId || !earning.has(principalId),
  );
  return new Set((own.length > 0 ? own : others).map(sightOf));
}

function sightOf({ principalId, roleId }: LiveAuthorization): Sight {
  return `${principalId} ${roleId}`;
}
