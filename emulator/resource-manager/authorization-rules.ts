import { AzureBuiltInRole, isGuid, LighthouseSupport } from '../../lib/azure';
import type { Directory, DirectoryObject } from '../entra/directory';
import type { Guesses } from '../guesses';
import type { Refusal } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asObject, asText } from '../server/json';
import { armRefusal, invalidRequestContent } from './arm-errors';
import { invalidDefinition } from './managed-services-errors';

const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const USER_ACCESS_ADMINISTRATOR = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';

/** What the rules need to know about the definition that carries the authorizations. */
export interface DefinitionUnderReview {
  /** The GUID of the definition, which Azure's messages name. */
  readonly name: string;
  readonly managedByTenantId: string;
  readonly directory: Directory;
  readonly guesses: Guesses;
}

/** Refuses the permanent authorizations of a definition as Azure does: with the first fault. */
export function checkAuthorizations(list: unknown, definition: DefinitionUnderReview): void {
  const authorizations = asList(list).map(asObject);
  if (authorizations.length === 0) {
    throw invalidRequestContent("The request content was invalid: 'properties.authorizations' must not be empty.");
  }
  refuseDuplicates(authorizations, definition);
  for (const authorization of authorizations) {
    const role = roleIdOf(authorization);
    const delegated = asList(authorization.delegatedRoleDefinitionIds).map(asText);
    checkRole(role, definition);
    checkDelegatedRoles(role, delegated, definition);
    checkPrincipal(principalIdOf(authorization), definition);
  }
}

/** The role of an authorization: a bare GUID, and neither a name nor the id of a role definition resource. */
export function roleIdOf(authorization: JsonObject): string {
  const id = asText(authorization.roleDefinitionId);
  if (!isGuid(id)) {
    throw invalidRequestContent(`The request content was invalid: the roleDefinitionId '${id}' is not a GUID.`);
  }
  return id;
}

/** The principal of an authorization or an approver: a GUID. */
export function principalIdOf(authorization: JsonObject): string {
  const id = asText(authorization.principalId);
  if (!isGuid(id)) {
    // https://github.com/MicrosoftDocs/azure-docs/issues/35663
    throw invalidRequestContent(`The PrincipalId '${id}' must be a valid Guid.`);
  }
  return id;
}

/**
 * Refuses the roles that Azure Lighthouse does not delegate.
 *
 * The messages are Azure's, as users have quoted them.
 *
 * @see https://github.com/Azure/Azure-Lighthouse-samples/issues/137
 * @see https://github.com/MicrosoftDocs/azure-docs/issues/117760
 * @see https://github.com/MicrosoftDocs/azure-docs/issues/52919
 */
export function checkRole(roleId: string, definition: DefinitionUnderReview): void {
  const { name } = definition;
  switch (AzureBuiltInRole.of(roleId).lighthouseSupport) {
    case LighthouseSupport.SUPPORTED:
    case LighthouseSupport.DELEGATED_ROLES_ONLY:
      return;
    case LighthouseSupport.OWNER:
      throw invalidDefinition(`The role definition '${roleId}' is restricted for registration definition '${name}'.`);
    case LighthouseSupport.DATA_ACTIONS:
      throw invalidDefinition(
        `The role definition '${roleId}' with data actions not allowed for registration definition '${name}'. ` +
          'Only built in role definitions without any data and notData actions are allowed.',
      );
    case LighthouseSupport.RESTRICTED_ACTIONS:
      throw invalidDefinition(
        `The role definition '${roleId}' is not allowed for registration definition '${name}' ` +
          'because of restricted actions.',
      );
    default:
      throw invalidDefinition(
        `The role definition '${roleId}' is not a built in role definition and not allowed for registration ` +
          `definition '${name}'.`,
      );
  }
}

/** Refuses a principal that the managing tenant does not have, or that can hold no role. */
export function checkPrincipal(id: string, definition: DefinitionUnderReview): DirectoryObject {
  const { directory, managedByTenantId, guesses } = definition;
  const object = directory.find(id, managedByTenantId);
  const isReplicated = object?.replication.isDone ?? false;
  const isClientId = directory.servicePrincipalOf(id, managedByTenantId) !== undefined;
  if (isClientId || (isReplicated && object?.kind === 'application')) {
    throw unsupportedPrincipal('Application');
  }
  if (!object || !isReplicated) {
    // alchemy-run/alchemy, packages/alchemy/test/Azure/Lighthouse/RegistrationDefinition.test.ts, meets it in Azure.
    const message = `The resource contains invalid principal object identifiers '${id}'.`;
    throw guesses.is('missingPrincipal', 'definition-request')
      ? invalidDefinition(message)
      : armRefusal(400, 'PrincipalNotFound', message);
  }
  if (object.kind === 'group' && object.isMicrosoft365) {
    throw unsupportedPrincipal('Microsoft 365 Group');
  }
  return object;
}

/** Refuses the same principal with the same role twice. */
export function refuseDuplicates(authorizations: JsonObject[], definition: DefinitionUnderReview): void {
  const seen = new Set<string>();
  for (const authorization of authorizations) {
    const [principal, role] = [principalIdOf(authorization), roleIdOf(authorization)];
    const pair = `${principal} ${role}`.toLowerCase();
    if (seen.has(pair)) {
      throw invalidDefinition(
        `The registration definition '${definition.name}' has more than one authorization with principal id ` +
          `'${principal}' and role definition id '${role}'.`,
      );
    }
    seen.add(pair);
  }
}

/**
 * User Access Administrator needs the roles it may hand out; no other role may name any.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/deploy-policy-remediation
 */
function checkDelegatedRoles(roleId: string, delegated: string[], definition: DefinitionUnderReview): void {
  const isAdministrator = roleId.toLowerCase() === USER_ACCESS_ADMINISTRATOR;
  if (!isAdministrator && delegated.length > 0) {
    throw invalidDefinition(
      `The role definition '${roleId}' of registration definition '${definition.name}' can not have delegated role ` +
        'definition ids. They are allowed for the User Access Administrator role only.',
    );
  }
  if (isAdministrator && delegated.length === 0) {
    throw invalidDefinition(
      `The role definition '${roleId}' of registration definition '${definition.name}' is restricted: ` +
        'delegated role definition ids are required.',
    );
  }
  for (const id of delegated) {
    roleIdOf({ roleDefinitionId: id });
    if ([OWNER, USER_ACCESS_ADMINISTRATOR].includes(id.toLowerCase())) {
      throw invalidDefinition(
        `The delegated role definition '${id}' is restricted for registration definition '${definition.name}'.`,
      );
    }
    const hasDataActions = AzureBuiltInRole.of(id).lighthouseSupport === LighthouseSupport.DATA_ACTIONS;
    if (!hasDataActions || definition.guesses.is('delegatedRoleWithDataActions', 'refused')) {
      checkRole(id, definition);
    }
  }
}

function unsupportedPrincipal(kind: string): Refusal {
  const message = `Principals of type ${kind} cannot validly be used in role assignments.`;
  return armRefusal(400, 'PrincipalTypeNotSupported', message);
}
