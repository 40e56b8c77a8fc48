import type { PortfolioEntry, PortfolioSubscription } from '../../portfolio';

/** A subscription that was found in a list or in Azure. */
export interface FoundSubscription {
  /** What an entry says of it. */
  readonly entry: PortfolioSubscription;
  /** Where it was found, for people: `customers.csv row 7`. */
  readonly origin: string;
  /** The name of the offer that is delegated there, as entries call it; that of the customer if left out. */
  readonly offer?: string;
  /**
   * Whether the file has it already.
   *
   * @default - told by the id of the subscription
   */
  readonly isDeclared?: boolean;
  /** Whether PEC-Automation is in the delegation already. */
  readonly hasAutomation?: boolean;
  /** What a key is made of where the same subscription is delegated more than once. */
  readonly called?: string;
}

/** What an entry says of a customer that was found, apart from its subscriptions. */
export type FoundEntry = Omit<PortfolioEntry, 'key' | 'name' | 'subscriptions' | 'offers'> &
  Partial<Pick<PortfolioEntry, 'key' | 'name'>>;

/** A customer that was found in a list or in Azure: a tenant, and what is known of it. */
export interface FoundCustomer {
  readonly entry: FoundEntry;
  readonly subscriptions: readonly FoundSubscription[];
  /** Where it was found first, for people. */
  readonly origin: string;
}
