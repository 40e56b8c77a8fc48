import { type Agreement, AZURE_CLOUD, type AzureBuiltInRole, type AzureCloud, BUILT_IN_ROLE } from '../azure';
import { asGiven, flag, listOf, mapOf, objectOf, ofKind, required, text } from '../declaration';
import {
  type Authorization,
  DELEGATED_SCOPE,
  type DelegatedScope,
  type LighthouseOffer,
  OFFER,
  type Onboarding,
} from '../lighthouse';
import type { CustomerStatus } from '../manifest';
import type { ILinkedAccount, IPecAutomation } from '../principals';
import { type Acknowledgement, takeAcknowledgement } from '../readiness';
import { type CustomerManagementGroup, MANAGEMENT_GROUP } from './customer-management-group';

/** A subscription that the customer delegates. */
export interface CustomerSubscription extends DelegatedScope {
  /** The subscription: a GUID, or a Terraform reference. */
  readonly id: string;
  /**
   * What the customer calls the subscription, for people to read.
   *
   * @default - none
   */
  readonly name?: string;
  /**
   * What the subscription is called in Terraform addresses: lower-case letters, digits and `-`. Needed if the id is a
   * Terraform reference.
   *
   * @default - the id
   */
  readonly key?: string;
  /**
   * The role that PEC-Automation holds here.
   *
   * @default - the role of the customer's stack
   */
  readonly automationRole?: AzureBuiltInRole;
  /**
   * Whether the delegation exists and Terraform shall take it over.
   *
   * @default false
   */
  readonly adopt?: boolean;
  /**
   * The SHA-256 (64 hexadecimal digits) of the template that the customer deployed, for {@link UnmanagedCustomer}
   * with `Onboarding.ARM_TEMPLATE`.
   *
   * @default - not known whether the customer deployed it: readiness stays unknown
   */
  readonly deployedTemplateSha256?: string;
  /**
   * The first day on which credit is expected, such as `2026-10-15`: what the bill shows as lost before is no alarm of
   * `pec confirm`.
   *
   * @default - from the beginning
   */
  readonly since?: string;
  /**
   * Readiness rules whose finding about this subscription somebody accepts.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}

/** One of several offers of a customer, and the subscriptions that it delegates by it. */
export interface CustomerOffer {
  /** What is delegated to whom. */
  readonly offer: LighthouseOffer;
  /**
   * The subscriptions that are delegated by this offer, one at least. One that another offer delegates as well needs a
   * key here.
   */
  readonly subscriptions: CustomerSubscription[];
  /**
   * Whether PEC-Automation is in this offer.
   *
   * @default - at each subscription in the first offer that delegates the whole of it; if none does, in each of resource
   * groups
   */
  readonly automation?: boolean;
}

/** A customer: a tenant, its delegated subscriptions, and its status. */
export interface Customer {
  /**
   * What reports call the customer besides its name.
   *
   * @default - the id of its stack
   */
  readonly key?: string;
  /** What reports call the customer. */
  readonly name: string;
  /** The customer's Entra tenant (GUID), or a Terraform reference. */
  readonly tenantId: string;
  /**
   * The primary domain of the customer's tenant, such as `contoso.com`: reports show it.
   *
   * @default - none
   */
  readonly domain?: string;
  /**
   * The delegated subscriptions, one at least. With a management group those that are in it already: the policy's
   * providers are registered there, and a task delegates them at once.
   *
   * @default - those of the offers
   */
  readonly subscriptions?: CustomerSubscription[];
  /**
   * The offers of a customer with more than one, each with the subscriptions that are delegated by it, in place of
   * `offer` and `subscriptions`. One subscription may be in several.
   *
   * @default - one offer for all subscriptions
   */
  readonly offers?: CustomerOffer[];
  /**
   * The management group whose subscriptions a policy delegates, in place of a delegation of each that Terraform makes.
   *
   * @default - none
   */
  readonly managementGroup?: CustomerManagementGroup;
  /**
   * The cloud of the customer's tenant.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
  /**
   * Under which agreement the customer pays for Azure.
   *
   * @default - not said: the Azure plan of CSP is assumed, and reports say so
   */
  readonly agreement?: Agreement;
  /**
   * Whether admin-on-behalf-of access stands: the partner's Admin Agents have access to the subscriptions since they
   * were bought. It earns by itself.
   *
   * @default - not said: assumed not to stand
   */
  readonly adminOnBehalfOf?: boolean;
  /**
   * Whether the partner manages the customer.
   *
   * @default CustomerStatus.ACTIVE
   */
  readonly status?: CustomerStatus;
  /**
   * The wave in which the customer is deployed: reports and the manifest show it.
   *
   * @default - none
   */
  readonly ring?: string;
  /**
   * What the partner noted about the customer, by name: reports show it.
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
   * Readiness rules whose finding about this customer somebody accepts.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}

const acknowledgements = listOf(takeAcknowledgement, 'a list of rules with reasons');

const SUBSCRIPTION = objectOf<CustomerSubscription>('a subscription', '{ id: "…" }', {
  ...DELEGATED_SCOPE,
  id: asGiven,
  name: text,
  key: asGiven,
  automationRole: ofKind(BUILT_IN_ROLE),
  adopt: flag,
  deployedTemplateSha256: asGiven,
  since: asGiven,
  acknowledgements,
});

const subscriptions = listOf(required(SUBSCRIPTION, '{ id: "…" }'), 'a list of subscriptions');

const OFFER_AT_CUSTOMER = objectOf<CustomerOffer>('an offer of a customer', '{ offer, subscriptions }', {
  offer: ofKind(OFFER),
  subscriptions,
  automation: flag,
});

/** How to take a customer. */
export const CUSTOMER = required(
  objectOf<Customer>('a customer', '{ name, tenantId, subscriptions }', {
    key: asGiven,
    name: asGiven,
    tenantId: asGiven,
    domain: text,
    subscriptions,
    offers: listOf(required(OFFER_AT_CUSTOMER, '{ offer, subscriptions }'), 'a list of offers with subscriptions'),
    managementGroup: MANAGEMENT_GROUP,
    cloud: ofKind(AZURE_CLOUD),
    agreement: asGiven,
    adminOnBehalfOf: flag,
    status: asGiven,
    ring: text,
    tags: mapOf(text, 'texts by name'),
    notes: text,
    acknowledgements,
  }),
  'name, tenantId and subscriptions',
);

/** A customer, what it delegates to whom, and how that comes about: the same through every door. */
export interface CustomerDeclaration {
  /** Who the customer is and what it delegates. */
  readonly customer: Customer;
  /** How the delegation comes about. */
  readonly onboarding: Onboarding;
  /** What is delegated to whom; undefined where a delegation exists and is left as it is, or the customer lists offers. */
  readonly offer?: LighthouseOffer;
  /** PEC-Automation. */
  readonly automation?: IPecAutomation;
  /** The role that PEC-Automation holds. */
  readonly automationRole?: AzureBuiltInRole;
  /** The account that earns by an existing delegation, if it is not PEC-Automation. */
  readonly linkedAccount?: ILinkedAccount;
  /** Who holds which role in the existing delegation. */
  readonly existing?: readonly Authorization[];
}
