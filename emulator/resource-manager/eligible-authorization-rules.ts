import type { JsonObject } from '../server/json';
import { asList, asObject, asText } from '../server/json';
import type { DefinitionUnderReview } from './authorization-rules';
import { checkPrincipal, checkRole, principalIdOf, refuseDuplicates, roleIdOf } from './authorization-rules';
import { invalidDefinition } from './managed-services-errors';

const RESTRICTED = ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'];
const MOST_APPROVERS = 10;
const SHORTEST_MINUTES = 30;
const LONGEST_MINUTES = 8 * 60;
const DEFAULT_DURATION = 'PT8H';

/**
 * Refuses eligible authorizations as Azure does: with the first fault.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 */
export function checkEligibleAuthorizations(list: unknown, definition: DefinitionUnderReview): void {
  const authorizations = asList(list).map(asObject);
  refuseDuplicates(authorizations, definition);
  const policies = new Map<string, string>();
  for (const authorization of authorizations) {
    const role = roleIdOf(authorization);
    checkEligibleRole(role, definition);
    if (asList(authorization.delegatedRoleDefinitionIds).length > 0) {
      throw invalidDefinition('Eligible authorizations can not have delegated role definition ids.');
    }
    refuseServicePrincipal(principalIdOf(authorization), 'an eligible authorization', definition);
    checkPolicy(authorization.justInTimeAccessPolicy, definition);

    const policy = JSON.stringify(comparablePolicy(authorization.justInTimeAccessPolicy));
    if ((policies.get(role.toLowerCase()) ?? policy) !== policy) {
      throw invalidDefinition(
        `The eligible authorizations with role definition id '${role}' must have the same just in time access policy.`,
      );
    }
    policies.set(role.toLowerCase(), policy);
  }
}

/** What the service fills in: a duration of eight hours and no second factor. */
export function withDefaultPolicy(authorization: JsonObject): JsonObject {
  const policy = asObject(authorization.justInTimeAccessPolicy);
  return {
    ...authorization,
    justInTimeAccessPolicy: {
      multiFactorAuthProvider: 'None',
      maximumActivationDuration: DEFAULT_DURATION,
      ...policy,
    },
  };
}

/** @see https://github.com/MicrosoftDocs/azure-docs/issues/80795 */
function checkEligibleRole(roleId: string, definition: DefinitionUnderReview): void {
  if (RESTRICTED.includes(roleId.toLowerCase())) {
    throw invalidDefinition(
      `The role definition '${roleId}' is restricted for eligible authorization of registration definition ` +
        `'${definition.name}'. The restricted role definitions are '${RESTRICTED.join(';')}'.`,
    );
  }
  checkRole(roleId, definition);
}

function checkPolicy(value: unknown, definition: DefinitionUnderReview): void {
  if (value === undefined || value === null) {
    return;
  }
  const policy = asObject(value);
  if (!['Azure', 'None'].includes(asText(policy.multiFactorAuthProvider))) {
    throw invalidDefinition("The multiFactorAuthProvider of a just in time access policy must be 'Azure' or 'None'.");
  }
  const minutes = minutesOf(asText(policy.maximumActivationDuration ?? DEFAULT_DURATION));
  if (!(minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES)) {
    throw invalidDefinition(
      `The maximumActivationDuration '${String(policy.maximumActivationDuration)}' must be between PT30M and PT8H.`,
    );
  }
  const approvers = asList(policy.managedByTenantApprovers).map(asObject);
  if (approvers.length > MOST_APPROVERS) {
    throw invalidDefinition(`A just in time access policy can have up to ${MOST_APPROVERS} approvers.`);
  }
  approvers.forEach(approver => refuseServicePrincipal(principalIdOf(approver), 'an approver', definition));
}

/** The minutes of an ISO 8601 duration of hours and minutes; not a number for anything else. */
function minutesOf(duration: string): number {
  const match = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration);
  return match ? Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0) : Number.NaN;
}

function refuseServicePrincipal(id: string, place: string, definition: DefinitionUnderReview): void {
  const { kind } = checkPrincipal(id, definition);
  if (kind === 'servicePrincipal') {
    throw invalidDefinition(`The service principal '${id}' can not be used as ${place}. Use a user or a group.`);
  }
}

/** The order of approvers and how they are called make no difference. */
function comparablePolicy(value: unknown): JsonObject {
  const policy = asObject(withDefaultPolicy({ justInTimeAccessPolicy: value }).justInTimeAccessPolicy);
  const approvers = asList(policy.managedByTenantApprovers).map(asObject);
  return {
    provider: policy.multiFactorAuthProvider,
    minutes: minutesOf(asText(policy.maximumActivationDuration)),
    approvers: approvers.map(approver => asText(approver.principalId).toLowerCase()).sort(),
  };
}
