import { type Authorization, type Delegation, Onboarding } from '../../lighthouse';
import type { ILinkedAccount } from '../../principals';
import { lowerCaseGuid } from '../../terraform';

/** The authorizations of a delegation that the earning principal has, itself or through a group it belongs to. */
export function holdingsOf({ principal, authorizations }: Delegation): Authorization[] {
  return holdingsIn(authorizations, principal);
}

/** The authorizations of a list that a principal has, itself or through a group it belongs to. */
export function holdingsIn(
  authorizations: readonly Authorization[],
  principal: ILinkedAccount | undefined,
): Authorization[] {
  if (!principal) {
    return [];
  }
  const ids = [principal.principalId, ...(principal.memberOf ?? [])].map(lowerCaseGuid);
  return authorizations.filter(authorization => ids.includes(authorization.principal.id));
}

/** What to call the earning principal: where nothing is added to a delegation, it need not be PEC-Automation. */
export function principalName({ onboarding }: { readonly onboarding: Onboarding }): string {
  return onboarding === Onboarding.EXISTING ? 'the linked account' : 'PEC-Automation';
}
