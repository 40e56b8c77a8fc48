import type { RowTexts } from './ineligible';
import { type Units, unitsOf } from './money';

/**
 * What else is on a row that could have earned and did not: other credit, or a price below the list. It proves nothing, and
 * changes neither whether something was lost nor how much: it is what to look at first where nothing else explains a loss.
 */
export type Clue = 'azure-credit' | 'promotion';

/**
 * What the examples of the Partner Center API say of a row that Azure credit pays; beside it they have "Credit Not Applied"
 * and "Partner Earned Credit Applied". No full list is published.
 *
 * @see https://learn.microsoft.com/partner-center/developer/get-invoice-billed-consumption-lineitems
 */
const AZURE_CREDIT = /^azure credit applied$/i;

/** What else may be on a row; undefined if nothing is, or the form of the file has no columns for it. */
export function clueOf(row: RowTexts): Clue | undefined {
  if (AZURE_CREDIT.test(row.text('creditType')) || isPositive(row.text('otherCredit'))) {
    return 'azure-credit';
  }
  const [charged, listed] = [numberIn(row.text('charged')), numberIn(row.text('listed'))];
  // By more than a thousandth: doubles that were multiplied differ in their last digits.
  return charged !== undefined && listed !== undefined && charged > 0n && charged * 1000n < listed * 999n
    ? 'promotion'
    : undefined;
}

function isPositive(text: string): boolean {
  return (numberIn(text) ?? 0n) > 0n;
}

/** A number that no money depends on: one that cannot be read says nothing. */
function numberIn(text: string): Units | undefined {
  return text === '' ? undefined : unitsOf(text.replace(/ ?%$/, '').replace(',', '.'));
}
