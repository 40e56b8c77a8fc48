import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { sameText } from '../server/json';
import type { GuardedRouter, RouteParameters } from '../server/router';
import type { AccessControl } from './access-control';
import { anyApiVersion } from './api-versions';
import { armRefusal } from './arm-errors';
import { MANAGED_SERVICES, MANAGED_SERVICES_VERSIONS } from './managed-services-types';
import type { Delegations } from './delegations';
import type { RegistrationDelays, RegistrationState } from './provider-registration';
import { scopeAt } from './scopes';
import type { Subscription, Subscriptions } from './subscriptions';

/** The provider namespaces of the emulated cloud. Azure has several hundred; these are the ones a partner's stacks meet. */
const NAMESPACES: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Authorization': ['roleAssignments', 'roleDefinitions', 'policyAssignments', 'policyDefinitions'],
  'Microsoft.CostManagement': ['exports', 'views'],
  'Microsoft.ManagedServices': ['registrationAssignments', 'registrationDefinitions'],
  'Microsoft.PolicyInsights': ['remediations'],
  'Microsoft.Resources': ['deployments', 'resourceGroups', 'subscriptions'],
};

/** Namespaces that every subscription has from the start. */
export const ALWAYS_REGISTERED: readonly string[] = ['Microsoft.Authorization', 'Microsoft.Resources'];

/** What the service needs to answer. */
export interface SubscriptionServiceParts {
  readonly subscriptions: Subscriptions;
  readonly directory: Directory;
  readonly access: AccessControl;
  readonly delegations: Delegations;
  /** How long a registration takes. */
  readonly registrationDelays: RegistrationDelays;
}

/** Tenants, subscriptions, resource groups, and the registration of resource providers. */
export class SubscriptionService {
  constructor(private readonly parts: SubscriptionServiceParts) {}

