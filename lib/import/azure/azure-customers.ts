import { AzureBuiltInRole } from '../../azure';
import type { LiveDelegation, LiveSubscription } from '../../azure-live';
import { type Fault, faultText } from '../../declaration';
import type { KnownProgram, PortfolioCloud, PortfolioEntry } from '../../portfolio';
import { shown } from '../../text';
import { grouped } from '../../verification';
import { KnownEntries } from '../file/known-entries';
import type { FoundCustomer, FoundSubscription } from '../found/found-customer';
import { declaredAmong, type DeclaredItem } from './declared';
import { adoptedSubscription, type LiveGroup, liveGroups } from './live-group';
import { inspectLiveOffer, lighthouseOffer } from './lighthouse-offer';
import { automationIn, contentOf, type LiveOffer, separated, type SeparatedOffer } from './live-offer';
import { type NamedOffer, OfferBook } from './offer-book';
import { settled } from './settled';

/** What was seen in Azure. */
export interface AzureSight {
  readonly delegations: readonly LiveDelegation[];
  /** What subscriptions are called, and whose they are, if that was told. */
  readonly subscriptions: readonly Pick<LiveSubscription, 'id' | 'name' | 'tenantId'>[];
  readonly managingTenantId: string;
  /** The object id of PEC-Automation; told by its name in delegations if left out. */
  readonly automation?: string;
  /**
   * The cloud of the customers.
   *
   * @default "public"
   */
  readonly cloud?: PortfolioCloud;
  /**
   * Names that the program has for other things.
   *
   * @default - none but those in the file
   */
  readonly takenNames?: Iterable<string>;
}

/** What was made of it. */
export interface AzureCustomers {
  readonly customers: readonly FoundCustomer[];
  /** The offers that no entry of the file has yet. */
  readonly offers: readonly NamedOffer[];
  /** What is known of the program: PEC-Automation, and what the offers give that entries have, by their names. */
  readonly program: KnownProgram;
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
  const program: KnownProgram = { managingTenantId: sight.managingTenantId, automation };
  const known = new KnownEntries(entries);
  const places = new Map(sight.subscriptions.map(subscription => [subscription.id, subscription] as const));
  const [faults, notes]: [Fault[], string[]] = [[], []];
  const declared = declaredAmong(groups, known, group => tenantOf(group, places), notes);
  const usable = groups
    .map(group => ({ ...separated(group.definition, automation), group, declared: declared.get(group) }))
    .flatMap(each => (each.declared === undefined ? adoptable(each, program, faults) : [each]));
  usable.forEach(({ group }) => notes.push(...superfluousIn(group)));
  const book = new OfferBook(
    usable.map(({ offer, declared: item }) => ({ offer, known: item?.offer })),
    [...known.all.flatMap(({ lists }) => lists).flatMap(({ offer }) => offer ?? []), ...(sight.takenNames ?? [])],
  );
  const byTenant = grouped(usable, ({ group }) => tenantOf(group, places) ?? '');
  (byTenant.get('') ?? []).forEach(({ group, declared: item }) => {
    if (item === undefined) {
      faults.push({
        path: [],
        place: originOf(group),
        message: 'Azure does not say whose subscription it is; sign in as somebody who may list subscriptions',
      });
    }
  });
  byTenant.delete('');
  const { cloud = 'public' } = sight;
  const customers = [...byTenant].map(([tenant, own]): FoundCustomer => {
    const [{ group }] = own;
    const name = own.map(each => nameOf(each.group)).find(Boolean);
    return {
      entry: { tenant, ...(name !== undefined && { name }), ...(cloud !== 'public' && { cloud }) },
      origin: originOf(group),
      subscriptions: own.map(each => subscriptionOf(each, book, places.get(each.group.subscriptionId)?.name)),
    };
  });
  const isNew = new Set(usable.filter(each => each.declared === undefined).map(({ offer }) => contentOf(offer)));
  const offers = [...book.contents].map(([key, offer]) => [key, lighthouseOffer(offer, program)] as const);
  return {
    customers,
    offers: book.added.filter(({ offer }) => isNew.has(contentOf(offer))),
    program: { ...program, offers: Object.fromEntries(offers) },
    seen: groups.length,
    faults,
    notes: [...notes, ...book.differences, ...capitalsIn(groups)],
  };
}

/** A delegation without what cannot be taken over, which is told. */
function adoptable(sighted: Sighted, program: KnownProgram, faults: Fault[]): Sighted[] {
  const { group, offer } = sighted;
  const reject = (message: string) => faults.push({ path: [], place: originOf(group, offer), message });
  if (group.definition.isOfMarketplace) {
    reject('was accepted in Azure Marketplace, and Terraform cannot hold it; declare it with onboarding: marketplace');
    return [];
  }
  const refused = inspectLiveOffer(lighthouseOffer(offer, program), program);
  if (refused.length > 0) {
    reject(`cannot be declared as it is: ${refused.map(faultText).join('; ')}`);
    return [];
  }
  return settled(group, reject).map(ready => ({ ...sighted, group: ready }));
}

function superfluousIn(group: LiveGroup): string[] {
  return group.superfluous.map(
    ({ resourceGroup }) =>
      `${originOf(group)}: the assignment of ${resourceGroup} gives nothing more and is left as it is`,
  );
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

function originOf({ subscriptionId }: LiveGroup, offer?: LiveOffer): string {
  return `subscription ${subscriptionId}${offer === undefined ? '' : `, offer ${shown(offer.name)}`}`;
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
    origin: originOf(group, offer),
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
