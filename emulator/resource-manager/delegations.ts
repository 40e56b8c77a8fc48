import type { JsonObject } from '../server/json';
import { asList, asObject, asText, sameText } from '../server/json';
import { Progress } from '../server/progress';
import type { Scope } from './scopes';
import { isSameScope, reaches } from './scopes';
import type { Subscription } from './subscriptions';

/** An offer as a customer's subscription holds it. */
export interface RegistrationDefinition {
  readonly id: string;
  readonly name: string;
  readonly subscription: Subscription;
  /** The members of `properties` as the client sent them, with what the service fills in. */
  properties: JsonObject;
  /** What the service says of the customer's tenant. */
  readonly managee: JsonObject;
  provisioning: Progress;
  /** Holds it for a while after its last assignment is gone. */
  release?: Progress;
}

/** An offer in force at a scope. */
export interface RegistrationAssignment {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  definition: RegistrationDefinition;
  /** The id of the definition in the very letters of the client. */
  registrationDefinitionId: string;
  readonly provisioning: Progress;
  /** Set once somebody has deleted it; it stays until this is done. */
  deletion?: Progress;
}

/** The definitions and assignments of all subscriptions. */
export class Delegations {
  private definitionList: RegistrationDefinition[] = [];
  private assignmentList: RegistrationAssignment[] = [];

  /** The definitions of a subscription. */
  public definitions(subscription: Subscription): RegistrationDefinition[] {
    return this.definitionList.filter(definition => definition.subscription === subscription);
  }

  /** The definition with a name. */
  public definition(subscription: Subscription, name: string): RegistrationDefinition | undefined {
    return this.definitions(subscription).find(definition => sameText(definition.name, name));
  }

  /** Adds a definition. */
  public addDefinition(definition: RegistrationDefinition): void {
    this.definitionList.push(definition);
  }

  /** Removes a definition. */
  public removeDefinition(definition: RegistrationDefinition): void {
    this.definitionList = this.definitionList.filter(other => other !== definition);
  }

  /** The assignments at a scope and below; those whose deletion is done are gone. */
  public assignments(scope: Scope): RegistrationAssignment[] {
    this.assignmentList = this.assignmentList.filter(assignment => !assignment.deletion?.isDone);
    return this.assignmentList.filter(assignment => reaches(scope, assignment.scope));
  }

  /** The assignments at exactly this scope. */
  public assignmentsAt(scope: Scope): RegistrationAssignment[] {
    return this.assignments(scope).filter(assignment => isSameScope(assignment.scope, scope));
  }

  /** Adds an assignment. */
  public addAssignment(assignment: RegistrationAssignment): void {
    this.assignmentList.push(assignment);
    assignment.definition.release = new Progress({ looks: 2 });
  }

  /**
   * The roles that principals of a managing tenant hold at a scope through delegations that are in force.
   *
   * @param principalIds the principal and its groups
   */
  public delegatedRoles(tenantId: string, principalIds: ReadonlySet<string>, scope: Scope): string[] {
    return this.assignments({ ...scope, resourceGroup: undefined })
      .filter(assignment => assignment.provisioning.isDone && !assignment.deletion)
      .filter(assignment => reaches(assignment.scope, scope) && managingTenantOf(assignment) === tenantId.toLowerCase())
      .flatMap(assignment => asList(assignment.definition.properties.authorizations).map(asObject))
      .filter(authorization => principalIds.has(asText(authorization.principalId).toLowerCase()))
      .map(authorization => asText(authorization.roleDefinitionId));
  }

  /** The tenants that manage a subscription or a part of it, in lower case. */
  public managingTenants(subscription: Subscription): string[] {
    const assignments = this.assignments({ subscription, id: subscription.resourceId });
    return [...new Set(assignments.map(managingTenantOf))];
  }
}

function managingTenantOf(assignment: RegistrationAssignment): string {
  return asText(assignment.definition.properties.managedByTenantId).toLowerCase();
}
