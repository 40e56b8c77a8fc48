import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { EmulatedRequest } from '../server/http-message';
import type { Delay } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import type { AccessControl } from './access-control';
import type { VersionedType } from './api-versions';
import { requiredApiVersion } from './api-versions';
import { missingSubscriptionRegistration, resourceNotFound } from './arm-errors';
import type { Delegations } from './delegations';
import { MANAGED_SERVICES } from './managed-services-types';
import type { Operations } from './operations';
import { RegistrationAssignments } from './registration-assignments';
import { RegistrationDefinitions } from './registration-definitions';
import type { Scope } from './scopes';
import { scopeAt } from './scopes';
import type { Subscriptions } from './subscriptions';
import { RegistrationState } from './subscriptions';

/** What the GET of a single resource answers while the subscription has not registered Microsoft.ManagedServices. */
export enum UnregisteredRead {
  /** 404, so that a provider that looks first goes on to write. */
  NOT_FOUND = 'not-found',
  /** 409 MissingSubscriptionRegistration, as every other request gets. */
  CONFLICT = 'conflict',
}

/** What Azure Lighthouse needs to answer. */
export interface ManagedServicesParts {
  readonly directory: Directory;
  readonly subscriptions: Subscriptions;
  readonly access: AccessControl;
  readonly delegations: Delegations;
  readonly operations: Operations;
  /** How long a PUT takes until `Succeeded`. */
  readonly provisioning: Delay;
  /** How long a deleted assignment stays to be seen. */
  readonly deletion: Delay;
  readonly unregisteredRead: UnregisteredRead;
}

/** A request that was let in. */
export interface AdmittedRequest {
  readonly scope: Scope;
  readonly apiVersion: string;
}

/** Azure Lighthouse: the provider Microsoft.ManagedServices. */
export function addManagedServicesRoutes(arm: GuardedRouter<Caller>, parts: ManagedServicesParts): void {
  const gate = new ManagedServicesGate(parts);
  parts.operations.addRoutes(arm);
  new RegistrationDefinitions(parts, gate).addRoutes(arm);
  new RegistrationAssignments(parts, gate).addRoutes(arm);
}

/** What definitions and assignments ask of every request: a scope, a version, a right, a registered provider. */
export class ManagedServicesGate {
  constructor(private readonly parts: ManagedServicesParts) {}

  /** Lets a list in. */
  public admitReader(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
  ): AdmittedRequest {
    const admitted = this.admit(caller, request, scopePath, resource, [`${resource.namespace}/${resource.type}/read`]);
    this.demandRegistration(admitted);
    return admitted;
  }

  /** Lets the reading of one resource in. */
  public admitReaderOfOne(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    name: string,
    resource: VersionedType,
  ): AdmittedRequest {
    const type = `${resource.namespace}/${resource.type}`;
    const admitted = this.admit(caller, request, scopePath, resource, [`${type}/read`]);
    if (this.parts.unregisteredRead === UnregisteredRead.NOT_FOUND && !isRegistered(admitted.scope)) {
      throw resourceNotFound(type, name, admitted.scope.resourceGroup);
    }
    this.demandRegistration(admitted);
    return admitted;
  }

  /**
   * Lets a write in: it hands out rights, so the caller must be able to do that. Contributor is not enough.
   *
   * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer#deploy-the-azure-resource-manager-template
   */
  public admitWriter(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
  ): AdmittedRequest {
    const type = `${resource.namespace}/${resource.type}`;
    const verb = request.method === 'DELETE' ? 'delete' : 'write';
    const roleAssignments = 'Microsoft.Authorization/roleAssignments';
    const admitted = this.admit(caller, request, scopePath, resource, [
      `${type}/${verb}`,
      `${roleAssignments}/read`,
      `${roleAssignments}/write`,
      `${roleAssignments}/delete`,
    ]);
    this.demandRegistration(admitted);
    return admitted;
  }

  private admit(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
    actions: readonly string[],
  ): AdmittedRequest {
    const apiVersion = requiredApiVersion(request, resource);
    const scope = scopeAt(this.parts.subscriptions, scopePath);
    actions.forEach(action => this.parts.access.demand(caller, scope, action));
    return { scope, apiVersion };
  }

  private demandRegistration({ scope }: AdmittedRequest): void {
    if (!isRegistered(scope)) {
      throw missingSubscriptionRegistration(MANAGED_SERVICES);
    }
  }
}

/** Asking counts as a look, so that a client that tries until it is let in gets on. */
function isRegistered(scope: Scope): boolean {
  return scope.subscription.look(MANAGED_SERVICES) === RegistrationState.REGISTERED;
}
