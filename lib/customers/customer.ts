import type { Construct } from 'constructs';
import { AZURE_CLOUD, type AzureBuiltInRole, AzureCloud, BUILT_IN_ROLE } from '../azure';
import { asGiven, type Faults, flag, listOf, mapOf, objectOf, ofKind, required, text } from '../declaration';
import {
  areApart,
  DELEGATED_SCOPE,
  inspectAutomationRole,
  inspectCustomerTenant,
  inspectDelegatedScope,
  inspectSubscriptionId,
  type LighthouseOffer,
  type Onboarding,
} from '../lighthouse';
import { type Acknowledgement, declareCustomer, takeAcknowledgement } from '../readiness';
import { PecReadiness } from '../stacks';
import { isUnresolved, knownToEqual, lowerCaseGuid } from '../terraform';

/** Whether the partner manages the customer. */
export enum CustomerStatus {
  /** Delegated. */
  ACTIVE = 'active',
  /** The stack stays and is empty, so that the next apply removes the delegation. After that the customer may go. */
  OFFBOARDED = 'offboarded',
}

/** A subscription that the customer delegates. */
export interface CustomerSubscription {
  /** The subscription: a GUID, or a Terraform reference. */
  readonly id: string;
  /**
   * What the subscription is called in Terraform addresses: lower-case letters, digits and `-`. Needed if the id is a
   * Terraform reference.
   *
   * @default - the id
   */
  readonly key?: string;
  /**
   * The names of the resource groups that are delegated.
   *
   * @default - the whole subscription
   */
  readonly resourceGroups?: string[];
  /**
   * The role that PEC-Automation holds here.
   *
   * @default - the role of the customer's stack
   */
  readonly automationRole?: AzureBuiltInRole;
  /**
   * The id of the registration definition (GUID).
   *
   * @default - `guid(offer name)`, as in Microsoft's templates
   */
  readonly definitionId?: string;
  /**
   * The id of the registration assignment of the subscription (GUID).
   *
   * @default - `guid(offer name)`, as in Microsoft's templates
   */
  readonly assignmentId?: string;
  /**
   * The ids of registration assignments (GUID) by the name of their resource group. To adopt what Microsoft's template
   * for a single resource group made, give `armGuid(offer name)`.
   *
   * @default - `guid(resource group name)`, as in Microsoft's template for several resource groups
   */
  readonly resourceGroupAssignmentIds?: Record<string, string>;
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
   * Readiness rules whose finding about this subscription somebody accepts.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
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
  /** The delegated subscriptions, one at least. */
  readonly subscriptions: CustomerSubscription[];
  /**
   * The cloud of the customer's tenant.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
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
  key: asGiven,
  automationRole: ofKind(BUILT_IN_ROLE),
  adopt: flag,
  deployedTemplateSha256: asGiven,
  acknowledgements,
});

/** How to take a customer. */
export const CUSTOMER = required(
  objectOf<Customer>('a customer', '{ name, tenantId, subscriptions }', {
    key: asGiven,
    name: asGiven,
    tenantId: asGiven,
    subscriptions: required(
      listOf(required(SUBSCRIPTION, '{ id: "…" }'), 'a list of subscriptions'),
      'a list of subscriptions',
    ),
    cloud: ofKind(AZURE_CLOUD),
    status: asGiven,
    ring: text,
    tags: mapOf(text, 'texts by name'),
    notes: text,
    acknowledgements,
  }),
  'name, tenantId and subscriptions',
);

/** What a subscription is called in Terraform addresses. */
export function subscriptionKey(subscription: CustomerSubscription): string {
  return subscription.key ?? subscription.id.toLowerCase();
}

/** Finds the faults of a customer that has been taken; one that is missing is a fault already. */
export function inspectCustomer(
  customer: Customer | undefined,
  offer: LighthouseOffer | undefined,
  faults: Faults,
): void {
  if (!customer) {
    return;
  }
  faults.at('name').text(customer.name, "the customer's name", LONGEST.name);
  inspectNotes(customer, faults);
  inspectCustomerTenant(customer.tenantId, offer, faults.at('tenantId'));
  inspectCloud(customer.cloud, offer, faults.at('cloud'));
  if (customer.status !== undefined && !Object.values(CustomerStatus).includes(customer.status)) {
    faults.at('status').reject(customer.status, 'is not a status', 'expected "active" or "offboarded"');
  }
  const at = faults.at('subscriptions');
  const { subscriptions } = customer;
  if (subscriptions?.length === 0) {
    at.report('is empty; name one subscription at least, also of a customer that is offboarded: the provider needs it');
  }
  const earlier: EarlierSubscriptions = { byId: new Map(), byKey: new Map() };
  subscriptions?.forEach((subscription, i) => {
    if (subscription) {
      inspectSubscription(subscription, earlier, at.at(i));
    }
  });
}

/** https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations: not in national clouds. */
function inspectCloud({ name } = AzureCloud.PUBLIC, offer: LighthouseOffer | undefined, faults: Faults): void {
  if (name !== AzureCloud.PUBLIC.name && offer?.hasEligibleAuthorizations) {
    faults.reject(name, 'has no eligible authorizations', 'give this customer an offer with permanent ones only');
  }
}

/**
 * The most characters of a text: what a table shows in a row, and what people read in a minute or two. Keys become names
 * of folders, blobs and resources. `portfolio.schema.json` says the same.
 */
const LONGEST = { key: 63, name: 256, ring: 64, tag: 1_024, notes: 8_192 };

/** What reports show of a customer, and how its files are named. */
function inspectNotes({ key, ring, tags, notes }: Customer, faults: Faults): void {
  if (key !== undefined) {
    inspectKeyText(key, faults.at('key'));
  }
  inspectNote(ring, LONGEST.ring, faults.at('ring'));
  inspectNote(notes, LONGEST.notes, faults.at('notes'));
  for (const [name, text] of Object.entries(tags ?? {})) {
    faults.at('tags').length(name, LONGEST.name);
    inspectNote(text, LONGEST.tag, faults.at('tags').at(name));
  }
}

/** A note may be blank. */
function inspectNote(text: string | undefined, longest: number, faults: Faults): void {
  if (text !== undefined && !isUnresolved(text)) {
    faults.length(text, longest);
  }
}

/**
 * What was listed before, by id and by key, if those are known: nothing is compared with everything. What is listed twice
 * is kept once, as is the first of each key.
 */
interface EarlierSubscriptions {
  readonly byId: Map<string, CustomerSubscription[]>;
  readonly byKey: Map<string, CustomerSubscription>;
}

function inspectSubscription(subscription: CustomerSubscription, earlier: EarlierSubscriptions, faults: Faults): void {
  inspectSubscriptionId(subscription.id, faults.at('id'));
  inspectKey(subscription, earlier.byKey, faults.at('key'));
  const id = knownId(subscription);
  const twins = (id === undefined ? undefined : earlier.byId.get(id)) ?? [];
  if (twins.some(twin => !areApart(subscription, twin))) {
    faults
      .at('id')
      .reject(
        subscription.id,
        'is listed twice',
        'list all its resource groups in one entry, or, if each has a definition of its own, name that in definitionId and give each a key',
      );
  } else if (id !== undefined) {
    twins.push(subscription);
    earlier.byId.set(id, twins);
  }
  inspectDelegatedScope(subscription, faults);
  if (subscription.automationRole !== undefined) {
    inspectAutomationRole(subscription.automationRole, faults.at('automationRole'));
  }
  inspectSha256(subscription.deployedTemplateSha256, faults.at('deployedTemplateSha256'));
}

function inspectSha256(sha256: string | undefined, faults: Faults): void {
  if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256))) {
    faults.reject(sha256, 'is not a SHA-256', 'expected 64 hexadecimal digits, as `sha256sum` shows them');
  }
}

