import type { Verdict } from '../readiness';
import type { Day } from './day';

/** A loss that somebody accepts. */
export interface LossAcknowledgement {
  readonly reason: string;
  /** The first day; from the beginning if it is missing. */
  readonly from?: Day;
  /** The last day; to the end if it is missing. */
  readonly to?: Day;
  /** In small letters; all of the customer if they are missing. */
  readonly resourceGroups?: readonly string[];
}

/** A subscription of which a declaration says that it earns or not, or would if somebody knew of it. */
export interface DeclaredSubscription {
  /** The id in small letters, or what stands for it where only Terraform knows it. */
  readonly subscriptionId: string;
  /** In small letters; empty means the whole subscription. */
  readonly resourceGroups: readonly string[];
  /**
   * Whether only the bill names it: a policy delegates what is below a management group, which no bill knows. That the
   * subscription earned proves that somebody has access; of one that never did nobody can say that it should have.
   *
   * @default - the declaration names it
   */
  readonly byPolicy?: boolean;
  /** The first day on which credit is expected. */
  readonly since?: Day;
  /** What is accepted of this subscription alone. */
  readonly acknowledgements: readonly LossAcknowledgement[];
}

/** A customer as the declaration says. */
export interface DeclaredCustomer {
  readonly key: string;
  readonly name: string;
  /** The tenant in small letters; undefined if only Terraform knows it. */
  readonly tenantId: string | undefined;
  /** What readiness says. */
  readonly verdict: Verdict;
  /** Those that are named: none if the customer is offboarded. */
  readonly subscriptions: readonly DeclaredSubscription[];
  /** Whether a policy delegates others of its tenant, which nobody names. */
  readonly byPolicy: boolean;
  /** What is accepted of all its subscriptions. */
  readonly acknowledgements: readonly LossAcknowledgement[];
}
