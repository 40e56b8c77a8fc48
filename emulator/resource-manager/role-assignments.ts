import { AzureBuiltInRole, isGuid } from '../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, asText, sameText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { AccessControl } from './access-control';
import { anyApiVersion } from './api-versions';
import { armRefusal, invalidRequestContent, resourceNotFound } from './arm-errors';
import type { InheritedRoleAssignment, ManagementGroup } from './management-groups';
import { shownPermissions } from './own-permissions';
import { permissionsOf } from './role-permissions';
import { scopeAt } from './scopes';
import type { Subscriptions } from './subscriptions';

const TYPE = 'Microsoft.Authorization/roleAssignments';
const ROLE = /\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/]+)$/i;

/** What the service needs to answer. */
export interface RoleAssignmentParts {
  readonly directory: Directory;
  readonly subscriptions: Subscriptions;
  readonly access: AccessControl;
}

/**
 * Role assignments at management groups, and what built-in roles allow.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-assignments-rest
 */
export class RoleAssignments {
  constructor(private readonly parts: RoleAssignmentParts) {}

  /** Adds the routes. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const one = `/providers/Microsoft.Management/managementGroups/{group}/providers/${TYPE}/{name}`;
    arm.on('GET', '/providers/Microsoft.Authorization/roleDefinitions/{id}', (_caller, request, { id }) =>
      roleDefinition(request, id),
    );
    arm.on('GET', '/{scope*}/providers/Microsoft.Authorization/roleDefinitions/{id}', (caller, request, parameters) => {
      const scope = scopeAt(this.parts.subscriptions, parameters.scope);
      this.parts.access.demand(caller, scope, 'Microsoft.Authorization/roleDefinitions/read');
      return roleDefinition(request, parameters.id);
    });
    arm.on('GET', one, (caller, request, { group, name }) => this.get(caller, request, group, name));
    arm.on('PUT', one, (caller, request, { group, name }) => this.put(caller, request, group, name));
    arm.on('DELETE', one, (caller, request, { group, name }) => this.delete(caller, request, group, name));
  }

  private get(caller: Caller, request: EmulatedRequest, groupName: string, name: string): Answer {
    const group = this.admit(caller, request, groupName, 'read');
    const assignment = found(group, name);
    if (!assignment) {
      // Of an assignment Azure says it with a code of its own.
      throw armRefusal(404, 'RoleAssignmentNotFound', `The role assignment '${name}' is not found.`);
    }
    return { status: 200, body: shown(assignment, group) };
  }

  private put(caller: Caller, request: EmulatedRequest, groupName: string, name: string): Answer {
    const group = this.admit(caller, request, groupName, 'write');
    const properties = asObject(asObject(request.body).properties);
    const principalId = asText(properties.principalId);
    const roleId = ROLE.exec(asText(properties.roleDefinitionId))?.[1] ?? '';
    if (!isGuid(name) || !isGuid(principalId) || !AzureBuiltInRole.of(roleId).isKnown) {
      throw invalidRequestContent('The request content was invalid and could not be deserialized.');
    }
    // With a principal type Azure does not look, because a new principal may not have replicated yet.
    if (properties.principalType === undefined && !this.parts.directory.find(principalId, group.tenantId)) {
      throw armRefusal(400, 'PrincipalNotFound', `Principal ${principalId} does not exist in the directory.`);
    }
    const same = group.roleAssignments.find(
      other => sameText(other.principalId, principalId) && sameText(other.roleId, roleId),
    );
    const assignment = found(group, name);
    if (same && same !== assignment) {
      throw armRefusal(409, 'RoleAssignmentExists', 'The role assignment already exists.');
    }
    if (assignment && !same) {
      throw armRefusal(
        400,
        'RoleAssignmentUpdateNotPermitted',
        'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
      );
    }
    const made = assignment ?? { id: request.path, name, principalId, roleId };
    if (!assignment) {
      group.roleAssignments.push(made);
    }
    return { status: assignment ? 200 : 201, body: shown(made, group) };
  }

  private delete(caller: Caller, request: EmulatedRequest, groupName: string, name: string): Answer {
    const group = this.admit(caller, request, groupName, 'delete');
    const assignment = found(group, name);
    group.roleAssignments = group.roleAssignments.filter(other => other !== assignment);
    return assignment ? { status: 200, body: shown(assignment, group) } : { status: 204 };
  }

  private admit(caller: Caller, request: EmulatedRequest, groupName: string, verb: string): ManagementGroup {
    anyApiVersion(request);
    return this.parts.access.demandAtManagementGroup(caller, groupName, `${TYPE}/${verb}`);
  }
}

function found(group: ManagementGroup, name: string): InheritedRoleAssignment | undefined {
  return group.roleAssignments.find(assignment => sameText(assignment.name, name));
}

function shown({ id, name, principalId, roleId }: InheritedRoleAssignment, group: ManagementGroup): JsonObject {
  const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  const properties = { scope: group.resourceId, principalId, principalType: 'ServicePrincipal', roleDefinitionId };
  return { id, name, type: TYPE, properties };
}

function roleDefinition(request: EmulatedRequest, id: string): Answer {
  anyApiVersion(request);
  const role = AzureBuiltInRole.of(id);
  if (!role.isKnown) {
    throw resourceNotFound('Microsoft.Authorization/roleDefinitions', id);
  }
  const permissions = [shownPermissions(permissionsOf(role.id))];
  return { status: 200, body: { id: request.path, name: role.id, properties: { roleName: role.name, permissions } } };
}