function inspectKey(subscription: CustomerSubscription, earlier: EarlierSubscriptions['byKey'], faults: Faults): void {
  const { key } = subscription;
  if (key === undefined) {
    if (isUnresolved(subscription.id)) {
      faults.report('is missing; expected a key for the Terraform address, because the id is known to Terraform only');
    }
  } else if (!inspectKeyText(key, faults)) {
    return;
  }
  const mine = keyOf(subscription);
  const first = mine === undefined ? undefined : earlier.get(mine);
  if (first !== undefined) {
    // Of a subscription that is listed twice, that is the fault.
    const isTwin = knownToEqual(first.id, subscription.id) && !areApart(subscription, first);
    if (!isTwin) {
      faults.reject(mine, 'is used twice', 'give each subscription a key of its own');
    }
  } else if (mine !== undefined) {
    earlier.set(mine, subscription);
  }
}

/** Whether a text can be part of Terraform addresses and of the names of files; adds a fault if not. */
function inspectKeyText(key: unknown, faults: Faults): boolean {
  if (typeof key !== 'string' || !/^[a-z0-9][a-z0-9-]*$/.test(key)) {
    faults.reject(key, 'is not a key', 'expected lower-case letters, digits and "-"');
    return false;
  }
  return faults.length(key, LONGEST.key);
}

/** The key of a subscription. */
function keyOf(subscription: CustomerSubscription): string | undefined {
  return subscription.key ?? knownId(subscription);
}

/** The id of a subscription that may be malformed; undefined if it cannot be compared. */
function knownId({ id }: CustomerSubscription): string | undefined {
  return typeof id === 'string' && !isUnresolved(id) ? id.toLowerCase() : undefined;
}

/** Says to readiness who the customer of everything below a construct is. */
export function declareAsCustomer(scope: Construct, customer: Customer, onboarding: Onboarding): void {
  const { key = scope.node.id, name, tenantId, cloud = AzureCloud.PUBLIC, status, ring, tags, notes } = customer;
  declareCustomer(scope, {
    key,
    name,
    tenantId: lowerCaseGuid(tenantId),
    cloud,
    onboarding,
    hasLeft: status === CustomerStatus.OFFBOARDED,
    ring,
    tags: tags && Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))),
    notes,
  });
  (customer.acknowledgements ?? []).forEach(acknowledgement => PecReadiness.acknowledge(scope, acknowledgement));
}
