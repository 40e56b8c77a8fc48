import { messageOf } from '../text';
import { BillingFileError } from './billing-file-error';
import { contentOf } from './file-content';
import { readTable } from './table';

/** What the price list of the Azure plan writes at products of others, which earn nothing. */
const THIRD_PARTY = /^third[ -]?party$/i;

/**
 * Reads which meters are a third party's, from the price list of the Azure plan that Partner Center offers.
 *
 * @throws BillingFileError
 * @see https://learn.microsoft.com/partner-center/billing/partner-earned-credit-faq
 */
export async function readPriceList(file: string): Promise<ReadonlySet<string>> {
  const meters = new Set<string>();
  let meter = -1;
  try {
    await readTable(file, await contentOf(file), {
      begin: columns => {
        meter = columns.findIndex(column => /^meter ?id$/i.test(column.trim()));
        if (meter < 0) {
          throw new Error('it has no column MeterId; download the price list of the Azure plan from Partner Center');
        }
        return columns.map((_column, position) => position);
      },
      row: cells => {
        if (cells.some(cell => cell.split(/[,;]/).some(tag => THIRD_PARTY.test(tag.trim())))) {
          meters.add(cells[meter].trim().toLowerCase());
        }
      },
    });
  } catch (error) {
    throw new BillingFileError(file, messageOf(error));
  }
  return meters;
}
