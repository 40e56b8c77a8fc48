import type { Faults } from '../../declaration';
import { knownToEqual } from '../../terraform';
import { areApart, areDisjoint } from './delegated-scope';
import type { OfferedDelegation } from './offered-delegation';

/** Another delegation of the same subscription. */
export interface Neighbour {
  readonly delegation: OfferedDelegation;
  /** Who declares it, in a sentence: the path of a construct, or `the same customer`. */
  readonly declaredBy: string;
}

/**
 * Finds what a delegation must not share with another one of its subscription: a definition of the same id, or a pair of
 * principal and role where both reach, because removing one of them can take the access of the other.
 *
 * @param withoutAutomation how to say that PEC-Automation is not in this one
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
export function inspectCoexistence(
  mine: OfferedDelegation,
  { delegation: theirs, declaredBy }: Neighbour,
  withoutAutomation: string,
  faults: Faults,
): void {
  if (theirs.offer === mine.offer && areApart(mine, theirs)) {
    return;
  }
  if (knownToEqual(theirs.offer.name, mine.offer.name) || knownToEqual(theirs.ids.definition, mine.ids.definition)) {
    faults
      .at('offer')
      .reject(
        mine.offer.name,
        `is delegated at this subscription by ${declaredBy} already`,
        'list all resource groups in that delegation, or give this offer another name',
      );
    return;
  }
  const pairs = areDisjoint(mine, theirs) ? [] : mine.authorizations.filter(a => gives(theirs, a));
  for (const { principal, role } of pairs) {
    faults
      .at('offer')
      .report(
        `gives ${principal.label} the role ${role.name}, as the offer "${theirs.offer.name}" of ${declaredBy} does at ` +
          'the same subscription; removing one would take the access of both, so keep the pair in one of them; ' +
          `for PEC-Automation ${withoutAutomation}`,
      );
  }
  inspectAssignments(mine, { delegation: theirs, declaredBy }, faults);
}

/** Two offers at one place, whose assignments were given one id: the second would write over the first. */
function inspectAssignments(mine: OfferedDelegation, { delegation, declaredBy }: Neighbour, faults: Faults): void {
  const areWhole = mine.resourceGroups.length + delegation.resourceGroups.length === 0;
  if (areWhole && knownToEqual(mine.ids.assignments[0], delegation.ids.assignments[0])) {
    faults
      .at('assignmentId')
      .reject(mine.ids.assignments[0], `is the id of an assignment in ${declaredBy}`, 'give each one of its own');
  }
  mine.resourceGroups.forEach((name, i) => {
    const theirs = delegation.resourceGroups.findIndex(resourceGroup => knownToEqual(resourceGroup, name));
    if (theirs >= 0 && knownToEqual(delegation.ids.assignments[theirs], mine.ids.assignments[i])) {
      faults
        .at('resourceGroups')
        .reject(
          name,
          `has an assignment of the same id in ${declaredBy}`,
          'give it another id in resourceGroupAssignmentIds',
        );
    }
  });
}

/**
 * What is lost with a delegation that leaves; undefined if nothing is. Another managing tenant loses nothing, so that
 * a partner can move from one to the other.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
export function lossOf(stays: OfferedDelegation, gone: OfferedDelegation): string | undefined {
  if (areApart(stays, gone)) {
    return undefined;
  }
  if (knownToEqual(stays.ids.definition, gone.ids.definition)) {
    return 'with the same definition';
  }
  const pair = areDisjoint(stays, gone) ? undefined : stays.authorizations.find(kept => gives(gone, kept));
  return pair && `and both give ${pair.principal.label} the role ${pair.role.name}`;
}

function gives({ authorizations }: OfferedDelegation, pair: OfferedDelegation['authorizations'][number]): boolean {
  return authorizations.some(authorization => authorization.grantsSameAs(pair));
}
