import { AzureBuiltInRole } from '../azure';
import type { Faults } from '../declaration';
import type { IPecAutomation } from '../identity';
import { isUnresolved, knownToEqual } from '../terraform';
import { type Authorization, isSameRole, isWellFormed } from './authorization';
import type { LighthouseOffer } from './lighthouse-offer';
import { PrincipalKind } from './principal';

/** The role with which the partner can end a delegation. */
export const DELETE_ROLE = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE;

/** Finds what is wrong between an offer and the PEC-Automation that a delegation adds to it. */
export function inspectAutomationInOffer(offer: LighthouseOffer, automation: IPecAutomation, faults: Faults): void {
  offer.authorizations.forEach((authorization, i) => {
    if (!isWellFormed(authorization)) {
      return;
    }
    const at = faults.at('authorizations').at(i);
    const { principal } = authorization;
    if (knownToEqual(principal.id, automation.clientId)) {
      at.at('principal').reject(
        principal.id,
        'is the application (client) id of PEC-Automation',
        "expected the service principal's object id",
      );
    }
    const isAutomation = knownToEqual(principal.id, automation.principalId);
    if (isAutomation && principal.kind !== PrincipalKind.SERVICE_PRINCIPAL) {
      at.at('principal').reject(
        principal.label,
        `is PEC-Automation and no ${principal.kind}`,
        'make it with Principal.servicePrincipal, or leave it out: every delegation adds it',
      );
    }
    if (isAutomation && endsDelegation(authorization)) {
      at.reject(
        principal.label,
        `is PEC-Automation and must not hold ${DELETE_ROLE.name}`,
        'give it to a group: PEC-Automation never signs in to a customer',
      );
    }
  });
}

/** Whether an authorization lets somebody end the delegation. */
export function endsDelegation(authorization: Authorization): boolean {
  return isSameRole(authorization.role, DELETE_ROLE);
}

/** Finds pairs of principal and role that are listed twice. */
export function inspectPairs(authorizations: Authorization[], faults: Faults): void {
  authorizations.forEach((authorization, i) => {
    const first = authorizations.findIndex(earlier => earlier.grantsSameAs(authorization));
    if (first >= 0 && first < i) {
      faults
        .at(i)
        .report(
          `gives ${authorization.principal.label} the role ${authorization.role.name}, as authorizations[${first}] ` +
            'does; keep one of the two',
        );
    }
  });
}

/** https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations: one policy for one role. */
export function inspectPolicies(authorizations: Authorization[], faults: Faults): void {
  const eligible = authorizations
    .map((authorization, i) => ({ authorization, i }))
    .filter(e => !e.authorization.isPermanent);
  eligible.forEach(({ authorization, i }, position) => {
    const other = eligible
      .slice(0, position)
      .find(
        earlier =>
          isSameRole(earlier.authorization.role, authorization.role) &&
          policyIsKnownToDiffer(earlier.authorization, authorization),
      );
    if (other) {
      faults
        .at(i)
        .report(
          `activates ${authorization.role.name} by another policy than authorizations[${other.i}]; ` +
            'give both the same duration, multifactor authentication and approvers',
        );
    }
  });
}

function policyIsKnownToDiffer(a: Authorization, b: Authorization): boolean {
  const [one, other] = [a.justInTimePolicy, b.justInTimePolicy];
  if (!one || !other || isUnresolved([one.maximumActivationDuration, other.maximumActivationDuration])) {
    return false;
  }
  if (
    one.maximumActivationDuration !== other.maximumActivationDuration ||
    one.multiFactorAuthentication !== other.multiFactorAuthentication ||
    one.approvers.length !== other.approvers.length
  ) {
    return true;
  }
  const approvers = [...one.approvers, ...other.approvers].map(approver => approver.id);
  return (
    !isUnresolved(approvers) &&
    !one.approvers.every(approver => other.approvers.some(another => another.isSameAs(approver)))
  );
}
