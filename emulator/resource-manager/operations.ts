import { randomBytes } from 'node:crypto';
import type { Caller } from '../entra/access-tokens';
import type { Answer } from '../server/http-message';
import type { Progress } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import type { AccessControl } from './access-control';
import { anyApiVersion } from './api-versions';
import { armRefusal } from './arm-errors';
import { MANAGED_SERVICES } from './managed-services-types';
import { scopeAt } from './scopes';
import type { Subscription, Subscriptions } from './subscriptions';

interface Operation {
  readonly id: string;
  readonly progress: Progress;
}

/** What the service needs to answer. */
export interface OperationsParts {
  readonly subscriptions: Subscriptions;
  readonly access: AccessControl;
  /** Where Azure Resource Manager answers. */
  readonly resourceManager: string;
  readonly retryAfterSeconds: number;
}

/**
 * What a client polls until a PUT or DELETE is done, in the form that the recordings of Azure/azure-sdk-for-net and
 * Azure/azure-sdk-for-python (managedservices, 2019) have: a long opaque id, a body with nothing but the status.
 *
 * azurerm waits ten seconds between polls, unless the PUT names an operation *and* says `Retry-After`.
 */
export class Operations {
  private readonly operations: Operation[] = [];

  constructor(private readonly parts: OperationsParts) {}

  /** Adds the route. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const pattern = `/subscriptions/{subscriptionId}/providers/${MANAGED_SERVICES}/operationStatuses/{operationId}`;
    arm.on('GET', pattern, (caller, request, { subscriptionId, operationId }) => {
      anyApiVersion(request);
      const scope = scopeAt(this.parts.subscriptions, `subscriptions/${subscriptionId}`);
      this.parts.access.demand(caller, scope, `${MANAGED_SERVICES}/operationStatuses/read`);
      return this.poll(operationId);
    });
  }

  /** The headers that tell a client where to poll: a PUT says it in one header, a DELETE in another. */
  public begin(
    subscription: Subscription,
    progress: Progress,
    apiVersion: string,
    header: 'Azure-AsyncOperation' | 'Location' = 'Azure-AsyncOperation',
  ): Record<string, string> {
    const id = randomBytes(180).toString('base64url');
    this.operations.push({ id, progress });
    const path = `${subscription.resourceId}/providers/${MANAGED_SERVICES}/operationStatuses/${id}`;
    return { [header]: `${this.parts.resourceManager}${path}?api-version=${apiVersion}`, ...this.retryAfter };
  }

  private get retryAfter(): Record<string, string> {
    return { 'Retry-After': String(this.parts.retryAfterSeconds) };
  }

  private poll(id: string): Answer {
    const operation = this.operations.find(candidate => candidate.id === id);
    if (!operation) {
      throw armRefusal(404, 'OperationStatusNotFound', `The operation '${id}' could not be found.`);
    }
    return operation.progress.look()
      ? { status: 200, body: { status: 'Succeeded' } }
      : { status: 200, headers: this.retryAfter, body: { status: 'Running' } };
  }
}
