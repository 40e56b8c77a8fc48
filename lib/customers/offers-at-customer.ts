import type { FaultKey } from '../declaration';
import { isUnresolved } from '../terraform';
import { type LighthouseOffer, reach } from '../lighthouse';
import type { Customer, CustomerSubscription } from './customer';

/** An offer, and the subscriptions that a customer delegates by it, wherever the declaration says so. */
export interface OfferAtCustomer {
  /** What is delegated to whom; undefined where a delegation exists and is left as it is. */
  readonly offer?: LighthouseOffer;
  readonly subscriptions?: readonly CustomerSubscription[];
  /** Whether PEC-Automation is in it, if the declaration says. */
  readonly automation?: boolean;
  /** Where the declaration has the offer. */
  readonly atOffer: FaultKey[];
  /** Where the declaration has the subscriptions. */
  readonly atSubscriptions: FaultKey[];
}

/** The offers of a customer: those that it lists, or else the one for all its subscriptions. */
export function offersAt({ offers, subscriptions }: Customer, offer: LighthouseOffer | undefined): OfferAtCustomer[] {
  return offers === undefined
    ? [{ offer, subscriptions, atOffer: ['offer'], atSubscriptions: ['customer', 'subscriptions'] }]
    : offers.map((listed, i) => ({
        offer: listed?.offer,
        subscriptions: listed?.subscriptions,
        automation: listed?.automation,
        atOffer: ['customer', 'offers', i, 'offer'],
        atSubscriptions: ['customer', 'offers', i, 'subscriptions'],
      }));
}

/** A subscription in one of the offers that delegate it. */
interface Candidate {
  readonly offer: OfferAtCustomer;
  readonly subscription: CustomerSubscription;
}

/** Which offers PEC-Automation is added to, at which subscriptions. */
export class AutomationPlaces {
  private readonly holders = new Map<string, Candidate[]>();

  constructor(offers: readonly OfferAtCustomer[]) {
    const candidates = new Map<string, Candidate[]>();
    for (const offer of offers) {
      for (const subscription of offer.subscriptions ?? []) {
        const id = knownId(subscription);
        if (id !== undefined) {
          candidates.set(id, [...(candidates.get(id) ?? []), { offer, subscription }]);
        }
      }
    }
    candidates.forEach((ofSubscription, id) => this.holders.set(id, holdersAmong(ofSubscription)));
  }

  /** Whether PEC-Automation is in an offer at a subscription. */
  public includes(offer: OfferAtCustomer, subscription: CustomerSubscription): boolean {
    const id = knownId(subscription);
    // Of a subscription that only Terraform knows, nobody can say whether another offer delegates it as well.
    return id === undefined
      ? offer.automation !== false
      : (this.holders.get(id) ?? []).some(holder => holder.offer === offer && holder.subscription === subscription);
  }
}

/**
 * An offer that does not say gets PEC-Automation unless others that have it delegate as much: a whole subscription needs
 * one, resource groups one each. So the offer of the most groups comes before those of some of them.
 */
function holdersAmong(candidates: readonly Candidate[]): Candidate[] {
  const silent = candidates.filter(({ offer }) => offer.automation === undefined);
  const holders = candidates.filter(({ offer }) => offer.automation === true);
  const groups = silent
    .filter(candidate => !isWhole(candidate))
    .sort((one, other) => scopeOf(other).length - scopeOf(one).length);
  for (const candidate of silent.filter(isWhole)) {
    if (!holders.some(isWhole)) {
      holders.push(candidate);
    }
  }
  for (const candidate of groups) {
    if (
      !reach(
        holders.map(({ subscription }) => subscription),
        scopeOf(candidate),
      )
    ) {
      holders.push(candidate);
    }
  }
  return holders;
}

function isWhole(candidate: Candidate): boolean {
  return scopeOf(candidate).length === 0;
}

function scopeOf({ subscription }: Candidate): readonly string[] {
  return subscription.resourceGroups ?? [];
}

/** The id of a subscription that may be malformed; undefined if it cannot be compared. */
export function knownId(subscription: CustomerSubscription | undefined): string | undefined {
  const id: unknown = subscription?.id;
  return typeof id === 'string' && !isUnresolved(id) ? id.toLowerCase() : undefined;
}
