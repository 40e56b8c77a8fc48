import type { Construct, IConstruct } from 'constructs';
import type { Faults } from '../../declaration';
import { AppRegistry } from '../../app';
import { isUnresolved } from '../../terraform';
import { inspectCoexistence, lossOf } from '../delegation/coexistence';
import type { OfferedDelegation } from '../delegation/offered-delegation';

/** A delegation and where in the app it is declared. */
interface Declared {
  readonly construct: IConstruct;
  readonly delegation: OfferedDelegation;
}

/** The delegations that the app gives, by subscription. */
const given = new AppRegistry<Declared>('delegations');

/** The delegations that the app takes away at the next apply, because their customers are offboarded, by subscription. */
const leaving = new AppRegistry<Declared>('departures');

/** Notes that a construct gives a delegation. */
export function declareArrival(construct: Construct, delegation: OfferedDelegation): void {
  declareIn(given, construct, delegation);
}

/** Notes that a stack takes a delegation away. */
export function declareDeparture(construct: Construct, delegation: OfferedDelegation): void {
  declareIn(leaving, construct, delegation);
}

function declareIn(registry: AppRegistry<Declared>, construct: Construct, delegation: OfferedDelegation): void {
  const { subscriptionId } = delegation;
  if (subscriptionId !== undefined && !isUnresolved(subscriptionId)) {
    registry.add(construct, subscriptionId, { construct, delegation });
  }
}

function at(registry: AppRegistry<Declared>, scope: Construct, { subscriptionId }: OfferedDelegation): Declared[] {
  return subscriptionId === undefined || isUnresolved(subscriptionId) ? [] : registry.find(scope, subscriptionId);
}

/**
 * Finds what a delegation must not share with others of its subscription.
 *
 * @param faults collects the faults of the delegation
 * @param atSubscription collects those of its subscription
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
  for (const { construct, delegation } of at(given, scope, mine)) {
    const theirs = { delegation, declaredBy: construct.node.path };
    inspectCoexistence(mine, theirs, 'leave out automation here', faults);
  }
}

/** Finds whether a stack would take away what another delegation of the app gives. */
export function inspectDeparture(scope: Construct, gone: OfferedDelegation, faults: Faults): void {
  for (const { construct, delegation } of at(given, scope, gone)) {
    reject(gone, `is kept by ${construct.node.path}`, lossOf(delegation, gone), faults);
  }
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
