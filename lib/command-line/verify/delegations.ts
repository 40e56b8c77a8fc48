import { isGuid } from '../../azure';
import { concurrently, delegationsAt, delegationsInGraph, type LiveDelegation, type SignedIn } from '../../azure-live';
import { type DeclaredDelegation, EarnsBy, type FormerDelegation } from '../../readiness';
import { type VerifiableCustomer } from '../../reports';
import { grouped, isSettled, matching, type SubscriptionObservation } from '../../verification';

/** A declared delegation, and the tenant whose it is. */
interface Wanted {
  readonly declared: DeclaredDelegation | FormerDelegation;
  readonly customerTenantId?: string;
}

/** What was seen, by subscription, and what a reader should know of how. */
export interface SeenDelegations {
  readonly subscriptions: Map<string, SubscriptionObservation>;
  readonly notes: string[];
}

/**
 * Looks for delegations: Resource Graph finds most in few requests. What was declared, and it does not have or has
 * otherwise, is asked for subscription by subscription, because the graph may be late, and is silent about what the reader
 * may not see.
 *
 * @param judged the customers that are looked at
 * @param tell told how far it is
 * @param alone whether every subscription with a delegation to the reader's tenant is asked for by itself, and these
 *   besides: only the provider tells what the customer is called
 */
export async function lookForDelegations(
  signedIn: SignedIn,
  judged: readonly VerifiableCustomer[],
  atATime: number,
  tell: (doing: string) => void,
  alone?: readonly string[],
): Promise<SeenDelegations> {
  const graph = await delegationsInGraph(signedIn);
  const inGraph = grouped(graph.delegations, ({ subscriptionId }) => subscriptionId);
  const incomplete = grouped(graph.incomplete, ({ subscriptionId }) => subscriptionId);
  const wanted = wantedIn(judged);
  const besides = new Set(alone);
  const ids = [...new Set([...wanted.keys(), ...inGraph.keys(), ...incomplete.keys(), ...besides])];
  const look = async (id: string) => {
    const [sought, seen] = [wanted.get(id) ?? [], inGraph.get(id) ?? []];
    const ours = oursIn(seen, signedIn, sought);
    const isAlone = alone !== undefined && (besides.has(id) || ours.length > 0);
    if (!incomplete.has(id) && !isAlone && isClear(sought, ours)) {
      return fromGraph(seen);
    }
    const groups = [...sought.flatMap(groupsOf), ...[...seen, ...(incomplete.get(id) ?? [])].flatMap(groupOf)];
    return readSubscription(signedIn, id, new Set(groups));
  };
  const onDone = (done: number) => tell(`${done} of ${ids.length} subscriptions`);
  const observations = await concurrently(ids, atATime, look, onDone);
  const subscriptions = new Map(ids.map((id, i) => [id, observations[i]]));
  const notes =
    graph.refused === undefined
      ? []
      : [`Resource Graph told nothing (${graph.refused}), so every subscription was asked for by itself`];
  return { subscriptions, notes };
}

/** What is looked for, by subscription. */
function wantedIn(customers: readonly VerifiableCustomer[]): Map<string, Wanted[]> {
  const wanted = customers.flatMap(({ tenantId: customerTenantId, delegations, formerSubscriptions }) =>
    [...delegations, ...formerSubscriptions].map(declared => ({ declared, customerTenantId })),
  );
  return grouped<Wanted>(
    wanted.filter(({ declared }) => isGuid(declared.subscriptionId)),
    ({ declared }) => declared.subscriptionId.toLowerCase(),
  );
}

/** Delegations to others cost no request. */
function oursIn(
  delegations: readonly LiveDelegation[],
  { tenantId }: SignedIn,
  wanted: readonly Wanted[],
): LiveDelegation[] {
  const tenants = [tenantId, ...wanted.map(({ declared }) => declared.managingTenantId.toLowerCase())];
  return delegations.filter(({ definition }) => tenants.includes(definition.managedByTenantId));
}

/** Whether the graph shows everything as it was declared. Nothing has to be there that earns by other means. */
function isClear(wanted: readonly Wanted[], live: readonly LiveDelegation[]): boolean {
  return wanted.every(
    ({ declared, customerTenantId }) =>
      'earnsBy' in declared &&
      ((declared.earnsBy !== EarnsBy.DELEGATION && matching(declared, live).length === 0) ||
        isSettled(declared, customerTenantId, live)),
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
