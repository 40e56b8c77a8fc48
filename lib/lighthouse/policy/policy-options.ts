import { asGiven, flag, listOf, type Properties } from '../../declaration';

/** How the policy of a management group delegates, and what it is called. */
export interface PolicyOptions {
  /**
   * The Azure region in which the policy keeps its identity and the records of its deployments, such as `westeurope`.
   * Another region is another identity: Terraform replaces the assignment, and no delegation is touched.
   */
  readonly location: string;
  /**
   * What in the management group the policy leaves alone: full ids of subscriptions and of management groups below it.
   *
   * @default - nothing
   */
  readonly excludedScopes?: string[];
  /**
   * The most subscriptions that the task of the management group delegates: a whole number from 1 to 50,000.
   *
   * @default - what Azure does, 500
   * @see https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources
   */
  readonly resourceCount?: number;
  /**
   * How many of them the task delegates at the same time: a whole number from 1 to 30.
   *
   * @default - what Azure does, 10
   */
  readonly parallelDeployments?: number;
  /**
   * Whether to make remediation tasks, without which the policy reaches new subscriptions only: true or false. One task
   * is for the management group, and one for each subscription that is named. They are made anew whenever the policy
   * changes.
   *
   * @default true
   */
  readonly remediate?: boolean;
  /**
   * Whether Azure delegates new subscriptions by itself: true or false. Without it, Azure says which ones comply and
   * delegates where a task is made (`DoNotEnforce`): to look before one leaps.
   *
   * @default true
   * @see https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#enforcement-mode
   */
  readonly enforce?: boolean;
  /**
   * The name of policy definition, assignment and tasks: at most 24 lower-case letters, digits and `-`.
   *
   * @default - `lighthouse-` and eight digits of `guid(offer name)`
   */
  readonly policyName?: string;
  /**
   * What the portal calls the policy, at most 128 characters.
   *
   * @default - the name of the offer
   */
  readonly displayName?: string;
}

/** Where a policy delegates, and how. */
export interface OnboardingByPolicy extends PolicyOptions {
  /**
   * The customer's management group: its full id, `/providers/Microsoft.Management/managementGroups/<name>`, or its
   * name. A Terraform reference has to give the full id.
   */
  readonly managementGroupId: string;
  /**
   * Subscriptions that are in the management group already: GUIDs, or Terraform references. At each of them the resource
   * providers Microsoft.ManagedServices and Microsoft.PolicyInsights are registered, and a remediation task evaluates
   * the subscription and delegates it. At any other subscription somebody has to register Microsoft.ManagedServices.
   *
   * @default - none
   */
  readonly subscriptionIds?: string[];
}

/** How to take how a policy delegates. */
export const POLICY_OPTIONS: Properties<PolicyOptions> = {
  location: asGiven,
  excludedScopes: listOf<string>(asGiven, 'a list of full ids of subscriptions and management groups'),
  resourceCount: asGiven,
  parallelDeployments: asGiven,
  remediate: flag,
  enforce: flag,
  policyName: asGiven,
  displayName: asGiven,
};
