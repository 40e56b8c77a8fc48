import { isGuid } from '../azure';
import type { LiveDelegation } from '../azure-live';
import { type DeclaredDelegation, EarnsBy } from '../readiness';
import { LiveEarning, LiveVerdict } from '../reports';
import { proofOfAbsence } from './absence';
import { cover } from './actions';
import { automationRoles } from './authorizations';
import { compare, groupsOf, matching } from './comparison';
import { earningAt, earningOfRoles } from './earning';
import { finding, roleName, scopeName } from './finding';
import { type Judgement, notChecked, unseenReason, wasRead } from './judgement';
import type { Knowledge } from './knowledge';
import { isAccess, type SubscriptionObservation, UNSEEN } from './observations';

/**
 * Judges a delegation of a customer who has not left.
 *
 * @param customerTenantId the declared tenant of the customer, if known
 */
export function judgeActive(
  declared: DeclaredDelegation,
  customerTenantId: string | undefined,
  knowledge: Knowledge,
): Judgement {
  if (declared.earnsBy === EarnsBy.POLICY) {
    return notChecked('a policy of a management group delegates, and nobody names its subscriptions');
  }
  if (!isPinned(declared)) {
    return notChecked('only Terraform knows some of its ids; pin them as constants');
  }
  const observed = knowledge.observed(declared);
  const matched = matching(declared, observed.delegations);
  if (matched.length > 0) {
    return found(declared, matched, customerTenantId, knowledge);
  }
  if (declared.earnsBy !== EarnsBy.DELEGATION) {
    return notChecked(`it earns by other means (${declared.earnsBy}), and nothing was read`);
  }
  if (wasRead(declared, observed)) {
    return missing(declared, knowledge, 'its scope could be read, and it is not there');
  }
  const access = observed.access.filter(({ principalId }) => principalId === automationOf(declared));
  if (access.length > 0 && access.every(isAccess)) {
    return accessOnly(declared, observed, knowledge);
  }
  const proof = proofOfAbsence(declared, knowledge, declared);
  return proof === undefined
    ? {
        verdict: LiveVerdict.NOT_VISIBLE,
        stillEarns: LiveEarning.UNKNOWN,
        findings: [finding('delegation-visible', declared.offer, null, unseenReason(observed))],
      }
    : missing(declared, knowledge, proof);
}

/**
 * Whether live delegations of a subscription are all that was declared, so that nobody has to ask again; nor of what only
 * Terraform knows, which is not compared.
 */
export function isSettled(
  declared: DeclaredDelegation,
  customerTenantId: string | undefined,
  delegations: readonly LiveDelegation[],
): boolean {
  if (!isPinned(declared)) {
    return true;
  }
  const matched = matching(declared, delegations);
  if (matched.length === 0) {
    return false;
  }
  const { differences, unread } = compare(declared, matched, customerTenantId, UNSEEN);
  return differences.length + unread.length === 0;
}

/** Whether every id is known, and none stands for a reference. */
function isPinned({ subscriptionId, managingTenantId, definitionId, authorizations }: DeclaredDelegation): boolean {
  const ids = authorizations.flatMap(({ principalId, roleId }) => [principalId, roleId]);
  return [subscriptionId, managingTenantId, ...(definitionId === undefined ? [] : [definitionId]), ...ids].every(
    isGuid,
  );
}

function found(
  declared: DeclaredDelegation,
  matched: readonly LiveDelegation[],
  customerTenantId: string | undefined,
  knowledge: Knowledge,
): Judgement {
  const observed = knowledge.observed(declared);
  const { differences, unread } = compare(declared, matched, customerTenantId, observed);
  const unseen =
    unread.length > 0
      ? [finding('delegation-visible', scopeName(unread), null, `nobody could read ${scopeName(unread)}`)]
      : [];
  const earns = earningAt(observed.delegations, knowledge.earnersOf(declared), groupsOf(declared));
  return {
    verdict:
      differences.length > 0
        ? LiveVerdict.DIFFERS
        : unseen.length > 0
          ? LiveVerdict.NOT_VISIBLE
          : LiveVerdict.AS_DECLARED,
    // What was not read may earn.
    stillEarns: unseen.length > 0 && earns === LiveEarning.DOES_NOT_EARN ? LiveEarning.UNKNOWN : earns,
    findings: [...differences, ...unseen],
    matched,
  };
}

function missing(declared: DeclaredDelegation, knowledge: Knowledge, reason: string): Judgement {
  const { delegations } = knowledge.observed(declared);
  const others = [...new Set(delegations.map(({ definition }) => definition.offer))];
  const live = others.length > 0 ? `other offers: ${others.join(', ')}` : null;
  return {
    verdict: LiveVerdict.MISSING,
    stillEarns: earningAt(delegations, knowledge.earnersOf(declared), groupsOf(declared)),
    findings: [finding('delegation-present', `${declared.offer}, ${scopeName(declared.resourceGroups)}`, live, reason)],
  };
}

/** PEC-Automation may do something there: whether that is all that its roles allow, Azure has to say as well. */
function accessOnly(
  declared: DeclaredDelegation,
  { access }: SubscriptionObservation,
  knowledge: Knowledge,
): Judgement {
  const held = access
    .filter(({ principalId }) => principalId === automationOf(declared))
    .flatMap(({ answer }) => ('permissions' in answer ? answer.permissions : []));
  const roles = automationRoles(declared);
  const allowed = roles.flatMap(role => knowledge.observations.roles.get(role) ?? []);
  const isKnown = roles.length > 0 && roles.every(role => knowledge.observations.roles.has(role));
  const names = roles.map(roleName).join(', ');
  const actions = [...new Set(held.flatMap(permission => permission.actions))].sort().join(', ');
  const said = (live: string, reason: string) => [finding('automation-access', names, live, reason)];
  if (!isKnown) {
    const reason = 'PEC-Automation has access; what its role allows could not be read, so compare the actions yourself';
    return { verdict: LiveVerdict.ACCESS_ONLY, stillEarns: LiveEarning.UNKNOWN, findings: said(actions, reason) };
  }
  if (!cover(held, allowed)) {
    const reason = `PEC-Automation may do less than ${names} allows`;
    return { verdict: LiveVerdict.DIFFERS, stillEarns: LiveEarning.UNKNOWN, findings: said(actions, reason) };
  }
  const reason = 'PEC-Automation has the access; the delegation itself was not read';
  return { verdict: LiveVerdict.ACCESS_ONLY, stillEarns: earningOfRoles(roles), findings: said(names, reason) };
}

function automationOf({ automation }: DeclaredDelegation): string | undefined {
  return automation?.principalId.toLowerCase();
}
