import { AzureCloud, similarNames } from '../azure';
import { CUSTOMER, earningPrincipal, inspectCustomer, inspectExisting } from '../customers';
import { type Fault, Faults } from '../declaration';
import { inspectSameCloud } from '../principals';
import { inspectAutomationRole, type LighthouseOffer, Onboarding } from '../lighthouse';
import { knownToEqual } from '../terraform';
import {
  customerOf,
  existingOf,
  offerOf,
  onboardingOf,
  type PortfolioContext,
  type PortfolioEntry,
  roleOf,
} from './portfolio-entry';
import { inspectReferences } from './portfolio-references';
import { inspectForm, type Path } from './portfolio-schema';

/** With how many offers a misspelt one is compared: a program has a few, and each entry may misspell one. */
const MOST_OFFERS = 100;

/** The faults of a portfolio; those of entries by their position in the list. */
export interface PortfolioFaults {
  readonly general: Fault[];
  readonly entries: Fault[][];
}

/**
 * Finds every fault of the entries: of their form, of each, and between them.
 *
 * @param sourceOf how a value is written; undefined unless the document was read from a file
 */
export function inspectPortfolio(
  document: unknown,
  entries: (PortfolioEntry | undefined)[],
  context: PortfolioContext,
  sourceOf: ((path: string) => string | undefined) | undefined,
): PortfolioFaults {
  const [referring, general] = [new Faults(), new Faults()];
  const [references, form] = [entries.map(() => new Faults()), entries.map(() => new Faults())];
  inspectReferences(document, sourceOf !== undefined, path => faultsAt(path, referring, references));
  inspectForm(document, path => faultsAt(path, general, form), sourceOf);

  const rules = entries.map(() => new Faults());
  const offerNames = Object.keys(context.offers).slice(0, MOST_OFFERS);
  entries.forEach((entry, i) => {
    if (entry) {
      inspectEntry(entry, context, offerNames, rules[i]);
    }
  });
  inspectAcrossEntries(entries, context, rules);
  return {
    general: withoutRepetition(referring.found, general.found),
    entries: entries.map((entry, i) => {
      const ofRules = rules[i].found.filter(({ path }) => !isKeyOfMark(path, entry, references[i].found));
      return withoutRepetition(references[i].found, form[i].found, ofRules.map(asInTheFile));
    }),
  };
}

/** Whether it is a key that was left out beside an id that was refused: the rules take such an id for a reference. */
function isKeyOfMark(path: string, entry: PortfolioEntry | undefined, refused: Fault[]): boolean {
  const [, subscription, position] = /^(subscriptions\[(\d+)\]\.)key$/.exec(path) ?? [];
  return (
    subscription !== undefined &&
    entry?.subscriptions[Number(position)]?.key === undefined &&
    refused.some(fault => fault.path === `${subscription}id`)
  );
}

function faultsAt(path: Path, general: Faults, entries: Faults[]): Faults {
  const [list, index, ...rest] = path;
  const isEntry = list === 'customers' && typeof index === 'number';
  return (isEntry ? rest : path).reduce<Faults>(
    (faults, segment) => faults.at(segment),
    isEntry ? entries[index] : general,
  );
}

/** What is no value, or does not have its form, is reported once, whatever later inspections say of it. */
function withoutRepetition(...inspections: Fault[][]): Fault[] {
  return inspections.reduce((earlier, later) => {
    const reported = new Set(earlier.map(({ path }) => path));
    const isReported = (path: string) => reported.has('') || around(path).some(outer => reported.has(outer));
    return [...earlier, ...later.filter(({ path }) => !isReported(path))];
  });
}

/** A path and those of what it is within. */
function around(path: string): string[] {
  return [path, ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index))];
}

