import { randomUUID } from 'node:crypto';
import type { Caller } from '../entra/access-tokens';
import type { Answer } from '../server/http-message';
import { sameText } from '../server/json';
import type { Progress } from '../server/progress';
import type { GuardedRouter } from '../server/router';
import { armRefusal } from './arm-errors';
import { MANAGED_SERVICES } from './managed-services-types';
import type { Subscription } from './subscriptions';

interface Operation {
  readonly id: string;
  readonly subscription: Subscription;
  readonly progress: Progress;
  readonly startTime: string;
}

/**
 * What a client polls until a PUT or DELETE is done.
 *
 * azurerm waits ten seconds between polls, unless the PUT names an operation *and* says `Retry-After`.
 */
export class Operations {
  private readonly operations: Operation[] = [];

  constructor(
    private readonly resourceManager: string,
    private readonly retryAfterSeconds: number,
  ) {}

  /** Adds the route. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const pattern = `/subscriptions/{subscriptionId}/providers/${MANAGED_SERVICES}/operationStatuses/{operationId}`;
    arm.on('GET', pattern, (_caller, request, { operationId }) => this.poll(request.path, operationId));
  }

  /** The headers that tell a client where to poll. */
  public begin(subscription: Subscription, progress: Progress, apiVersion: string): Record<string, string> {
    const id = randomUUID();
    this.operations.push({ id, subscription, progress, startTime: new Date().toISOString() });
    const path = `${subscription.resourceId}/providers/${MANAGED_SERVICES}/operationStatuses/${id}`;
    return {
      'Azure-AsyncOperation': `${this.resourceManager}${path}?api-version=${apiVersion}`,
      'Retry-After': String(this.retryAfterSeconds),
    };
  }

  private poll(path: string, id: string): Answer {
    const operation = this.operations.find(candidate => sameText(candidate.id, id));
    if (!operation) {
      throw armRefusal(404, 'OperationStatusNotFound', `The operation '${id}' could not be found.`);
    }
    const isDone = operation.progress.look();
    return {
      status: 200,
      headers: isDone ? {} : { 'Retry-After': String(this.retryAfterSeconds) },
      body: {
        id: path,
        name: operation.id,
        status: isDone ? 'Succeeded' : 'Running',
        startTime: operation.startTime,
        ...(isDone && { endTime: new Date().toISOString() }),
      },
    };
  }
}
