import { AzureBuiltInRole, AzureCloud } from '../azure';
import type { Customer, CustomerStatus, CustomerSubscription, UnmanagedCustomerProps } from '../customers';
import type { IPartnerPrincipal, IPecAutomation } from '../principals';
import { Authorization, type LighthouseOffer, Onboarding, Principal } from '../lighthouse';
import type { Acknowledgement } from '../readiness';
import type { ManifestEntry } from '../manifest';

/** Who holds which role in a delegation that exists already. */
export interface PortfolioAuthorization {
  /** The object id of a user, group or service principal of the managing tenant (GUID). */
  readonly principalId: string;
  /** The name or GUID of a built-in role. */
  readonly role: string;
  /**
   * Whether the role has to be activated first.
   *
   * @default false
   */
  readonly eligible?: boolean;
}

/** One subscription of an entry. */
export interface PortfolioSubscription {
  /** The subscription (GUID). */
  readonly id: string;
  /**
   * What the subscription is called in Terraform addresses, for good: lower-case letters, digits and `-`.
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
   * The role that PEC-Automation holds at this subscription: the name or GUID of a built-in role.
   *
   * @default - the role of the entry
   */
  readonly automationRole?: string;
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
   * for a single resource group made, give `guid(offer name)`.
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
   * The SHA-256 of the template that the customer deployed, with `onboarding: arm-template`.
   *
   * @default - not known whether the customer deployed it
   */
  readonly deployedTemplateSha256?: string;
  /**
   * Readiness rules whose finding about this subscription somebody accepts.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}

/** One customer of a portfolio, as in the file. `portfolio.schema.json` of this package describes the same. */
export interface PortfolioEntry {
  /** What the customer is called in names of stacks and states, for good: lower-case letters, digits and `-`. */
  readonly key: string;
  /** What reports call the customer. */
  readonly name: string;
  /** The customer's Entra tenant (GUID). */
  readonly tenant: string;
  /**
   * The cloud of the customer's tenant: `public`, `us-government` or `china`.
   *
   * @default "public"
   */
  readonly cloud?: string;
  /**
   * The name under which the program gives the offer.
   *
   * @default - the only one
   */
  readonly offer?: string;
  /**
   * How the delegation comes about: `terraform`, `arm-template`, `marketplace` or `existing`.
   *
   * @default "terraform"
   */
  readonly onboarding?: string;
  /**
   * Whether the partner manages the customer: `active` or `offboarded`.
   *
   * @default "active"
   */
  readonly status?: string;
  /**
   * The wave in which the customer is deployed, such as `canary`.
   *
   * @default - none
   */
  readonly ring?: string;
  /**
   * The role that PEC-Automation holds at this customer: the name or GUID of a built-in role.
   *
   * @default - the role of the portfolio
   */
  readonly automationRole?: string;
  /** The delegated subscriptions, one at least. */
  readonly subscriptions: PortfolioSubscription[];
  /**
   * What the customer delegates already, with `onboarding: existing`.
   *
   * @default - none
   */
  readonly existing?: ExistingDelegation;
  /**
   * What the partner noted about the customer, by name.
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

/** What a customer delegates already. */
export interface ExistingDelegation {
  /** Who holds which role, one at least. */
  readonly authorizations: PortfolioAuthorization[];
}

const CLOUDS = new Map([
  ['public', AzureCloud.PUBLIC],
  ['us-government', AzureCloud.US_GOVERNMENT],
  ['china', AzureCloud.CHINA],
]);

/** The name of a customer's stack, which is also the name of its state. */
export function stackIdOf(key: string): string {
  return `customer-${key}`;
}

/** What the program gives beside the entries. */
export interface PortfolioContext {
  readonly offers: Record<string, LighthouseOffer>;
  readonly automation?: IPecAutomation;
  readonly automationRole?: AzureBuiltInRole;
  readonly linkedAccount?: IPartnerPrincipal;
  /** The cloud of a principal, if anybody said. */
  cloudOf(principal: IPartnerPrincipal | undefined): AzureCloud | undefined;
}

/** How the delegation of an entry comes about. */
export function onboardingOf({ onboarding }: PortfolioEntry): Onboarding {
  return (onboarding as Onboarding | undefined) ?? Onboarding.TERRAFORM;
}

/** The customer of an entry. */
export function customerOf(entry: PortfolioEntry): Customer {
  return {
    key: entry.key,
    name: entry.name,
    tenantId: entry.tenant,
    cloud: CLOUDS.get(entry.cloud ?? ''),
    status: entry.status as CustomerStatus | undefined,
    ring: entry.ring,
    tags: entry.tags,
    notes: entry.notes,
    acknowledgements: entry.acknowledgements,
    subscriptions: entry.subscriptions?.map(subscriptionOf),
  };
}

/** The offer of an entry; undefined if there is none of that name. */
export function offerOf(
  entry: PortfolioEntry,
  { offers }: Pick<PortfolioContext, 'offers'>,
): LighthouseOffer | undefined {
  if (onboardingOf(entry) === Onboarding.EXISTING) {
    return undefined;
  }
  const name = entry.offer ?? onlyNameIn(offers);
  return name !== undefined && Object.hasOwn(offers, name) ? offers[name] : undefined;
}

function onlyNameIn(offers: PortfolioContext['offers']): string | undefined {
  const names = Object.keys(offers);
  return names.length === 1 ? names[0] : undefined;
}

/** What the construct of an entry is given, whether it has a stack or not. */
export function customerPropsOf(
  entry: PortfolioEntry,
  context: Omit<PortfolioContext, 'cloudOf'>,
): UnmanagedCustomerProps {
  return {
    customer: customerOf(entry),
    onboarding: onboardingOf(entry),
    offer: offerOf(entry, context),
    automation: context.automation,
    automationRole: roleOf(entry.automationRole) ?? context.automationRole,
    linkedAccount: context.linkedAccount,
    existing: existingOf(entry),
  };
}

/** The authorizations of an existing delegation; undefined if the entry has none. */
export function existingOf({ existing }: PortfolioEntry): Authorization[] | undefined {
  return existing?.authorizations?.map(given => authorizationOf(given ?? {}));
}

function subscriptionOf(subscription: PortfolioSubscription): CustomerSubscription {
  return subscription && { ...subscription, automationRole: roleOf(subscription.automationRole) };
}

/** Whether it is a user, a group or a service principal makes no difference to what an existing role is worth. */
function authorizationOf({ principalId = '', role = '', eligible }: Partial<PortfolioAuthorization>): Authorization {
  const principal = Principal.group(principalId);
  return eligible === true
    ? Authorization.eligible(principal, AzureBuiltInRole.of(role))
    : Authorization.permanent(principal, AzureBuiltInRole.of(role));
}

const roles = new Map<string, AzureBuiltInRole>();

/** The role of a name or GUID: one object for all who hold it. */
export function roleOf(reference: string | undefined): AzureBuiltInRole | undefined {
  if (reference === undefined) {
    return undefined;
  }
  const role = roles.get(reference) ?? AzureBuiltInRole.of(reference);
  roles.set(reference, role);
  return role;
}

/** What the manifest says of an entry before anything was written for it. */
export function manifestEntryOf(entry: PortfolioEntry): ManifestEntry {
  const onboarding = onboardingOf(entry);
  return {
    stack: onboarding === Onboarding.TERRAFORM ? stackIdOf(entry.key) : undefined,
    ring: entry.ring,
    status: entry.status ?? 'active',
    onboarding,
  };
}
