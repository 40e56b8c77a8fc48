import { guidWithin, isGuid } from '../../azure';
import { asGiven, type Faults, listOf, mapOf, type Properties } from '../../declaration';
import { isReference, isUnresolved, knownToDiffer, knownToEqual } from '../../terraform';

/** What of a subscription is delegated, and under which ids. */
export interface DelegatedScope {
  /**
   * The names of the resource groups that are delegated.
   *
   * @default - the whole subscription
   */
  readonly resourceGroups?: readonly string[];
  /**
   * The id of the registration definition: a GUID, or the full resource id that Azure shows. Definitions of several
   * subscriptions may have the same GUID.
   *
   * @default - `guid(offer name)`, as in Microsoft's templates
   */
  readonly definitionId?: string;
  /**
   * The id of the registration assignment of the subscription: a GUID.
   *
   * @default - `guid(offer name)`, as in Microsoft's templates
   */
  readonly assignmentId?: string;
  /**
   * The ids of registration assignments by the name of their resource group: GUIDs. To adopt what was made by one of
   * Microsoft's templates, give what Azure shows.
   *
   * @default - `guid(offer name, resource group name in lower case)`
   */
  readonly resourceGroupAssignmentIds?: Record<string, string>;
}

/** How to take what of a subscription is delegated. */
export const DELEGATED_SCOPE: Properties<DelegatedScope> = {
  resourceGroups: listOf<string>(asGiven, 'a list of names of resource groups'),
  definitionId: asGiven,
  assignmentId: asGiven,
  resourceGroupAssignmentIds: mapOf<string>(asGiven, 'ids by the names of resource groups'),
};

/**
 * Finds the faults of resource groups and given ids.
 *
 * @param target the subscription is undefined for a template that any subscription may deploy
 */
export function inspectDelegatedScope(target: DelegatedScope & { subscriptionId?: string }, faults: Faults): void {
  inspectResourceGroupNames(target.resourceGroups, faults.at('resourceGroups'));
  if (target.definitionId !== undefined) {
    inspectDefinitionId(target.definitionId, target.subscriptionId, faults.at('definitionId'));
  }
  if (target.assignmentId !== undefined) {
    faults.at('assignmentId').guid(target.assignmentId);
  }
  const ids = faults.at('resourceGroupAssignmentIds');
  const groups = new Set<string>(Array.isArray(target.resourceGroups) ? target.resourceGroups : []);
  for (const [name, id] of Object.entries(target.resourceGroupAssignmentIds ?? {})) {
    ids.at(name).guid(id);
    if (!groups.has(name)) {
      ids.at(name).report('names no resource group of this delegation; write the name as in resourceGroups');
    }
  }
  if (target.assignmentId !== undefined && target.resourceGroups !== undefined) {
    faults
      .at('assignmentId')
      .report('is for a whole subscription; with resource groups use resourceGroupAssignmentIds');
  }
}

const DEFINITION_RESOURCE_ID =
  /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.ManagedServices\/registrationDefinitions\/([^/]+)$/i;

/** The GUID of a definition that was given by it or by its full resource id. */
export function definitionGuid(definitionId: string | undefined): string | undefined {
  return typeof definitionId === 'string'
    ? (DEFINITION_RESOURCE_ID.exec(definitionId)?.[2] ?? definitionId)
    : undefined;
}

/** https://learn.microsoft.com/azure/lighthouse/concepts/architecture: both are resources of one subscription. */
function inspectDefinitionId(definitionId: string, subscriptionId: string | undefined, faults: Faults): void {
  const isText = typeof definitionId === 'string' && !isUnresolved(definitionId);
  const [, owner, guid] = (isText && DEFINITION_RESOURCE_ID.exec(definitionId)) || [];
  if (faults.guid(guid ?? definitionId) && knownToDiffer(owner, subscriptionId)) {
    faults.reject(
      owner,
      'is another subscription, and Azure assigns a definition at its own only',
      'leave definitionId out, or give the GUID alone, and this subscription gets a definition of its own',
    );
  }
}

/**
 * Whether two delegations of one subscription are of different resource groups, with a definition each that was named:
 * what Microsoft's template for several resource groups makes. Nobody has to begin so, but it has to be adopted so.
 */
export function areApart(one: DelegatedScope, other: DelegatedScope): boolean {
  return knownToDiffer(definitionGuid(one.definitionId), definitionGuid(other.definitionId)) && areDisjoint(one, other);
}

/** Whether two delegations of one subscription are known to be of different resource groups. */
export function areDisjoint(one: DelegatedScope, other: DelegatedScope): boolean {
  const [groups = [], others = []] = [one.resourceGroups, other.resourceGroups];
  return (
    groups.length > 0 && others.length > 0 && groups.every(group => others.every(name => knownToDiffer(group, name)))
  );
}

/** Whether delegations of a subscription reach resource groups of it together; of the whole, whether one reaches any. */
export function reach(
  delegations: readonly Pick<DelegatedScope, 'resourceGroups'>[],
  resourceGroups: readonly string[],
): boolean {
  const groups = delegations.map(delegation => delegation.resourceGroups ?? []);
  return (
    groups.length > 0 &&
    (resourceGroups.length === 0 || groups.some(each => each.length === 0) || covers(groups.flat(), resourceGroups))
  );
}

/** Whether resource groups of a subscription are all among others of it; none means the whole subscription. */
export function covers(others: readonly string[], resourceGroups: readonly string[]): boolean {
  return (
    others.length === 0 ||
    (resourceGroups.length > 0 && resourceGroups.every(group => others.some(name => knownToEqual(name, group))))
  );
}

/**
 * Whether the value can be a subscription's id; adds a fault if not.
 *
 * @param tenantId the customer's tenant, whose id is a GUID as well
 */
export function inspectSubscriptionId(subscriptionId: string, faults: Faults, tenantId?: string): boolean {
  const collection = 'subscriptions';
  const id = guidWithin(subscriptionId, collection) ?? subscriptionId;
  if (isGuid(id) && knownToEqual(id, tenantId)) {
    faults.reject(subscriptionId, "is the customer's tenant", 'expected the id of a subscription');
    return false;
  }
  return faults.guid(subscriptionId, 'id of the subscription', collection);
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const RESOURCE_GROUP = /^[\p{L}\p{N}._()-]{0,89}[\p{L}\p{N}_()-]$/u;

/** Finds the fault of the name of a resource group. */
export function inspectResourceGroupName(name: string, faults: Faults): void {
  if (faults.text(name, 'the name of a resource group') && !isUnresolved(name) && !RESOURCE_GROUP.test(name)) {
    faults.reject(
      name,
      'is not the name of a resource group',
      'expected at most 90 letters, digits, "_", "-", "(", ")" and ".", not ending in "."',
    );
  }
}

function inspectResourceGroupNames(names: readonly string[] | undefined, faults: Faults): void {
  if (names === undefined) {
    return;
  }
  if (isReference(names)) {
    faults.report('is known to Terraform only; write the names out, because each becomes an address of its own');
    return;
  }
  if (names.length === 0) {
    faults.report('is empty; leave it out to delegate the whole subscription, or name a resource group');
  }
  const earlier = new Set<string>();
  names.forEach((name, i) => {
    const at = faults.at(i);
    inspectResourceGroupName(name, at);
    if (typeof name !== 'string') {
      return;
    }
    if (earlier.has(name.toLowerCase()) && !isUnresolved(name)) {
      at.reject(name, 'is listed twice', 'Azure does not tell upper from lower case here; list each group once');
    }
    earlier.add(name.toLowerCase());
  });
}
