import { armGuid } from '../../../lib/azure';
import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { Guesses } from '../guesses';
import { type EmulatedRequest, Refusal } from '../server/http-message';
import type { Delay } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import type { AccessControl } from './access-control';
import type { VersionedType } from './api-versions';
import { requiredApiVersion } from './api-versions';
import { missingSubscriptionRegistration } from './arm-errors';
import type { Delegations } from './delegations';
import { MANAGED_SERVICES } from './managed-services-types';
import type { Operations } from './operations';
import { RegistrationAssignments } from './registration-assignments';
import { RegistrationDefinitions } from './registration-definitions';
import type { Scope } from './scopes';
import { scopeAt } from './scopes';
import { RegistrationState } from './provider-registration';
import type { Subscription, Subscriptions } from './subscriptions';

/** Stands for the provider's own application, whose id the log has blacked out. */
const PROVIDER_CLIENT = armGuid(MANAGED_SERVICES);

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
    return this.admit(caller, request, scopePath, resource, [
      `${type}/${verb}`,
      `${roleAssignments}/read`,
      `${roleAssignments}/write`,
      `${roleAssignments}/delete`,
    ]);
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

  private admitRead(
    caller: Caller,
    request: EmulatedRequest,
    scopePath: string,
    resource: VersionedType,
    guess: 'unregisteredReadOfOne' | 'unregisteredList',
  ): AdmittedRequest {
    const admitted = this.admit(caller, request, scopePath, resource, [`${resource.namespace}/${resource.type}/read`]);
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
    actions: readonly string[],
  ): AdmittedRequest {
    const apiVersion = requiredApiVersion(request, resource);
    const scope = scopeAt(this.parts.subscriptions, scopePath);
    actions.forEach(action => this.parts.access.demand(caller, scope, action));
    return { scope, apiVersion };
  }
}

/**
 * The provider's own refusal, which differs from Azure Resource Manager's general one in everything but the code: its
 * application may not read the subscription yet.
 *
 * @see https://docs.sysdig.com/en/sysdig-secure/connect-cloud-accounts/azure/troubleshoot
 */
function providerMayNotAct({ id, resourceId }: Subscription): Refusal {
  const code = 'MissingSubscriptionRegistration';
  const message =
    `The managed services resource provider not allowed to access the subscription '${id}'. The subscription must be ` +
    `registered to use namespace '${MANAGED_SERVICES}'. Please see https://aka.ms/rp-not-register-error for details on ` +
    'how to register subscriptions.';
  const cause =
    `The client '${PROVIDER_CLIENT}' with object id '${PROVIDER_CLIENT}' does not have authorization to perform action ` +
    `'Microsoft.Resources/subscriptions/read' over scope '${resourceId}' or the scope is invalid. If access was ` +
    'recently granted, please refresh your credentials.';
  const details = [{ code: 'AuthorizationFailed', message: cause }];
  return new Refusal({ status: 409, body: { error: { code, message, details } } }, message);
}
