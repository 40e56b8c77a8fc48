import { armGuid } from '../../azure';
import type { LiveDefinition, LiveDelegation } from '../../azure-live';
import type { PortfolioSubscription } from '../../portfolio';
import { grouped } from '../../verification';

/** What one definition delegates at its subscription: the whole of it, or resource groups. */
export interface LiveGroup {
  readonly subscriptionId: string;
  readonly definition: LiveDefinition;
  /** The assignment of the whole subscription, or those of resource groups by name; others give nothing more. */
  readonly assignments: readonly LiveDelegation[];
  /** Assignments of resource groups beside one of the whole subscription. */
  readonly superfluous: readonly LiveDelegation[];
  readonly isWhole: boolean;
}

/** The delegations to a managing tenant, by definition: of a subscription the whole first, then by resource group. */
export function liveGroups(delegations: readonly LiveDelegation[], managingTenantId: string): LiveGroup[] {
  const ours = delegations.filter(({ definition }) => definition.managedByTenantId === managingTenantId);
  const byDefinition = grouped(ours, ({ subscriptionId, definition }) => `${subscriptionId}/${definition.name}`);
  return [...byDefinition.values()].map(groupOf).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function groupOf(delegations: LiveDelegation[]): LiveGroup {
  const [{ subscriptionId, definition }] = delegations;
  const whole = delegations.filter(({ resourceGroup }) => resourceGroup === undefined);
  const parts = delegations.filter(({ resourceGroup }) => resourceGroup !== undefined);
  const sorted = parts.sort((a, b) => ((a.resourceGroup ?? '') < (b.resourceGroup ?? '') ? -1 : 1));
  const isWhole = whole.length > 0;
  return {
    subscriptionId,
    definition,
    assignments: isWhole ? whole : sorted,
    superfluous: isWhole ? sorted : [],
    isWhole,
  };
}

function orderOf({ subscriptionId, isWhole, assignments, definition }: LiveGroup): string {
  return [subscriptionId, isWhole ? '' : assignments[0].resourceGroup, definition.name].join('/');
}

/** What an entry says of it, so that Terraform takes it over as it is. */
export function adoptedSubscription({
  subscriptionId,
  definition,
  assignments,
  isWhole,
}: LiveGroup): PortfolioSubscription {
  const [first] = assignments;
  const names = assignments.map(({ resourceGroup = '', resourceGroupName }) => resourceGroupName ?? resourceGroup);
  return {
    id: subscriptionId,
    adopt: true,
    definitionId: definition.name,
    ...(isWhole
      ? { assignmentId: first.name }
      : {
          resourceGroups: names,
          resourceGroupAssignmentIds: Object.fromEntries(assignments.map(({ name }, i) => [names[i], name])),
        }),
  };
}

/** Whether the definition has the id that an entry without ids means. */
export function hasStandardId({ definition: { name, offer } }: LiveGroup): boolean {
  return name === armGuid(offer);
}
