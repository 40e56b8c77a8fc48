import { armGuid } from '../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Directory, ServicePrincipal } from '../entra/directory';
import type { AccessControl } from '../resource-manager/access-control';
import { anyApiVersion } from '../resource-manager/api-versions';
import { armRefusal, invalidRequestContent } from '../resource-manager/arm-errors';
import type { ManagementGroup } from '../resource-manager/management-groups';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, asText, isObject } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { Policies, PolicyAssignment, PolicyDefinition } from './policies';

const TYPE = 'Microsoft.Authorization/policyAssignments';
const LONGEST_NAME = 24;

/**
 * Policy assignments of management groups, with an identity of their own.
 *
 * @see https://learn.microsoft.com/rest/api/policy/policy-assignments
 */
export class PolicyAssignments {
  constructor(
    private readonly policies: Policies,
    private readonly access: AccessControl,
    private readonly directory: Directory,
  ) {}

  /** Adds the routes. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const one = `/providers/Microsoft.Management/managementGroups/{group}/providers/${TYPE}/{name}`;
    arm.on('GET', one, (caller, request, { group, name }) => this.get(caller, request, group, name));
    arm.on('PUT', one, (caller, request, { group, name }) => this.put(caller, request, group, name));
    arm.on('DELETE', one, (caller, request, { group }) => this.delete(caller, request, group));
  }

  private get(caller: Caller, request: EmulatedRequest, group: string, name: string): Answer {
    this.admit(caller, request, group, 'read');
    const assignment = this.policies.assignment(request.path);
    if (!assignment) {
      throw armRefusal(404, 'PolicyAssignmentNotFound', `The policy assignment '${name}' is not found.`);
    }
    return { status: 200, body: shown(assignment) };
  }

  private put(caller: Caller, request: EmulatedRequest, groupName: string, name: string): Answer {
    const group = this.admit(caller, request, groupName, 'write');
    const { properties, location, identity } = asObject(request.body);
    if (!isObject(properties) || name.length > LONGEST_NAME) {
      throw invalidRequestContent('The request content was invalid and could not be deserialized.');
    }
    if (asObject(identity).type !== 'SystemAssigned' || asText(location) === '') {
      throw armRefusal(
        400,
        'ResourceIdentityRequired',
        `The policy assignment '${name}' needs a system assigned identity and a location.`,
      );
    }
    const definition = this.policies.definition(asText(properties.policyDefinitionId));
    if (!definition) {
      throw armRefusal(404, 'PolicyDefinitionNotFound', 'The policy definition specified could not be found.');
    }
    checkParameters(name, asObject(properties.parameters), definition);
    const existing = this.policies.assignment(request.path);
    if (existing) {
      existing.properties = properties;
      return { status: 201, body: shown(existing) }; // The specification knows no other status, and so does azurerm.
    }
    const assignment = {
      id: request.path,
      name,
      group,
      definition,
      location: asText(location),
      identity: this.newIdentity(request.path, name, group),
      properties,
      compliance: new Map(),
    };
    this.policies.assignments.push(assignment);
    return { status: 201, body: shown(assignment) };
  }

  private delete(caller: Caller, request: EmulatedRequest, group: string): Answer {
    this.admit(caller, request, group, 'delete');
    const assignment = this.policies.assignment(request.path);
    if (!assignment) {
      return { status: 204 };
    }
    this.policies.removeAssignment(assignment);
    return { status: 200, body: shown(assignment) };
  }

  /** A managed identity replicates as any other principal does. */
  private newIdentity(id: string, displayName: string, { tenantId }: ManagementGroup): ServicePrincipal {
    return this.directory.add<ServicePrincipal>({
      kind: 'servicePrincipal',
      id: armGuid(id, 'identity', String(this.policies.assignments.length)),
      appId: armGuid(id, 'client'),
      tenantId,
      replication: this.directory.newReplication(),
      attributes: { displayName, accountEnabled: true, servicePrincipalType: 'ManagedIdentity' },
      owners: new Set(),
      graphPermissions: new Set(),
    });
  }

  private admit(caller: Caller, request: EmulatedRequest, group: string, verb: string): ManagementGroup {
    anyApiVersion(request);
    return this.access.demandAtManagementGroup(caller, group, `${TYPE}/${verb}`);
  }
}

function checkParameters(name: string, given: JsonObject, { properties }: PolicyDefinition): void {
  const defined = asObject(properties.parameters);
  const missing = Object.keys(defined).filter(parameter => !('value' in asObject(given[parameter])));
  if (missing.length > 0) {
    throw armRefusal(
      400,
      'MissingPolicyParameter',
      `The policy assignment '${name}' is missing the parameters '${missing.join(',')}'.`,
    );
  }
  const wrong = Object.keys(given).filter(
    parameter => typeNameOf(asObject(given[parameter]).value) !== asObject(defined[parameter]).type,
  );
  if (wrong.length > 0) {
    throw armRefusal(
      400,
      'InvalidPolicyParameters',
      `The policy assignment '${name}' has parameters that are not defined or of another type: '${wrong.join(',')}'.`,
    );
  }
}

function typeNameOf(value: unknown): string {
  return Array.isArray(value) ? 'Array' : `${typeof value}`.replace(/^./, letter => letter.toUpperCase());
}

function shown({ id, name, location, identity, properties }: PolicyAssignment): JsonObject {
  const { id: principalId, tenantId } = identity;
  return { id, name, type: TYPE, location, identity: { type: 'SystemAssigned', principalId, tenantId }, properties };
}
