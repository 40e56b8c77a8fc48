import { armGuid, isUnresolved, knownToDiffer, lowerCaseGuid } from '../../terraform';
import type { DelegatedScope } from './delegation-shape';
import type { LighthouseOffer } from '../offer/lighthouse-offer';

/** What the ids of a delegation are made from. */
export interface DelegationIds {
  readonly offer: LighthouseOffer;
  readonly resourceGroups?: string[];
  readonly definitionId?: string;
  readonly assignmentId?: string;
  readonly resourceGroupAssignmentIds?: Record<string, string>;
}

/** The GUID of the registration definition. */
export function definitionGuid({ definitionId, offer }: DelegationIds): string {
  return lowerCaseGuid(definitionId ?? deterministicGuid(offer.name));
}

/** The GUIDs of the registration assignments: one for the subscription, or one for each resource group. */
export function assignmentGuids(ids: DelegationIds): string[] {
  const { assignmentId, offer, resourceGroups = [] } = ids;
  const resourceGroupAssignmentIds = ids.resourceGroupAssignmentIds ?? {};
  if (resourceGroups.length === 0) {
    return [lowerCaseGuid(assignmentId ?? deterministicGuid(offer.name))];
  }
  return resourceGroups.map(name =>
    lowerCaseGuid(
      Object.hasOwn(resourceGroupAssignmentIds, name) ? resourceGroupAssignmentIds[name] : deterministicGuid(name),
    ),
  );
}

/** `guid(text)` of Microsoft's templates. */
export function deterministicGuid(text: string): string {
  if (isUnresolved(text)) {
    return armGuid(text);
  }
  const guid = guids.get(text) ?? armGuid(text);
  guids.set(text, guid);
  return guid;
}

/** Kept, because thousands of customers have the same few offers. */
const guids = new Map<string, string>();

/**
 * Whether two delegations of one subscription are of different resource groups, with a definition each that was named:
 * what Microsoft's template for several resource groups makes. Nobody has to begin so, but it has to be adopted so.
 */
export function areApart(one: DelegatedScope, other: DelegatedScope): boolean {
  const [groups, others] = [one.resourceGroups, other.resourceGroups];
  return (
    knownToDiffer(one.definitionId, other.definitionId) &&
    groups !== undefined &&
    others !== undefined &&
    groups.length > 0 &&
    others.length > 0 &&
    groups.every(group => others.every(name => knownToDiffer(group, name)))
  );
}
