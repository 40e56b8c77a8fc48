/** The rule by which somebody accepts that credit was lost, which only a bill shows: no rule of readiness finds it. */
export const CREDIT_LOST = 'credit-lost';

/** A loss that somebody accepts. */
export interface AcceptedLoss {
  /** The id of the rule: `credit-lost`. */
  readonly rule: string;
  /** Why it is acceptable. */
  readonly reason: string;
  /** The first day for which it is accepted, such as `2026-10-15`; from the beginning if it is missing. */
  readonly from?: string;
  /** The last day for which it is accepted; without end if it is missing. */
  readonly to?: string;
  /** The resource groups in which it is accepted; everywhere if they are missing. */
  readonly resourceGroups?: readonly string[];
}
