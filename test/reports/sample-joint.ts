import { Verdict } from '../../lib/readiness';
import {
  type CauseTotals,
  type ConfirmationDocument,
  type ConfirmationTotals,
  type ConfirmedCustomer,
  type ConfirmedDay,
  type ConfirmedSubscription,
  type JointContent,
  LiveEarning,
  LiveVerdict,
  type LossCause,
  type LossTotals,
  type VerificationContent,
  type VerifiedCustomer,
} from '../../lib/reports';
import type { CustomerReadiness } from '../../lib/readiness';
import { largeReport } from './sample-reports';

/** The SHA-256 of the declaration that everything judged. */
export const SHA256 = 'a'.repeat(64);

/** What became of a subscription in a month: on which days it lost, and what that is put down to. */
interface Story {
  readonly cause?: LossCause;
  readonly lostOn: (day: number) => boolean;
}

const STEADY: Story = { lostOn: () => false };
const STORIES: Record<number, Story> = {
  3: { cause: 'no-longer', lostOn: day => day > 19 },
  7: { cause: 'gap', lostOn: day => day === 12 || day === 13 },
  8: { cause: 'gap', lostOn: day => day === 3 },
  11: { cause: 'never', lostOn: () => true },
  15: { cause: 'not-yet', lostOn: day => day < 9 },
};

/** A cent amount as a text. */
const amount = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** What a customer earns on a day, in cents. */
const creditOf = (index: number) => 37 + ((index * 7919) % 4_000);

function totalsOf(currency: string, earned: number, lost: number): ConfirmationTotals {
  return {
    earned: amount(earned),
    ...lossOf(currency, lost),
    notEligible: '0.00',
    notEligibleBecause: {},
    coverage: earned + lost === 0 ? null : (earned / (earned + lost)).toFixed(4),
  };
}

function lossOf(currency: string, lost: number): LossTotals {
  return { currency, lostCertain: amount(lost), lostLikely: '0.00', unproven: '0.00' };
}

function confirmedSubscription(
  subscriptionId: string,
  { cause, lostOn }: Story,
  credit: number,
  currency: string,
  [month, length]: [string, number],
): ConfirmedSubscription {
  const numbers = Array.from({ length }, (_, i) => i + 1);
  const iso = (day: number) => `${month}-${String(day).padStart(2, '0')}`;
  const lost = numbers.filter(lostOn);
  const days = numbers.map((day): ConfirmedDay => {
    const isLost = lostOn(day);
    return {
      date: iso(day),
      verdict: isLost ? 'lost' : 'earned',
      currency,
      earned: isLost ? '0.00' : amount(credit),
      lost: isLost ? amount(credit) : '0.00',
      reasons: isLost ? ['certain: the same resource earned on another day', `${cause}: a reason`] : [],
    };
  });
  return {
    subscriptionId,
    totals: [totalsOf(currency, (length - lost.length) * credit, lost.length * credit)],
    losses:
      cause === undefined || lost.length === 0
        ? []
        : [
            {
              cause,
              from: iso(lost[0]),
              to: iso(lost[lost.length - 1]),
              days: lost.length,
              totals: [lossOf(currency, lost.length * credit)],
            },
          ],
    days,
  };
}

/** The sum of amounts, in cents. */
const cents = (amounts: string[]) => amounts.reduce((sum, text) => sum + Number(text.replace('.', '')), 0);

function confirmedCustomer(declared: CustomerReadiness, index: number, month: [string, number]): ConfirmedCustomer {
  const currency = index % 4 === 0 ? 'USD' : 'EUR';
  const story = STORIES[index % 40] ?? STEADY;
  const subscriptions = declared.subscriptions.map(({ subscriptionId = '' }, i) =>
    confirmedSubscription(subscriptionId, i === 0 ? story : STEADY, creditOf(index), currency, month),
  );
  const totals = subscriptions.flatMap(subscription => subscription.totals);
  const [earned, lost] = [
    cents(totals.map(total => total.earned)),
    cents(totals.map(({ lostCertain }) => lostCertain)),
  ];
  return {
    key: declared.key,
    tenantId: declared.tenantId ?? null,
    name: declared.name,
    declared: declared.verdict,
    verdict: subscriptions.length === 0 ? 'no-usage' : lost === 0 ? 'earned' : earned === 0 ? 'lost' : 'partly',
    isAlarm: lost > 0 && declared.verdict === Verdict.EARNS,
    totals: subscriptions.length === 0 ? [] : [totalsOf(currency, earned, lost)],
    subscriptions,
  };
}

