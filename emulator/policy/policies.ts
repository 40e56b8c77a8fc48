import type { Directory, ServicePrincipal } from '../entra/directory';
import type { ManagementGroup } from '../resource-manager/management-groups';
import type { Subscription } from '../resource-manager/subscriptions';
import type { JsonObject } from '../server/json';
import { asList, asObject, asText, sameText } from '../server/json';

/** A policy of a management group. */
export interface PolicyDefinition {
  readonly id: string;
  readonly name: string;
  readonly group: ManagementGroup;
  properties: JsonObject;
}

/** What Azure Policy last found of a subscription. */
export enum Compliance {
  COMPLIANT = 'Compliant',
  NON_COMPLIANT = 'NonCompliant',
  /** The related resources could not be read. */
  UNKNOWN = 'Unknown',
}

/** A policy in force at a management group. */
export interface PolicyAssignment {
  readonly id: string;
  readonly name: string;
  readonly group: ManagementGroup;
  readonly definition: PolicyDefinition;
  readonly location: string;
  /** Who deploys what is missing. */
  readonly identity: ServicePrincipal;
  properties: JsonObject;
  /** What the last evaluation found; nothing before the first. */
  readonly compliance: Map<Subscription, Compliance>;
}

/** A task that deploys what is missing. */
export interface Remediation {
  readonly id: string;
  readonly name: string;
  properties: JsonObject;
}

/** The policies, assignments and remediation tasks of all management groups. */
export class Policies {
  /** The policies. */
  public definitions: PolicyDefinition[] = [];
  /** The policies in force. */
  public assignments: PolicyAssignment[] = [];
  /** The tasks. */
  public remediations: Remediation[] = [];

  constructor(private readonly directory: Directory) {}

  /** A policy by its id. */
  public definition(id: string): PolicyDefinition | undefined {
    return this.definitions.find(definition => sameText(definition.id, id));
  }

  /** An assignment by its id. */
  public assignment(id: string): PolicyAssignment | undefined {
    return this.assignments.find(assignment => sameText(assignment.id, id));
  }

  /** Removes an assignment, and its identity with it. */
  public removeAssignment(assignment: PolicyAssignment): void {
    this.assignments = this.assignments.filter(other => other !== assignment);
    this.directory.remove(assignment.identity);
  }
}

/**
 * The subscriptions at which an assignment is in force: those of its management group that it does not exclude.
 *
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#excluded-scopes
 */
export function subscriptionsOf({ group, properties }: PolicyAssignment): Subscription[] {
  const excluded = asList(properties.notScopes).map(asText);
  return group.subscriptions.filter(({ resourceId }) => !excluded.some(scope => sameText(scope, resourceId)));
}

/** The values of a policy's parameters as an assignment has them. */
export function parametersOf(assignment: PolicyAssignment): JsonObject {
  const given = Object.entries(asObject(assignment.properties.parameters));
  return Object.fromEntries(given.map(([name, parameter]) => [name, asObject(parameter).value]));
}
