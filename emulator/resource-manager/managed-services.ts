import { AzureBuiltInRole } from '../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { Guesses } from '../guesses';
import type { EmulatedRequest, Refusal } from '../server/http-message';
import type { Delay } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import type { AccessControl } from './access-control';
import type { ActivityLog } from './activity-log';
import type { VersionedType } from './api-versions';
import { requiredApiVersion } from './api-versions';
import { armRefusal, missingSubscriptionRegistration } from './arm-errors';
import type { Delegations } from './delegations';
import { insufficientPrivileges, invalidDefinitionUri, providerMayNotAct } from './managed-services-errors';
import { MANAGED_SERVICES, REGISTRATION_DEFINITIONS } from './managed-services-types';
import type { Operations } from './operations';
import { RegistrationState } from './provider-registration';
import { RegistrationAssignments } from './registration-assignments';
import { RegistrationDefinitions } from './registration-definitions';
import type { Scope } from './scopes';
import { isScope, scopeAt } from './scopes';
import type { Subscriptions } from './subscriptions';

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
  readonly guesses: Guesses;
  /** Where it is written down for the managing tenant that a delegation came or went. */
  readonly activityLog: ActivityLog;
  /** The most items of a page. */
  readonly listPageSize: number;
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
  private lists = 0;

  constructor(private readonly parts: ManagedServicesParts) {}

  /** Lets the reading of one resource in. */
  public admitReader(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
  ): AdmittedRequest {
    return this.admitRead(caller, request, scopePath, resource, 'unregisteredReadOfOne');
  }

  /** Lets a list in. */
  public admitLister(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
  ): AdmittedRequest {
    return this.admitRead(caller, request, scopePath, resource, 'unregisteredList');
  }

  /**
   * Lets a write in: it hands out rights, so the caller must be able to do that. Contributor is not enough, and a guest is
   * nobody's administrator.
   *
   * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer#deploy-the-azure-resource-manager-template
   */
  public admitWriter(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
  ): AdmittedRequest {
    const verb = request.method === 'DELETE' ? 'delete' : 'write';
    const admitted = this.admit(caller, request, scopePath, resource, verb);
    const maySetRights = ['read', 'write', 'delete'].every(right =>
      this.parts.access.may(caller, admitted.scope, `Microsoft.Authorization/roleAssignments/${right}`),
    );
    if (!maySetRights || this.isGuest(caller)) {
      throw this.insufficientPrivileges();
    }
    return admitted;
  }

  /** Lets the deletion of an assignment in: the managing tenant may do it too, if the offer gave it the role for that. */
  public admitRemover(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
  ): AdmittedRequest {
    const { access } = this.parts;
    const admitted = this.admit(caller, request, scopePath, resource, 'delete');
    const mayRemove =
      access.may(caller, admitted.scope, 'Microsoft.Authorization/roleAssignments/delete') ||
      access.holds(caller, admitted.scope, AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE);
    if (!mayRemove) {
      throw this.insufficientPrivileges();
    }
    return admitted;
  }

  /**
   * Refuses a write while the provider may not act in the subscription. Trying counts as a look, so that a client that
   * repeats until it is let in gets on.
   */
  public demandWritable({ subscription }: Scope): void {
    if (!subscription.tryToWrite(MANAGED_SERVICES)) {
      throw providerMayNotAct(subscription);
    }
  }

  /** Refuses a deletion as any other write, unless there is nothing to delete and that is let in. */
  public demandDeletable(scope: Scope, exists: boolean): void {
    if (exists || this.parts.guesses.is('unregisteredDeletionOfNothing', 'refused')) {
      this.demandWritable(scope);
    }
  }

  /** No order is promised: in recordings it changes from one call to the next. */
  public inAnyOrder<Item>(items: Item[]): Item[] {
    this.lists += 1;
    return this.lists % 2 === 0 ? items.reverse() : items;
  }

  private admitRead(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
    guess: 'unregisteredReadOfOne' | 'unregisteredList',
  ): AdmittedRequest {
    const admitted = this.admit(caller, request, scopePath, resource, 'read');
    const { subscription } = admitted.scope;
    const isRefused = this.parts.guesses.is(guess, 'refused');
    if (isRefused && subscription.look(MANAGED_SERVICES) !== RegistrationState.REGISTERED) {
      throw missingSubscriptionRegistration(MANAGED_SERVICES);
    }
    return admitted;
  }

  private admit(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
    verb: 'read' | 'write' | 'delete',
  ): AdmittedRequest {
    const apiVersion = requiredApiVersion(request, resource);
    if (!isScope(scopePath)) {
      throw this.unsuitableScope(scopePath, resource);
    }
    const scope = scopeAt(this.parts.subscriptions, scopePath);
    this.parts.access.demand(caller, scope, `${resource.namespace}/${resource.type}/${verb}`);
    return { scope, apiVersion };
  }

  private unsuitableScope(path: string, resource: VersionedType): Refusal {
    if (resource === REGISTRATION_DEFINITIONS) {
      return invalidDefinitionUri(`/${path}`);
    }
    return this.parts.guesses.is('unsuitableScope', 'invalid-scope')
      ? armRefusal(400, 'InvalidScope', `The scope '/${path}' is neither a subscription nor a resource group.`)
      : armRefusal(
          404,
          'InvalidResourceType',
          `The resource type '${resource.type}' could not be found at '/${path}'.`,
        );
  }

  private insufficientPrivileges(): Refusal {
    return insufficientPrivileges(this.parts.guesses.is('insufficientPrivileges', 'forbidden') ? 403 : 400);
  }

  private isGuest({ objectId, tenantId }: Caller): boolean {
    const object = this.parts.directory.find(objectId, tenantId);
    return object?.kind === 'user' && object.isGuest;
  }
}
