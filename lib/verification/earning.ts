import { AzureBuiltInRole, PartnerEarnedCreditEligibility } from '../azure';
import type { LiveDelegation } from '../azure-live';
import { LiveEarning } from '../reports';

const FAILED = new Set(['failed', 'canceled', 'deleting', 'deleted']);

/** Whether Azure has given up on a delegation, or is taking it away: then it gives no access. */
export function hasFailed({ provisioningState, definition }: LiveDelegation): boolean {
  return [provisioningState, definition.provisioningState].some(state => FAILED.has(state.toLowerCase()));
}

/** Whether roles earn: one that does is enough. */
export function earningOfRoles(roleIds: readonly string[]): LiveEarning {
  const eligibilities = roleIds.map(id => AzureBuiltInRole.of(id).partnerEarnedCredit);
  if (eligibilities.includes(PartnerEarnedCreditEligibility.EARNS)) {
    return LiveEarning.EARNS;
  }
  return eligibilities.includes(PartnerEarnedCreditEligibility.UNLISTED)
    ? LiveEarning.UNKNOWN
    : LiveEarning.DOES_NOT_EARN;
}

/**
 * Whether delegations of a subscription make all of a scope earn.
 *
 * @param principals whoever earns, in lower case
 * @param resourceGroups in lower case; none means the whole subscription
 */
export function earningAt(
  delegations: readonly LiveDelegation[],
  principals: ReadonlySet<string>,
  resourceGroups: readonly string[],
): LiveEarning {
  const earning = delegations.map(delegation => ({
    resourceGroup: delegation.resourceGroup,
    earns: hasFailed(delegation) ? LiveEarning.DOES_NOT_EARN : earningOfRoles(rolesOf(delegation, principals)),
  }));
  const isCovered = (verdicts: readonly LiveEarning[]) => {
    const scopes = earning.filter(({ earns }) => verdicts.includes(earns)).map(({ resourceGroup }) => resourceGroup);
    return (
      scopes.includes(undefined) || (resourceGroups.length > 0 && resourceGroups.every(group => scopes.includes(group)))
    );
  };
  if (isCovered([LiveEarning.EARNS])) {
    return LiveEarning.EARNS;
  }
  return isCovered([LiveEarning.EARNS, LiveEarning.UNKNOWN]) ? LiveEarning.UNKNOWN : LiveEarning.DOES_NOT_EARN;
}

/** The roles that principals hold permanently. */
function rolesOf({ definition }: LiveDelegation, principals: ReadonlySet<string>): string[] {
  return definition.authorizations
    .filter(({ principalId, isPermanent }) => isPermanent && principals.has(principalId))
    .map(({ roleId }) => roleId);
}
