import { isGuid } from '../azure';
import { concurrently, delegationsAt, delegationsInGraph, type LiveDelegation, type SignedIn } from '../azure-live';
import { type DeclaredDelegation, EarnsBy, type FormerDelegation } from '../readiness';
import { type VerifiableCustomer } from '../reports';
import { grouped, isSettled, matching, type SubscriptionObservation } from '../verification';

/** A declared delegation, and whose it is. */
interface Wanted {
  readonly declared: DeclaredDelegation | FormerDelegation;
  readonly customer: VerifiableCustomer;
}

/** What was seen, by subscription, and what a reader should know of how. */
export interface SeenDelegations {
  readonly subscriptions: Map<string, SubscriptionObservation>;
  readonly notes: string[];
}

/**
 * Looks for delegations: Resource Graph finds most in few requests. What it does not have, has otherwise than declared, or
 * has and nobody declared, is asked for subscription by subscription, because the graph may be late, and is silent about
 * what the reader may not see.
 *
 * @param customers every customer
 * @param judged those that are looked at
 * @param others ids of subscriptions that are asked for whatever the graph tells
 */
export async function lookForDelegations(
  signedIn: SignedIn,
  customers: readonly VerifiableCustomer[],
  judged: readonly VerifiableCustomer[],
  atATime: number,
  others: readonly string[] = [],
): Promise<SeenDelegations> {
  const graph = await delegationsInGraph(signedIn);
  const inGraph = grouped(graph.delegations, ({ subscriptionId }) => subscriptionId);
  const incomplete = grouped(graph.incomplete, ({ subscriptionId }) => subscriptionId);
  const wanted = wantedIn(judged);
  const known = wantedIn(customers);
  const asked = new Set([...incomplete.keys(), ...others]);
  const ids = [...new Set([...wanted.keys(), ...inGraph.keys(), ...asked])];
  const observations = await concurrently(ids, atATime, async id => {
    const [sought, seen] = [wanted.get(id) ?? [], inGraph.get(id) ?? []];
    const expected = known.get(id) ?? [];
    if (!asked.has(id) && isClear(sought, expected, oursIn(seen, signedIn, expected))) {
      return fromGraph(seen);
    }
    const groups = [...sought.flatMap(groupsOf), ...[...seen, ...(incomplete.get(id) ?? [])].flatMap(groupOf)];
    return readSubscription(signedIn, id, new Set(groups));
  });
  const subscriptions = new Map(ids.map((id, i) => [id, observations[i]]));
  const notes =
    graph.refused === undefined
      ? []
      : [`Resource Graph told nothing (${graph.refused}), so every subscription was asked for by itself`];
  return { subscriptions, notes };
}

/** What is looked for, by subscription; not what earns by other means, of which Azure has no delegation. */
function wantedIn(customers: readonly VerifiableCustomer[]): Map<string, Wanted[]> {
  const wanted = customers.flatMap(customer => [
    ...customer.delegations
      .filter(({ earnsBy }) => earnsBy === EarnsBy.DELEGATION)
      .map(declared => ({ declared, customer })),
    ...customer.formerSubscriptions.map(declared => ({ declared, customer })),
  ]);
  return grouped<Wanted>(
    wanted.filter(({ declared }) => isGuid(declared.subscriptionId)),
    ({ declared }) => declared.subscriptionId.toLowerCase(),
  );
}

/** Delegations to others cost no request. */
function oursIn(
  delegations: readonly LiveDelegation[],
  { tenantId }: SignedIn,
  known: readonly Wanted[],
): LiveDelegation[] {
  const tenants = [tenantId, ...known.map(({ declared }) => declared.managingTenantId.toLowerCase())];
  return delegations.filter(({ definition }) => tenants.includes(definition.managedByTenantId));
}

/** Whether the graph shows everything as it was declared, and nothing besides. */
function isClear(wanted: readonly Wanted[], known: readonly Wanted[], live: readonly LiveDelegation[]): boolean {
  const expected = new Set(known.flatMap(({ declared }) => matching(declared, live)));
  return (
    live.every(delegation => expected.has(delegation)) &&
    wanted.every(({ declared, customer }) => 'earnsBy' in declared && isSettled(declared, customer.tenantId, live))
  );
}

function fromGraph(delegations: readonly LiveDelegation[]): SubscriptionObservation {
  return { delegations, isRead: false, groupsRead: new Set(), access: [] };
}

function groupsOf({ declared }: Wanted): string[] {
  return declared.resourceGroups.map(name => name.toLowerCase());
}

function groupOf({ resourceGroup }: Pick<LiveDelegation, 'resourceGroup'>): string[] {
  return resourceGroup === undefined ? [] : [resourceGroup];
}

/**
 * Reads the list of a subscription, and those of resource groups that it lacks: it may leave them out, and a reader of a
 * group may not read the subscription.
 */
async function readSubscription(
  signedIn: SignedIn,
  id: string,
  groups: ReadonlySet<string>,
): Promise<SubscriptionObservation> {
  const scope = `/subscriptions/${id}`;
  const whole = await delegationsAt(signedIn, scope);
  const delegations = 'refused' in whole ? [] : [...whole.delegations];
  const groupsRead = new Set<string>();
  for (const group of groups) {
    if (delegations.every(({ resourceGroup }) => resourceGroup !== group)) {
      const answer = await delegationsAt(signedIn, `${scope}/resourceGroups/${encodeURIComponent(group)}`);
      if (!('refused' in answer)) {
        groupsRead.add(group);
        delegations.push(...answer.delegations.filter(({ resourceGroup }) => resourceGroup === group));
      }
    }
  }
  return {
    delegations,
    isRead: !('refused' in whole),
    groupsRead,
    refused: 'refused' in whole ? whole.refused : undefined,
    access: [],
  };
}
