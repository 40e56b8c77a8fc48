import type { LiveDelegation } from '../azure-live';
import { type FormerDelegation } from '../readiness';
import { LiveEarning, LiveVerdict, type VerifiedSubscription } from '../reports';
import { groupsOf } from './comparison';
import { finding } from './finding';
import type { SubscriptionObservation } from './observations';

/** What is said of one delegation. */
export type Judgement = Pick<VerifiedSubscription, 'verdict' | 'stillEarns' | 'findings'> & {
  /** The live delegations that are it, where they were seen. */
  readonly matched?: readonly LiveDelegation[];
};

/** Whether everything that was declared would have been seen, if it were there. */
export function wasRead(declared: FormerDelegation, { isRead, groupsRead }: SubscriptionObservation): boolean {
  const groups = groupsOf(declared);
  return isRead || (groups.length > 0 && groups.every(group => groupsRead.has(group)));
}

/** Why nothing was seen. */
export function unseenReason({ refused }: SubscriptionObservation): string {
  return `nobody who is signed in could read it${refused === undefined ? '' : ` (${refused})`}`;
}

/** Nothing was read, and nothing had to be. */
export function notChecked(reason: string): Judgement {
  return {
    verdict: LiveVerdict.NOT_CHECKED,
    stillEarns: LiveEarning.UNKNOWN,
    findings: [{ ...finding('delegation-visible', null, null, reason), cure: '' }],
  };
}
