import { sameText } from '../server/json';
import type { Subscription } from './subscriptions';

/** A right of a principal at a management group, which reaches its subscriptions. */
export interface InheritedRoleAssignment {
  readonly id: string;
  readonly name: string;
  readonly principalId: string;
  readonly roleId: string;
}

/** A group of subscriptions. */
export class ManagementGroup {
  /** The rights that were given here. */
  public roleAssignments: InheritedRoleAssignment[] = [];

  constructor(
    public readonly name: string,
    public readonly tenantId: string,
    public readonly subscriptions: readonly Subscription[],
  ) {}

  /** Its resource id. */
  public get resourceId(): string {
    return `/providers/Microsoft.Management/managementGroups/${this.name}`;
  }
}

/** All management groups of all tenants; none is inside another. */
export class ManagementGroups {
  private readonly groups: ManagementGroup[] = [];

  /** Adds a management group. */
  public add(group: ManagementGroup): void {
    this.groups.push(group);
  }

  /** A management group by its name. */
  public find(name: string): ManagementGroup | undefined {
    return this.groups.find(group => sameText(group.name, name));
  }

  /** The rights that a subscription inherits. */
  public rightsIn(subscription: Subscription): InheritedRoleAssignment[] {
    return this.groups
      .filter(group => group.subscriptions.includes(subscription))
      .flatMap(group => group.roleAssignments);
  }
}
