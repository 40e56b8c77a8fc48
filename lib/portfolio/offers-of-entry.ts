import type { FaultKey } from '../declaration';
import { type LighthouseOffer, Onboarding } from '../lighthouse';
import {
  onboardingOf,
  type PortfolioContext,
  type PortfolioEntry,
  type PortfolioOffer,
  type PortfolioSubscription,
} from './portfolio-entry';

/** An offer of an entry with its subscriptions, whether the entry has one offer or several. */
export interface OfferOfEntry {
  /** The name that the entry gives, or that of the only offer; undefined if the delegation exists already. */
  readonly name?: string;
  /** The offer of that name, if there is one. */
  readonly offer?: LighthouseOffer;
  readonly subscriptions?: readonly PortfolioSubscription[];
  readonly automation?: boolean;
  /** Where in the entry name and subscriptions are: empty, or `['offers', 1]`. */
  readonly path: FaultKey[];
}

type Offers = PortfolioContext['offers'];

/** What an entry delegates by which offer. One that lists several names each; one that has one need not name the only. */
export function offersOfEntry(entry: PortfolioEntry, { offers }: { readonly offers: Offers }): OfferOfEntry[] {
  const { offer = onlyNameIn(offers), subscriptions } = entry;
  return entry.offers === undefined
    ? [{ ...namedOffer(entry, offer, offers), subscriptions, path: [] }]
    : entry.offers.map((given: Partial<PortfolioOffer> | undefined, i) => ({
        ...namedOffer(entry, given?.offer, offers),
        subscriptions: given?.subscriptions,
        automation: given?.automation,
        path: ['offers', i],
      }));
}

function namedOffer(
  entry: PortfolioEntry,
  name: string | undefined,
  offers: Offers,
): Pick<OfferOfEntry, 'name' | 'offer'> {
  const isKnown = name !== undefined && Object.hasOwn(offers, name);
  return onboardingOf(entry) === Onboarding.EXISTING ? {} : { name, offer: isKnown ? offers[name] : undefined };
}

function onlyNameIn(offers: Offers): string | undefined {
  const names = Object.keys(offers);
  return names.length === 1 ? names[0] : undefined;
}
