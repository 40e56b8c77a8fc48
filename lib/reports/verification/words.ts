import { clipped } from '../../text';
import { count, figure, plain } from '../words';
import {
  LiveVerdict,
  type UndeclaredDelegation,
  type VerificationContent,
  type VerificationFinding,
  type VerifiedSubscription,
} from './document';

/** What people call the verdicts. */
export const LIVE_VERDICT_NAMES: Record<LiveVerdict, string> = {
  [LiveVerdict.MISSING]: 'Missing',
  [LiveVerdict.DIFFERS]: 'Differs',
  [LiveVerdict.NOT_VISIBLE]: 'Not visible',
  [LiveVerdict.ACCESS_ONLY]: 'Access only',
  [LiveVerdict.NOT_CHECKED]: 'Not checked',
  [LiveVerdict.AS_DECLARED]: 'As declared',
  [LiveVerdict.GONE]: 'Gone',
};

/** The verdicts by which something is known to be wrong. */
export const FAULTS: readonly LiveVerdict[] = [LiveVerdict.MISSING, LiveVerdict.DIFFERS];

/** The verdicts of customers whom somebody has to look at. */
export const NEEDS_A_LOOK: readonly LiveVerdict[] = [...FAULTS, LiveVerdict.NOT_VISIBLE];

/** The widest text of a line: nobody's name may push everybody else out of sight. */
const WIDEST = 60;

/** A text of others in a line. */
export function brief(text: string): string {
  return clipped(plain(text), WIDEST);
}

/** What a fault of the identity means, which no list of customers shows; undefined if there is none. */
export function riskOf({ identity }: Pick<VerificationContent, 'identity'>): string | undefined {
  return FAULTS.includes(identity.verdict)
    ? 'Every customer that earns by this principal is at risk, whatever its delegation says.'
    : undefined;
}

/** The totals in one sentence. */
export function summaryOf({ customers, undeclared }: Pick<VerificationContent, 'customers' | 'undeclared'>): string {
  const counts = Object.values(LiveVerdict)
    .map(verdict => [verdict, customers.filter(customer => customer.verdict === verdict).length] as const)
    .filter(([, number]) => number > 0)
    .map(([verdict, number]) => `${figure(number)} ${LIVE_VERDICT_NAMES[verdict].toLowerCase()}`);
  const unknown = undeclared.length > 0 ? `; ${count(undeclared.length, 'undeclared delegation')}` : '';
  return `${count(customers.length, 'customer')}: ${counts.join(', ') || 'none'}${unknown}.`;
}

/** A scope in a line. */
export function scopeOf({
  subscriptionId,
  resourceGroups,
}: Pick<VerifiedSubscription | UndeclaredDelegation, 'subscriptionId' | 'resourceGroups'>): string {
  return resourceGroups.length === 0
    ? brief(subscriptionId)
    : `${brief(subscriptionId)} (${brief(resourceGroups.join(', '))})`;
}

/** Who changed a delegation, in a clause; undefined where nobody knows. */
export function changeOf({ change }: VerifiedSubscription): string | undefined {
  return change === null
    ? undefined
    : `${change.operation} on ${change.time} by ${change.caller || 'somebody unnamed'}`;
}

/** What of a finding stands beside its reason. */
export function sidesOf({ declared, live }: VerificationFinding): [name: string, value: string][] {
  return [
    ...(declared === null ? [] : [['declared', declared] satisfies [string, string]]),
    ...(live === null ? [] : [['live', live] satisfies [string, string]]),
  ];
}
