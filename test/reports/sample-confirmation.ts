import { Verdict } from '../../lib/readiness';
import {
  type ConfirmationDocument,
  ConfirmationReport,
  type ConfirmationTotals,
  type ConfirmedCustomer,
  type ConfirmedDay,
} from '../../lib/reports';

/** Euros, all of them earned. */
export const totals = (more: Partial<ConfirmationTotals> = {}): ConfirmationTotals => ({
  currency: 'EUR',
  earned: '15.00',
  lostCertain: '0.00',
  lostLikely: '0.00',
  unproven: '0.00',
  notEligible: '0.00',
  notEligibleBecause: {},
  coverage: '1.0000',
  ...more,
});

/** A day that earned. */
export const day = (number: number, more: Partial<ConfirmedDay> = {}): ConfirmedDay => ({
  date: `2026-10-0${number}`,
  verdict: 'earned',
  currency: 'EUR',
  earned: '15.00',
  lost: '0.00',
  reasons: [],
  ...more,
});

/** A day that lost. */
export const lostDay = (number: number, ...reasons: string[]) =>
  day(number, { verdict: 'lost', earned: '0.00', lost: '15.00', reasons });

/** A customer with one subscription. */
export const customer = (
  key: string,
  days: ConfirmedDay[],
  more: Partial<ConfirmedCustomer> = {},
): ConfirmedCustomer => ({
  key,
  tenantId: 'a0000000-0000-4000-8000-000000000001',
  name: `${key} AG`,
  declared: Verdict.EARNS,
  verdict: 'earned',
  isAlarm: false,
  totals: [totals()],
  subscriptions: [{ subscriptionId: 'c0000000-0000-4000-8000-000000000001', totals: [totals()], losses: [], days }],
  ...more,
});

export const CERTAIN = 'certain: the same resource earned on another day';
export const LOST = totals({
  lostCertain: '45.00',
  coverage: '0.2500',
  notEligible: '3.00',
  notEligibleBecause: { spot: '3.00' },
});

const lossOf = (lostCertain: string) => ({ currency: 'EUR', lostCertain, lostLikely: '0.00', unproven: '0.00' });

/** A document of customers of every kind. */
export function sampleConfirmation(more: Partial<ConfirmationDocument> = {}): ConfirmationReport {
  return new ConfirmationReport({
    version: 2,
    covers: { from: '2026-10-01', to: '2026-10-05' },
    readiness: { sha256: 'a'.repeat(64) },
    sources: [{ name: 'october.csv', format: 'daily-rated', from: '2026-10-01', to: '2026-10-05', rows: 9 }],
    nobodyEarned: false,
    totals: [LOST],
    causes: [
      { cause: 'gap', customers: 1, subscriptions: 1, totals: [lossOf('30.00')] },
      { cause: 'no-longer', customers: 1, subscriptions: 1, totals: [lossOf('15.00')] },
      {
        cause: 'undeclared',
        customers: 1,
        subscriptions: 1,
        totals: [{ ...lossOf('0.00'), lostLikely: '7.00' }],
      },
    ],
    customers: [
      customer(
        'contoso',
        [1, 2, 3, 4, 5].map(number => day(number)),
      ),
      customer(
        'northwind',
        [
          day(1),
          lostDay(2, CERTAIN, 'gap: it earned before and after'),
          day(3, { verdict: 'no-usage', currency: null, earned: '0', lost: '0' }),
          lostDay(4, CERTAIN, 'gap: it earned before and after'),
          lostDay(5, CERTAIN, 'no-longer: it ended'),
        ],
        {
          name: '=Northwind <b> | ##[group]',
          verdict: 'partly',
          isAlarm: true,
          totals: [LOST],
          subscriptions: [
            {
              subscriptionId: 'c0000000-0000-4000-8000-000000000002',
              totals: [LOST],
              losses: [
                { cause: 'gap', from: '2026-10-02', to: '2026-10-04', days: 2, totals: [lossOf('30.00')] },
                { cause: 'no-longer', from: '2026-10-05', to: '2026-10-05', days: 1, totals: [lossOf('15.00')] },
              ],
              days: [
                day(1),
                lostDay(2, CERTAIN, 'gap: it earned before and after'),
                day(3, { verdict: 'no-usage', currency: null, earned: '0', lost: '0' }),
                lostDay(4, CERTAIN, 'gap: it earned before and after'),
                lostDay(5, CERTAIN, 'no-longer: it ended'),
              ],
            },
          ],
        },
      ),
      customer('tailspin', [day(1, { reasons: ['offboarded: the customer still earns'] })], {
        declared: Verdict.OFFBOARDED,
      }),
      customer('woodgrove', [], { verdict: 'no-usage', totals: [], subscriptions: [] }),
    ],
    undeclared: [
      {
        tenantId: 'a0000000-0000-4000-8000-000000000009',
        subscriptionId: null,
        name: 'Stranger',
        totals: [totals({ earned: '0.00', lostLikely: '7.00', coverage: '0.0000' })],
      },
    ],
    ...more,
  });
}
