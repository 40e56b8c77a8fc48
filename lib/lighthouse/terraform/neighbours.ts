import type { Construct, IConstruct } from 'constructs';
import type { Faults } from '../../declaration';
import { AppRegistry } from '../../app';
import { isUnresolved, knownToEqual } from '../../terraform';
import { areApart } from '../delegation/delegated-scope';
import type { OfferedDelegation } from '../delegation/offered-delegation';

/** A delegation and where in the app it is declared. */
interface Neighbour {
  readonly construct: IConstruct;
  readonly delegation: OfferedDelegation;
}

/** The delegations that the app gives, by subscription. */
const given = new AppRegistry<Neighbour>('delegations');

/** The delegations that the app takes away at the next apply, because their customers are offboarded, by subscription. */
const leaving = new AppRegistry<Neighbour>('departures');

/** Notes that a construct gives a delegation. */
export function declareArrival(construct: Construct, delegation: OfferedDelegation): void {
  declareIn(given, construct, delegation);
}

/** Notes that a stack takes a delegation away. */
export function declareDeparture(construct: Construct, delegation: OfferedDelegation): void {
  declareIn(leaving, construct, delegation);
}

function declareIn(registry: AppRegistry<Neighbour>, construct: Construct, delegation: OfferedDelegation): void {
  const { subscriptionId } = delegation;
  if (subscriptionId !== undefined && !isUnresolved(subscriptionId)) {
    registry.add(construct, subscriptionId, { construct, delegation });
  }
}

function at(registry: AppRegistry<Neighbour>, scope: Construct, { subscriptionId }: OfferedDelegation): Neighbour[] {
  return subscriptionId === undefined || isUnresolved(subscriptionId) ? [] : registry.find(scope, subscriptionId);
}

/**
 * Finds what a delegation must not share with others of its subscription: a definition of the same id, or a pair of
 * principal and role, because removing one of them can take the access of the other.
 *
 * @param faults collects the faults of the delegation
 * @param atSubscription collects those of its subscription
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
export function inspectArrival(
  scope: Construct,
  mine: OfferedDelegation,
  faults: Faults,
  atSubscription: Faults,
): void {
  for (const { construct, delegation } of at(leaving, scope, mine)) {
    reject(mine, `is offboarded by ${construct.node.path}`, lossOf(mine, delegation), atSubscription);
  }
  for (const other of at(given, scope, mine)) {
    const theirs = other.delegation;
    if (theirs.offer === mine.offer && areApart(mine, theirs)) {
      continue;
    }
    if (knownToEqual(theirs.offer.name, mine.offer.name) || knownToEqual(theirs.ids.definition, mine.ids.definition)) {
      faults
        .at('offer')
        .reject(
          mine.offer.name,
          `is delegated at this subscription by ${other.construct.node.path} already`,
          'list all resource groups in that delegation, or give this offer another name',
        );
      continue;
    }
    rejectSamePairs(mine, other, faults.at('offer'));
    rejectSameAssignments(mine, other, faults.at('resourceGroups'));
  }
}

/** Finds whether a stack would take away what another delegation of the app gives. */
export function inspectDeparture(scope: Construct, gone: OfferedDelegation, faults: Faults): void {
  for (const { construct, delegation } of at(given, scope, gone)) {
    reject(gone, `is kept by ${construct.node.path}`, lossOf(delegation, gone), faults);
  }
}

function rejectSamePairs(mine: OfferedDelegation, { construct, delegation }: Neighbour, faults: Faults): void {
  for (const { principal, role } of mine.authorizations.filter(a =>
    delegation.authorizations.some(b => b.grantsSameAs(a)),
  )) {
    faults.report(
      `gives ${principal.label} the role ${role.name}, as the offer "${delegation.offer.name}" of ` +
        `${construct.node.path} does at the same subscription; removing one would take the access of both, so keep ` +
        'the pair in one of them; for PEC-Automation leave out automation here',
    );
  }
}

/** Two offers on one resource group, whose assignments were given one id: the second would write over the first. */
function rejectSameAssignments(mine: OfferedDelegation, { construct, delegation }: Neighbour, faults: Faults): void {
  mine.resourceGroups.forEach((name, i) => {
    const theirs = delegation.resourceGroups.findIndex(resourceGroup => knownToEqual(resourceGroup, name));
    if (theirs >= 0 && knownToEqual(delegation.ids.assignments[theirs], mine.ids.assignments[i])) {
      faults.reject(
        name,
        `has an assignment of the same id in ${construct.node.path}`,
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
function lossOf(stays: OfferedDelegation, gone: OfferedDelegation): string | undefined {
  if (areApart(stays, gone)) {
    return undefined;
  }
  if (knownToEqual(stays.ids.definition, gone.ids.definition)) {
    return 'with the same definition';
  }
  const pair = stays.authorizations.find(kept => gone.authorizations.some(a => a.grantsSameAs(kept)));
  return pair && `and both give ${pair.principal.label} the role ${pair.role.name}`;
}

function reject({ subscriptionId }: OfferedDelegation, where: string, loss: string | undefined, faults: Faults): void {
  if (loss !== undefined) {
    faults.reject(
      subscriptionId,
      `${where}, ${loss}`,
      'keep it in one of the two, because removing a delegation takes that access from the other one as well',
    );
  }
}
