import { isGuid } from '../../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asObject, asText, isObject, sameText } from '../server/json';
import { Progress } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import { armRefusal, invalidRequestContent, resourceNotFound } from './arm-errors';
import { checkAuthorizations, invalidDefinition } from './authorization-rules';
import type { RegistrationDefinition } from './delegations';
import { checkEligibleAuthorizations, withDefaultPolicy } from './eligible-authorization-rules';
import type { ManagedServicesGate, ManagedServicesParts } from './managed-services';
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
    return { status: 200, body: { value: definitions.map(shownDefinition) } };
  }

  private get(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope } = this.gate.admitReader(caller, request, path, REGISTRATION_DEFINITIONS);
    const definition = this.found(scope, name);
    if (!definition) {
      throw resourceNotFound(TYPE, name, scope.resourceGroup);
    }
    definition.provisioning.look();
    return { status: 200, body: shownDefinition(definition) };
  }

  private put(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope, apiVersion } = this.gate.admitWriter(caller, request, path, REGISTRATION_DEFINITIONS);
    this.gate.demandWritable(scope);
    refuseBadPlace(scope, name);
    const properties = this.reviewed(request, scope, name, apiVersion);
    const provisioning = new Progress(this.parts.provisioning);
    const existing = this.found(scope, name);
    if (existing) {
      refuseOtherTenant(existing, properties);
      existing.properties = properties;
      existing.provisioning = provisioning;
    }
    const definition = existing ?? {
      id: request.path,
      name,
      subscription: scope.subscription,
      properties,
      provisioning,
    };
    if (!existing) {
      this.parts.delegations.addDefinition(definition);
    }
    return {
      status: existing ? 200 : 201,
      headers: this.parts.operations.begin(scope.subscription, provisioning, apiVersion),
      body: shownDefinition(definition),
    };
  }

  private delete(caller: Caller, request: EmulatedRequest, path: string, name: string): Answer {
    const { scope } = this.gate.admitWriter(caller, request, path, REGISTRATION_DEFINITIONS);
    const definition = this.found(scope, name);
    this.gate.demandDeletable(scope, definition !== undefined);
    if (!definition) {
      return { status: 204 };
    }
    const { delegations } = this.parts;
    const wholeSubscription = { subscription: scope.subscription, id: scope.subscription.resourceId };
    const user = delegations.assignments(wholeSubscription).find(assignment => assignment.definition === definition);
    if (user) {
      // That Azure refuses is known; its wording is not.
      throw armRefusal(
        409,
        'RegistrationDefinitionInUse',
        `The registration definition '${definition.id}' is in use by the registration assignment '${user.id}'.`,
      );
    }
    delegations.removeDefinition(definition);
    return { status: 200 };
  }

  private found(scope: Scope, name: string): RegistrationDefinition | undefined {
    return scope.resourceGroup ? undefined : this.parts.delegations.definition(scope.subscription, name);
  }

  /** The properties of the body with what the service fills in, if nothing is wrong with them. */
  private reviewed(request: EmulatedRequest, scope: Scope, name: string, apiVersion: string): JsonObject {
    if (request.isMalformed || !isObject(request.body) || !isObject(request.body.properties)) {
      throw invalidRequestContent('The request content was invalid and could not be deserialized.');
    }
    refusePlan(request.body.plan);
    const { properties } = request.body;
    const managedByTenantId = asText(properties.managedByTenantId);
    if (!isGuid(managedByTenantId)) {
      throw invalidRequestContent(`The request content was invalid: '${managedByTenantId}' is not a tenant id.`);
    }
    const isKnown = this.parts.directory.tenant(managedByTenantId) !== undefined;
    if (!isKnown || sameText(managedByTenantId, scope.subscription.tenantId)) {
      throw invalidDefinition(
        `It is not allowed to use the '${managedByTenantId}' as ManagedByTenantId for registration definition '${name}'.`,
      );
    }
    const definition = { name, managedByTenantId, directory: this.parts.directory };
    const eligible = asList(properties.eligibleAuthorizations).map(asObject);
    if (eligible.length > 0 && apiVersion < FIRST_VERSION_WITH_ELIGIBLE_AUTHORIZATIONS) {
      throw invalidDefinition(
        'Managed services operations with eligible authorizations only allowed with api-version greater and equal to ' +
          `'${FIRST_VERSION_WITH_ELIGIBLE_AUTHORIZATIONS}'.`,
      );
    }
    checkAuthorizations(properties.authorizations, definition);
    checkEligibleAuthorizations(eligible, definition);
    return {
      ...properties,
      ...(eligible.length > 0 && { eligibleAuthorizations: eligible.map(withDefaultPolicy) }),
      manageeTenantId: scope.subscription.tenantId,
      managedByTenantName: this.parts.directory.tenant(managedByTenantId)?.displayName,
    };
  }
}

/** A definition as Azure Resource Manager shows it. */
export function shownDefinition(definition: RegistrationDefinition): JsonObject {
  return {
    id: definition.id,
    name: definition.name,
    type: TYPE,
    properties: {
      ...definition.properties,
      provisioningState: definition.provisioning.isDone ? 'Succeeded' : 'Accepted',
    },
  };
}

/** A definition belongs to a subscription, even if it is assigned to resource groups only. */
function refuseBadPlace(scope: Scope, name: string): void {
  if (scope.resourceGroup) {
    throw armRefusal(
      400,
      'InvalidScope',
      `Registration definitions can be created at subscription scope only, not at '${scope.id}'.`,
    );
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

/** A plan means a published offer of the marketplace, of which the emulated cloud has none. */
function refusePlan(plan: unknown): void {
  if (plan !== undefined && plan !== null) {
    const { publisher, product, name } = asObject(plan);
    throw invalidDefinition(
      `The plan '${asText(publisher)}/${asText(product)}/${asText(name)}' is not a published managed service offer.`,
    );
  }
}
