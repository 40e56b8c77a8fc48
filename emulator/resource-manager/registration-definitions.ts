import { isGuid } from '../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Answer, EmulatedRequest, Refusal } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asObject, asText, isObject, sameText } from '../server/json';
import { Progress } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import { armRefusal, invalidRequestContent } from './arm-errors';
import { checkAuthorizations } from './authorization-rules';
import { keptProperties, shownDefinition } from './definition-content';
import type { RegistrationDefinition } from './delegations';
import { checkEligibleAuthorizations, withDefaultPolicy } from './eligible-authorization-rules';
import type { ManagedServicesGate, ManagedServicesParts } from './managed-services';
import { definitionNotFound, invalidDefinition, invalidDefinitionUri } from './managed-services-errors';
import {
  FIRST_VERSION_WITH_ELIGIBLE_AUTHORIZATIONS,
  MANAGED_SERVICES,
  REGISTRATION_DEFINITIONS,
} from './managed-services-types';
import type { Scope } from './scopes';

const TYPE = `${MANAGED_SERVICES}/registrationDefinitions`;

/**
 * Registration definitions of Azure Lighthouse.
 *
 * @see https://learn.microsoft.com/rest/api/managedservices/registration-definitions
 */
export class RegistrationDefinitions {
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
    const { scope } = this.gate.admitLister(caller, request, path, REGISTRATION_DEFINITIONS);
    const definitions = this.parts.delegations.definitions(scope.subscription);
    return { status: 200, body: { value: this.gate.inAnyOrder(definitions.map(each => this.shown(each))) } };
  }

  private get(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope } = this.gate.admitReader(caller, request, path, REGISTRATION_DEFINITIONS);
    const definition = this.found(scope, name);
    if (!definition) {
      throw definitionNotFound(name);
    }
    definition.provisioning.look();
    return { status: 200, body: this.shown(definition) };
  }

  private put(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope, apiVersion } = this.gate.admitWriter(caller, request, path, REGISTRATION_DEFINITIONS);
    this.gate.demandWritable(scope);
    refuseBadPlace(scope, name);
    const properties = this.reviewed(request, scope, name, apiVersion);
    const existing = this.found(scope, name);
    if (!existing) {
      const definition = this.create(request.path, scope, name, properties);
      const isDone = definition.provisioning.isDone;
      return { status: 201, ...(isDone ? { body: this.shown(definition) } : this.accepted(definition, apiVersion)) };
    }
    refuseOtherTenant(existing, properties);
    existing.properties = properties;
    existing.provisioning = new Progress(this.parts.provisioning);
    const { subscription } = existing;
    this.parts.delegations
      .assignments({ subscription, id: subscription.resourceId })
      .filter(assignment => assignment.definition === existing)
      .forEach(assignment => this.parts.activityLog.note('register', assignment, caller));
    return { status: 200, ...this.accepted(existing, apiVersion) };
  }

  private create(id: string, { subscription }: Scope, name: string, properties: JsonObject): RegistrationDefinition {
    const { directory, delegations, guesses, provisioning } = this.parts;
    const managee = {
      manageeTenantId: subscription.tenantId,
      manageeTenantName: directory.tenant(subscription.tenantId)?.displayName,
    };
    const definition: RegistrationDefinition = {
      id,
      name,
      subscription,
      properties,
      managee,
      provisioning: new Progress(guesses.is('newDefinition', 'at-once') ? {} : provisioning),
    };
    delegations.addDefinition(definition);
    return definition;
  }

  private delete(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope } = this.gate.admitWriter(caller, request, path, REGISTRATION_DEFINITIONS);
    const definition = this.found(scope, name);
    this.gate.demandDeletable(scope, definition !== undefined);
    if (!definition) {
      return { status: 204 };
    }
    const { delegations, guesses } = this.parts;
    const wholeSubscription = { subscription: scope.subscription, id: scope.subscription.resourceId };
    const isUsed = delegations.assignments(wholeSubscription).some(assignment => assignment.definition === definition);
    const isHeld = () => guesses.is('definitionAfterItsAssignment', 'later') && definition.release?.look() === false;
    if (isUsed || isHeld()) {
      throw inUse(definition);
    }
    delegations.removeDefinition(definition);
    return { status: 200 };
  }

  private accepted(definition: RegistrationDefinition, apiVersion: string): Pick<Answer, 'headers' | 'body'> {
    const headers = this.parts.operations.begin(definition.subscription, definition.provisioning, apiVersion);
    return { headers, body: this.shown(definition) };
  }

  private shown(definition: RegistrationDefinition): JsonObject {
    return shownDefinition(definition, this.parts.guesses);
  }

  private found(scope: Scope, name: string): RegistrationDefinition | undefined {
    return scope.resourceGroup ? undefined : this.parts.delegations.definition(scope.subscription, name);
  }

  /** The properties of the body with what the service fills in, if nothing is wrong with them. */
  private reviewed(request: EmulatedRequest, scope: Scope, name: string, apiVersion: string): JsonObject {
    if (request.isMalformed || !isObject(request.body) || !isObject(request.body.properties)) {
      throw invalidRequestContent('The request content was invalid and could not be deserialized.');
    }
    if (this.parts.guesses.is('unpublishedPlan', 'refused')) {
      refusePlan(request.body.plan);
    }
    const { properties } = request.body;
    const managedByTenantId = asText(properties.managedByTenantId);
    if (!isGuid(managedByTenantId)) {
      throw invalidRequestContent(`The request content was invalid: '${managedByTenantId}' is not a tenant id.`);
    }
    const managingTenant = this.parts.directory.tenant(managedByTenantId);
    if (!managingTenant) {
      // alchemy-run/distilled, the errors of packages/azure, knows the end of this text.
      throw invalidDefinition(
        `The registration definition '${name}' with given Managedby TenantId '${managedByTenantId}' is not valid tenant.`,
      );
    }
    if (sameText(managedByTenantId, scope.subscription.tenantId)) {
      throw invalidDefinition(
        `It is not allowed to use the '${managedByTenantId}' as ManagedByTenantId for registration definition '${name}'.`,
      );
    }
    const { directory, guesses } = this.parts;
    const definition = { name, managedByTenantId, directory, guesses };
    const eligible = asList(properties.eligibleAuthorizations).map(asObject);
    if (eligible.length > 0 && apiVersion < FIRST_VERSION_WITH_ELIGIBLE_AUTHORIZATIONS) {
      throw invalidDefinition(
        'Managed services operations with eligible authorizations only allowed with api-version greater and equal to ' +
          `'${FIRST_VERSION_WITH_ELIGIBLE_AUTHORIZATIONS}'.`,
      );
    }
    checkAuthorizations(properties.authorizations, definition);
    checkEligibleAuthorizations(eligible, definition);
    const filledIn = eligible.length > 0 ? { eligibleAuthorizations: eligible.map(withDefaultPolicy) } : {};
    return {
      ...keptProperties({ ...properties, ...filledIn }, guesses),
      managedByTenantName: managingTenant.displayName,
    };
  }
}

