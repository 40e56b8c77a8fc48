import type { AzureCloud } from '../../azure';
import type { PartnerAdminLink } from '../../principals';
import type { DeclaredDelegation } from '../declared-customer';
import type { ReadinessFinding } from '../readiness';

/** What the rules look at. */
export interface RuleSubject {
  readonly delegation: Omit<DeclaredDelegation, 'construct'>;
  /** The cloud of the customer. */
  readonly cloud: AzureCloud;
  /** Every partner admin link of the app. */
  readonly links: PartnerAdminLink[];
}

/** What a rule finds; the engine adds the rule's id. */
export type RuleResult = Omit<ReadinessFinding, 'rule' | 'acknowledgement'>;

/** One condition for earning. `docs/rules.md` is made from these texts. */
export interface ReadinessRule {
  /** Stable: acknowledgements name it. */
  readonly id: string;
  /** What the rule asks for, one sentence. */
  readonly title: string;
  /** What it looks at and when it says what. */
  readonly checks: string;
  /** Why credit depends on it. */
  readonly why: string;
  /** Where Microsoft says so. */
  readonly source: string;
  /** What to do where it is not met. */
  readonly cure: string;
  /** Judges a delegation; undefined where another rule has the answer. */
  judge(subject: RuleSubject): RuleResult | undefined;
}
