import { AzureBuiltInRole, isGuid } from '../../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, asText, sameText } from '../server/json';
import { Progress } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import { armRefusal, authorizationFailed, invalidRequestContent, resourceNotFound } from './arm-errors';
import type { RegistrationAssignment, RegistrationDefinition } from './delegations';
import type { ManagedServicesGate, ManagedServicesParts } from './managed-services';
import { MANAGED_SERVICES, REGISTRATION_ASSIGNMENTS } from './managed-services-types';
import { shownDefinition } from './registration-definitions';
import type { Scope } from './scopes';

const TYPE = `${MANAGED_SERVICES}/registrationAssignments`;
const DEFINITION_ID = new RegExp(
  `^/subscriptions/(?<subscription>[^/]+)/providers/${MANAGED_SERVICES}/registrationDefinitions/(?<name>[^/]+)$`,
  'i',
);

/**
 * Registration assignments of Azure Lighthouse.
 *
 * @see https://learn.microsoft.com/rest/api/managedservices/registration-assignments
 */
export class RegistrationAssignments {
  constructor(
    private readonly parts: ManagedServicesParts,
    private readonly gate: ManagedServicesGate,
  ) {}

  /** Adds the routes. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const list = `/{scope*}/providers/${TYPE}`;
    arm.on('GET', list, (caller, request, { scope }) => this.list(caller, request, scope));
    arm.on('GET', `${list}/{name}`, (caller, request, { scope, name }) => this.get(caller, request, scope, name));
    arm.on('PUT', `${list}/{name}`, (caller, request, { scope, name }) => this.put(caller, request, scope, name));
    arm.on('DELETE', `${list}/{name}`, (caller, request, { scope, name }) => this.delete(caller, request, scope, name));
  }

  private list(caller: Caller, request: EmulatedRequest, path: string): Answer {
    const { scope } = this.gate.admitLister(caller, request, path, REGISTRATION_ASSIGNMENTS);
    const assignments = this.parts.delegations.assignments(scope);
    return { status: 200, body: { value: assignments.map(assignment => shown(assignment, expands(request))) } };
  }

  private get(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope } = this.gate.admitReader(caller, request, path, REGISTRATION_ASSIGNMENTS);
    const assignment = this.found(scope, name);
    assignment?.provisioning.look();
    if (!assignment || assignment.deletion?.look()) {
      throw resourceNotFound(TYPE, name, scope.resourceGroup);
    }
    return { status: 200, body: shown(assignment, expands(request)) };
  }

  private put(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope, apiVersion } = this.gate.admitWriter(caller, request, path, REGISTRATION_ASSIGNMENTS);
    this.gate.demandWritable(scope);
    if (!isGuid(name)) {
      throw invalidAssignment(400, `The registration assignment id '${name}' is not a GUID.`);
    }
    const definition = this.usableDefinition(request, scope);
    const existing = this.found(scope, name);
    if (existing) {
      refuseChange(existing, definition);
      return { status: 200, body: shown(existing, false) };
    }
    this.refuseSecond(scope, definition);
    const assignment: RegistrationAssignment = {
      id: request.path,
      name,
      scope,
      definition,
      provisioning: new Progress(this.parts.provisioning),
    };
    this.parts.delegations.addAssignment(assignment);
    return {
      status: 201,
      headers: this.parts.operations.begin(scope.subscription, assignment.provisioning, apiVersion),
      body: shown(assignment, false),
    };
  }

  /** The managing tenant may do it too, if the offer gave it the role for that. */
  private delete(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope, apiVersion } = this.gate.admitReader(caller, request, path, REGISTRATION_ASSIGNMENTS);
    const { access, operations, deletion } = this.parts;
    const mayDelete =
      access.may(caller, scope, 'Microsoft.Authorization/roleAssignments/delete') ||
      access.holds(caller, scope, AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE);
    if (!mayDelete) {
      throw authorizationFailed(caller.clientId ?? caller.objectId, caller.objectId, `${TYPE}/delete`, scope.id);
    }
    const assignment = this.found(scope, name);
    this.gate.demandDeletable(scope, assignment !== undefined);
    if (!assignment) {
      return { status: 204 };
    }
    assignment.deletion ??= new Progress(deletion);
    return { status: 202, headers: operations.begin(scope.subscription, assignment.deletion, apiVersion) };
  }

  private found(scope: Scope, name: string): RegistrationAssignment | undefined {
    return this.parts.delegations.assignmentsAt(scope).find(assignment => sameText(assignment.name, name));
  }

  /** The definition that the body names, if it may be assigned here and now. */
  private usableDefinition(request: EmulatedRequest, scope: Scope): RegistrationDefinition {
    const id = asText(asObject(asObject(request.body).properties).registrationDefinitionId);
    const { subscription, name } = DEFINITION_ID.exec(id)?.groups ?? {};
    if (request.isMalformed || subscription === undefined) {
      throw invalidRequestContent(
        `The request content was invalid: '${id}' is not the id of a registration definition.`,
      );
    }
    if (!sameText(subscription, scope.subscription.id)) {
      throw invalidAssignment(
        400,
        `The registration definition '${id}' is not in subscription '${scope.subscription.id}'.`,
      );
    }
    const definition = this.parts.delegations.definition(scope.subscription, name);
    if (!definition) {
      throw invalidAssignment(400, `The registration definition '${id}' could not be found.`);
    }
    if (!definition.provisioning.isDone) {
      throw invalidAssignment(409, `The registration definition '${id}' is not in provisioning state 'Succeeded'.`);
    }
    return definition;
  }

  /** @see https://github.com/Azure/Azure-Lighthouse-samples/issues/85 */
  private refuseSecond(scope: Scope, definition: RegistrationDefinition): void {
    const others = this.parts.delegations.assignmentsAt(scope);
    const isTaken = others.some(
      other => other.definition === definition || sameText(offerOf(other.definition), offerOf(definition)),
    );
    if (isTaken) {
      throw invalidAssignment(
        409,
        `Another registration assignment present at this scope '${scope.id}' for registration definition ` +
          `'${definition.id.toLowerCase()}'. Multiple registration assignments are not allowed.`,
      );
    }
  }
}

function expands(request: EmulatedRequest): boolean {
  return request.query.get('$expandRegistrationDefinition')?.toLowerCase() === 'true';
}

function shown(assignment: RegistrationAssignment, isExpanded: boolean): JsonObject {
  const state = assignment.provisioning.isDone ? 'Succeeded' : 'Accepted';
  return {
    id: assignment.id,
    name: assignment.name,
    type: TYPE,
    properties: {
      registrationDefinitionId: assignment.definition.id,
      provisioningState: assignment.deletion ? 'Deleting' : state,
      ...(isExpanded && { registrationDefinition: shownDefinition(assignment.definition) }),
    },
  };
}

function refuseChange(existing: RegistrationAssignment, definition: RegistrationDefinition): void {
  if (existing.deletion) {
    throw invalidAssignment(409, `The registration assignment '${existing.id}' is being deleted.`);
  }
  if (existing.definition !== definition) {
    throw invalidAssignment(400, `The registration definition of assignment '${existing.id}' can not be changed.`);
  }
}

/** The name under which the customer sees the offer. */
function offerOf(definition: RegistrationDefinition): string {
  return asText(definition.properties.registrationDefinitionName) || definition.name;
}

function invalidAssignment(status: 400 | 409, message: string) {
  return armRefusal(status, 'InvalidRegistrationAssignmentCreateRequest', message);
}
