import { isDeepStrictEqual } from 'node:util';
import { type AzureBuiltInRole, PartnerEarnedCreditEligibility } from '../../azure';
import { memberOf } from '../../text';
import type { Attributes, ResourceChange } from '../plan/terraform-plan';
import {
  authorizationsIn,
  Credit,
  creditOf,
  isDelegable,
  type PlannedAuthorizations,
  valuesIn,
} from './authorizations';
import type { Guarded } from './guarded';
import type { PlanLoss } from './loss';

/** Who loses a role that earns, and what roles are left. */
interface Withdrawn {
  readonly who: string;
  readonly roles: AzureBuiltInRole[];
}

/**
 * The loss of a principal's permanent role that earns: an update in place, which `prevent_destroy` does not hold back.
 *
 * @param automation the object ids of the principals that earn; empty: whoever holds a role that earns
 */
export function withdrawalOf(
  { address, change }: ResourceChange,
  { kind, name, credit, authorizedIn }: Guarded,
  automation: string[],
): PlanLoss | undefined {
  const { before, after } = change;
  if (authorizedIn === undefined || !before || !after) {
    return undefined;
  }
  const valuesOf = (attributes: Attributes) => authorizedIn.map(attribute => attributes[attribute]);
  const [held, remaining] = [authorizationsIn(valuesOf(before)), authorizationsIn(valuesOf(after))];
  const isComputed = held.isComputed || remaining.isComputed;
  const withdrawn = withdrawnBetween(held, remaining, automation);
  if (withdrawn.length === 0) {
    const mayBeWithdrawn = isComputed && !isDeepStrictEqual(valuesOf(before), valuesOf(after));
    if (
      !mayBeWithdrawn ||
      (automation.length > 0 && automation.every(id => creditIn(remaining, id) === Credit.EARNS))
    ) {
      return undefined;
    }
  }
  const who = withdrawn.map(principal => principal.who).join(', ') || 'whoever the template computes';
  return {
    address,
    kind,
    what: 'is updated in place',
    lost: `the permanent authorization of ${who}, with a role that earns, in ${name}; with it ${credit}`,
    ...(isComputed || isKnownAfterApply(change.after_unknown, authorizedIn) ? UNKNOWN : reasonOf(withdrawn)),
  };
}

const UNKNOWN = {
  why: 'the plan does not know yet who is authorized: an id is known after apply only, or computed',
  cure: 'pin the ids of principals and roles, so that they can be compared',
};

function withdrawnBetween(
  held: PlannedAuthorizations,
  remaining: PlannedAuthorizations,
  automation: string[],
): Withdrawn[] {
  const names = new Map(held.list.map(({ principalId, principalName }) => [principalId, principalName]));
  return [...names].flatMap(([id, name]) => {
    const [before, after] = [rolesIn(held, id), rolesIn(remaining, id)];
    const credit = creditOf(before);
    // What Azure has it has, even if it would not take it again.
    const kept = after.filter(role => isDelegable(role) || before.some(other => other.isSameAs(role)));
    // Of a named principal nothing may be lost that may earn; of others, what earns for sure.
    const counts = automation.length === 0 ? credit === Credit.EARNS : automation.includes(id);
    return counts && creditOf(kept) < credit ? [{ who: name ? `${name} (${id})` : id, roles: after }] : [];
  });
}

function creditIn(authorizations: PlannedAuthorizations, id: string): Credit {
  return creditOf(rolesIn(authorizations, id));
}

function rolesIn({ list }: PlannedAuthorizations, id: string): AzureBuiltInRole[] {
  return list.filter(({ principalId }) => principalId === id).map(({ role }) => role);
}

function isKnownAfterApply(unknown: unknown, attributes: string[]): boolean {
  const isTrue = ([, value]: [string, unknown]) => value === true;
  return attributes.some(name => [...valuesIn(memberOf(unknown, name))].some(isTrue));
}

function reasonOf(withdrawn: Withdrawn[]): Pick<PlanLoss, 'why' | 'cure'> {
  const roles = withdrawn.flatMap(principal => principal.roles);
  return roles.length === 0
    ? {
        why: 'the offer, or the customer, does not declare it any more',
        cure: 'declare it again, permanently: an eligible authorization does not earn',
      }
    : {
        why: `what it holds then is ${[...new Set(roles.map(shortcomingOf))].join(', and ')}`,
        cure: 'keep a role that earns, such as Support Request Contributor',
      };
}

function shortcomingOf(role: AzureBuiltInRole): string {
  if (!role.isKnown) {
    return `${role.id || 'a role'}, which this version of pec does not know`;
  }
  if (!isDelegable(role)) {
    return `${role.name}, which Azure Lighthouse does not delegate`;
  }
  return role.partnerEarnedCredit === PartnerEarnedCreditEligibility.UNLISTED
    ? `${role.name}, which Partner Center does not list`
    : `${role.name}, which Partner Center lists as not eligible`;
}
