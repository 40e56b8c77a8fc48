import { Agreement, AzureCloud } from '../azure';
import type { Faults } from '../declaration';
import {
  AUTHORIZATION,
  inspectAutomationRole,
  inspectCustomerTenant,
  inspectDelegableRole,
  isWellFormed,
  Onboarding,
} from '../lighthouse';
import { isStatus, STATUSES } from '../manifest';
import { inspectSameCloud } from '../principals';
import { type Acknowledgement, CREDIT_LOST, inspectExtent, principalName } from '../readiness';
import { isUnresolved } from '../terraform';
import type { Customer, CustomerDeclaration, CustomerSubscription } from './customer';
import type { OfferAtCustomer } from './offers-at-customer';

/**
 * The most characters of a text: what a table shows in a row, and what people read in a minute or two. Keys become names
 * of folders, blobs and resources; that of a customer stands behind `customer-` in a name of 63 characters.
 * `portfolio.schema.json` says the same.
 */
export const LONGEST = { key: 54, subscriptionKey: 63, name: 256, ring: 64, tag: 1_024, notes: 8_192 };

/**
 * Finds the faults of who a customer is, whatever door it comes through.
 *
 * @param home the cloud of the principal that earns; undefined if nobody said
 */
export function inspectCustomer(
  { customer, automation, linkedAccount, onboarding }: CustomerDeclaration,
  offers: readonly OfferAtCustomer[],
  home: AzureCloud | undefined,
  faults: Faults,
): void {
  const { cloud = AzureCloud.PUBLIC, agreement, status } = customer;
  faults.at('name').text(customer.name, "the customer's name", LONGEST.name);
  inspectNotes(customer, faults);
  const managingTenants = [
    ...offers.map(({ offer }) => offer?.managingTenantId),
    automation?.tenantId,
    linkedAccount?.tenantId,
  ];
  inspectCustomerTenant(customer.tenantId, managingTenants, faults.at('tenantId'));
  inspectCloud(cloud, offers, faults.at('cloud'));
  inspectSameCloud(cloud, home, principalName({ onboarding }), faults.at('cloud'));
  if (agreement !== undefined && !Object.values(Agreement).includes(agreement)) {
    faults.at('agreement').reject(agreement, 'is not an agreement', 'expected "azure-plan" or "other"');
  }
  if (status !== undefined && !isStatus(status)) {
    faults.at('status').reject(status, 'is not a status', `expected ${STATUSES}`);
  }
  inspectAcknowledgements(customer.acknowledgements, faults.at('acknowledgements'));
}

/** Finds the faults of which offers a customer has, and for what. */
export function inspectOffers(
  { customer, offer, automation, onboarding }: CustomerDeclaration,
  offers: readonly OfferAtCustomer[],
  faults: Faults,
): void {
  const [atOffers, atSubscriptions] = [faults.at('customer', 'offers'), faults.at('customer', 'subscriptions')];
  if (customer.offers !== undefined) {
    if (customer.subscriptions !== undefined) {
      atSubscriptions.report('does not go with offers; list each subscription under the offer that delegates it');
    }
    if (offer !== undefined) {
      faults.at('offer').report('does not go with offers; list it there, with its subscriptions');
    }
    if (onboarding === Onboarding.EXISTING) {
      atOffers.report('does not go with onboarding "existing"; list what exists under existing, and the subscriptions');
    }
    if (customer.managementGroup !== undefined) {
      atOffers.report(
        'does not go with a management group, whose policy has one offer; list that, and the subscriptions',
      );
    }
    if (offers.length === 0) {
      atOffers.report('is empty; name one offer at least, or list the subscriptions alone');
    }
  }
  offers.forEach((one, i) => inspectOffer(one, offers.slice(0, i), automation !== undefined, faults));
}

function inspectOffer(
  { offer, subscriptions, automation, atOffer, atSubscriptions }: OfferAtCustomer,
  earlier: readonly OfferAtCustomer[],
  hasAutomation: boolean,
  faults: Faults,
): void {
  if (subscriptions === undefined) {
    faults.at(...atSubscriptions).missing('expected the delegated subscriptions, or offers with subscriptions each');
  } else if (subscriptions.length === 0) {
    faults
      .at(...atSubscriptions)
      .report('is empty; name one subscription at least, also of a customer that is offboarded: the provider needs it');
  }
  if (offer !== undefined && earlier.some(other => other.offer === offer)) {
    faults.at(...atOffer).reject(offer.name, 'is listed twice', 'list all its subscriptions in one place');
  }
  if (automation === true && !hasAutomation) {
    faults
      .at(...atOffer.slice(0, -1), 'automation')
      .report('is true, but there is no PEC-Automation; give the property automation to the program, or leave it out');
  }
}

/**
 * Finds rules that are acknowledged twice, because of two reasons a report could show one, and the faults of which part
 * of a loss is accepted. Losses may be several.
 */
export function inspectAcknowledgements(accepted: readonly Acknowledgement[] | undefined, faults: Faults): void {
  accepted?.forEach((acknowledgement, i) => {
    const rule = acknowledgement?.rule;
    if (rule !== undefined && rule !== CREDIT_LOST && accepted.slice(0, i).some(earlier => earlier?.rule === rule)) {
      faults.at(i, 'rule').reject(rule, 'is acknowledged twice', 'keep the one with the reason that holds');
    }
    if (acknowledgement !== undefined) {
      inspectExtent(acknowledgement, faults.at(i));
    }
  });
}

