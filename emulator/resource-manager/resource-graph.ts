import type { Caller } from '../entra/access-tokens';
import type { Guesses } from '../guesses';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, asText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { AccessControl } from './access-control';
import { anyApiVersion } from './api-versions';
import { armRefusal } from './arm-errors';
import { expandedDefinition, shownDefinition } from './definition-content';
import type { Delegations, RegistrationAssignment, RegistrationDefinition } from './delegations';
import { GraphQuery } from './graph-query';
import { shownAssignment } from './registration-assignments';

const PATH = '/providers/Microsoft.ResourceGraph/resources';
const MOST_ROWS = 1_000;
const QUOTA_MILLISECONDS = 5_000;

/** What Resource Graph needs to answer. */
export interface ResourceGraphParts {
  readonly delegations: Delegations;
  readonly access: AccessControl;
  readonly guesses: Guesses;
  /** How many queries a caller has in five seconds. */
  readonly quota: number;
}

/**
 * Azure Resource Graph, with the one table of Azure Lighthouse.
 *
 * It leaves out without a word what the caller may not read, and refuses only a caller who may read nothing. A row is
 * whatever no one has shown yet: lower case in its type, else what the provider answers.
 *
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
export class ResourceGraph {
  private readonly queries = new Map<string, number[]>();

  constructor(private readonly parts: ResourceGraphParts) {}

  /** Adds the route. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    arm.on('POST', PATH, (caller, request) => this.query(caller, request));
  }

  private query(caller: Caller, request: EmulatedRequest): Answer {
    anyApiVersion(request);
    const headers = this.spend(caller);
    const body = asObject(request.body);
    const options = asObject(body.options);
    const query = new GraphQuery(asText(body.query));
    const visible = this.rows(caller);
    if (visible.length === 0) {
      throw armRefusal(
        403,
        'AccessDenied',
        'Access is denied to the requested resource. The user might not have enough permission.',
      );
    }
    const rows = query.run(visible);
    const top = Math.min(Number(options.$top ?? MOST_ROWS), MOST_ROWS);
    const start = Number(options.$skipToken ?? 0);
    const page = rows.slice(start, start + top);
    const hasMore = start + top < rows.length;
    return {
      status: 200,
      headers,
      body: {
        totalRecords: rows.length,
        count: page.length,
        resultTruncated: hasMore && !query.canPage ? 'true' : 'false',
        ...(hasMore && query.canPage && { $skipToken: String(start + top) }),
        facets: [],
        data: page,
      },
    };
  }

  /** A page is a query as well. */
  private spend({ objectId }: Caller): Record<string, string> {
    const now = Date.now();
    const recent = (this.queries.get(objectId) ?? []).filter(time => now - time < QUOTA_MILLISECONDS);
    if (recent.length >= this.parts.quota) {
      const wait = Math.ceil((recent[0] + QUOTA_MILLISECONDS - now) / 1000);
      throw armRefusal(429, 'RateLimiting', 'Client application has been throttled and should not attempt to repeat.', {
        'Retry-After': String(wait),
        'x-ms-user-quota-remaining': '0',
        'x-ms-user-quota-resets-after': `00:00:0${wait}`,
      });
    }
    this.queries.set(objectId, [...recent, now]);
    return { 'x-ms-user-quota-remaining': String(this.parts.quota - recent.length - 1) };
  }

  private rows(caller: Caller): JsonObject[] {
    const { access, delegations } = this.parts;
    const assignments = delegations.indexed();
    const readable = assignments.filter(({ scope }) =>
      access.may(caller, scope, 'Microsoft.ManagedServices/registrationAssignments/read'),
    );
    const definitions = [...new Set(assignments.map(({ definition }) => definition))].filter(({ subscription }) =>
      access.may(
        caller,
        { subscription, id: subscription.resourceId },
        'Microsoft.ManagedServices/registrationDefinitions/read',
      ),
    );
    return [
      ...readable.map(assignment =>
        this.row(this.assignmentContent(assignment), assignment.scope.subscription, caller),
      ),
      ...definitions.map(definition => this.row(this.definitionContent(definition), definition.subscription, caller)),
    ];
  }

  private row(content: JsonObject, subscription: RegistrationDefinition['subscription'], caller: Caller): JsonObject {
    const isOfCustomer = this.parts.guesses.is('graphTenant', 'customer');
    return {
      ...content,
      type: asText(content.type).toLowerCase(),
      tenantId: isOfCustomer ? subscription.tenantId : caller.tenantId,
      subscriptionId: subscription.id,
    };
  }

  private assignmentContent(assignment: RegistrationAssignment): JsonObject {
    const content = shownAssignment(assignment, false);
    if (this.parts.guesses.is('graphAssignments', 'named')) {
      return content;
    }
    const registrationDefinition = this.asShown(expandedDefinition(assignment.definition));
    return { ...content, properties: { ...asObject(content.properties), registrationDefinition } };
  }

  private definitionContent(definition: RegistrationDefinition): JsonObject {
    return this.asShown(shownDefinition(definition, this.parts.guesses));
  }

  private asShown(content: JsonObject): JsonObject {
    if (this.parts.guesses.is('graphAuthorizations', 'shown')) {
      return content;
    }
    const { authorizations: _, eligibleAuthorizations: __, ...properties } = asObject(content.properties);
    return { ...content, properties };
  }
}
