import type { Construct } from 'constructs';
import type { Faults } from '../../declaration';
import { AppRegistry, isUnresolved, knownToEqual, lowerCaseGuid } from '../../terraform';
import type { Authorization } from '../offer/authorization';
import { areApart, definitionGuid } from '../delegation/delegation-ids';
import type { DelegatedScope, DelegatedSubscription } from '../delegation/delegation-shape';
import { delegations } from './delegations';

/** A delegation that a stack takes away at the next apply: its customer is offboarded. */
interface Departure {
  readonly stack: Construct;
  readonly delegation: DelegatedSubscription;
}

/** The departures of each app, by subscription. */
const departures = new AppRegistry<Departure>();

/** Notes that a stack takes a delegation away. */
export function declareDeparture(stack: Construct, delegation: DelegatedSubscription): void {
  if (!isUnresolved(delegation.subscriptionId)) {
    departures.add(stack, lowerCaseGuid(delegation.subscriptionId), { stack, delegation });
  }
}

/** Finds whether a stack would take away what another delegation of the app gives. */
export function inspectDeparture(scope: Construct, leaving: DelegatedSubscription, faults: Faults): void {
  for (const other of delegations.find(scope, lowerCaseGuid(leaving.subscriptionId))) {
    const stays = {
      definitionGuid: other.definitionGuid,
      authorizations: other.authorizations,
      scope: { resourceGroups: other.resourceGroups, definitionId: other._givenDefinitionId },
    };
    reject(leaving.subscriptionId, `is kept by ${other.node.path}`, lossOf(stays, leaving), faults);
  }
}

/** Finds whether a delegation would lose what it gives to a stack of the app that takes another one away. */
export function inspectArrival(scope: Construct, arriving: DelegatedSubscription, faults: Faults): void {
  for (const { stack, delegation } of departures.find(scope, lowerCaseGuid(arriving.subscriptionId))) {
    const stays = { ...sides(arriving), scope: arriving };
    reject(arriving.subscriptionId, `is offboarded by ${stack.node.path}`, lossOf(stays, delegation), faults);
  }
}

interface Staying {
  readonly definitionGuid: string;
  readonly authorizations: Authorization[];
  readonly scope: DelegatedScope;
}

function sides(delegation: DelegatedSubscription): Omit<Staying, 'scope'> {
  const { offer, automation, automationRole } = delegation;
  return {
    definitionGuid: definitionGuid(delegation),
    authorizations: offer.authorizationsWith(automation, automationRole),
  };
}

/**
 * What is lost with a delegation that leaves; undefined if nothing is. Another managing tenant loses nothing, so that
 * a partner can move from one to the other.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
function lossOf(stays: Staying, leaving: DelegatedSubscription): string | undefined {
  if (areApart(stays.scope, leaving)) {
    return undefined;
  }
  const gone = sides(leaving);
  if (knownToEqual(stays.definitionGuid, gone.definitionGuid)) {
    return 'with the same definition';
  }
  const pair = stays.authorizations.find(kept => gone.authorizations.some(given => given.grantsSameAs(kept)));
  return pair && `and both give ${pair.principal.label} the role ${pair.role.name}`;
}

function reject(subscriptionId: string, where: string, loss: string | undefined, faults: Faults): void {
  if (loss !== undefined) {
    faults.reject(
      subscriptionId,
      `${where}, ${loss}`,
      'keep it in one of the two, because removing a delegation takes that access from the other one as well',
    );
  }
}
