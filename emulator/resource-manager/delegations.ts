import type { JsonObject } from '../server/json';
import { asList, asObject, asText, sameText } from '../server/json';
import { type Delay, Progress } from '../server/progress';
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
  /** Whether Resource Graph knows it yet; once it is gone, whether Resource Graph knows that. */
  indexing?: Progress;
}

/** The definitions and assignments of all subscriptions. */
export class Delegations {
  private readonly definitionLists = new Map<Subscription, RegistrationDefinition[]>();
  private readonly assignmentLists = new Map<Subscription, RegistrationAssignment[]>();
  /** Gone, but Resource Graph may not know it. */
  private ghosts: RegistrationAssignment[] = [];

  /** @param indexing how long Resource Graph takes to know what is new or gone */
  constructor(private readonly indexing: Delay = {}) {}

  /** The definitions of a subscription. */
  public definitions(subscription: Subscription): RegistrationDefinition[] {
    return [...(this.definitionLists.get(subscription) ?? [])];
  }

  /** The definition with a name. */
  public definition(subscription: Subscription, name: string): RegistrationDefinition | undefined {
    return this.definitions(subscription).find(definition => sameText(definition.name, name));
  }

  /** Adds a definition. */
  public addDefinition(definition: RegistrationDefinition): void {
    this.definitionLists.set(definition.subscription, [...this.definitions(definition.subscription), definition]);
  }

  /** Removes a definition. */
  public removeDefinition(definition: RegistrationDefinition): void {
    const others = this.definitions(definition.subscription).filter(other => other !== definition);
    this.definitionLists.set(definition.subscription, others);
  }

  /** The assignments at a scope and below; those whose deletion is done are gone. */
  public assignments(scope: Scope): RegistrationAssignment[] {
    const all = this.assignmentLists.get(scope.subscription) ?? [];
    const [gone, left] = [all.filter(isGone), all.filter(assignment => !isGone(assignment))];
    if (gone.length > 0) {
      this.assignmentLists.set(scope.subscription, left);
      this.ghosts.push(...gone.map(assignment => ({ ...assignment, indexing: new Progress(this.indexing) })));
    }
    return left.filter(assignment => reaches(scope, assignment.scope));
  }

  /** The assignments at exactly this scope. */
  public assignmentsAt(scope: Scope): RegistrationAssignment[] {
    return this.assignments(scope).filter(assignment => isSameScope(assignment.scope, scope));
  }

  /** Adds an assignment. */
  public addAssignment(assignment: RegistrationAssignment): void {
    const { subscription } = assignment.scope;
    assignment.indexing ??= new Progress(this.indexing);
    this.assignmentLists.set(subscription, [...(this.assignmentLists.get(subscription) ?? []), assignment]);
    assignment.definition.release = new Progress({ looks: 2 });
  }

  /** The assignments that Resource Graph knows: late, and some that are gone. Asking counts as a look. */
  public indexed(): RegistrationAssignment[] {
    const present = [...this.assignmentLists.keys()].flatMap(subscription =>
      this.assignments({ subscription, id: subscription.resourceId }),
    );
    this.ghosts = this.ghosts.filter(({ indexing }) => indexing?.look() === false);
    return [...present.filter(({ indexing }) => indexing?.look() ?? true), ...this.ghosts];
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

function isGone({ deletion }: RegistrationAssignment): boolean {
  return deletion?.isDone ?? false;
}

function managingTenantOf(assignment: RegistrationAssignment): string {
  return asText(assignment.definition.properties.managedByTenantId).toLowerCase();
}
