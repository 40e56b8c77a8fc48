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
  'Lost',
  'Reasons',
];

/** The confirmation for a spreadsheet: a row for each declared subscription, day and currency. */
export function confirmationCsv({ customers }: ConfirmationDocument, separator?: CsvSeparator): string {
  return toCsv(TITLES, customers.flatMap(rowsOf), separator);
}

function rowsOf({ key, name, tenantId, declared, subscriptions }: ConfirmedCustomer): string[][] {
  return subscriptions.flatMap(({ subscriptionId, days }) =>
    days.flatMap(({ date, verdict, currency, earned, lost, reasons, otherCurrencies = [] }) =>
      [{ currency: currency ?? '', earned, lost }, ...otherCurrencies].map(amounts =>
        [
          key,
          name,
          tenantId ?? '',
          declared,
          subscriptionId,
          date,
          verdict,
          amounts.currency,
          amounts.earned,
          amounts.lost,
          reasons.join('; '),
        ].map(visible),
      ),
    ),
  );
}
