import { AzureBuiltInRole } from '../../azure';
import type { Faults } from '../../declaration';
import type { IPecAutomation } from '../../principals';
import { isUnresolved, knownToEqual } from '../../terraform';
import { kindOf } from '../../text';
import { type Authorization, isWellFormed, type JustInTimePolicy } from './authorization';
import { isSameRole } from './delegable-role';
import { type Principal, PrincipalKind } from './principal';

/** The role with which the partner can end a delegation. */
export const DELETE_ROLE = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE;

/** Finds what is wrong between the authorizations of an offer and the PEC-Automation that a delegation adds to them. */
export function inspectAutomationBeside(
  authorizations: readonly Authorization[],
  automation: IPecAutomation,
  faults: Faults,
): void {
  authorizations.forEach((authorization, i) => {
    if (!isWellFormed(authorization)) {
      return;
    }
    const at = faults.at(i);
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
export function inspectPairs(authorizations: readonly Authorization[], faults: Faults): void {
  const firsts = new Map<string | Principal, Map<string, number>>();
  authorizations.forEach((authorization, i) => {
    const { principal, role } = authorization;
    if (isUnresolved(role.id)) {
      return;
    }
    // A principal that only Terraform knows is the same as itself alone.
    const holder = isUnresolved(principal.id) ? principal : principal.id;
    const roles = firsts.get(holder) ?? new Map<string, number>();
    firsts.set(holder, roles);
    const id = String(role.id).toLowerCase();
    const first = roles.get(id);
    roles.set(id, first ?? i);
    if (first !== undefined) {
      faults
        .at(i)
        .report(
          `gives ${authorization.principal.label} the role ${authorization.role.name}, as authorizations[${first}] ` +
            'does; keep one of the two',
        );
    }
  });
}

/** The policy of an eligible authorization, if it has one, and where that stands. */
interface PlacedPolicy {
  readonly policy: JustInTimePolicy | undefined;
  readonly i: number;
}

/** https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations: one policy for one role. */
export function inspectPolicies(authorizations: readonly Authorization[], faults: Faults): void {
  const byRole = new Map<string, Map<string, PlacedPolicy>>();
  authorizations.forEach(({ role, isPermanent, justInTimePolicy: policy }, i) => {
    if (isPermanent || isUnresolved(role.id)) {
      return;
    }
    const id = String(role.id).toLowerCase();
    const policies = byRole.get(id) ?? new Map<string, PlacedPolicy>();
    byRole.set(id, policies);
    const other = [...policies.values()].find(earlier => policyIsKnownToDiffer(earlier.policy, policy));
    const words = policyInWords(policy);
    policies.set(words, policies.get(words) ?? { policy, i });
    if (other) {
      faults
        .at(i)
        .report(
          `activates ${role.name} by another policy than authorizations[${other.i}]; ` +
            'give both the same duration, multifactor authentication and approvers',
        );
    }
  });
}

/** The same for the same policy, so that each is compared once. */
function policyInWords(policy: JustInTimePolicy | undefined): string {
  const approvers = policy?.approvers.map(({ id }) => (typeof id === 'string' ? id : kindOf(id))).sort();
  return JSON.stringify([policy?.maximumActivationDuration, policy?.multiFactorAuthentication, approvers]);
}

function policyIsKnownToDiffer(one: JustInTimePolicy | undefined, other: JustInTimePolicy | undefined): boolean {
  if (!one || !other) {
    return one !== other;
  }
  if (isUnresolved([one.maximumActivationDuration, other.maximumActivationDuration])) {
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
