import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unparse } from 'papaparse';
import { isoDay, type WorldRow } from './world';

/** A row as a file has it: columns and their texts. */
export type FileRow = Record<string, string | number | boolean | null>;

const resourceId = ({ subscriptionId, group, resource }: WorldRow) =>
  resource === ''
    ? ''
    : `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${resource}`;

/** Azure does not keep to one spelling. */
const spelled = (text: string, day: number) => (day % 2 === 0 ? text.toUpperCase() : text);

/** Daily-rated usage of Partner Center, with the names and the order that files of 2026 have. */
export function dailyRated(row: WorldRow): FileRow {
  const { customer, subscriptionId, day, group, meter, kind, net } = row;
  return {
    PartnerId: 'f0000000-0000-4000-8000-000000000001',
    CustomerId: spelled(customer.tenantId, day),
    CustomerName: customer.name,
    InvoiceNumber: 'G000000001',
    SkuName: kind === 'spot' ? 'D2s v5 Spot' : 'D2s v5',
    ProductName: 'Virtual Machines Hotspot Series',
    PublisherName: kind === 'third-party' ? 'Some Vendor' : 'Microsoft Corporation',
    // Of the Azure plan, and never an Azure subscription.
    SubscriptionId: '77777777-0000-4000-8000-000000000077',
    ChargeStartDate: '2026-10-01T00:00:00Z',
    ChargeEndDate: '2026-11-01T00:00:00Z',
    UsageDate: `${isoDay(day)}T00:00:00Z`,
    MeterId: meter,
    MeterName: 'D2s v5',
    ResourceGroup: group,
    ResourceURI: spelled(resourceId(row), day),
    ChargeType: kind === 'refund' ? 'customerRefund' : 'new',
    BillingPreTaxTotal: net,
    BillingCurrency: customer.currency,
    PricingPreTaxTotal: '999',
    PricingCurrency: 'USD',
    Tags: '{"a":"x, ""y"";\r\nz"}',
    AdditionalInfo: '{"VMName":"spot-1"}',
    EntitlementId: spelled(subscriptionId, day),
    PartnerEarnedCreditPercentage: kind === 'earned' ? 15 : 0,
    CreditPercentage: 100,
    CreditType: 'Azure Credit Applied',
    BenefitOrderId: '',
    BenefitId: kind === 'reservation' ? 'ben1' : '',
    BenefitType: kind === 'reservation' ? 'Reservation' : '',
  };
}

/** The Partner Center API, version 1. */
export function partnerCenterApi(row: WorldRow): FileRow {
  const { PartnerEarnedCreditPercentage: percentage, ...columns } = dailyRated(row);
  const camel = Object.entries(columns).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]);
  return {
    ...(Object.fromEntries(camel) as FileRow),
    billingPreTaxTotal: Number(row.net),
    rateOfPartnerEarnedCredit: Number(percentage) / 100,
    hasPartnerEarnedCredit: row.kind === 'earned',
  };
}

/** The usage export of Microsoft Graph: numbers are numbers, and what is empty is null. */
export function graph(row: WorldRow): FileRow {
  const columns: FileRow = { ...dailyRated(row), BillingPreTaxTotal: Number(row.net) };
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, value === '' ? null : value]));
}

/** Cost details of a partner agreement, version 2021-10-01. */
export function costDetails(row: WorldRow): FileRow {
  const { customer, subscriptionId, day, group, meter, kind, net } = row;
  const [year, month, dayOfMonth] = isoDay(day).split('-');
  return {
    invoiceId: 'G000000001',
    partnerTenantId: 'f0000000-0000-4000-8000-000000000001',
    customerTenantId: spelled(customer.tenantId, day),
    customerName: customer.name,
    date: `${month}/${dayOfMonth}/${year}`,
    meterId: meter,
    meterName: kind === 'spot' ? 'D2s v5 Spot' : 'D2s v5',
    ProductName: 'Virtual Machines Hotspot Series',
    SubscriptionId: spelled(subscriptionId, day),
    publisherType: 'Azure',
    publisherName: kind === 'third-party' ? 'Some Vendor' : 'Microsoft',
    resourceGroupName: group,
    ResourceId: spelled(resourceId(row), day),
    chargeType: kind === 'refund' ? 'Refund' : 'Usage',
    billingCurrency: customer.currency,
    costInBillingCurrency: net,
    costInPricingCurrency: '999',
    isAzureCreditEligible: 'True',
    additionalInfo: '{"VMName":"spot-1"}',
    partnerEarnedCreditRate: kind === 'earned' || kind === 'third-party' ? '0.15' : '0',
    partnerEarnedCreditApplied: kind === 'earned' ? 'True' : '0',
    reservationId: kind === 'reservation' ? 'r1' : '',
    pricingModel: kind === 'reservation' ? 'Reservation' : day % 2 === 0 ? 'OnDemand' : 'On Demand',
    benefitId: '',
  };
}

/** Version 2019-11-01 has other names, and fewer columns. */
export function costDetails2019(row: WorldRow): FileRow {
  const {
    ResourceId,
    ProductName,
    pricingModel: _model,
    benefitId: _benefit,
    SubscriptionId,
    ...columns
  } = costDetails(row);
  return { ...columns, InstanceName: ResourceId, product: ProductName, subscriptionId: SubscriptionId };
}