function confirmation(customers: readonly CustomerReadiness[], month: [string, number]): ConfirmationDocument {
  const confirmed = customers.map((customer, i) => confirmedCustomer(customer, i, month));
  const currencies = ['EUR', 'USD'];
  const stranger = totalsOf('EUR', 0, 12_345);
  const causes = new Map<LossCause, { currency: string; lost: number; key: string }[]>();
  for (const { key, subscriptions } of confirmed) {
    for (const { cause, totals } of subscriptions.flatMap(({ losses }) => losses)) {
      const own = totals.map(({ currency, lostCertain }) => ({ currency, lost: cents([lostCertain]), key }));
      causes.set(cause, [...(causes.get(cause) ?? []), ...own]);
    }
  }
  const sum = (parts: { currency: string; lost: number }[], currency: string) =>
    parts.filter(part => part.currency === currency).reduce((total, { lost }) => total + lost, 0);
  const totals = currencies
    .map(currency => {
      const own = confirmed.flatMap(customer => customer.totals).filter(total => total.currency === currency);
      const lost = cents(own.map(({ lostCertain }) => lostCertain)) + (currency === 'EUR' ? 12_345 : 0);
      return { ...totalsOf(currency, cents(own.map(({ earned }) => earned)), lost), own };
    })
    .filter(({ own }) => own.length > 0)
    .map(({ own: _own, ...total }) => ({ ...total, notEligible: '40.50', notEligibleBecause: { spot: '40.50' } }));
  return {
    version: 2,
    covers: { from: `${month[0]}-01`, to: `${month[0]}-${month[1]}` },
    readiness: { sha256: SHA256 },
    sources: [
      {
        name: `${month[0]}.csv`,
        format: 'daily-rated',
        from: `${month[0]}-01`,
        to: `${month[0]}-${month[1]}`,
        rows: 9,
      },
    ],
    nobodyEarned: false,
    totals,
    causes: [
      ...[...causes].map(([cause, parts]): CauseTotals => ({
        cause,
        customers: new Set(parts.map(({ key }) => key)).size,
        subscriptions: parts.length,
        totals: currencies
          .filter(currency => parts.some(part => part.currency === currency))
          .map(currency => lossOf(currency, sum(parts, currency))),
      })),
      { cause: 'undeclared', customers: 1, subscriptions: 1, totals: [lossOf('EUR', 12_345)] },
    ],
    customers: confirmed,
    undeclared: [
      {
        tenantId: 'a0000000-0000-4000-8000-000000000009',
        subscriptionId: 'c0000000-0000-4000-8000-999999999999',
        name: 'Stranger Ltd',
        totals: [stranger],
      },
    ],
  };
}

function verifiedCustomer(
  { key, name, tenantId, subscriptions, verdict }: CustomerReadiness,
  i: number,
): VerifiedCustomer {
  const isMissing = i % 40 === 3;
  const isHidden = i % 40 === 15;
  const live =
    verdict === Verdict.OFFBOARDED
      ? LiveVerdict.GONE
      : isMissing
        ? LiveVerdict.MISSING
        : isHidden
          ? LiveVerdict.NOT_VISIBLE
          : LiveVerdict.AS_DECLARED;
  return {
    key,
    name,
    tenantId,
    verdict: live,
    subscriptions: subscriptions.map(({ subscriptionId = '', resourceGroups, offer }, n) => {
      const own = n === 0 ? live : LiveVerdict.AS_DECLARED;
      return {
        subscriptionId,
        resourceGroups,
        offer,
        definitionId: null,
        verdict: own,
        stillEarns: own === LiveVerdict.MISSING ? LiveEarning.DOES_NOT_EARN : LiveEarning.EARNS,
        findings:
          own === LiveVerdict.MISSING
            ? [
                {
                  rule: 'delegation-present',
                  declared: offer,
                  live: null,
                  reason: 'the delegation is not there',
                  cure: 'ask the customer; then apply its stack',
                },
              ]
            : own === LiveVerdict.NOT_VISIBLE
              ? [
                  {
                    rule: 'delegation-visible',
                    declared: offer,
                    live: null,
                    reason: 'nobody could read it',
                    cure: 'verify as PEC-Automation as well',
                  },
                ]
              : [],
        change:
          own === LiveVerdict.MISSING
            ? { time: '2026-10-19T14:03:00.000Z', operation: 'unregister', caller: 'admin@contoso.example' }
            : null,
        seen: null,
      };
    }),
  };
}

/** What a verification of these customers saw. */
export function sampleVerification(
  customers: readonly CustomerReadiness[],
  readinessSha256 = SHA256,
): VerificationContent {
  return {
    verifiedAt: '2026-11-02T06:00:00.000Z',
    readinessSha256,
    as: 'both',
    signedIn: { tenantId: 'f0000000-0000-4000-8000-000000000001', objectId: 'f0000000-0000-4000-8000-000000000003' },
    notes: [],
    identity: { verdict: LiveVerdict.AS_DECLARED, findings: [] },
    identities: [],
    customers: customers.map(verifiedCustomer),
    undeclared: [],
  };
}

/** Many customers with everything that is known of them: what was declared, what Azure has, and the bills of two months. */
export function sampleJoint(customers: number, more: Partial<JointContent> = {}): JointContent {
  const readiness = largeReport(customers);
  return {
    readiness,
    readinessSha256: SHA256,
    verification: sampleVerification(readiness.customers),
    confirmations: [
      confirmation(readiness.customers, ['2026-10', 31]),
      confirmation(readiness.customers.slice(0, Math.ceil(customers * 0.9)), ['2026-09', 30]),
    ],
    ...more,
  };
}
