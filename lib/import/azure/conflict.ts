import type { LiveGroup } from './live-group';
import { contentOf, type SeparatedOffer } from './live-offer';

/** What is compared of two delegations of one subscription. */
interface Compared extends SeparatedOffer {
  readonly group: LiveGroup;
}

/**
 * Why one delegation cannot be declared beside another one of the same subscription, and what to do; undefined if it
 * can. The rules are those of synth, which would refuse the file: a definition for each resource group, no two offers of
 * one name, and no pair of principal and role twice where both reach.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
export function conflictBetween(mine: Compared, theirs: Compared): string | undefined {
  const isApart = areApart(mine.group, theirs.group);
  if (mine.offer.name === theirs.offer.name) {
    return isApart && contentOf(mine.offer) === contentOf(theirs.offer)
      ? undefined
      : 'is delegated there twice; remove one of the two in Azure, and import again';
  }
  const pairs = new Set(theirs.offer.authorizations.map(pairOf));
  const shared = isApart ? undefined : mine.offer.authorizations.find(each => pairs.has(pairOf(each)));
  return shared === undefined
    ? undefined
    : `gives ${shared.principalName ?? shared.principalId} a role that the offer "${theirs.offer.name}" gives there as ` +
        'well; remove the pair from one of the two in Azure, and import again';
}

/** Whether two delegations are of different resource groups. */
function areApart(one: LiveGroup, other: LiveGroup): boolean {
  const groups = new Set(one.assignments.map(({ resourceGroup }) => resourceGroup));
  return !one.isWhole && !other.isWhole && other.assignments.every(({ resourceGroup }) => !groups.has(resourceGroup));
}

function pairOf({ principalId, roleId }: { readonly principalId: string; readonly roleId: string }): string {
  return `${principalId} ${roleId}`;
}
