/**
 * Under which agreement a customer pays for Azure.
 *
 * @see https://learn.microsoft.com/partner-center/billing/partner-earned-credit
 */
export enum Agreement {
  /** The Azure plan of the CSP programme, under a Microsoft Customer Agreement: the only one that earns. */
  AZURE_PLAN = 'azure-plan',
  /** Any other, such as an Enterprise Agreement, pay-as-you-go or a legacy CSP subscription: never earns. */
  OTHER = 'other',
}
