import type { PortfolioSubscription } from '../../portfolio';
import { keyText, LONGEST_KEY } from '../found/key';
import { hasStandardId, type LiveGroup } from './live-group';

/** A subscription of the file, and the offer by which it is delegated there. */
export interface DeclaredItem {
  readonly subscription: PortfolioSubscription;
  readonly offer?: string;
}

/**
 * Which delegations of one subscription the file has: by the ids that it gives; where it gives none, by those that it
 * means, and of several by what the offer is called.
 */
export function declaredGroups(
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
