import { Agreement, AzureBuiltInRole, AzureCloud } from '../azure';
import type { Customer, CustomerDeclaration } from '../customers';
import { Authorization, type DelegatedScope, type LighthouseOffer, Onboarding, Principal } from '../lighthouse';
import { CustomerStatus, isStatus, type ManifestEntry } from '../manifest';
import type { Acknowledgement } from '../readiness';
import type { CustomerPortfolioProps } from './portfolio-props';

/** Who holds which role in a delegation that exists already. */
export interface PortfolioAuthorization {
  /** The object id of a user, group or service principal of the managing tenant: a GUID, 8-4-4-4-12 hexadecimal digits. */
  readonly principalId: string;
  /** The name or GUID of a built-in role. */
  readonly role: string;
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
   * The id of the registration definition: a GUID.
   *
   * @default - `guid(offer name)`, as in Microsoft's templates
   */
  readonly definitionId?: string;
  /**
   * The role that PEC-Automation holds at this subscription: the name or GUID of a built-in role.
   *
   * @default - the role of the entry
   */
  readonly automationRole?: string;
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
   * Readiness rules whose finding somebody accepts, each with a reason.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
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
   * offer, or it exists and is not to be touched.
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
  readonly automationRole?: string;
  /** The delegated subscriptions, one at least. */
  readonly subscriptions: PortfolioSubscription[];
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

/** How the delegation of an entry comes about: a policy is declared in code only. */
export type PortfolioOnboarding = `${Exclude<Onboarding, Onboarding.POLICY>}`;

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
function statusOf({ status }: PortfolioEntry): CustomerStatus {
  return isStatus(status) ? status : CustomerStatus.ACTIVE;
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

/** What an entry declares. */
export function declarationOf(entry: PortfolioEntry, context: PortfolioContext): CustomerDeclaration {
  return {
    customer: customerOf(entry, context),
    onboarding: onboardingOf(entry),
    offer: offerOf(entry, context),
    automation: context.automation,
    automationRole: roleOf(entry.automationRole) ?? context.automationRole,
    linkedAccount: context.linkedAccount,
    existing: entry.existing?.authorizations?.map(given => authorizationOf(given ?? {})),
  };
}

function customerOf(entry: PortfolioEntry, context: PortfolioContext): Customer {
  const { tenant, cloud, agreement, subscriptions } = entry;
  return {
    key: entry.key,
    name: entry.name,
    tenantId: tenant,
    domain: entry.domain,
    cloud: cloud && PORTFOLIO_CLOUDS[cloud],
    status: statusOf(entry),
    agreement: Object.values(Agreement).find(known => known === agreement) ?? context.agreement,
    adminOnBehalfOf: entry.adminOnBehalfOf ?? context.adminOnBehalfOf,
    ring: entry.ring,
    tags: entry.tags,
    notes: entry.notes,
    acknowledgements: entry.acknowledgements,
    subscriptions: subscriptions?.map(given => given && { ...given, automationRole: roleOf(given.automationRole) }),
  };
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
function roleOf(reference: string | undefined): AzureBuiltInRole | undefined {
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
    status: statusOf(entry),
    onboarding,
  };
}
