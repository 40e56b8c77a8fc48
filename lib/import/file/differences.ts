import type { PortfolioSubscription } from '../../portfolio';
import { shown } from '../../text';
import type { FoundCustomer, FoundSubscription } from '../found/found-customer';
import { type KnownEntry, lowerCase, subscriptionsOf } from './known-entries';

/** What a reader should know of an entry that was found again. */
export interface Differences {
  readonly notes: readonly string[];
  /** The ids of the subscriptions that were not found. */
  readonly gone: ReadonlySet<string>;
}

/**
 * What differs and is left to people: where it decides over delegations, which is status, wave, offer and resource groups,
 * and where they may have written it themselves, which is notes and tags.
 */
export function differencesOf({ entry: found, subscriptions }: FoundCustomer, known: KnownEntry): Differences {
  const { entry } = known;
  const notes: string[] = [];
  const gone = new Set<string>();
  const properties = (['status', 'ring', 'offer', 'notes'] as const).filter(
    property => property !== 'offer' || entry.offers === undefined,
  );
  const compared = [
    ...properties.map(property => [property, found[property], entry[property]] as const),
    ...Object.entries(found.tags ?? {}).map(
      ([tag, text]) => [`the tag ${shown(tag)}`, text, entry.tags?.[tag]] as const,
    ),
  ];
  for (const [what, now, present] of compared) {
    if (now !== undefined && now !== present) {
      const before = present === undefined ? 'has none' : `says ${shown(present)}`;
      notes.push(`${entry.key}: ${what} is ${shown(now)} now, and the file ${before}; change it if that is meant`);
    }
  }
  const listed = new Map(subscriptions.map(each => [each.entry.id, each] as const));
  for (const present of subscriptionsOf(known)) {
    const now = listed.get(lowerCase(present.id));
    if (now === undefined && listed.size > 0) {
      gone.add(present.id);
    } else if (now?.isDeclared === undefined && now !== undefined) {
      const what = [...otherGroups(now, present), ...otherOffer(now.offer ?? found.offer, present, known)];
      notes.push(...what.map(text => `${entry.key}: the subscription ${present.id} ${text}`));
    }
  }
  return { notes, gone };
}

function otherGroups({ entry }: FoundSubscription, { resourceGroups }: PortfolioSubscription): string[] {
  const isOther = entry.resourceGroups !== undefined && textOf(entry.resourceGroups) !== textOf(resourceGroups);
  return isOther ? ['has other resource groups now; change them if that is meant'] : [];
}

/** Of an entry that has one offer, that was told. */
function otherOffer(offer: string | undefined, { id }: PortfolioSubscription, { entry, lists }: KnownEntry): string[] {
  const own = lists.filter(({ subscriptions }) => subscriptions.some(each => lowerCase(each.id) === lowerCase(id)));
  return entry.offers === undefined || offer === undefined || own.some(list => list.offer === offer)
    ? []
    : [
        `has the offer ${shown(offer)} now, and the file says ${own.map(list => shown(list.offer)).join(' and ')}; ` +
          'change it if that is meant',
      ];
}

function textOf(names: readonly string[] = []): string {
  return names
    .map(name => name.toLowerCase())
    .sort()
    .join();
}
