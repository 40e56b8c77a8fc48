import type { FileContent } from './file-content';
import { type BillingFormat, COST_DETAILS, DAILY_RATED, type Field, FOCUS, GRAPH, PARTNER_CENTER_API } from './format';

/** Files that people take for usage by day, by a column that only they have, and what to download instead. */
const OTHERS: readonly { readonly column: string; readonly what: string }[] = [
  {
    column: 'pricebenefits',
    what: 'it is aggregated usage, which has no days; export usage/billed of Microsoft Graph',
  },
  {
    column: 'priceadjustmentdescription',
    what: 'it is the monthly reconciliation file, which has no days; download the daily-rated usage of the invoice',
  },
  {
    column: 'pretaxcost',
    what:
      'it is usage of a retail scope, without partner earned credit; export cost details at the billing account, a ' +
      'billing profile or a customer of your partner agreement',
  },
  {
    column: 'ordertype',
    what: 'it lists purchases; download the daily-rated usage of the invoice',
  },
];

/**
 * The form of a file, told by its header, whatever the file is called.
 *
 * @param ofGraph whether a manifest of Microsoft Graph names the file
 * @throws Error that says what the file is, or lacks, and what to download instead
 */
export function formatOf(header: readonly string[], kind: FileContent['kind'], ofGraph: boolean): BillingFormat {
  const names = new Set(header);
  const has = (format: BillingFormat, field: Field) => format.columns[field].some(name => names.has(name));
  const partnerCenter = ofGraph
    ? GRAPH
    : kind === 'csv'
      ? DAILY_RATED
      : names.has('rateofpartnerearnedcredit')
        ? PARTNER_CENTER_API
        : GRAPH;
  const format = [partnerCenter, COST_DETAILS, FOCUS].find(known => known.signature.every(field => has(known, field)));
  if (format === undefined) {
    throw new Error(OTHERS.find(({ column }) => names.has(column))?.what ?? unknown(header));
  }
  const missing = format.required.find(({ field }) => !has(format, field));
  if (missing !== undefined) {
    throw new Error(missing.otherwise);
  }
  return format;
}

function unknown(header: readonly string[]): string {
  const shown = header
    .slice(0, 3)
    .map(name => `"${name.slice(0, 40)}"`)
    .join(', ');
  return (
    `it begins with the columns ${shown}, which no usage file has; give the daily-rated usage of Partner Center, a ` +
    'usage export of Microsoft Graph, or cost details or FOCUS of Cost Management'
  );
}
