import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { AccessControl } from '../resource-manager/access-control';
import type { Subscriptions } from '../resource-manager/subscriptions';
import type { GuardedRouter } from '../server/router';
import { Evaluation, type EvaluationParts } from './evaluation';
import { type Compliance, Policies, type Remediation, subscriptionsOf } from './policies';
import { PolicyAssignments } from './policy-assignments';
import { PolicyDefinitions } from './policy-definitions';
import { Remediations } from './remediations';

/** What Azure Policy needs to answer. */
export interface AzurePolicyParts extends EvaluationParts {
  readonly directory: Directory;
  readonly subscriptions: Subscriptions;
  readonly access: AccessControl;
}

/** Azure Policy at management groups, as far as onboarding to Azure Lighthouse needs it. */
export class AzurePolicy {
  private readonly policies: Policies;
  private readonly evaluation: Evaluation;

  constructor(private readonly parts: AzurePolicyParts) {
    this.policies = new Policies(parts.directory);
    this.evaluation = new Evaluation(parts);
  }

  /** The remediation tasks there are. */
  public get remediations(): readonly Remediation[] {
    return this.policies.remediations;
  }

  /** Does what Azure does once a day by itself: evaluates every assignment. What was found, by the subscription's id. */
  public evaluate(): Record<string, Compliance> {
    const found = this.policies.assignments.flatMap(assignment =>
      subscriptionsOf(assignment).map(
        subscription => [subscription.id, this.evaluation.evaluate(assignment, subscription)] as const,
      ),
    );
    return Object.fromEntries(found);
  }

  /** Adds the routes. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const { directory, subscriptions, access } = this.parts;
    const { policies, evaluation } = this;
    new PolicyDefinitions(policies, access).addRoutes(arm);
    new PolicyAssignments(policies, access, directory).addRoutes(arm);
    new Remediations({ policies, evaluation, subscriptions, access }).addRoutes(arm);
  }
}
