import { isGuid } from '../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, asText, sameText } from '../server/json';
import { Progress } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import { invalidRequestContent } from './arm-errors';
import { expandedDefinition } from './definition-content';
import type { RegistrationAssignment, RegistrationDefinition } from './delegations';
import { pageOf } from './list-pages';
import type { ManagedServicesGate, ManagedServicesParts } from './managed-services';
import { assignmentNotFound, definitionNotFound, invalidAssignment } from './managed-services-errors';
import { MANAGED_SERVICES, REGISTRATION_ASSIGNMENTS } from './managed-services-types';
import type { Scope } from './scopes';

const TYPE = `${MANAGED_SERVICES}/registrationAssignments`;
const DEFINITION_ID = new RegExp(
  `^/?subscriptions/(?<subscription>[^/]+)/providers/${MANAGED_SERVICES}/registrationDefinitions/(?<name>[^/]+)$`,
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
    const { delegations, guesses } = this.parts;
    const isWhole = guesses.is('listOfSubscription', 'with-groups');
    const assignments = isWhole ? delegations.assignments(scope) : delegations.assignmentsAt(scope);
    const value = this.gate.inAnyOrder(assignments.map(assignment => shownAssignment(assignment, expands(request))));
    return { status: 200, body: pageOf(request, value, this.parts.listPageSize) };
  }

  private get(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope } = this.gate.admitReader(caller, request, path, REGISTRATION_ASSIGNMENTS);
    const assignment = this.found(scope, name);
    assignment?.provisioning.look();
    if (!assignment || assignment.deletion?.look()) {
      throw assignmentNotFound(name);
    }
    return { status: 200, body: shownAssignment(assignment, expands(request)) };
  }

  private put(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope, apiVersion } = this.gate.admitWriter(caller, request, path, REGISTRATION_ASSIGNMENTS);
    this.gate.demandWritable(scope);
    if (!isGuid(name)) {
      throw invalidAssignment(400, `The registration assignment id '${name}' is not a GUID.`);
    }
    const registrationDefinitionId = asText(asObject(asObject(request.body).properties).registrationDefinitionId);
    const definition = this.usableDefinition(request, registrationDefinitionId, scope);
    const existing = this.found(scope, name);
    if (existing) {
      this.refuseChange(existing, definition);
      Object.assign(existing, { definition, registrationDefinitionId });
      return { status: 200, body: shownAssignment(existing, false) };
    }
    this.refuseSecond(scope, definition);
    const assignment: RegistrationAssignment = {
      id: request.path,
      name,
      scope,
      definition,
      registrationDefinitionId,
      provisioning: new Progress(this.parts.provisioning),
    };
    this.parts.delegations.addAssignment(assignment);
    this.parts.activityLog.note('register', assignment, caller);
    return {
      status: 201,
      headers: this.parts.operations.begin(scope.subscription, assignment.provisioning, apiVersion),
      body: shownAssignment(assignment, false),
    };
  }

  private delete(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope, apiVersion } = this.gate.admitRemover(caller, request, path, REGISTRATION_ASSIGNMENTS);
    const { operations, deletion } = this.parts;
    const assignment = this.found(scope, name);
    this.gate.demandDeletable(scope, assignment !== undefined);
    if (!assignment) {
      return { status: 204 };
    }
    if (!assignment.deletion) {
      assignment.deletion = new Progress(deletion);
      this.parts.activityLog.note('unregister', assignment, caller);
    }
    return { status: 202, headers: operations.begin(scope.subscription, assignment.deletion, apiVersion, 'Location') };
  }

  private found(scope: Scope, name: string): RegistrationAssignment | undefined {
    return this.parts.delegations.assignmentsAt(scope).find(assignment => sameText(assignment.name, name));
  }

  /** The definition that the body names, if it may be assigned here and now. */
  private usableDefinition(request: EmulatedRequest, id: string, scope: Scope): RegistrationDefinition {
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
      throw this.parts.guesses.is('assignmentOfNothing', 'bad-request')
        ? invalidAssignment(400, `The registration definition '${id}' could not be found.`)
        : definitionNotFound(name);
    }
    if (!definition.provisioning.isDone && this.parts.guesses.is('unfinishedDefinition', 'refused')) {
      throw invalidAssignment(409, `The registration definition '${id}' is not in provisioning state 'Succeeded'.`);
    }
    return definition;
  }

  private refuseChange(existing: RegistrationAssignment, definition: RegistrationDefinition): void {
    if (existing.deletion) {
      throw invalidAssignment(409, `The registration assignment '${existing.id}' is being deleted.`);
    }
    if (existing.definition !== definition && this.parts.guesses.is('reassignment', 'refused')) {
      throw invalidAssignment(400, `The registration definition of assignment '${existing.id}' can not be changed.`);
    }
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

/** An assignment as Azure answers it. */
export function shownAssignment(assignment: RegistrationAssignment, isExpanded: boolean): JsonObject {
  const state = assignment.provisioning.isDone ? 'Succeeded' : 'Accepted';
  return {
    id: assignment.id,
    name: assignment.name,
    type: TYPE,
    properties: {
      registrationDefinitionId: assignment.registrationDefinitionId,
      provisioningState: assignment.deletion ? 'Deleting' : state,
      ...(isExpanded && { registrationDefinition: expandedDefinition(assignment.definition) }),
    },
  };
}

/** The name under which the customer sees the offer. */
function offerOf(definition: RegistrationDefinition): string {
  return asText(definition.properties.registrationDefinitionName) || definition.name;
}
