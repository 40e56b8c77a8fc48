import type { FaultKey } from '../../declaration';
import type { PortfolioEntry, PortfolioSubscription } from '../../portfolio';
import { grouped } from '../../verification';

/** A list of subscriptions in an entry: the only one, or that of one of its offers. */
export interface KnownList {
  /** The way to it in the file. */
  readonly path: readonly FaultKey[];
  readonly offer?: string;
  readonly subscriptions: readonly PortfolioSubscription[];
}

/** An entry of the file. */
export interface KnownEntry {
  readonly entry: PortfolioEntry;
  /** The way to it in the file. */
  readonly path: readonly FaultKey[];
  readonly lists: readonly KnownList[];
}

/** The entries of a file, by what customers are found again by. */
export class KnownEntries {
  public readonly all: readonly KnownEntry[];
  private readonly byTenant: ReadonlyMap<string, readonly KnownEntry[]>;
  private readonly bySubscription = new Map<string, KnownEntry>();

  /** @param entries by position; undefined where there is none */
  constructor(entries: readonly (PortfolioEntry | undefined)[]) {
    this.all = entries.flatMap((entry, i) => (entry === undefined ? [] : [knownEntry(entry, ['customers', i])]));
    this.byTenant = grouped(this.all, ({ entry }) => lowerCase(entry.tenant));
    this.all.forEach(known =>
      subscriptionsOf(known).forEach(({ id }) => this.bySubscription.set(lowerCase(id), known)),
    );
  }

  public ofTenant(tenant: string): readonly KnownEntry[] {
    return this.byTenant.get(tenant) ?? [];
  }

  public withSubscription(id: string): KnownEntry | undefined {
    return this.bySubscription.get(id);
  }
}

function knownEntry(entry: PortfolioEntry, path: readonly FaultKey[]): KnownEntry {
  const lists = entry.offers?.map((listed, i) => ({
    path: [...path, 'offers', i, 'subscriptions'],
    offer: listed?.offer,
    subscriptions: (listed?.subscriptions ?? []).filter(Boolean),
  }));
  const only = { path: [...path, 'subscriptions'], offer: entry.offer, subscriptions: entry.subscriptions ?? [] };
  return { entry, path, lists: lists ?? [{ ...only, subscriptions: only.subscriptions.filter(Boolean) }] };
}

/** All subscriptions of an entry, by whatever offer. */
export function subscriptionsOf({ lists }: KnownEntry): PortfolioSubscription[] {
  return lists.flatMap(({ subscriptions }) => subscriptions);
}

/** GUIDs are the same in any case. A file may lack what it should have. */
export function lowerCase(text: string | undefined): string {
  return (text ?? '').toLowerCase();
}
