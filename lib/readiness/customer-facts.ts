import type { IConstruct } from 'constructs';
import type { Agreement, AzureCloud } from '../azure';
import type { Delegation, Onboarding } from '../lighthouse';
import { Mark } from '../app';
import type { SubscriptionReadiness } from './customer-readiness';
import type { ReadinessFinding } from './finding';

/** What readiness has to know of a customer beyond its delegations. */
export interface CustomerFacts {
  readonly key: string;
  readonly name: string;
  /** The customer's tenant, if known. */
  readonly tenantId?: string;
  /** The primary domain of the tenant. */
  readonly domain?: string;
  readonly cloud: AzureCloud;
  /** How the customer's delegations come about. */
  readonly onboarding: Onboarding;
  /** Under which agreement the customer pays for Azure, if somebody said. */
  readonly agreement?: Agreement;
  /** Whether admin-on-behalf-of access stands, if somebody said. */
  readonly adminOnBehalfOf?: boolean;
  /** Whether the customer is offboarded. */
  readonly isOffboarded: boolean;
  /** The wave in which the customer is deployed. */
  readonly ring?: string;
  readonly tags?: Record<string, string>;
  readonly notes?: string;
  /** What the customer calls its subscriptions, by their ids in lower case. */
  readonly subscriptionNames?: Readonly<Record<string, string>>;
  /** Where a subscription stands in the file that declares the customer, such as `customers.yaml:8:5`. */
  readonly placeOf?: (subscription: SubscriptionReadiness, finding: ReadinessFinding) => string | undefined;
}

/** What an offboarded customer had delegated, at the construct that stands for the customer. */
export const FORMERLY = new Mark<Delegation>('former-delegation');

/** That the delegations below a construct belong to a customer. */
export const CUSTOMER_FACTS = new Mark<CustomerFacts>('customer');

/** The customer declared nearest above a construct, or for it. */
export function customerAbove(construct: IConstruct): CustomerFacts | undefined {
  return [...construct.node.scopes]
    .reverse()
    .flatMap(scope => CUSTOMER_FACTS.at(scope))
    .at(0);
}
