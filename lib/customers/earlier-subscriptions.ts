import type { Faults } from '../declaration';
import { areApart, inspectSubscriptionId } from '../lighthouse';
import { isUnresolved, knownToEqual } from '../terraform';
import type { CustomerSubscription } from './customer';
import { inspectKeyText, inspectNote, LONGEST } from './customer-rules';
import { knownId, type OfferAtCustomer } from './offers-at-customer';

/** A subscription where it is listed. */
interface Listed {
  readonly offer: OfferAtCustomer;
  readonly subscription: CustomerSubscription;
}

/**
 * What a customer listed before, by id and by key, if those are known: nothing is compared with everything. What is
 * listed twice is kept once, as is the first of each key.
 */
export class EarlierSubscriptions {
  private readonly byId = new Map<string, Listed[]>();
  private readonly byKey = new Map<string, Listed>();

  constructor(private readonly tenantId: string | undefined) {}

  /** Finds the faults of a subscription's id and key, and keeps it for the next ones. */
  public inspect(listed: Listed, faults: Faults): void {
    const { subscription } = listed;
    inspectSubscriptionId(subscription.id, faults.at('id'), this.tenantId);
    inspectNote(subscription.name, LONGEST.name, faults.at('name'));
    this.inspectKey(listed, faults.at('key'));
    const id = knownId(subscription);
    const earlier = (id === undefined ? undefined : this.byId.get(id)) ?? [];
    if (earlier.some(other => isTwice(listed, other))) {
      faults
        .at('id')
        .reject(
          subscription.id,
          'is listed twice',
          'list all its resource groups in one entry, or, if each has a definition of its own, name that in definitionId and give each a key',
        );
    } else if (id !== undefined) {
      this.byId.set(id, [...earlier, listed]);
    }
  }

  private inspectKey(listed: Listed, faults: Faults): void {
    const { key, id } = listed.subscription;
    if (key === undefined) {
      if (isUnresolved(id)) {
        faults.report(
          'is missing; expected a key for the Terraform address, because the id is known to Terraform only',
        );
      }
    } else if (!inspectKeyText(key, LONGEST.subscriptionKey, faults)) {
      return;
    }
    const mine = key ?? knownId(listed.subscription);
    const first = mine === undefined ? undefined : this.byKey.get(mine);
    if (first === undefined) {
      if (mine !== undefined) {
        this.byKey.set(mine, listed);
      }
    } else if (first.offer !== listed.offer && key === undefined) {
      faults.report('is missing; expected a key for the Terraform address, because another offer has the id for it');
    } else if (!isTwice(listed, first)) {
      faults.reject(mine, 'is used twice', 'give each subscription a key of its own');
    }
  }
}

/** Whether one offer has a subscription twice, which then is the fault. */
function isTwice(one: Listed, other: Listed): boolean {
  return (
    one.offer === other.offer &&
    knownToEqual(one.subscription.id, other.subscription.id) &&
    !areApart(one.subscription, other.subscription)
  );
}
