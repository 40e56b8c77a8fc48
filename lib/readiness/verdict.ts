/** Whether a customer earns partner earned credit, judged from the declaration alone. */
export enum Verdict {
  /** Everything that Microsoft asks for is declared. */
  EARNS = 'earns',
  /** Something that Microsoft asks for is missing. */
  DOES_NOT_EARN = 'does-not-earn',
  /** The declaration does not tell. */
  UNKNOWN = 'unknown',
  /** The customer is offboarded. */
  LEFT = 'left',
}
