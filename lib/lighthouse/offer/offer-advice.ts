import { LighthouseSupport } from '../../azure';
import type { Authorization } from './authorization';
import { DELETE_ROLE, endsDelegation } from './offer-rules';
import { distinct, PrincipalKind } from './principal';

const ADD_READER = 'add Authorization.permanent with AzureBuiltInRole.READER';

/**
 * What a reader of an offer should know though nothing is wrong with it.
 *
 * @param authorizations everybody's but PEC-Automation's, the rights to end the delegation included
 */
export function adviceOn(offer: string, authorizations: readonly Authorization[]): string[] {
  return [
    ...adviceOnTheEnd(offer, authorizations),
    ...adviceOnSight(offer, authorizations),
    ...adviceOnDelegatedRoles(authorizations),
  ];
}

function adviceOnTheEnd(offer: string, authorizations: readonly Authorization[]): string[] {
  return authorizations.some(endsDelegation)
    ? []
    : [`the offer "${offer}" gives nobody the role ${DELETE_ROLE.name}: only the customer can end the delegation`];
}

/**
 * The portal shows a customer to whoever holds Reader, or a role that includes it, and lets nobody else activate a role.
 *
 * https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 * https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer
 */
function adviceOnSight(offer: string, authorizations: readonly Authorization[]): string[] {
  const seeing = authorizations.filter(
    ({ isPermanent, principal, role }) =>
      isPermanent && principal.kind !== PrincipalKind.SERVICE_PRINCIPAL && role.includesReader !== false,
  );
  const eligible = distinct(authorizations.filter(a => !a.isPermanent).map(a => a.principal));
  const unseeing = eligible.filter(({ id }) => !seeing.some(({ principal }) => principal.id === id));
  if (seeing.length === 0 && unseeing.length === 0) {
    return [`the offer "${offer}" lets nobody see the customer in the portal, unless another one does: ${ADD_READER}`];
  }
  return unseeing.map(
    ({ label }) =>
      `${label} has eligible roles and no permanent one that includes Reader, without which the portal shows no ` +
      `customer to activate them at: ${ADD_READER}`,
  );
}

/** Microsoft's samples delegate roles with data actions, its rules do not say whether they may: only Azure knows. */
function adviceOnDelegatedRoles(authorizations: readonly Authorization[]): string[] {
  const names = authorizations
    .flatMap(({ delegatedRoles }) => delegatedRoles)
    .filter(({ lighthouseSupport }) => lighthouseSupport === LighthouseSupport.DATA_ACTIONS)
    .map(({ name }) => name);
  return [...new Set(names)].map(
    name =>
      `the delegated role ${name} has data actions: Microsoft's samples have such roles, and Azure may refuse them; ` +
      'leave it out if it does',
  );
}
