import type { PortfolioSubscription } from '../../portfolio';
import { grouped } from '../../verification';
import { type KnownEntries, lowerCase } from '../file/known-entries';
import { keyText, LONGEST_KEY } from '../found/key';
import { hasStandardId, type LiveGroup } from './live-group';

/** A subscription of the file, and the offer by which it is delegated there. */
export interface DeclaredItem {
  readonly subscription: PortfolioSubscription;
  readonly offer?: string;
}

/**
 * Which delegations the file has: those of its subscriptions, and those that the policy of a customer makes.
 *
 * @param tenantOf whose a delegation is, as far as that is known
 * @param notes gets a line for each policy whose delegations were found
 */
export function declaredAmong(
  groups: readonly LiveGroup[],
  known: KnownEntries,
  tenantOf: (group: LiveGroup) => string | undefined,
  notes: string[],
): ReadonlyMap<LiveGroup, DeclaredItem> {
  const declared = new Map<LiveGroup, DeclaredItem>();
  for (const [id, own] of grouped(groups, ({ subscriptionId }) => subscriptionId)) {
    const items = (known.withSubscription(id)?.lists ?? []).flatMap(({ offer, subscriptions }) =>
      subscriptions.filter(each => lowerCase(each.id) === id).map(subscription => ({ subscription, offer })),
    );
    declaredGroups(own, items).forEach((item, group) => declared.set(group, item));
  }
  const byPolicy = groups.flatMap(group => {
    const policy = known.ofTenant(tenantOf(group) ?? '').find(({ entry }) => entry.onboarding === 'policy');
    const isOfPolicy = policy !== undefined && group.isWhole && hasStandardId(group) && !declared.has(group);
    return isOfPolicy ? [{ group, entry: policy.entry }] : [];
  });
  byPolicy.forEach(({ group, entry: { offer } }) =>
    declared.set(group, { subscription: { id: group.subscriptionId }, offer }),
  );
  grouped(byPolicy, ({ entry }) => entry.key).forEach((own, key) =>
    notes.push(`${key}: what its policy makes is declared with it: ${own.length}, told by the ids that a policy gives`),
  );
  return declared;
}

/**
 * Which delegations of one subscription the file has: by the ids that it gives; where it gives none, by those that it
 * means, and of several by what the offer is called.
 */
function declaredGroups(
  groups: readonly LiveGroup[],
  items: readonly DeclaredItem[],
): ReadonlyMap<LiveGroup, DeclaredItem> {
  const declared = new Map<LiveGroup, DeclaredItem>();
  const claim = (item: DeclaredItem, candidates: readonly LiveGroup[]) => {
    const free = candidates.filter(group => !declared.has(group));
    const called = free.filter(({ definition }) => keyText(definition.offer, LONGEST_KEY) === item.offer);
    const [group] = called.length > 0 ? called : free;
    if (group !== undefined) {
      declared.set(group, item);
    }
  };
  const [exact, silent] = [items.filter(hasIds), items.filter(item => !hasIds(item))];
  exact.forEach(item => claim(item, groupsWithIds(groups, item)));
  silent.forEach(item => {
    const standard = groups.filter(group => hasStandardId(group) && !declared.has(group));
    const left = groups.filter(group => !declared.has(group));
    claim(item, standard.length > 0 ? standard : left.length === 1 ? left : []);
  });
  return declared;
}

function hasIds({ subscription }: DeclaredItem): boolean {
  return subscription.definitionId !== undefined || assignmentIdsOf(subscription).length > 0;
}

/** As verification matches them: by the definition, else by an assignment. */
function groupsWithIds(groups: readonly LiveGroup[], { subscription }: DeclaredItem): LiveGroup[] {
  const definitionId = subscription.definitionId?.toLowerCase();
  const ids = assignmentIdsOf(subscription);
  const byDefinition = groups.filter(({ definition }) => definition.name === definitionId);
  return byDefinition.length > 0
    ? byDefinition
    : groups.filter(({ assignments }) => assignments.some(({ name }) => ids.includes(name)));
}

function assignmentIdsOf({ assignmentId, resourceGroupAssignmentIds = {} }: PortfolioSubscription): string[] {
  return [assignmentId, ...Object.values(resourceGroupAssignmentIds)].flatMap(id => id?.toLowerCase() ?? []);
}
