import type { Fault, FaultKey } from '../../declaration';
import type { PortfolioEntry, PortfolioOffer, PortfolioSubscription } from '../../portfolio';
import { shown } from '../../text';
import type { FoundCustomer, FoundSubscription } from '../found/found-customer';
import { Keys } from '../found/key';
import type { Setting } from './customers-text';
import { differencesOf } from './differences';
import { notesOnGone } from './gone';
import { KnownEntries, type KnownEntry, lowerCase, subscriptionsOf } from './known-entries';
import { Members, membersOf } from './members';

/** A customer that is there has more subscriptions, or one more offer. */
export interface Addition {
  /** The way to the list. */
  readonly path: readonly FaultKey[];
  readonly members: readonly (PortfolioSubscription | PortfolioOffer)[];
}

/** What an import changes in a file. */
export interface Changes {
  /** New customers. */
  readonly entries: readonly PortfolioEntry[];
  readonly additions: readonly Addition[];
  readonly settings: readonly Setting[];
}

/** What comes of a comparison of a file with what was found. */
export interface Merge extends Changes {
  /** What contradicts the file, or cannot be told. */
  readonly faults: readonly Fault[];
  /** What a reader should know: what is gone, and what differs and is left as it is. */
  readonly notes: readonly string[];
  /** What of the subscriptions that were found comes into the file. */
  readonly added: ReadonlySet<FoundSubscription>;
}

/** How to compare. */
export interface MergeOptions {
  /**
   * Whether it was found in Azure, by somebody who may not see everything: names only come where there is none, and what
   * was not found may be there.
   *
   * @default false
   */
  readonly isFromAzure?: boolean;
  /**
   * The tenants of which something was found, also what cannot be used.
   *
   * @default - those of the customers
   */
  readonly tenants?: ReadonlySet<string>;
  /**
   * The subscriptions that could not be read, of which nothing is known.
   *
   * @default - none
   */
  readonly unread?: ReadonlySet<string>;
}

/**
 * Compares what was found with the entries of a file. Customers are found again by their tenants and subscriptions,
 * whatever they are called now; keys are given once and never change.
 *
 * @param entries those of the file, by position; undefined where there is none
 */
export function merged(
  entries: readonly (PortfolioEntry | undefined)[],
  found: readonly FoundCustomer[],
  options: MergeOptions = {},
): Merge {
  const merging = new Merging(new KnownEntries(entries), options);
  found.forEach(customer => merging.add(customer));
  merging.noteGone(options.tenants ?? new Set(found.map(({ entry }) => entry.tenant)));
  return merging;
}

class Merging implements Merge {
  public readonly entries: PortfolioEntry[] = [];
  public readonly additions: Addition[] = [];
  public readonly settings: Setting[] = [];
  public readonly faults: Fault[] = [];
  public readonly notes: string[] = [];
  public readonly added = new Set<FoundSubscription>();
  private readonly gone: { key: string; id: string }[] = [];
  private readonly keys: Keys;

  constructor(
    private readonly known: KnownEntries,
    private readonly options: MergeOptions,
  ) {
    this.keys = new Keys(known.all.map(({ entry }) => entry.key ?? ''));
  }

  public add(customer: FoundCustomer): void {
    const { tenant } = customer.entry;
    const own = this.known.ofTenant(tenant);
    const groups = byOffer(customer, each => this.isNew(each, tenant));
    if (own.length === 0 && groups.size > 0) {
      this.addEntry(customer, groups);
    } else {
      groups.forEach((subscriptions, offer) => this.addTo(own, offer, subscriptions));
      this.rename(customer, own);
      own.forEach(known => this.compare(customer, known));
    }
  }

  /** Says what is in the file, and was not found. */
  public noteGone(tenants: ReadonlySet<string>): void {
    const customers = this.known.all.filter(
      known =>
        known.entry.status !== 'offboarded' &&
        !tenants.has(lowerCase(known.entry.tenant)) &&
        !subscriptionsOf(known).some(({ id }) => this.isUnread(id)),
    );
    const gone = { customers: customers.map(({ entry }) => entry.key), subscriptions: this.gone };
    this.notes.push(...notesOnGone(gone, this.options.isFromAzure === true));
  }

  private compare(customer: FoundCustomer, known: KnownEntry): void {
    const { notes, gone } = differencesOf(customer, known);
    this.notes.push(...notes);
    [...gone].filter(id => !this.isUnread(id)).forEach(id => this.gone.push({ key: known.entry.key, id }));
  }

  private isUnread(id: string): boolean {
    return this.options.unread?.has(lowerCase(id)) === true;
  }

  private reject(origin: string, message: string): void {
    this.faults.push({ path: [], place: origin, message });
  }