  /** Adds the routes. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const providers = '/subscriptions/{subscriptionId}/providers';
    arm.on('GET', '/tenants', (caller, request) => this.tenants(caller, request));
    arm.on('GET', '/subscriptions', (caller, request) => this.list(caller, request));
    arm.on('GET', '/subscriptions/{subscriptionId}', (...call) =>
      this.answer(call, 'read', subscription => this.subscriptionBody(subscription)),
    );
    arm.on('GET', '/subscriptions/{subscriptionId}/resourceGroups', (...call) =>
      this.answer(call, 'resourceGroups/read', subscription => ({
        value: subscription.resourceGroups.map(name => resourceGroupBody(subscription, name)),
      })),
    );
    arm.on('GET', '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}', (caller, request, parameters) => {
      anyApiVersion(request);
      const { subscriptions, access } = this.parts;
      const scope = scopeAt(subscriptions, request.path);
      access.demand(caller, scope, 'Microsoft.Resources/subscriptions/resourceGroups/read');
      const name = scope.resourceGroup ?? parameters.resourceGroup;
      return { status: 200, body: resourceGroupBody(scope.subscription, name) };
    });
    arm.on('GET', providers, (...call) =>
      this.answer(call, 'providers/read', subscription => ({
        value: Object.keys(NAMESPACES).map(namespace => polledProvider(subscription, namespace)),
      })),
    );
    arm.on('GET', `${providers}/{namespace}`, (...call) =>
      this.answer(call, 'providers/read', subscription => polledProvider(subscription, namespaceOf(call[2]))),
    );
    arm.on('POST', `${providers}/{namespace}/register`, (...call) => this.register(...call));
    arm.on('POST', `${providers}/{namespace}/unregister`, (...call) => this.unregister(...call));
  }

  private tenants(caller: Caller, request: EmulatedRequest): Answer {
    anyApiVersion(request);
    const tenant = this.parts.directory.tenant(caller.tenantId);
    const own = tenant && { id: `/tenants/${tenant.id}`, tenantId: tenant.id, displayName: tenant.displayName };
    return { status: 200, body: { value: own ? [own] : [] } };
  }

  private list(caller: Caller, request: EmulatedRequest): Answer {
    anyApiVersion(request);
    const visible = this.parts.subscriptions
      .all()
      .filter(subscription =>
        this.parts.access.may(
          caller,
          { subscription, id: subscription.resourceId },
          'Microsoft.Resources/subscriptions/read',
        ),
      );
    return { status: 200, body: { value: visible.map(subscription => this.subscriptionBody(subscription)) } };
  }

  private answer(
    [caller, request, parameters]: [Caller, EmulatedRequest, RouteParameters],
    action: string,
    bodyOf: (subscription: Subscription) => JsonObject,
  ): Answer {
    anyApiVersion(request);
    const scope = scopeAt(this.parts.subscriptions, `subscriptions/${parameters.subscriptionId}`);
    this.parts.access.demand(caller, scope, `Microsoft.Resources/subscriptions/${action}`);
    return { status: 200, body: bodyOf(scope.subscription) };
  }

  private register(caller: Caller, request: EmulatedRequest, parameters: RouteParameters): Answer {
    const { subscription, namespace } = this.demandRegistration(caller, request, parameters, 'register');
    subscription.register(namespace, this.parts.registrationDelays);
    return { status: 200, body: providerBody(subscription, namespace, subscription.registrationOf(namespace)) };
  }

  private unregister(caller: Caller, request: EmulatedRequest, parameters: RouteParameters): Answer {
    const { subscription, namespace } = this.demandRegistration(caller, request, parameters, 'unregister');
    subscription.unregister(namespace);
    return { status: 200, body: providerBody(subscription, namespace, subscription.registrationOf(namespace)) };
  }

  private demandRegistration(
    caller: Caller,
    request: EmulatedRequest,
    parameters: RouteParameters,
    verb: 'register' | 'unregister',
  ): { subscription: Subscription; namespace: string } {
    anyApiVersion(request);
    const scope = scopeAt(this.parts.subscriptions, `subscriptions/${parameters.subscriptionId}`);
    const namespace = namespaceOf(parameters);
    this.parts.access.demand(caller, scope, `${namespace}/${verb}/action`);
    return { subscription: scope.subscription, namespace };
  }

  private subscriptionBody(subscription: Subscription): JsonObject {
    return {
      id: subscription.resourceId,
      subscriptionId: subscription.id,
      tenantId: subscription.tenantId,
      displayName: subscription.displayName,
      state: 'Enabled',
      subscriptionPolicies: {
        locationPlacementId: 'Public_2014-09-01',
        quotaId: 'CSP_2015-05-01',
        spendingLimit: 'Off',
      },
      authorizationSource: 'RoleBased',
      managedByTenants: this.parts.delegations.managingTenants(subscription).map(tenantId => ({ tenantId })),
    };
  }
}

function namespaceOf(parameters: RouteParameters): string {
  const known = Object.keys(NAMESPACES).find(namespace => sameText(namespace, parameters.namespace));
  if (!known) {
    const message = `The resource namespace '${parameters.namespace}' is invalid.`;
    throw armRefusal(404, 'InvalidResourceNamespace', message);
  }
  return known;
}

function resourceGroupBody(subscription: Subscription, name: string): JsonObject {
  return {
    id: `${subscription.resourceId}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location: 'westeurope',
    properties: { provisioningState: 'Succeeded' },
  };
}

/** Asking for the state counts as a look, so that a client that polls gets on. */
function polledProvider(subscription: Subscription, namespace: string): JsonObject {
  return providerBody(subscription, namespace, subscription.look(namespace));
}

function providerBody(subscription: Subscription, namespace: string, state: RegistrationState): JsonObject {
  return {
    id: `${subscription.resourceId}/providers/${namespace}`,
    namespace,
    registrationState: state,
    registrationPolicy: 'RegistrationRequired',
    resourceTypes: NAMESPACES[namespace].map(resourceType => ({
      resourceType,
      locations: [],
      apiVersions: namespace === MANAGED_SERVICES ? MANAGED_SERVICES_VERSIONS : ['2022-09-01'],
      capabilities: 'None',
    })),
  };
}
