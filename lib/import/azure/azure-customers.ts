import { AzureBuiltInRole } from '../../azure';
import type { LiveDelegation, LiveSubscription } from '../../azure-live';
import type { Fault } from '../../declaration';
import type { PortfolioEntry } from '../../portfolio';
import { shown } from '../../text';
import { grouped } from '../../verification';
import { KnownEntries, lowerCase } from '../file/known-entries';
import type { FoundCustomer, FoundSubscription } from '../found/found-customer';
import { conflictBetween } from './conflict';
import { declaredGroups, type DeclaredItem } from './declared';
import { adoptedSubscription, type LiveGroup, liveGroups } from './live-group';
import { automationIn, contentOf, separated, type SeparatedOffer } from './live-offer';
import { type NamedOffer, OfferBook } from './offer-book';

/** What was seen in Azure. */
export interface AzureSight {
  readonly delegations: readonly LiveDelegation[];
  /** What subscriptions are called, and whose they are, if that was told. */
  readonly subscriptions: readonly Pick<LiveSubscription, 'id' | 'name' | 'tenantId'>[];
  readonly managingTenantId: string;
  /** The object id of PEC-Automation; told by its name in delegations if left out. */
  readonly automation?: string;
}

/** What was made of it. */
export interface AzureCustomers {
  readonly customers: readonly FoundCustomer[];
  /** The offers that no entry of the file has yet. */
  readonly offers: readonly NamedOffer[];
  readonly automation?: string;
  /** How many delegations to the managing tenant were seen. */
  readonly seen: number;
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
}

/** A delegation with what was made of it. */
interface Sighted extends SeparatedOffer {
  readonly group: LiveGroup;
  /** What the file has of it. */
  readonly declared?: DeclaredItem;
}

/**
 * The customers that delegate to a managing tenant, and their offers.
 *
 * @param entries those of the file, which keep what they call offers
 */
export function customersInAzure(sight: AzureSight, entries: readonly (PortfolioEntry | undefined)[]): AzureCustomers {
  const groups = liveGroups(sight.delegations, sight.managingTenantId);
  const automation = sight.automation?.toLowerCase() ?? automationIn(groups.map(({ definition }) => definition));
  const known = new KnownEntries(entries);
  const sighted = [...grouped(groups, ({ subscriptionId }) => subscriptionId)].flatMap(([id, own]) => {
    const declared = declaredGroups(own, itemsOf(known, id));
    return own.map(group => ({ ...separated(group.definition, automation), group, declared: declared.get(group) }));
  });
  const [faults, notes]: [Fault[], string[]] = [[], []];
  const usable = withoutConflicts(sighted, faults, notes);
  const book = new OfferBook(
    usable.map(({ offer, declared }) => ({ offer, known: declared?.offer })),
    known.all.flatMap(({ lists }) => lists).flatMap(({ offer }) => offer ?? []),
  );
  const places = new Map(sight.subscriptions.map(subscription => [subscription.id, subscription] as const));
  const byTenant = grouped(usable, ({ group }) => tenantOf(group, places) ?? '');
  (byTenant.get('') ?? []).forEach(({ group, declared }) => {
    if (declared === undefined) {
      faults.push({
        path: [],
        place: originOf(group),
        message: 'Azure does not say whose subscription it is; sign in as somebody who may list subscriptions',
      });
    }
  });
  byTenant.delete('');
  const customers = [...byTenant].map(([tenant, own]): FoundCustomer => {
    const [{ group }] = own;
    const name = own.map(each => nameOf(each.group)).find(Boolean);
    return {
      entry: { tenant, ...(name !== undefined && { name }) },
      origin: originOf(group),
      subscriptions: own.map(each => subscriptionOf(each, book, places.get(each.group.subscriptionId)?.name)),
    };
  });
  const isNew = new Set(usable.filter(({ declared }) => declared === undefined).map(({ offer }) => contentOf(offer)));
  return {
    customers,
    offers: book.added.filter(({ offer }) => isNew.has(contentOf(offer))),
    automation,
    seen: groups.length,
    faults,
    notes: [...notes, ...book.differences, ...capitalsIn(groups)],
  };
}

/** What the file says of a subscription. */
function itemsOf(known: KnownEntries, id: string): DeclaredItem[] {
  return (known.withSubscription(id)?.lists ?? []).flatMap(({ offer, subscriptions }) =>
    subscriptions.filter(each => lowerCase(each.id) === id).map(subscription => ({ subscription, offer })),
  );
}

/** Without what cannot be declared beside the rest, of which nothing is taken over. */
function withoutConflicts(sighted: readonly Sighted[], faults: Fault[], notes: string[]): Sighted[] {
  const kept = new Map<string, Sighted[]>();
  const declaredFirst = [...sighted].sort(
    (a, b) => Number(a.declared === undefined) - Number(b.declared === undefined),
  );
  const usable = new Set<Sighted>();
  for (const each of declaredFirst) {
    const { group, offer, declared } = each;
    const earlier = kept.get(group.subscriptionId) ?? [];
    const conflict = group.definition.isOfMarketplace
      ? 'was accepted in Azure Marketplace, and Terraform cannot hold it; declare it with onboarding: marketplace'
      : earlier.map(other => conflictBetween(each, other)).find(found => found !== undefined);
    if (declared === undefined && conflict !== undefined) {
      faults.push({ path: [], place: originOf(group), message: `the offer ${shown(offer.name)} ${conflict}` });
      continue;
    }
    kept.set(group.subscriptionId, [...earlier, each]);
    usable.add(each);
    group.superfluous.forEach(({ resourceGroup }) =>
      notes.push(`${originOf(group)}: the assignment of ${resourceGroup} gives nothing more and is left as it is`),
    );
  }
  return sighted.filter(each => usable.has(each));
}

function tenantOf(
  { assignments, subscriptionId }: LiveGroup,
  places: ReadonlyMap<string, { readonly tenantId: string }>,
) {
  return (
    assignments.map(each => each.customerTenantId).find(Boolean) ?? (places.get(subscriptionId)?.tenantId || undefined)
  );
}

function nameOf({ assignments }: LiveGroup): string | undefined {
  return assignments.map(each => each.customerTenantName).find(Boolean);
}

function originOf({ subscriptionId }: LiveGroup): string {
  return `subscription ${subscriptionId}`;
}

function subscriptionOf(
  { group, offer, automationRole, declared }: Sighted,
  book: OfferBook,
  name: string | undefined,
): FoundSubscription {
  const { id, ...rest } = adoptedSubscription(group);
  const isStandard = automationRole === undefined || automationRole === AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.id;
  return {
    entry: {
      id,
      ...(name && { name }),
      ...rest,
      ...(!isStandard && { automationRole: AzureBuiltInRole.of(automationRole).name }),
    },
    origin: originOf(group),
    offer: declared?.offer ?? book.keyOf(offer),
    isDeclared: declared !== undefined,
    hasAutomation: automationRole !== undefined,
    called: group.isWhole ? offer.name : group.assignments[0].resourceGroup,
  };
}

/** Whether an apply has to be told that capitals mean nothing. */
function capitalsIn(groups: readonly LiveGroup[]): string[] {
  const ids = groups
    .filter(({ definition, assignments }) => definition.hasCapitals || assignments.some(each => each.hasOddId))
    .map(({ subscriptionId }) => subscriptionId);
  return ids.length === 0
    ? []
    : [
        `Azure writes ids of the delegations of ${[...new Set(ids)].join(', ')} otherwise than Terraform, which would ` +
          'replace them; see "Ids that somebody typed in capitals" in docs/guides/adopt.md',
      ];
}
