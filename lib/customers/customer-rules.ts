import { Agreement, AzureCloud } from '../azure';
import type { Faults } from '../declaration';
import {
  areApart,
  type Authorization,
  AUTHORIZATION,
  inspectCustomerTenant,
  inspectDelegableRole,
  inspectSubscriptionId,
  isWellFormed,
  type LighthouseOffer,
  Onboarding,
} from '../lighthouse';
import { isStatus, STATUSES } from '../manifest';
import { inspectSameCloud } from '../principals';
import { type Acknowledgement, principalName } from '../readiness';
import { isUnresolved, knownToEqual } from '../terraform';
import type { Customer, CustomerDeclaration, CustomerSubscription } from './customer';

/**
 * The most characters of a text: what a table shows in a row, and what people read in a minute or two. Keys become names
 * of folders, blobs and resources; that of a customer stands behind `customer-` in a name of 63 characters.
 * `portfolio.schema.json` says the same.
 */
const LONGEST = { key: 54, subscriptionKey: 63, name: 256, ring: 64, tag: 1_024, notes: 8_192 };

/**
 * Finds the faults of who a customer is, whatever door it comes through.
 *
 * @param home the cloud of the principal that earns; undefined if nobody said
 */
export function inspectCustomer(
  { customer, offer, automation, linkedAccount, onboarding }: CustomerDeclaration,
  home: AzureCloud | undefined,
  faults: Faults,
): void {
  const { cloud = AzureCloud.PUBLIC, agreement, status, subscriptions } = customer;
  faults.at('name').text(customer.name, "the customer's name", LONGEST.name);
  inspectNotes(customer, faults);
  const managingTenants = [offer?.managingTenantId, automation?.tenantId, linkedAccount?.tenantId];
  inspectCustomerTenant(customer.tenantId, managingTenants, faults.at('tenantId'));
  inspectCloud(cloud, offer, faults.at('cloud'));
  inspectSameCloud(cloud, home, principalName({ onboarding }), faults.at('cloud'));
  if (agreement !== undefined && !Object.values(Agreement).includes(agreement)) {
    faults.at('agreement').reject(agreement, 'is not an agreement', 'expected "azure-plan" or "other"');
  }
  if (status !== undefined && !isStatus(status)) {
    faults.at('status').reject(status, 'is not a status', `expected ${STATUSES}`);
  }
  inspectAcknowledgements(customer.acknowledgements, faults.at('acknowledgements'));
  if (subscriptions?.length === 0) {
    faults
      .at('subscriptions')
      .report('is empty; name one subscription at least, also of a customer that is offboarded: the provider needs it');
  }
}

/** Finds rules that are acknowledged twice: of two reasons, a report could show one. */
export function inspectAcknowledgements(accepted: readonly Acknowledgement[] | undefined, faults: Faults): void {
  accepted?.forEach((acknowledgement, i) => {
    const rule = acknowledgement?.rule;
    if (rule !== undefined && accepted.slice(0, i).some(earlier => earlier?.rule === rule)) {
      faults.at(i, 'rule').reject(rule, 'is acknowledged twice', 'keep the one with the reason that holds');
    }
  });
}

/** https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations: not in national clouds. */
function inspectCloud({ name }: AzureCloud, offer: LighthouseOffer | undefined, faults: Faults): void {
  if (name !== AzureCloud.PUBLIC.name && offer?.hasEligibleAuthorizations) {
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
function inspectNote(text: string | undefined, longest: number, faults: Faults): void {
  if (text !== undefined && !isUnresolved(text)) {
    faults.length(text, longest);
  }
}

/**
 * What was listed before, by id and by key, if those are known: nothing is compared with everything. What is listed twice
 * is kept once, as is the first of each key.
 */
export class EarlierSubscriptions {
  private readonly byId = new Map<string, CustomerSubscription[]>();
  private readonly byKey = new Map<string, CustomerSubscription>();

  /** Finds the faults of a subscription's id and key, and keeps it for the next ones. */
  public inspect(subscription: CustomerSubscription, tenantId: string | undefined, faults: Faults): void {
    if (inspectSubscriptionId(subscription.id, faults.at('id')) && knownToEqual(subscription.id, tenantId)) {
      faults.at('id').reject(subscription.id, "is the customer's tenant", 'expected the id of a subscription');
    }
    inspectNote(subscription.name, LONGEST.name, faults.at('name'));
    this.inspectKey(subscription, faults.at('key'));
    const id = knownId(subscription);
    const twins = (id === undefined ? undefined : this.byId.get(id)) ?? [];
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
      this.byId.set(id, twins);
    }
  }

  private inspectKey(subscription: CustomerSubscription, faults: Faults): void {
    const { key } = subscription;
    if (key === undefined) {
      if (isUnresolved(subscription.id)) {
        faults.report(
          'is missing; expected a key for the Terraform address, because the id is known to Terraform only',
        );
      }
    } else if (!inspectKeyText(key, LONGEST.subscriptionKey, faults)) {
      return;
    }
    const mine = key ?? knownId(subscription);
    const first = mine === undefined ? undefined : this.byKey.get(mine);
    if (first !== undefined) {
      // Of a subscription that is listed twice, that is the fault.
      const isTwin = knownToEqual(first.id, subscription.id) && !areApart(subscription, first);
      if (!isTwin) {
        faults.reject(mine, 'is used twice', 'give each subscription a key of its own');
      }
    } else if (mine !== undefined) {
      this.byKey.set(mine, subscription);
    }
  }
}

/** Finds what does not go with how the delegation comes about. */
export function inspectWay(
  { adopt, deployedTemplateSha256: sha256 }: CustomerSubscription,
  onboarding: Onboarding,
  faults: Faults,
): void {
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
}

/** Finds the faults of what an existing delegation is said to hold. */
export function inspectExisting(
  existing: readonly Authorization[] | undefined,
  onboarding: Onboarding,
  faults: Faults,
): void {
  if (onboarding !== Onboarding.EXISTING) {
    if (existing !== undefined) {
      faults.report('goes with onboarding "existing" only; leave it out, or correct onboarding');
    }
    return;
  }
  if (existing === undefined) {
    faults.missing('expected the authorizations of the existing delegation');
  } else if (existing.length === 0) {
    faults.report('is empty; list who holds which role in the existing delegation');
  }
  existing?.forEach((authorization, i) => {
    if (!isWellFormed(authorization)) {
      faults.at(i).part(authorization, AUTHORIZATION);
      return;
    }
    authorization.principal._inspect(faults.at(i, 'principal'));
    // Which roles a User Access Administrator may assign says the template of the time, and makes no difference here.
    inspectDelegableRole(authorization.role, faults.at(i, 'role'));
  });
}

/** Whether a text can be part of Terraform addresses and of the names of files; adds a fault if not. */
function inspectKeyText(key: unknown, longest: number, faults: Faults): boolean {
  if (typeof key !== 'string' || !/^[a-z0-9][a-z0-9-]*$/.test(key)) {
    faults.reject(key, 'is not a key', 'expected lower-case letters, digits and "-"');
    return false;
  }
  return faults.length(key, longest);
}

/** The id of a subscription that may be malformed; undefined if it cannot be compared. */
function knownId({ id }: CustomerSubscription): string | undefined {
  return typeof id === 'string' && !isUnresolved(id) ? id.toLowerCase() : undefined;
}
