/** Whether a customer earns partner earned credit, judged from the declaration alone. */
export enum Verdict {
  /** Everything that Microsoft asks for is declared. */
  EARNS = 'earns',
  /** Something that Microsoft asks for is missing. */
  DOES_NOT_EARN = 'does-not-earn',
  /** Microsoft pays no credit here, whatever is declared: no error, and counted apart. */
  CANNOT_EARN = 'cannot-earn',
  /** The declaration does not tell. */
  UNKNOWN = 'unknown',
  /** The partner no longer manages the customer. */
  OFFBOARDED = 'offboarded',
}
