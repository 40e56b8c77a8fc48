import type { AzureCloud } from '../../azure';
import type { LighthouseDelegation } from '../../lighthouse';
import type { PartnerAdminLink } from '../../partner-admin-link';
import type { ReadinessFinding } from '../readiness-report';

/** What the rules look at. */
export interface RuleSubject {
  readonly delegation: LighthouseDelegation;
  /** The cloud of the customer. */
  readonly cloud: AzureCloud;
  /** Every partner admin link of the app. */
  readonly links: PartnerAdminLink[];
}

/** What a rule finds; the engine adds the rule's id. */
export type RuleResult = Omit<ReadinessFinding, 'rule' | 'acknowledgement'>;

/** One condition for earning. */
export interface ReadinessRule {
  /** Stable: acknowledgements name it. */
  readonly id: string;
  /** What the rule asks for, one sentence. */
  readonly title: string;
  /** Where Microsoft says so. */
  readonly source: string;
  /** Judges a delegation; undefined where another rule has the answer. */
  judge(subject: RuleSubject): RuleResult | undefined;
}
