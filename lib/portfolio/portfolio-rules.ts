import type { Construct } from 'constructs';
import { similarNames } from '../azure';
import { BESIDE_EXISTING, DeclaredCustomer } from '../customers';
import { type Fault, type FaultKey, Faults } from '../declaration';
import { type LighthouseOffer, Onboarding } from '../lighthouse';
import type { CustomerFacts } from '../readiness';
import { knownToEqual } from '../terraform';
import { memberOf } from '../text';
import { declarationOf } from './declaration-of-entry';
import { type OfferOfEntry, offersOfEntry } from './offers-of-entry';
import { onboardingOf, type PortfolioContext, type PortfolioEntry } from './portfolio-entry';
import { inspectReferences } from './portfolio-references';
import { inspectForm } from './portfolio-schema';

/** With how many offers a misspelt one is compared: a program has a few, and each entry may misspell one. */
const MOST_OFFERS = 100;

/** The entries as customers, and what is wrong with them; both by their position in the list. */
export interface InspectedPortfolio {
  readonly customers: (DeclaredCustomer | undefined)[];
  /** What is wrong with the list itself. */
  readonly general: Fault[];
  readonly entries: Fault[][];
}

/** Where the things of a document stand, if it was read from a file. */
export interface Places {
  /** How a value is written. */
  sourceOf(path: FaultKey[]): string | undefined;
  /** Where a subscription of an entry stands, by the position of the entry. */
  placeOf(position: number): CustomerFacts['placeOf'];
}

/** Makes customers of the entries, and finds every fault: of their form, of each, and between them. */
export function inspectPortfolio(
  scope: Construct,
  document: unknown,
  entries: (PortfolioEntry | undefined)[],
  context: PortfolioContext,
  places: Places | undefined,
): InspectedPortfolio {
  const [referring, general] = [Faults.none(), Faults.none()];
  const [references, form] = [entries.map(() => Faults.none()), entries.map(() => Faults.none())];
  inspectReferences(document, places !== undefined, path => faultsAt(path, referring, references));
  inspectForm(document, path => faultsAt(path, general, form), places && (path => places.sourceOf(path)));

  const rules = entries.map(() => Faults.none());
  const offerNames = Object.keys(context.offers).slice(0, MOST_OFFERS);
  const customers = entries.map((entry, i) => {
    if (!entry) {
      return undefined;
    }
    inspectOfferNames(entry, context, offerNames, rules[i]);
    const faults = Faults.none();
    const customer = DeclaredCustomer.of(scope, declarationOf(entry, context), faults, places?.placeOf(i));
    rules[i].includeNews(faults.found.flatMap(fault => inTheFile(fault, entry)));
    return customer;
  });
  inspectAcrossEntries(entries, context, rules);
  return {
    customers,
    general: withoutRepetition(referring, general),
    entries: entries.map((entry, i) =>
      withoutRepetition(references[i], form[i], rules[i]).filter(
        ({ path }) => !isKeyOfMark(path, entry, references[i].found),
      ),
    ),
  };
}

/** Whether it is a key that was left out beside an id that was refused: the rules take such an id for a reference. */
function isKeyOfMark(path: FaultKey[], entry: PortfolioEntry | undefined, refused: Fault[]): boolean {
  const key = path.reduce<unknown>((value, segment) => memberOf(value, String(segment)), entry);
  return (
    path.at(-1) === 'key' &&
    path.at(-3) === 'subscriptions' &&
    key === undefined &&
    refused.some(fault => isSamePath(fault.path, [...path.slice(0, -1), 'id']))
  );
}

function faultsAt(path: FaultKey[], general: Faults, entries: Faults[]): Faults {
  const [list, index, ...rest] = path;
  return list === 'customers' && typeof index === 'number' ? entries[index].at(...rest) : general.at(...path);
}

/** What is no value, or does not have its form, is reported once, whatever later inspections say of it. */
function withoutRepetition(...inspections: Faults[]): Fault[] {
  const faults = Faults.none();
  inspections.forEach(({ found }) => faults.includeNews(found));
  return faults.found;
}