  /** Whether a subscription is to be added; one of another tenant is a fault. */
  private isNew({ entry: { id }, origin, isDeclared }: FoundSubscription, tenant: string): boolean {
    const owner = this.known.withSubscription(id);
    if (owner !== undefined && lowerCase(owner.entry.tenant) !== tenant) {
      const { key } = owner.entry;
      this.reject(
        origin,
        `the subscription ${id} is one of ${key} in the file, which has another tenant; correct one of the two`,
      );
      return false;
    }
    return isDeclared === undefined ? owner === undefined : !isDeclared;
  }

  private addEntry(customer: FoundCustomer, groups: ReadonlyMap<string | undefined, FoundSubscription[]>): void {
    const { key, name, tenant, ...rest } = customer.entry;
    const called = name ?? rest.domain ?? tenant;
    if (name === undefined) {
      this.notes.push(`${customer.origin}: the tenant ${tenant} has no name and is called ${called}; give it one`);
    }
    if (key !== undefined && !this.keys.take(key)) {
      this.reject(customer.origin, `${shown(key)} is the key of another customer; give each customer a key of its own`);
      return;
    }
    const members = new Members([]);
    groups.forEach(found => this.keep(found));
    const offers = [...groups].map(([offer, found]) => ({
      offer,
      subscriptions: members.add(found),
      ...(found.every(({ hasAutomation }) => hasAutomation) && { automation: true }),
    }));
    const [only, ...others] = offers;
    this.entries.push({
      key: key ?? this.keys.give({ name, domain: rest.domain, tenant }),
      name: called,
      tenant,
      ...rest,
      ...(others.length === 0 && only.offer !== undefined && { offer: only.offer }),
      ...(others.length === 0
        ? { subscriptions: only.subscriptions }
        : { offers: offers.map(({ offer = '', ...rest }) => ({ offer, ...rest })) }),
    });
  }

  private keep(found: readonly FoundSubscription[]): void {
    found.forEach(each => this.added.add(each));
  }

  /** Puts new subscriptions with one offer where the tenant is in the file, which has no second entry of it. */
  private addTo(own: readonly KnownEntry[], offer: string | undefined, found: readonly FoundSubscription[]): void {
    const places = own.flatMap(known => known.lists.map(list => ({ known, list })));
    const exact = places.filter(({ list }) => offer !== undefined && list.offer === offer);
    const silent = places.filter(({ list }) => offer === undefined || list.offer === undefined);
    const [place, other] = exact.length > 0 ? exact : silent;
    const [several] = own.filter(({ entry }) => entry.offers !== undefined);
    if (place !== undefined && other === undefined) {
      this.keep(found);
      this.additions.push({ path: place.list.path, members: membersOf(place.known).add(found) });
    } else if (place === undefined && several !== undefined) {
      this.keep(found);
      const subscriptions = membersOf(several).add(found);
      this.additions.push({ path: [...several.path, 'offers'], members: [{ offer: offer ?? '', subscriptions }] });
    } else {
      const keys = own.map(({ entry }) => entry.key).join(' and ');
      const why = (id: string) =>
        place === undefined
          ? `the offer ${shown(offer)} of the subscription ${id} is none of ${keys}; list the offers of ${keys} under ` +
            'offers, and import again to add this one'
          : `the subscription ${id} may belong to ${keys}, by more than one offer; write it into one of them`;
      found.forEach(({ entry, origin }) => this.reject(origin, why(entry.id)));
    }
  }

  /** Names are what people read: those of the list are the newer ones. Two entries of a tenant were named by somebody. */
  private rename({ entry: { name, domain }, subscriptions }: FoundCustomer, own: readonly KnownEntry[]): void {
    if (own.length === 1) {
      const [{ entry, path }] = own;
      this.set(path, 'name', name, entry.name, 'key');
      this.set(path, 'domain', domain, entry.domain, 'tenant');
    }
    const names = new Map(subscriptions.map(({ entry }) => [entry.id, entry.name] as const));
    for (const { path, subscriptions: listed } of own.flatMap(({ lists }) => lists)) {
      listed.forEach(({ id, name: present }, i) =>
        this.set([...path, i], 'name', names.get(lowerCase(id)), present, 'id'),
      );
    }
  }

  private set(
    path: Setting['path'],
    property: string,
    value: string | undefined,
    present: string | undefined,
    behind: string,
  ): void {
    if (value !== undefined && (present === undefined || (this.options.isFromAzure !== true && value !== present))) {
      this.settings.push({ path, property, value, behind });
    }
  }
}

/** Those of a customer's subscriptions that are new, by their offer. */
function byOffer(
  { entry, subscriptions }: FoundCustomer,
  isNew: (subscription: FoundSubscription) => boolean,
): Map<string | undefined, FoundSubscription[]> {
  const groups = new Map<string | undefined, FoundSubscription[]>();
  for (const subscription of subscriptions.filter(isNew)) {
    const offer = subscription.offer ?? entry.offer;
    const group = groups.get(offer) ?? [];
    groups.set(offer, group);
    group.push(subscription);
  }
  return groups;
}
