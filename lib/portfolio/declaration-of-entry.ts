import { Agreement, AzureBuiltInRole } from '../azure';
import type { Customer, CustomerDeclaration, CustomerSubscription } from '../customers';
import { asGiven } from '../declaration';
import { Authorization, Principal } from '../lighthouse';
import {
  onboardingOf,
  PORTFOLIO_CLOUDS,
  type PortfolioAuthorization,
  type PortfolioContext,
  type PortfolioEntry,
  type PortfolioSubscription,
  statusOf,
} from './portfolio-entry';
import { offersOfEntry } from './offers-of-entry';

/** What an entry declares. */
export function declarationOf(entry: PortfolioEntry, context: PortfolioContext): CustomerDeclaration {
  const [alone] = offersOfEntry({ ...entry, offers: undefined }, context);
  // Beside a list of offers one that is named is a fault, and the only one of the program is not meant.
  const isMeant = entry.offers === undefined || entry.offer !== undefined;
  return {
    customer: customerOf(entry, context),
    onboarding: onboardingOf(entry),
    offer: isMeant ? alone.offer : undefined,
    automation: context.automation,
    automationRole: roleOf(entry.automationRole) ?? context.automationRole,
    linkedAccount: context.linkedAccount,
    existing: entry.existing?.authorizations?.map(given => authorizationOf(given ?? {})),
  };
}

function customerOf(entry: PortfolioEntry, context: PortfolioContext): Customer {
  const { tenant, cloud, agreement } = entry;
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
    managementGroup: entry.managementGroup,
    subscriptions: entry.subscriptions?.map(subscriptionOf),
    offers:
      entry.offers &&
      offersOfEntry(entry, context).map(({ offer, subscriptions, automation }) => ({
        // That there is none of that name is told where the name is.
        offer: asGiven(offer),
        subscriptions: asGiven(subscriptions?.map(subscriptionOf)),
        automation,
      })),
  };
}

function subscriptionOf(given: PortfolioSubscription): CustomerSubscription {
  return given && { ...given, automationRole: roleOf(given.automationRole) };
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
