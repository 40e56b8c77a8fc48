import { Onboarding } from '../../lib/lighthouse';
import { Verdict } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';
import { idOf } from './world';
import type { FileRow } from './writers';

export const TENANT = idOf('a', 1);
export const SUBSCRIPTION = idOf('c', 1);
export const METER = idOf('e', 1);

/** A row of daily-rated usage: one that earned 15.00 on 1 October. */
export function row(more: FileRow = {}): FileRow {
  return {
    CustomerId: TENANT,
    CustomerName: 'Contoso',
    InvoiceNumber: 'G1',
    SkuName: 'D2s v5',
    ProductName: 'D2s v5',
    PublisherName: 'Microsoft',
    UsageDate: '2026-10-01',
    MeterId: METER,
    MeterName: 'D2s v5',
    ResourceGroup: 'rg-app',
    ResourceURI: '/vm1',
    ChargeType: 'new',
    BillingPreTaxTotal: '85',
    BillingCurrency: 'EUR',
    AdditionalInfo: '',
    EntitlementId: SUBSCRIPTION,
    PartnerEarnedCreditPercentage: '15',
    BenefitType: '',
    ...more,
  };
}

/** The same without credit: 15.00 that were lost. */
export const lost = (more: FileRow = {}) =>
  row({ BillingPreTaxTotal: '100', PartnerEarnedCreditPercentage: '0', ...more });
/** Another day of October. */
export const on = (day: number) => ({ UsageDate: `2026-10-${String(day).padStart(2, '0')}` });

/** A customer of the readiness report. */
export function customer(number: number, verdict = Verdict.EARNS, more: object = {}, subscription: object = {}) {
  return {
    key: `customer-${number}`,
    name: `Customer ${number}`,
    tenantId: idOf('a', number),
    cloud: 'AzureCloud',
    onboarding: Onboarding.TERRAFORM,
    verdict,
    subscriptions:
      verdict === Verdict.OFFBOARDED
        ? []
        : [
            {
              subscriptionId: idOf('c', number),
              resourceGroups: [],
              offer: 'O',
              verdict,
              findings: [],
              ...subscription,
            },
          ],
    advice: [],
    ...more,
  };
}

/** The declaration of the customer that the rows are of. */
export const ONE = new ReadinessReport([customer(1)]);