function isSamePath(one: FaultKey[], other: FaultKey[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * The fault of a customer under the names that the file has for the parts of an entry; none of what the program gives to
 * all of them, because that is told once.
 */
export function inTheFile(fault: Fault, entry: PortfolioEntry): Fault[] {
  const path = pathInTheFile(fault.path, entry);
  return path ? [{ ...fault, path }] : [];
}

function pathInTheFile(
  [property, ...rest]: FaultKey[],
  { offers, automationRole }: PortfolioEntry,
): FaultKey[] | undefined {
  switch (property) {
    case 'customer': {
      const [member, , part, ...inside] = rest;
      const isOfTheProgram = member === 'offers' && part === 'offer' && inside.length > 0;
      return isOfTheProgram ? undefined : member === 'tenantId' ? ['tenant'] : rest;
    }
    case 'offer':
      return offers && rest.length === 0 ? ['offer'] : undefined;
    case 'existing': {
      const [i, ...member] = rest;
      const isId = isSamePath(member, ['principal', 'id']);
      return i === undefined ? ['existing'] : ['existing', 'authorizations', i, ...(isId ? ['principalId'] : member)];
    }
    case 'automationRole':
      return automationRole === undefined ? undefined : ['automationRole'];
    case 'onboarding':
      return ['onboarding'];
    case 'id':
      return ['key'];
    default:
      return undefined;
  }
}

/** Finds offers that the program does not give. That it gives none at all is told once, not of each entry. */
function inspectOfferNames(entry: PortfolioEntry, context: PortfolioContext, names: string[], faults: Faults): void {
  if (onboardingOf(entry) === Onboarding.EXISTING) {
    if (entry.offer !== undefined) {
      faults.at('offer').report(BESIDE_EXISTING);
    }
    return;
  }
  if (names.length === 0) {
    return;
  }
  for (const { name, offer, path } of offersOfEntry(entry, context)) {
    const at = faults.at(...path, 'offer');
    if (name === undefined) {
      at.report(`is missing; expected one of ${names.join(', ')}`);
    } else if (offer === undefined && !Object.hasOwn(context.offers, name)) {
      const [similar] = similarNames(name, names);
      const cure = similar === undefined ? `expected one of ${names.join(', ')}` : `did you mean "${similar}"?`;
      at.reject(name, 'is not an offer of the program', cure);
    }
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
    const key = lowerCase(entry.key);
    if (key !== undefined) {
      const other = keys.get(key);
      if (other) {
        faults[i].at('key').reject(entry.key, ...sameKey(entry, other));
      }
      keys.set(key, other ?? entry);
    }
    const offers = offersOfEntry(entry, context);
    offers.forEach(offer => inspectSubscriptionsOf(offer, entry, subscriptions, faults[i]));
    const tenant = lowerCase(entry.tenant);
    if (tenant !== undefined) {
      const others = tenants.get(tenant) ?? { byCloud: new Map(), byOffer: new Map() };
      tenants.set(tenant, others);
      inspectSameTenant(entry, others, offers, faults[i]);
    }
  });
}

/** What is wrong with an entry whose key another one has, and its cure: many lists have a row for each subscription. */
function sameKey(entry: PortfolioEntry, other: PortfolioEntry): [problem: string, cure: string] {
  return knownToEqual(entry.tenant, other.tenant)
    ? ['is listed already, with the same tenant', 'list the subscriptions of a customer in one entry']
    : ['is the key of another customer', 'give each customer a key of its own'];
}

/** A subscription may be in several offers of one entry, but in one entry only. */
function inspectSubscriptionsOf(
  { subscriptions = [], path }: OfferOfEntry,
  entry: PortfolioEntry,
  earlier: Map<string, PortfolioEntry>,
  faults: Faults,
): void {
  subscriptions.forEach((subscription, position) => {
    const id = lowerCase(subscription?.id);
    const other = id === undefined ? undefined : earlier.get(id);
    if (other && other !== entry) {
      faults
        .at(...path, 'subscriptions', position, 'id')
        .reject(
          subscription.id,
          `is a subscription of ${nameOf(other)} already`,
          'list it with one customer only; under offers, if it has several',
        );
    } else if (id !== undefined) {
      earlier.set(id, entry);
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
  offers: readonly OfferOfEntry[],
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
  const entries = byOffer.get(onboarding) ?? new Map<LighthouseOffer | undefined, PortfolioEntry>();
  byOffer.set(onboarding, entries);
  const sameOffer = offers.flatMap(({ offer }) => entries.get(offer) ?? []).at(0);
  offers.forEach(({ offer }) => entries.set(offer, entries.get(offer) ?? entry));
  // Management groups are compared when each has its policy: a tenant may have several.
  if (sameOffer && onboarding !== Onboarding.POLICY && !knownToEqual(sameOffer.key, entry.key)) {
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
function lowerCase(value: string | undefined): string | undefined {
  return value?.toLowerCase();
}
