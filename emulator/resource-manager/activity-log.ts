import { randomUUID } from 'node:crypto';
import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asText, sameText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import { anyApiVersion } from './api-versions';
import { armRefusal, authorizationFailed } from './arm-errors';
import type { RegistrationAssignment } from './delegations';
import { pageOf } from './list-pages';

const PATH = '/providers/microsoft.insights/eventtypes/management/values';
const FILTER = /^eventTimestamp ge '(?<since>[^']+)'( and eventTimestamp le '(?<until>[^']+)')?$/;
const DAYS_KEPT = 90;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** A delegation that came or went. */
export interface DelegationNote {
  readonly managingTenantId: string;
  readonly operation: 'register' | 'unregister';
  /** ISO 8601. */
  readonly time: string;
  readonly caller: string;
  readonly customerTenantId: string;
  readonly subscriptionId: string;
  /** The scope that was delegated. */
  readonly delegationResourceId: string;
}

/**
 * The activity log of managing tenants: which delegations came and went.
 *
 * A change is written down as an addition. There is an event for the beginning of a request and one for its end.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/monitor-delegation-changes
 */
export class ActivityLog {
  private notes: DelegationNote[] = [];

  constructor(
    private readonly directory: Directory,
    /** Whether somebody may read the log of a tenant. */
    private readonly mayRead: (caller: Caller) => boolean,
    private readonly pageSize: number,
  ) {}

  /** Adds the route. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    arm.on('GET', PATH, (caller, request) => this.list(caller, request));
  }

  /** Writes down what somebody did just now. */
  public note(operation: DelegationNote['operation'], assignment: RegistrationAssignment, caller: Caller): void {
    const { definition, scope } = assignment;
    this.add({
      managingTenantId: asText(definition.properties.managedByTenantId),
      operation,
      time: new Date().toISOString(),
      caller: caller.clientId ?? caller.objectId,
      customerTenantId: scope.subscription.tenantId,
      subscriptionId: scope.subscription.id,
      delegationResourceId: scope.id,
    });
  }

  /** Writes something down, as a test wants it to have happened. */
  public add(note: DelegationNote): void {
    this.notes.push(note);
  }

  /** Forgets everything, as Azure does after 90 days. */
  public clear(): void {
    this.notes = [];
  }

  private list(caller: Caller, request: EmulatedRequest): Answer {
    anyApiVersion(request);
    if (!this.mayRead(caller)) {
      const action = 'Microsoft.Insights/eventtypes/values/Read';
      throw authorizationFailed(caller.clientId ?? caller.objectId, caller.objectId, action, PATH);
    }
    const { since, until } = FILTER.exec(request.query.get('$filter') ?? '')?.groups ?? {};
    const [from, to] = [Date.parse(since), until === undefined ? Date.now() : Date.parse(until)];
    if (Number.isNaN(from) || Number.isNaN(to)) {
      throw armRefusal(400, 'BadRequest', "The $filter needs a start: eventTimestamp ge '…'.");
    }
    if (from < Date.now() - DAYS_KEPT * DAY_MILLISECONDS) {
      throw armRefusal(400, 'BadRequest', `The start time cannot be more than ${DAYS_KEPT} days in the past.`);
    }
    const events = this.notes
      .filter(note => sameText(note.managingTenantId, caller.tenantId))
      .filter(({ time }) => Date.parse(time) >= from && Date.parse(time) <= to)
      .sort((a, b) => Date.parse(b.time) - Date.parse(a.time))
      .flatMap(note => [this.shown(note, 'EndRequest'), this.shown(note, 'BeginRequest')]);
    return { status: 200, body: pageOf(request, events, this.pageSize) };
  }

  private shown(note: DelegationNote, eventName: string): JsonObject {
    const { customerTenantId, subscriptionId, delegationResourceId } = note;
    return {
      id: `/providers/Microsoft.Resources/tenants/${note.managingTenantId}/events/${randomUUID()}`,
      eventTimestamp: note.time,
      eventName: { value: eventName, localizedValue: eventName },
      operationName: named(`Microsoft.Resources/tenants/${note.operation}/action`),
      resourceType: named('Microsoft.Resources/tenants'),
      status: named(eventName === 'EndRequest' ? 'Succeeded' : 'Started'),
      caller: note.caller,
      tenantId: this.directory.tenant(note.managingTenantId)?.id,
      description: JSON.stringify({
        delegationResourceId,
        subscriptionTenantId: customerTenantId,
        subscriptionId,
      }),
    };
  }
}

function named(value: string): JsonObject {
  return { value, localizedValue: value };
}
