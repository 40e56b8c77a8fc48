import { Onboarding } from '../../lib/lighthouse';
import { Verdict } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';

/** What is on a row of a bill, whatever the form of the file. */
export interface WorldRow {
  readonly customer: WorldCustomer;
  /** Empty for what the bill names no subscription for. */
  readonly subscriptionId: string;
  /** The day of October 2026. */
  readonly day: number;
  readonly group: string;
  readonly resource: string;
  readonly meter: string;
  readonly kind: 'earned' | 'lost' | 'spot' | 'reservation' | 'third-party' | 'refund';
  /** What the bill says, net of the credit. */
  readonly net: string;
}

/** A customer with the story that was planted. */
export interface WorldCustomer {
  readonly number: number;
  readonly story: Story;
  readonly tenantId: string;
  readonly name: string;
  readonly currency: 'EUR' | 'USD';
  readonly subscriptionId: string;
}

/** The sixteen stories. */
export const STORIES = [
  'steady',
  'begins',
  'ends',
  'gap',
  'never',
  'unproven',
  'resource-groups',
  'spot-only',
  'reserved',
  'third-party',
  'silent',
  'offboarded',
  'earns-anyway',
  'undeclared',
  'other-subscription',
  'taken-back',
] as const;

export type Story = (typeof STORIES)[number];

/** On this day nobody earns: the principal was disabled. */
export const DARK_DAY = 16;

export const DAYS = Array.from({ length: 31 }, (_, i) => i + 1);

export const METER = 'e0000000-0000-4000-8000-000000000001';
const OWN_METER = 'e0000000-0000-4000-8000-000000000002';

/** An invented id that tells its kind and number. */
export function idOf(kind: string, number: number): string {
  return `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function isoDay(day: number): string {
  return `2026-10-${String(day).padStart(2, '0')}`;
}

/** Forty customers: each story at least twice, in euros and in dollars. */
export const CUSTOMERS: WorldCustomer[] = Array.from({ length: 40 }, (_, i) => ({
  number: i,
  story: STORIES[Math.floor(i / 2) % STORIES.length],
  tenantId: idOf('a', i),
  name: `Customer ${i}, "${STORIES[Math.floor(i / 2) % STORIES.length]}" Ümlaut`,
  currency: i % 2 === 0 ? 'EUR' : 'USD',
  subscriptionId: idOf('c', i),
}));

/** Prices that no binary number holds exactly; a resource that earns is billed at 85 % of 20.10. */
const EARNED = '17.085';
const FULL = '20.1';

/** The rows of a customer on a day. */
function rowsOn(customer: WorldCustomer, day: number): WorldRow[] {
  const row = (kind: WorldRow['kind'], more: Partial<WorldRow> = {}): WorldRow => ({
    customer,
    subscriptionId: customer.subscriptionId,
    day,
    group: 'rg-app',
    resource: 'vm1',
    meter: METER,
    kind: kind === 'earned' && day === DARK_DAY ? 'lost' : kind,
    net: kind === 'earned' && day !== DARK_DAY ? EARNED : FULL,
    ...more,
  });
  switch (customer.story) {
    case 'steady':
    case 'offboarded':
    case 'earns-anyway':
      return [row('earned')];
    case 'begins':
      return [row(day < 10 ? 'lost' : 'earned')];
    case 'ends':
      return [row(day > 19 ? 'lost' : 'earned')];
    case 'gap':
      return [row(day === 12 || day === 13 ? 'lost' : 'earned')];
    case 'never':
      return [row('lost')];
    case 'unproven':
      return [row('lost', { meter: OWN_METER })];
    case 'resource-groups':
      return [row('earned'), row('lost', { group: 'rg-other', resource: 'vm2' })];
    case 'spot-only':
      return [row('spot', { net: '3.33' })];
    case 'reserved':
      return [row('reservation', { net: '0' })];
    case 'third-party':
      return [row('third-party', { net: '1.2E-05' })];
    case 'silent':
      return [];
    case 'undeclared':
      return [row('lost')];
    case 'other-subscription':
      return [
        row('earned'),
        row('lost', { subscriptionId: idOf('d', customer.number), resource: 'vm3' }),
        ...(day === 20 ? [row('refund', { subscriptionId: '', resource: '', group: '', net: '-5.55' })] : []),
      ];
    case 'taken-back':
      return [
        row('earned'),
        // Credit that was granted by mistake: a negative row with the rate.
        ...(day === 21 ? [row('earned', { net: '-8.5425' })] : []),
      ];
  }
}

/** Every row of October, by day, as files have them. */
export const ROWS: WorldRow[] = DAYS.flatMap(day => CUSTOMERS.flatMap(customer => rowsOn(customer, day)));

const VERDICTS: Partial<Record<Story, Verdict>> = {
  offboarded: Verdict.OFFBOARDED,
  'earns-anyway': Verdict.DOES_NOT_EARN,
};

/** What synth would say of the world: all but the undeclared. */
export function readinessOfWorld(): ReadinessReport {
  return new ReadinessReport(
    CUSTOMERS.filter(({ story }) => story !== 'undeclared').map(({ number, story, tenantId, subscriptionId }) => {
      const verdict = VERDICTS[story] ?? Verdict.EARNS;
      const resourceGroups = story === 'resource-groups' ? ['RG-App'] : [];
      return {
        key: `customer-${number}`,
        name: `Customer ${number}`,
        tenantId: tenantId.toUpperCase(),
        cloud: 'AzureCloud',
        onboarding: Onboarding.TERRAFORM,
        verdict,
        subscriptions:
          verdict === Verdict.OFFBOARDED
            ? []
            : [{ subscriptionId, resourceGroups, offer: 'Offer', verdict, findings: [] }],
        advice: [],
      };
    }),
  );
}
