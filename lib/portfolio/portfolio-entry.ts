import { type Agreement, AzureCloud, type BuiltInRoleReference } from '../azure';
import type { CustomerManagementGroup } from '../customers';
import { type DelegatedScope, isByTerraform, Onboarding } from '../lighthouse';
import { CustomerStatus, isStatus, type ManifestEntry } from '../manifest';
import type { Acknowledgement } from '../readiness';
import type { CustomerPortfolioProps } from './portfolio-props';

/** Who holds which role in a delegation that exists already. */
export interface PortfolioAuthorization {
  /** The object id of a user, group or service principal of the managing tenant: a GUID, 8-4-4-4-12 hexadecimal digits. */
  readonly principalId: string;
  /** The name or GUID of a built-in role. */
  readonly role: BuiltInRoleReference;
  /**
   * Whether the role has to be activated first: true or false.
   *
   * @default false
   */
  readonly eligible?: boolean;
}

/** One subscription of an entry: what is delegated of it, and under which ids, too. */
export interface PortfolioSubscription extends DelegatedScope {
  /** The id of the subscription: a GUID, 8-4-4-4-12 hexadecimal digits. */
  readonly id: string;
  /**
   * What the customer calls the subscription, for people to read.
   *
   * @default - none
   */
  readonly name?: string;
  /**
   * What the subscription is called in Terraform addresses, for good: lower-case letters, digits and `-`.
   *
   * @default - the id
   */
  readonly key?: string;
  /**
   * The role that PEC-Automation holds at this subscription: the name or GUID of a built-in role.
   *
   * @default - the role of the entry
   */
  readonly automationRole?: BuiltInRoleReference;
  /**
   * Whether the delegation exists and Terraform shall take it over: true or false.
   *
   * @default false
   */
  readonly adopt?: boolean;
  /**
   * The SHA-256 of the template that the customer deployed, with `onboarding: arm-template`: 64 hexadecimal digits.
   *
   * @default - not known whether the customer deployed it
   */
  readonly deployedTemplateSha256?: string;
  /**
   * The first day on which credit is expected: a day such as 2026-10-15. What is lost before is no alarm.
   *
   * @default - from the beginning
   */
  readonly since?: string;
  /**
   * Readiness rules whose finding somebody accepts, each with a reason.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}

/** One of several offers of an entry, and the subscriptions that are delegated by it. */
export interface PortfolioOffer {
  /** The name under which the program gives the offer. */
  readonly offer: string;
  /**
   * The subscriptions that are delegated by this offer, one at least. One that another offer delegates as well needs a
   * key here.
   */
  readonly subscriptions: PortfolioSubscription[];
  /**
   * Whether PEC-Automation is in this offer: true or false.
   *
   * @default - at each subscription in the first offer that delegates the whole of it; if none does, in each of resource
   * groups
   */
  readonly automation?: boolean;
}

/** One customer of a portfolio, as in the file. `portfolio.schema.json` says the same of each property, word for word. */
export interface PortfolioEntry {
  /** What the customer is called in names of stacks and states, for good: lower-case letters, digits and `-`, at most 54. */
  readonly key: string;
  /** What reports call the customer. */
  readonly name: string;
  /** The customer's Entra tenant: a GUID, 8-4-4-4-12 hexadecimal digits. */
  readonly tenant: string;
  /**
   * The primary domain of the customer's tenant, such as `contoso.com`; reports show it.
   *
   * @default - none
   */
  readonly domain?: string;
  /**
   * The cloud of the customer's tenant.
   *
   * @default "public"
   */
  readonly cloud?: PortfolioCloud;
  /**
   * The name under which the program gives the offer.
   *
   * @default - the only one
   */
  readonly offer?: string;
  /**
   * How the delegation comes about: Terraform makes it, the customer deploys an ARM template or accepts a marketplace
   * offer, it exists and is not to be touched, or the policy of a management group makes it.
   *
   * @default "terraform"
   */
  readonly onboarding?: PortfolioOnboarding;
  /**
   * Under which agreement the customer pays for Azure: the Azure plan of CSP may earn, any other never does.
   *
   * @default - what the program says of all customers
   */
  readonly agreement?: `${Agreement}`;
  /**
   * Whether admin-on-behalf-of access stands, which earns by itself: true or false.
   *
   * @default - what the program says of all customers
   */
  readonly adminOnBehalfOf?: boolean;
  /**
   * Whether the partner manages the customer. An offboarded customer keeps its stack until the delegation is removed.
   *
   * @default "active"
   */
  readonly status?: `${CustomerStatus}`;
  /**
   * The wave in which the customer is deployed: lower-case letters, digits and `-`, such as `canary`.
   *
   * @default - none
   */
  readonly ring?: string;
  /**
   * The role that PEC-Automation holds at this customer: the name or GUID of a built-in role.
   *
   * @default - the role of the portfolio
   */
  readonly automationRole?: BuiltInRoleReference;
  /**
   * The delegated subscriptions, one at least. With `onboarding: policy` those that are in the management group already.
   *
   * @default - those of the offers
   */
  readonly subscriptions?: PortfolioSubscription[];
  /**
   * The offers of a customer with more than one, in place of offer and subscriptions: each with the subscriptions that
   * are delegated by it. One subscription may be in several.
   *
   * @default - one offer for all subscriptions
   */
  readonly offers?: PortfolioOffer[];
  /**
   * The management group whose subscriptions a policy delegates, with `onboarding: policy`: an object with id and
   * location.
   *
   * @default - none
   */
  readonly managementGroup?: CustomerManagementGroup;
  /**
   * What the customer delegates already, with `onboarding: existing`: an object with authorizations.
   *
   * @default - none
   */
  readonly existing?: ExistingDelegation;
  /**
   * What the partner noted about the customer, by name; reports show it.
   *
   * @default - none
   */
  readonly tags?: Record<string, string>;
  /**
   * What the partner noted about the customer, for people to read.
   *
   * @default - none
   */
  readonly notes?: string;
  /**
   * Readiness rules whose finding somebody accepts, each with a reason.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}

/** What a customer delegates already. */
export interface ExistingDelegation {
  /** Who holds which role in the existing delegation, one at least. */
  readonly authorizations: PortfolioAuthorization[];
}

/** What a file calls the clouds. */
export const PORTFOLIO_CLOUDS = {
  public: AzureCloud.PUBLIC,
  'us-government': AzureCloud.US_GOVERNMENT,
  china: AzureCloud.CHINA,
};

/** A cloud, as a file calls it. */
export type PortfolioCloud = keyof typeof PORTFOLIO_CLOUDS;

/** How the delegation of an entry comes about. */
export type PortfolioOnboarding = `${Onboarding}`;

/** The name of a customer's stack, which is also the name of its state. */
export function stackIdOf(key: string): string {
  return `customer-${key}`;
}

/** What the program gives beside the entries. */
export type PortfolioContext = Pick<
  CustomerPortfolioProps,
  'offers' | 'automation' | 'automationRole' | 'linkedAccount' | 'agreement' | 'adminOnBehalfOf'
>;

/** How the delegation of an entry comes about. */
export function onboardingOf({ onboarding }: PortfolioEntry): Onboarding {
  return Object.values(Onboarding).find(way => way === onboarding) ?? Onboarding.TERRAFORM;
}

/** Whether the partner manages the customer of an entry. */
export function statusOf({ status }: PortfolioEntry): CustomerStatus {
  return isStatus(status) ? status : CustomerStatus.ACTIVE;
}

/** What the manifest says of an entry before anything was written for it. */
export function manifestEntryOf(entry: PortfolioEntry): ManifestEntry {
  const onboarding = onboardingOf(entry);
  return {
    stack: isByTerraform(onboarding) ? stackIdOf(entry.key) : undefined,
    ring: entry.ring,
    status: statusOf(entry),
    onboarding,
  };
}
