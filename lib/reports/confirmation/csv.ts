import { visible } from '../../text';
import { type CsvSeparator, toCsv } from '../csv';
import type { ConfirmationDocument, ConfirmedCustomer } from './confirmation-document';

const TITLES = [
  'CustomerKey',
  'CustomerName',
  'TenantId',
  'Declared',
  'SubscriptionId',
  'Date',
  'Verdict',
  'Currency',
  'Earned',
  'LostCertain',
  'LostLikely',
  'Unproven',
  'Reasons',
];

/** What a day lost of which no loss is written. */
const NOTHING = '0.00';

/**
 * The confirmation for a spreadsheet: a row for each declared subscription, day and currency. Losses have the names that
 * they have in totals, so that figures of one name mean one thing.
 */
export function confirmationCsv({ customers }: ConfirmationDocument, separator?: CsvSeparator): string {
  return toCsv(TITLES, customers.flatMap(rowsOf), separator);
}

function rowsOf({ key, name, tenantId, declared, subscriptions }: ConfirmedCustomer): string[][] {
  return subscriptions.flatMap(({ subscriptionId, days }) =>
    days.flatMap(day => {
      const { date, verdict, reasons, otherCurrencies = [] } = day;
      return [day, ...otherCurrencies].map(({ currency, earned, lostCertain, lostLikely, unproven }) =>
        [
          key,
          name,
          tenantId ?? '',
          declared,
          subscriptionId,
          date,
          verdict,
          currency ?? '',
          earned,
          lostCertain ?? NOTHING,
          lostLikely ?? NOTHING,
          unproven ?? NOTHING,
          reasons.join('; '),
        ].map(visible),
      );
    }),
  );
}