/** Paths as the file calls them. */
function asInTheFile({ path, message }: Fault): Fault {
  return {
    path: path
      .replace(/^tenantId$/, 'tenant')
      .replace(/^existing(?=\[)/, 'existing.authorizations')
      .replace(/\.principal\.id$/, '.principalId'),
    message,
  };
}

function inspectEntry(entry: PortfolioEntry, context: PortfolioContext, offerNames: string[], faults: Faults): void {
  const onboarding = onboardingOf(entry);
  const offer = offerOf(entry, context);
  if (offer === undefined) {
    inspectOfferName(entry, context, offerNames, faults.at('offer'));
  }
  const customer = CUSTOMER(customerOf(entry), faults);
  // The tenant is compared with the managing one also where the offer of the entry is not known.
  inspectCustomer(customer, offer ?? context.offers[offerNames[0]], faults);
  const principal = earningPrincipal({ ...context, onboarding });
  inspectSameCloud(customer?.cloud ?? AzureCloud.PUBLIC, context.cloudOf(principal), faults.at('cloud'));
  const role = roleOf(entry.automationRole);
  if (role) {
    inspectAutomationRole(role, faults.at('automationRole'));
  }
  const existing = existingOf(entry);
  // That the list is empty says its form.
  if (existing?.length !== 0) {
    inspectExisting(existing, onboarding, faults.at('existing'));
  }
  entry.subscriptions?.forEach((subscription, i) => {
    const at = faults.at('subscriptions').at(i);
    if (subscription?.deployedTemplateSha256 !== undefined && onboarding !== Onboarding.ARM_TEMPLATE) {
      at.at('deployedTemplateSha256').report('goes with onboarding "arm-template" only; leave it out');
    }
    if (subscription?.adopt === true && onboarding !== Onboarding.TERRAFORM) {
      at.at('adopt').report('goes with onboarding "terraform" only; leave it out');
    }
  });
}

function inspectOfferName(entry: PortfolioEntry, { offers }: PortfolioContext, names: string[], faults: Faults): void {
  if (onboardingOf(entry) === Onboarding.EXISTING) {
    if (entry.offer !== undefined) {
      faults.report('does not go with onboarding "existing"; leave it out: what exists is listed under existing');
    }
  } else if (entry.offer === undefined) {
    faults.report(`is missing; expected one of ${names.join(', ')}`);
  } else if (!Object.hasOwn(offers, entry.offer)) {
    const [similar] = similarNames(entry.offer, names);
    const cure = similar === undefined ? `expected one of ${names.join(', ')}` : `did you mean "${similar}"?`;
    faults.reject(entry.offer, 'is not an offer of the program', cure);
  }
}

/** Keys, subscriptions and tenants that more than one entry has. */
function inspectAcrossEntries(
  entries: (PortfolioEntry | undefined)[],
  context: PortfolioContext,
  faults: Faults[],
): void {
  const keys = new Map<string, PortfolioEntry>();
  const subscriptions = new Map<string, PortfolioEntry>();
  const tenants = new Map<string, TenantEntries>();
  entries.forEach((entry, i) => {
    if (!entry) {
      return;
    }
    const key = textOf(entry.key);
    if (key !== undefined) {
      if (keys.has(key)) {
        faults[i].at('key').reject(entry.key, 'is the key of another customer', 'give each customer a key of its own');
      }
      keys.set(key, keys.get(key) ?? entry);
    }
    entry.subscriptions?.forEach((subscription, position) => {
      const id = textOf(subscription?.id);
      const other = id === undefined ? undefined : subscriptions.get(id);
      if (other && other !== entry) {
        faults[i]
          .at('subscriptions')
          .at(position)
          .at('id')
          .reject(
            subscription.id,
            `is a subscription of ${nameOf(other)} already`,
            'list a subscription with one customer only',
          );
      } else if (id !== undefined) {
        subscriptions.set(id, entry);
      }
    });
    const tenant = textOf(entry.tenant);
    if (tenant !== undefined) {
      const others = tenants.get(tenant) ?? { byCloud: new Map(), byOffer: new Map() };
      tenants.set(tenant, others);
      inspectSameTenant(entry, others, context, faults[i]);
    }
  });
}

/** The first entry of a tenant with each cloud, and with each way to delegate each offer. */
interface TenantEntries {
  readonly byCloud: Map<unknown, PortfolioEntry>;
  readonly byOffer: Map<Onboarding, Map<LighthouseOffer | undefined, PortfolioEntry>>;
}

/** A tenant may be in two entries only if they delegate different offers. */
function inspectSameTenant(
  entry: PortfolioEntry,
  { byCloud, byOffer }: TenantEntries,
  context: PortfolioContext,
  faults: Faults,
): void {
  const cloud = entry.cloud ?? 'public';
  const [first] = byCloud.keys();
  const otherCloud = byCloud.size > 0 && first !== cloud ? byCloud.get(first) : undefined;
  byCloud.set(cloud, byCloud.get(cloud) ?? entry);
  if (otherCloud) {
    faults
      .at('cloud')
      .reject(
        cloud,
        `is not the cloud "${otherCloud.cloud ?? 'public'}" that ${nameOf(otherCloud)} has with the same tenant`,
        'a tenant is in one cloud',
      );
  }
  const onboarding = onboardingOf(entry);
  const offer = offerOf(entry, context);
  const entries = byOffer.get(onboarding) ?? new Map<LighthouseOffer | undefined, PortfolioEntry>();
  byOffer.set(onboarding, entries);
  const sameOffer = entries.get(offer);
  entries.set(offer, sameOffer ?? entry);
  if (sameOffer && !knownToEqual(sameOffer.key, entry.key)) {
    faults
      .at('tenant')
      .reject(
        entry.tenant,
        `is the tenant of ${nameOf(sameOffer)} already, with the same offer`,
        'list all subscriptions of a tenant in one entry, or give this one another offer',
      );
  }
}

function nameOf({ key }: PortfolioEntry): string {
  return key ?? 'another customer';
}

/** A text to compare with others: GUIDs are the same in any case. */
function textOf(value: string | undefined): string | undefined {
  return value?.toLowerCase();
}