function refuseBadPlace(scope: Scope, name: string): void {
  if (scope.resourceGroup) {
    throw invalidDefinitionUri(scope.id);
  }
  if (!isGuid(name)) {
    throw invalidDefinition(`The registration definition id '${name}' is not a GUID.`);
  }
}

function refuseOtherTenant(existing: RegistrationDefinition, properties: JsonObject): void {
  if (!sameText(asText(existing.properties.managedByTenantId), asText(properties.managedByTenantId))) {
    throw armRefusal(400, 'RegistrationDefinitionInvalidUpdate', 'ManagedByTenantId not allowed to update.');
  }
}

/** Scripts of others know the code, not the text. An assignment that is being deleted counts too. */
function inUse({ id }: RegistrationDefinition): Refusal {
  return armRefusal(
    409,
    'InvalidRegistrationDefinitionDeleteRequest',
    `The registration definition '${id}' has registration assignments and can not be deleted.`,
  );
}

/** A plan means a published offer of the marketplace, of which the emulated cloud has none. */
function refusePlan(plan: unknown): void {
  if (plan !== undefined && plan !== null) {
    const { publisher, product, name } = asObject(plan);
    throw invalidDefinition(
      `The plan '${asText(publisher)}/${asText(product)}/${asText(name)}' is not a published managed service offer.`,
    );
  }
}
