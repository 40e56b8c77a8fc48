import { Verdict } from './verdict';

/** What one rule says of one subscription. */
export interface ReadinessFinding {
  /** The id of the rule, such as `role-earns`. */
  readonly rule: string;
  /** What the rule says. */
  readonly verdict: Verdict;
  /**
   * What is wrong, in a few words, such as `Reader does not earn`: findings of a rule with the same cause have one cure.
   * Missing where nothing is wrong, and in what older packages wrote.
   */
  readonly cause?: string;
  /** Why, one clause. */
  readonly reason: string;
  /** What to write in the declaration; empty if nothing is to be done. What a person does, the rule says. */
  readonly cure: string;
  /** Whether synth fails unless somebody acknowledges the finding with a reason. */
  readonly needsAcknowledgement: boolean;
  /** The reason with which the finding was acknowledged. */
  readonly acknowledgement?: string;
}

/** Whether somebody has to do something about a finding: it speaks against earning, and nobody acknowledged it. */
export function isOpen({ verdict, acknowledgement }: Pick<ReadinessFinding, 'verdict' | 'acknowledgement'>): boolean {
  return acknowledgement === undefined && weightOf(verdict) > 0;
}

/** How much speaks against earning. */
export function weightOf(verdict: Verdict): number {
  return verdict === Verdict.DOES_NOT_EARN ? 2 : verdict === Verdict.UNKNOWN ? 1 : 0;
}

/** Whether somebody decided to live with a finding. */
export function isAcknowledged({ acknowledgement }: ReadinessFinding): boolean {
  return acknowledgement !== undefined;
}

/** Whether a finding keeps synth from writing anything: it needs an acknowledgement and has none. */
export function stopsSynth({ needsAcknowledgement, acknowledgement }: ReadinessFinding): boolean {
  return needsAcknowledgement && acknowledgement === undefined;
}

/** What to say where a finding keeps synth from writing anything. */
export function objectionOf({ rule, reason, cure }: ReadinessFinding): string {
  return `${reason}; ${cure}, or acknowledge the rule "${rule}" with a reason`;
}
