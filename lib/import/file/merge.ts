import type { Fault, FaultKey } from '../../declaration';
import type { PortfolioEntry, PortfolioSubscription } from '../../portfolio';
import { shown } from '../../text';
import type { FoundCustomer, FoundSubscription } from '../found/found-customer';
import { Keys } from '../found/key';
import type { Setting } from './customers-text';

/** A customer that is there has more subscriptions. */
export interface Addition {
  /** The way to its list of subscriptions. */
  readonly path: readonly FaultKey[];
  readonly members: readonly PortfolioSubscription[];
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

/** An entry of the file and its position. */
interface Known {
  readonly entry: PortfolioEntry;
  readonly position: number;
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
  const merging = new Merging(entries, found, renames);
  found.forEach(customer => merging.add(customer));
  return merging.finish();
}

class Merging {
  private readonly known: readonly Known[];
  private readonly byTenant = new Map<string, Known[]>();
  private readonly bySubscription = new Map<string, Known>();
  private readonly keys: Keys;
  private readonly entries: PortfolioEntry[] = [];
  private readonly additions: Addition[] = [];
  private readonly settings: Setting[] = [];
  private readonly faults: Fault[] = [];
  private readonly notes: string[] = [];

  constructor(
    entries: readonly (PortfolioEntry | undefined)[],
    private readonly found: readonly FoundCustomer[],
    private readonly renames: boolean,
  ) {
    this.known = entries.flatMap((entry, position) => (entry === undefined ? [] : [{ entry, position }]));
    for (const known of this.known) {
      const tenant = lowerCase(known.entry.tenant);
      this.byTenant.set(tenant, [...(this.byTenant.get(tenant) ?? []), known]);
      known.entry.subscriptions?.forEach(subscription => this.bySubscription.set(lowerCase(subscription?.id), known));
    }
    this.keys = new Keys(this.known.map(({ entry }) => entry.key ?? ''));
  }

  public add(customer: FoundCustomer): void {
    const { tenant } = customer.entry;
    const own = this.byTenant.get(tenant) ?? [];
    const foreign = customer.subscriptions.filter(each => {
      const owner = this.bySubscription.get(each.entry.id);
      return owner !== undefined && lowerCase(owner.entry.tenant) !== tenant;
    });
    foreign.forEach(({ entry: { id }, origin }) => {
      const key = this.bySubscription.get(id)?.entry.key;
      const message = `the subscription ${id} is one of ${key} in the file, which has another tenant; correct one of the two`;
      this.faults.push({ path: [], place: origin, message });
    });
    const isNew = ({ entry: { id } }: FoundSubscription) => !this.bySubscription.has(id);
    for (const [offer, subscriptions] of byOffer(customer, isNew)) {
      this.place(customer, offer, subscriptions, own);
    }
    if (own.length > 0) {
      this.rename(customer, own);
      own.forEach(known => this.compare(customer, known));
    }
  }

  public finish(): Merge {
    const tenants = new Set(this.found.map(({ entry }) => entry.tenant));
    const gone = this.known.filter(
      ({ entry }) => entry.status !== 'offboarded' && !tenants.has(lowerCase(entry.tenant)),
    );
    gone.forEach(({ entry }) => this.notes.push(`${entry.key} was not found, and is left as it is`));
    const { entries, additions, settings, faults, notes } = this;
    return { entries, additions, settings, faults, notes };
  }

  /** Puts new subscriptions with one offer into the entry that they belong to, or into a new one. */
  private place(
    customer: FoundCustomer,
    offer: string | undefined,
    subscriptions: readonly FoundSubscription[],
    own: readonly Known[],
  ): void {
    const same = own.filter(({ entry }) => offer === undefined || entry.offer === undefined || entry.offer === offer);
    if (same.length > 1) {
      const keys = same.map(({ entry }) => entry.key).join(' and ');
      subscriptions.forEach(({ entry, origin }) => {
        const message = `the subscription ${entry.id} may belong to ${keys}, which have the same tenant; write it into one of them`;
        this.faults.push({ path: [], place: origin, message });
      });
      return;
    }
    const members = subscriptions.map(({ entry }) => entry);
    const [known] = same;
    if (known !== undefined) {
      this.additions.push({ path: ['customers', known.position, 'subscriptions'], members });
      return;
    }
    const { key, name, tenant, ...rest } = customer.entry;
    const called = name ?? rest.domain ?? tenant;
    if (name === undefined) {
      this.notes.push(`${customer.origin}: the tenant ${tenant} has no name and is called ${called}; give it one`);
    }
    if (key !== undefined && !this.keys.take(key)) {
      const message = `${shown(key)} is the key of another customer; give each customer a key of its own`;
      this.faults.push({ path: [], place: customer.origin, message });
      return;
    }
    this.entries.push({
      key: key ?? this.keys.give({ name, domain: rest.domain, tenant }),
      name: called,
      tenant,
      ...rest,
      ...(offer !== undefined && { offer }),
      subscriptions: members,
    });
  }

  /** Names are what people read: those of the list are the newer ones. Two entries of a tenant were named by somebody. */
  private rename({ entry: { name, domain }, subscriptions }: FoundCustomer, own: readonly Known[]): void {
    const [{ entry, position }] = own;
    if (own.length === 1) {
      this.set(['customers', position], 'name', name, entry.name, 'key');
      this.set(['customers', position], 'domain', domain, entry.domain, 'tenant');
    }
    for (const { entry: found } of subscriptions) {
      const known = this.bySubscription.get(found.id);
      const at = known?.entry.subscriptions.findIndex(({ id }) => lowerCase(id) === found.id) ?? -1;
      if (known !== undefined && own.includes(known)) {
        const path = ['customers', known.position, 'subscriptions', at];
        this.set(path, 'name', found.name, known.entry.subscriptions[at].name, 'id');
      }
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
  private compare({ entry: found, subscriptions }: FoundCustomer, { entry }: Known): void {
    for (const property of ['status', 'ring', 'offer'] as const) {
      const [now, listed] = [entry[property], found[property]];
      if (listed !== undefined && listed !== now) {
        const before = now === undefined ? 'has none' : `says ${shown(now)}`;
        this.notes.push(
          `${entry.key}: ${property} is ${shown(listed)} now, and the file ${before}; change it if that is meant`,
        );
      }
    }
    if (subscriptions.length > 0) {
      const ids = new Set(subscriptions.map(({ entry: { id } }) => id));
      entry.subscriptions
        ?.filter(({ id }) => !ids.has(lowerCase(id)))
        .forEach(({ id }) =>
          this.notes.push(`${entry.key}: the subscription ${id} was not found, and is left as it is`),
        );
    }
    for (const { entry: listed } of subscriptions) {
      const known = entry.subscriptions?.find(({ id }) => lowerCase(id) === listed.id);
      if (known !== undefined && listed.resourceGroups !== undefined && groupsOf(known) !== groupsOf(listed)) {
        this.notes.push(
          `${entry.key}: the subscription ${listed.id} has other resource groups now; change them if that is meant`,
        );
      }
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
    groups.set(offer, [...(groups.get(offer) ?? []), subscription]);
  }
  return groups;
}

function groupsOf({ resourceGroups = [] }: { readonly resourceGroups?: readonly string[] }): string {
  return resourceGroups
    .map(name => name.toLowerCase())
    .sort()
    .join();
}

/** GUIDs are the same in any case. A file may lack what it should have. */
function lowerCase(text: string | undefined): string {
  return (text ?? '').toLowerCase();
}
