import type { Caller } from '../entra/access-tokens';
import type { AccessControl } from '../resource-manager/access-control';
import { anyApiVersion } from '../resource-manager/api-versions';
import { armRefusal, invalidRequestContent } from '../resource-manager/arm-errors';
import type { ManagementGroup } from '../resource-manager/management-groups';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, isObject } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { Policies, PolicyDefinition } from './policies';
import { checkPolicy } from './policy-rules';

const TYPE = 'Microsoft.Authorization/policyDefinitions';

/**
 * Policy definitions of management groups.
 *
 * @see https://learn.microsoft.com/rest/api/policy/policy-definitions
 */
export class PolicyDefinitions {
  constructor(
    private readonly policies: Policies,
    private readonly access: AccessControl,
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
    const definition = this.policies.definition(request.path);
    if (!definition) {
      throw armRefusal(404, 'PolicyDefinitionNotFound', `The policy definition '${name}' could not be found.`);
    }
    return { status: 200, body: shown(definition) };
  }

  private put(caller: Caller, request: EmulatedRequest, groupName: string, name: string): Answer {
    const group = this.admit(caller, request, groupName, 'write');
    const properties = asObject(request.body).properties;
    if (!isObject(properties) || name.length > 64) {
      throw invalidRequestContent('The request content was invalid and could not be deserialized.');
    }
    checkPolicy(name, properties);
    const existing = this.policies.definition(request.path);
    const definition = existing ?? { id: request.path, name, group, properties };
    definition.properties = properties;
    if (!existing) {
      this.policies.definitions.push(definition);
    }
    return { status: 201, body: shown(definition) };
  }

  private delete(caller: Caller, request: EmulatedRequest, group: string): Answer {
    this.admit(caller, request, group, 'delete');
    const definition = this.policies.definition(request.path);
    const user = this.policies.assignments.find(assignment => assignment.definition === definition);
    if (user) {
      throw armRefusal(409, 'PolicyDefinitionInUse', `The policy definition is assigned by '${user.id}'.`);
    }
    this.policies.definitions = this.policies.definitions.filter(other => other !== definition);
    return definition ? { status: 200, body: shown(definition) } : { status: 204 };
  }

  private admit(caller: Caller, request: EmulatedRequest, group: string, verb: string): ManagementGroup {
    anyApiVersion(request);
    return this.access.demandAtManagementGroup(caller, group, `${TYPE}/${verb}`);
  }
}

function shown({ id, name, properties }: PolicyDefinition): JsonObject {
  return { id, name, type: TYPE, properties: { policyType: 'Custom', metadata: {}, ...properties } };
}
