import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const HEADER =
  'PartnerId,PartnerName,CustomerId,CustomerName,CustomerDomainName,CustomerCountry,MpnId,Tier2MpnId,InvoiceNumber,' +
  'ProductId,SkuId,AvailabilityId,SkuName,ProductName,PublisherName,PublisherId,SubscriptionDescription,SubscriptionId,' +
  'ChargeStartDate,ChargeEndDate,UsageDate,MeterType,MeterCategory,MeterId,MeterSubCategory,MeterName,MeterRegion,Unit,' +
  'ResourceLocation,ConsumedService,ResourceGroup,ResourceURI,ChargeType,UnitPrice,Quantity,UnitType,BillingPreTaxTotal,' +
  'BillingCurrency,PricingPreTaxTotal,PricingCurrency,ServiceInfo1,ServiceInfo2,Tags,AdditionalInfo,EffectiveUnitPrice,' +
  'PCToBCExchangeRate,PCToBCExchangeRateDate,EntitlementId,EntitlementDescription,PartnerEarnedCreditPercentage,' +
  'CreditPercentage,CreditType,BenefitOrderId,BenefitId,BenefitType';

const DAYS = 31;

/** An invented GUID that tells its kind and number. */
export function guid(kind: string, number: number): string {
  return `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** What share of the usage earned nothing. */
export interface UsageShape {
  readonly rows: number;
  readonly customers: number;
  /** One row in so many earned nothing; 1 means that nobody earned anything. */
  readonly lostEvery: number;
}

/** Writes daily-rated usage of October 2026, as Partner Center does: by day, each resource once a day. */
export async function writeUsage(file: string, { rows, customers, lostEvery }: UsageShape): Promise<void> {
  const stream = createWriteStream(file, { highWaterMark: 1 << 20 });
  const perDay = Math.ceil(rows / DAYS);
  let lines = [`\ufeff${HEADER}`];
  for (let row = 0; row < rows; row++) {
    const day = Math.floor(row / perDay);
    lines.push(lineOf(row % perDay, day, customers, row % lostEvery === 0));
    if (lines.length === 2000 || row === rows - 1) {
      if (!stream.write(`${lines.join('\r\n')}\r\n`)) {
        await once(stream, 'drain');
      }
      lines = [];
    }
  }
  stream.end();
  await once(stream, 'finish');
}

function lineOf(resource: number, day: number, customers: number, isLost: boolean): string {
  const customer = resource % customers;
  const subscription = guid('c', customer);
  const group = `rg-${resource % 7}`;
  const date = `2026-10-${String(day + 1).padStart(2, '0')}T00:00:00Z`;
  const net = (((resource * 7919) % 10_007) / 997).toFixed(12);
  return (
    `,,${guid('a', customer)},Customer ${customer},,NL,,,G0001,,,,D2s v5,D2s v5,Microsoft,,,,,,${date},,,` +
    `${guid('e', resource % 400)},,D2s v5,,,,,${group},/subscriptions/${subscription}/resourceGroups/${group}/providers/` +
    `Microsoft.Compute/virtualMachines/vm${resource},new,,,,${net},EUR,,USD,,,"{""env"": ""prod, eu""}",,,,,` +
    `${subscription},,${isLost ? 0 : 15},0,,,,`
  );
}