/** FOCUS 1.2, or an earlier version. */
export function focus(row: WorldRow, version: '1.0' | '1.0r2' | '1.2-preview' | '1.2' = '1.2'): FileRow {
  const { customer, subscriptionId, day, group, meter, kind, net } = row;
  const time = version === '1.0' ? 'T00:00Z' : 'T00:00:00Z';
  return {
    BilledCost: net,
    BillingCurrency: customer.currency,
    ChargeCategory: kind === 'refund' ? 'Purchase' : 'Usage',
    ChargeClass: kind === 'refund' ? 'Correction' : '',
    ChargePeriodEnd: `2026-11-01${time}`,
    ChargePeriodStart: `${isoDay(day)}${time}`,
    CommitmentDiscountStatus: kind === 'reservation' ? 'Used' : '',
    EffectiveCost: '999',
    ...(version.startsWith('1.0') ? { x_InvoiceId: 'G000000001' } : { InvoiceId: 'G000000001' }),
    ListCost: '999',
    PricingCategory: kind === 'reservation' ? 'Committed' : kind === 'spot' ? 'Dynamic' : 'Standard',
    PublisherName: kind === 'third-party' ? 'Some Vendor' : 'Microsoft',
    ResourceId: spelled(resourceId(row), day),
    SubAccountId: subscriptionId === '' ? '' : `/subscriptions/${spelled(subscriptionId, day)}`,
    ...(version === '1.2' ? {} : { x_SkuDetails: '{"VMName":"spot-1"}' }),
    x_CustomerId: spelled(customer.tenantId, day),
    x_CustomerName: customer.name,
    x_PartnerCreditApplied: kind === 'earned' ? 'true' : 'False',
    x_PartnerCreditRate: kind === 'earned' || kind === 'third-party' ? '0.15' : '',
    x_PublisherCategory: kind === 'third-party' ? 'Vendor' : 'Cloud Provider',
    x_ResourceGroupName: group,
    x_SkuIsCreditEligible: 'true',
    x_SkuMeterId: meter,
  };
}

/** Rows as CSV. */
export function csv(rows: FileRow[], delimiter = ','): string {
  return `\ufeff${unparse(rows, { delimiter, newline: '\r\n' })}\r\n`;
}

/** Rows as JSON lines. */
export function jsonLines(rows: FileRow[]): string {
  return rows.map(row => JSON.stringify(row)).join('\n');
}

/** A daily-rated file for a user in Germany: semicolons, decimal commas, day before month. */
export function german(row: WorldRow): FileRow {
  const [year, month, day] = isoDay(row.day).split('-');
  return {
    ...dailyRated(row),
    BillingPreTaxTotal: row.net.replace('.', ','),
    PartnerEarnedCreditPercentage: row.kind === 'earned' ? '15,0' : '0,0',
    UsageDate: `${day}.${month}.${year} 00:00:00`,
  };
}

/** Writes files into a folder, and gives its path. */
export function written(folder: string, files: Record<string, string | Buffer>): string {
  mkdirSync(folder, { recursive: true });
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(folder, name), content));
  return folder;
}

/** An export of Microsoft Graph: a manifest and its parts, packed. */
export function graphExport(folder: string, parts: FileRow[][]): string {
  const names = parts.map((_part, i) => `part-0000${i}.c000.json.gz`);
  const manifest = {
    schemaVersion: '1',
    dataFormat: 'compressedJSON',
    eTag: 'v1',
    rootDirectory: 'https://example.blob.core.windows.net/billing',
    sasToken: 'sv=1',
    blobCount: names.length,
    blobs: names.map(name => ({ name, partitionValue: '0' })),
  };
  return written(folder, {
    'manifest.json': JSON.stringify(manifest),
    ...Object.fromEntries(parts.map((part, i) => [names[i], gzipSync(jsonLines(part))])),
  });
}

/** What a manifest of Cost Management may say otherwise. */
export interface CostExportOptions {
  readonly type?: string;
  readonly submittedTime?: string;
  readonly endDate?: string;
  readonly exportName?: string;
  /** What its parts are called; a part that is not given is not written. */
  readonly names?: string[];
}

/** An export of Cost Management: a manifest and its parts, which may be packed. */
export function costExport(folder: string, parts: (string | Buffer)[], options: CostExportOptions = {}): string {
  const {
    type = 'ActualCost',
    submittedTime = '2026-11-01T02:00:00Z',
    endDate = '2026-10-31T00:00:00',
    exportName = 'pec',
    names = parts.map((_part, i) => `part_${i}_0001.csv`),
  } = options;
  const manifest = {
    manifestVersion: '2024-04-01',
    blobCount: names.length,
    exportConfig: { exportName, resourceId: '/providers/Microsoft.Billing/billingAccounts/x', type },
    runInfo: { submittedTime, runId: folder, startDate: '2026-10-01T00:00:00', endDate },
    blobs: names.map(name => ({ blobName: `container/${exportName}/20261001-20261031/run/${name}` })),
  };
  return written(folder, {
    'manifest.json': JSON.stringify(manifest),
    ...Object.fromEntries(parts.map((part, i) => [names[i], part])),
  });
}
