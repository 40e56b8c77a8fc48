import type { PortfolioSubscription } from '../../portfolio';
import type { FoundSubscription } from '../found/found-customer';
import { Keys } from '../found/key';
import { type KnownEntry, lowerCase, subscriptionsOf } from './known-entries';

/** The subscriptions of an entry, of which one that is there more than once has a key. */
export class Members {
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

/** Those of an entry of the file. */
export function membersOf(known: KnownEntry): Members {
  return new Members(subscriptionsOf(known));
}
