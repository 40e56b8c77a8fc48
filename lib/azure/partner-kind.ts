/**
 * What a partner is in the CSP programme, which decides who is paid.
 *
 * @see https://learn.microsoft.com/partner-center/billing/partner-earned-credit
 */
export enum PartnerKind {
  /** Bills its customers itself, and is paid. */
  DIRECT_BILL = 'direct-bill',
  /** Sells through resellers, and is paid. */
  INDIRECT_PROVIDER = 'indirect-provider',
  /** Sells through a provider. Its access earns, and the provider is paid. */
  INDIRECT_RESELLER = 'indirect-reseller',
}
