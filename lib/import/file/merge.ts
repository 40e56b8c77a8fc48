import type { Fault, FaultKey } from '../../declaration';
import type { PortfolioEntry, PortfolioOffer, PortfolioSubscription } from '../../portfolio';
import { shown } from '../../text';
import type { FoundCustomer, FoundSubscription } from '../found/found-customer';
import { Keys } from '../found/key';
import type { Setting } from './customers-text';
import { KnownEntries, type KnownEntry, lowerCase, subscriptionsOf } from './known-entries';

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
}

/** How to compare. */
export interface MergeOptions {
  /**
   * Whether names that were found replace those of the file. Otherwise they only come where there is none.
   *
   * @default true
   */
  readonly renames?: boolean;
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
  { renames = true }: MergeOptions = {},
): Merge {
  const merging = new Merging(new KnownEntries(entries), renames);
  found.forEach(customer => merging.add(customer));
  merging.noteGone(new Set(found.map(({ entry }) => entry.tenant)));
  return merging;
}

class Merging implements Merge {
  public readonly entries: PortfolioEntry[] = [];
  public readonly additions: Addition[] = [];
  public readonly settings: Setting[] = [];
  public readonly faults: Fault[] = [];
  public readonly notes: string[] = [];
  private readonly keys: Keys;

  constructor(
    private readonly known: KnownEntries,
    private readonly renames: boolean,
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
      groups.forEach((subscriptions, offer) => this.addTo(own, customer, offer, subscriptions));
      this.rename(customer, own);
      own.forEach(known => this.compare(customer, known));
    }
  }

  /** Says who is in the file, and was not found. */
  public noteGone(tenants: ReadonlySet<string>): void {
    this.known.all
      .filter(({ entry: { status, tenant } }) => status !== 'offboarded' && !tenants.has(lowerCase(tenant)))
      .forEach(({ entry }) => this.notes.push(`${entry.key} was not found, and is left as it is`));
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

  /** Puts new subscriptions with one offer where the tenant is in the file. */
  private addTo(
    own: readonly KnownEntry[],
    customer: FoundCustomer,
    offer: string | undefined,
    found: readonly FoundSubscription[],
  ): void {
    const places = own.flatMap(known => known.lists.map(list => ({ known, list })));
    const exact = places.filter(({ list }) => offer !== undefined && list.offer === offer);
    const silent = places.filter(({ list }) => offer === undefined || list.offer === undefined);
    const [place, other] = exact.length > 0 ? exact : silent;
    if (place !== undefined && other === undefined) {
      this.additions.push({ path: place.list.path, members: membersOf(place.known).add(found) });
      return;
    }
    const keys = own.map(({ entry }) => entry.key).join(' and ');
    if (place !== undefined) {
      found.forEach(({ entry, origin }) =>
        this.reject(
          origin,
          `the subscription ${entry.id} may belong to ${keys}, by more than one offer; write it into one of them`,
        ),
      );
      return;
    }
    const [several] = own.filter(({ entry }) => entry.offers !== undefined);
    const shared = found.find(({ entry }) => this.known.withSubscription(entry.id) !== undefined);
    if (several !== undefined) {
      const subscriptions = membersOf(several).add(found);
      this.additions.push({ path: [...several.path, 'offers'], members: [{ offer: offer ?? '', subscriptions }] });
    } else if (shared !== undefined) {
      this.reject(
        shared.origin,
        `${keys} delegates the subscription ${shared.entry.id} by another offer already; write what it has as offers, a ` +
          `list, and import again to add "${offer}" to it`,
      );
    } else {
      this.addEntry(customer, new Map([[offer, [...found]]]));
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
    if (value !== undefined && (present === undefined || (this.renames && value !== present))) {
      this.settings.push({ path, property, value, behind });
    }
  }

  /** What decides over delegations is left to people: status, wave, offer and resource groups. */
  private compare({ entry: found, subscriptions }: FoundCustomer, known: KnownEntry): void {
    const { entry } = known;
    for (const property of ['status', 'ring', 'offer'] as const) {
      const [now, listed] = [entry[property], found[property]];
      if (listed !== undefined && listed !== now && !(property === 'offer' && entry.offers !== undefined)) {
        const before = now === undefined ? 'has none' : `says ${shown(now)}`;
        this.notes.push(
          `${entry.key}: ${property} is ${shown(listed)} now, and the file ${before}; change it if that is meant`,
        );
      }
    }
    const listed = new Map(subscriptions.map(each => [each.entry.id, each] as const));
    for (const present of subscriptionsOf(known)) {
      const now = listed.get(lowerCase(present.id));
      if (now === undefined && listed.size > 0) {
        this.notes.push(`${entry.key}: the subscription ${present.id} was not found, and is left as it is`);
      }
      const groups = now?.isDeclared === undefined ? now?.entry.resourceGroups : undefined;
      if (groups !== undefined && groupsText(groups) !== groupsText(present.resourceGroups)) {
        this.notes.push(
          `${entry.key}: the subscription ${present.id} has other resource groups now; change them if that is meant`,
        );
      }
    }
  }
}

/** The subscriptions of an entry, of which one that is there more than once has a key. */
class Members {
  private readonly ids: Set<string>;
  private readonly keys: Keys;

  constructor(present: readonly PortfolioSubscription[]) {
    this.ids = new Set(present.map(({ id }) => lowerCase(id)));
    this.keys = new Keys(present.map(({ key }) => key ?? ''));
  }

  /** What is written of subscriptions that were found. */
  public add(found: readonly FoundSubscription[]): PortfolioSubscription[] {
    return found.map(({ entry, called = entry.id }) => {
      const { id, ...rest } = entry;
      const isFirst = !this.ids.has(id);
      this.ids.add(id);
      return isFirst ? entry : { id, key: this.keys.give({ name: called, tenant: id }), ...rest };
    });
  }
}

function membersOf(known: KnownEntry): Members {
  return new Members(subscriptionsOf(known));
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

function groupsText(names: readonly string[] = []): string {
  return names
    .map(name => name.toLowerCase())
    .sort()
    .join();
}
