import type { Agreement, AzureCloud } from '../../azure';
import type { PartnerAdminLink } from '../../principals';
import type { CarriedOut } from '../../lighthouse';
import type { ReadinessFinding } from '../finding';

/** The ids of the rules: stable, because acknowledgements name them. */
export type RuleId =
  | 'agreement'
  | 'admin-on-behalf-of'
  | 'automation-authorized'
  | 'role-earns'
  | 'written-as-declared'
  | 'principal-linked'
  | 'customer-deployed'
  | 'marketplace-plan'
  | 'policy-delegates'
  | 'public-cloud';

/** What the rules look at. */
export interface RuleSubject extends CarriedOut {
  /** The cloud of the customer. */
  readonly cloud: AzureCloud;
  /** Under which agreement the customer pays for Azure, if somebody said. */
  readonly agreement?: Agreement;
  /** Whether admin-on-behalf-of access stands, if somebody said. */
  readonly adminOnBehalfOf?: boolean;
  /** Every partner admin link of the app. */
  readonly links: PartnerAdminLink[];
}

/** What a rule finds; the engine adds the rule's id. */
export type RuleResult = Omit<ReadinessFinding, 'rule' | 'acknowledgement'>;

/** One condition for earning. `docs/rules.md` is made from these texts. */
export interface ReadinessRule {
  readonly id: RuleId;
  /** What the rule asks for, one sentence. */
  readonly title: string;
  /** What it looks at and when it says what. */
  readonly checks: string;
  /** Why credit depends on it. */
  readonly why: string;
  /** Where Microsoft says so. */
  readonly source: string;
  /** Who has to act where it is not met, as a service manager says it. */
  readonly who: string;
  /** What that person does: sentences without a word of the program. */
  readonly what: string;
  /** What is to be written in the declaration then. */
  readonly cure: string;
  /** Judges a delegation; undefined where another rule has the answer. */
  judge(subject: RuleSubject): RuleResult | undefined;
}