/** https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations: not in national clouds. */
function inspectCloud({ name }: AzureCloud, offers: readonly OfferAtCustomer[], faults: Faults): void {
  if (name !== AzureCloud.PUBLIC.name && offers.some(({ offer }) => offer?.hasEligibleAuthorizations)) {
    faults.reject(name, 'has no eligible authorizations', 'give this customer an offer with permanent ones only');
  }
}

/** What reports show of a customer, and how its files are named. */
function inspectNotes({ key, domain, ring, tags, notes }: Customer, faults: Faults): void {
  if (key !== undefined) {
    inspectKeyText(key, LONGEST.key, faults.at('key'));
  }
  inspectNote(domain, LONGEST.name, faults.at('domain'));
  inspectNote(ring, LONGEST.ring, faults.at('ring'));
  inspectNote(notes, LONGEST.notes, faults.at('notes'));
  for (const [name, text] of Object.entries(tags ?? {})) {
    faults.at('tags').length(name, LONGEST.name);
    inspectNote(text, LONGEST.tag, faults.at('tags', name));
  }
}

/** A note may be blank. */
export function inspectNote(text: string | undefined, longest: number, faults: Faults): void {
  if (text !== undefined && !isUnresolved(text)) {
    faults.length(text, longest);
  }
}

/** Finds the faults of the role that PEC-Automation shall hold at a subscription. */
export function inspectRole(
  { automationRole: role }: CustomerSubscription,
  isAutomationHere: boolean,
  faults: Faults,
): void {
  if (role === undefined) {
    return;
  }
  inspectAutomationRole(role, faults);
  if (!isAutomationHere) {
    faults.report(
      'is for PEC-Automation, which is not in this offer here; leave it out, or write automation: true at the offer',
    );
  }
}

/** What of a subscription does not go with how its delegation comes about, and why. */
const MISFITS = new Map<Onboarding, readonly [why: string, ...properties: (keyof CustomerSubscription)[]]>([
  [
    Onboarding.EXISTING,
    [
      'does not go with onboarding "existing", to which nothing is added; leave it out',
      'automationRole',
      'definitionId',
      'assignmentId',
      'resourceGroupAssignmentIds',
    ],
  ],
  [
    Onboarding.POLICY,
    [
      'does not go with a policy, which delegates every subscription alike; leave it out',
      'resourceGroups',
      'automationRole',
      'definitionId',
      'assignmentId',
      'resourceGroupAssignmentIds',
      'since',
      'acknowledgements',
    ],
  ],
]);

/**
 * Finds what does not go with how the delegation comes about.
 *
 * @returns the subscription without it
 */
export function inspectWay(
  subscription: CustomerSubscription,
  onboarding: Onboarding,
  faults: Faults,
): CustomerSubscription {
  const { adopt, deployedTemplateSha256: sha256 } = subscription;
  const atSha256 = faults.at('deployedTemplateSha256');
  if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256))) {
    atSha256.reject(sha256, 'is not a SHA-256', 'expected 64 hexadecimal digits, as `sha256sum` shows them');
  }
  if (sha256 !== undefined && onboarding !== Onboarding.ARM_TEMPLATE) {
    atSha256.report('goes with onboarding "arm-template" only; leave it out');
  }
  if (adopt === true && onboarding !== Onboarding.TERRAFORM) {
    faults.at('adopt').report('goes with onboarding "terraform" only; leave it out');
  }
  const [why, ...properties] = MISFITS.get(onboarding) ?? [''];
  const misfits = properties.filter(property => subscription[property] !== undefined);
  misfits.forEach(property => faults.at(property).report(why));
  return { ...subscription, ...Object.fromEntries(misfits.map(property => [property, undefined])) };
}

/** Finds the faults of what an existing delegation is said to hold. */
export function inspectExisting(declaration: CustomerDeclaration, faults: Faults): void {
  const { existing, onboarding } = declaration;
  const at = faults.at('existing');
  if (onboarding !== Onboarding.EXISTING) {
    if (existing !== undefined) {
      at.report('goes with onboarding "existing" only; leave it out, or correct onboarding');
    }
    return;
  }
  for (const property of ['offer', 'automationRole'] as const) {
    if (declaration[property] !== undefined) {
      faults.at(property).report(BESIDE_EXISTING);
    }
  }
  if (existing === undefined) {
    at.missing('expected the authorizations of the existing delegation');
  } else if (existing.length === 0) {
    at.report('is empty; list who holds which role in the existing delegation');
  }
  existing?.forEach((authorization, i) => {
    if (!isWellFormed(authorization)) {
      at.at(i).part(authorization, AUTHORIZATION);
      return;
    }
    authorization.principal._inspect(at.at(i, 'principal'));
    // Which roles a User Access Administrator may assign says the template of the time, and makes no difference here.
    inspectDelegableRole(authorization.role, at.at(i, 'role'));
  });
}

/** What to say of what would be added to a delegation that is left as it is. */
export const BESIDE_EXISTING =
  'does not go with onboarding "existing"; leave it out: what exists is listed under existing';

/** Whether a text can be part of Terraform addresses and of the names of files; adds a fault if not. */
export function inspectKeyText(key: unknown, longest: number, faults: Faults): boolean {
  if (typeof key !== 'string' || !/^[a-z0-9][a-z0-9-]*$/.test(key)) {
    faults.reject(key, 'is not a key', 'expected lower-case letters, digits and "-"');
    return false;
  }
  return faults.length(key, longest);
}
