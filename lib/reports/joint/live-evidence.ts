import type { ConfirmationDocument, LossCause, SubscriptionLoss } from '../confirmation/confirmation-document';
import {
  type DelegationChange,
  LiveVerdict,
  type VerificationContent,
  type VerifiedSubscription,
} from '../verification/document';

/** The causes that a delegation can have to do with: something earned on other days, or nothing ever did. */
const OF_ACCESS: readonly LossCause[] = ['everyone', 'no-longer', 'gap', 'never', 'not-yet'];

/**
 * A confirmation, in which each loss says what verification saw of the delegation at that time.
 *
 * @param isOld whether the verification is of another declaration than the one that it stands beside
 */
export function withLiveEvidence(
  confirmation: ConfirmationDocument,
  verification: VerificationContent,
  isOld: boolean,
): ConfirmationDocument {
  const verified = new Map(verification.customers.map(({ key, subscriptions }) => [key, subscriptions]));
  const { verifiedAt, readinessSha256 } = verification;
  const evidenceOf = (key: string, subscriptionId: string, loss: SubscriptionLoss): string | undefined => {
    const entries = (verified.get(key) ?? []).filter(
      entry => entry.subscriptionId.toLowerCase() === subscriptionId.toLowerCase(),
    );
    const seen = OF_ACCESS.includes(loss.cause) ? entries.flatMap(entry => sightOf(entry, loss, verifiedAt) ?? []) : [];
    return seen.length === 0 ? undefined : `${seen.join('; ')}${isOld ? ' (compared with another declaration)' : ''}`;
  };
  return {
    ...confirmation,
    verification: { verifiedAt, readinessSha256 },
    customers: confirmation.customers.map(customer => ({
      ...customer,
      subscriptions: customer.subscriptions.map(subscription => ({
        ...subscription,
        losses: subscription.losses.map(loss => ({
          ...loss,
          live: evidenceOf(customer.key, subscription.subscriptionId, loss),
        })),
      })),
    })),
  };
}

/** What was seen of a delegation, beside the days of a loss; undefined if that says nothing about them. */
function sightOf(entry: VerifiedSubscription, loss: SubscriptionLoss, verifiedAt: string): string | undefined {
  const { change, verdict, seen, findings } = entry;
  const asked = dayOf(verifiedAt);
  if (change !== null) {
    return changeBeside(change, loss);
  }
  switch (verdict) {
    case LiveVerdict.MISSING: {
      const last = seen === null ? '' : `; it was last seen on ${dayOf(seen.last)}`;
      return `Azure had no delegation on ${asked}${last}`;
    }
    case LiveVerdict.DIFFERS:
      return `on ${asked} Azure had it otherwise than declared: ${findings.map(({ reason }) => reason).join('; ')}`;
    case LiveVerdict.AS_DECLARED:
    case LiveVerdict.ACCESS_ONLY:
      return seen !== null && dayOf(seen.first) <= loss.from && dayOf(seen.last) >= loss.to
        ? `Azure had the delegation from ${dayOf(seen.first)} to ${dayOf(seen.last)}, so look at link, role and agreement`
        : `Azure had the delegation on ${asked}; nobody looked ${daysOf(loss)}`;
    default:
      return undefined;
  }
}

function daysOf({ from, to }: SubscriptionLoss): string {
  return from === to ? `on ${from}` : `between ${from} and ${to}`;
}

function changeBeside({ time, operation, caller }: DelegationChange, { from, to }: SubscriptionLoss): string {
  const day = dayOf(time);
  const what = operation === 'unregister' ? 'removed' : 'made or changed';
  const fits = dayBefore(from) <= day && day <= to;
  const who = caller === '' ? 'by somebody unnamed' : `by ${caller}`;
  return `the delegation was ${what} on ${day} ${who}, ${fits ? 'which fits' : 'which does not fit these days'}`;
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** Access has to stand all day, so what ends in the course of a day is lost on that day or on the next. */
function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return dayOf(date.toISOString());
}
