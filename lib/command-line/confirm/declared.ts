import { isGuid } from '../../azure';
import {
  type Day,
  dayOf,
  type DeclaredCustomer,
  type DeclaredSubscription,
  type LossAcknowledgement,
} from '../../billing';
import { type AcceptedLoss, CREDIT_LOST, type CustomerReadiness, type SubscriptionReadiness } from '../../readiness';
import type { ReadinessFile } from '../judged-files';
import { readingOf } from '../result';

/** Who should earn. */
export interface Declared {
  readonly customers: DeclaredCustomer[];
  /** Which customers were synthesized, if not all. */
  readonly selection?: string;
  /** The keys of customers with a subscription that only Terraform knows. */
  readonly unknown: string[];
  /** The keys of customers of whom a policy delegates subscriptions that nobody names. */
  readonly byPolicy: string[];
}

/**
 * What synth says of who should earn.
 *
 * @throws UsageError that names the file, if it holds what is no day
 */
export function declaredIn({ file, report: { customers, selection } }: ReadinessFile): Declared {
  return readingOf(`${file}: `, () => ({
    customers: customers.map(customerOf),
    selection,
    unknown: customers.filter(({ subscriptions }) => subscriptions.some(isUnknown)).map(({ key }) => key),
    byPolicy: customers.filter(isByPolicy).map(({ key }) => key),
  }));
}

function isUnknown({ subscriptionId, managementGroupId }: SubscriptionReadiness): boolean {
  return managementGroupId === undefined && !isGuid(subscriptionId);
}

function isByPolicy({ subscriptions }: CustomerReadiness): boolean {
  return subscriptions.some(({ managementGroupId }) => managementGroupId !== undefined);
}

function customerOf(customer: CustomerReadiness): DeclaredCustomer {
  const { key, name, tenantId = '', verdict, subscriptions, acknowledgements } = customer;
  const tenant = tenantId.toLowerCase();
  return {
    key,
    name,
    tenantId: isGuid(tenant) ? tenant : undefined,
    verdict,
    subscriptions: mergedById(subscriptions),
    byPolicy: isByPolicy(customer),
    acknowledgements: acceptedOf(acknowledgements),
  };
}

/** Each subscription once: two offers may delegate one, and one of them may be of the whole subscription. */
function mergedById(subscriptions: readonly SubscriptionReadiness[]): DeclaredSubscription[] {
  const merged = new Map<string, DeclaredSubscription>();
  for (const { subscriptionId, resourceGroups, since, acknowledgements } of subscriptions) {
    // A management group delegates subscriptions that nobody declared one by one.
    if (subscriptionId === undefined) {
      continue;
    }
    const id = subscriptionId.toLowerCase();
    const other = merged.get(id);
    const isWhole = resourceGroups.length === 0 || other?.resourceGroups.length === 0;
    const groups = [...(other?.resourceGroups ?? []), ...resourceGroups.map(group => group.toLowerCase())];
    merged.set(id, {
      subscriptionId: id,
      resourceGroups: isWhole ? [] : [...new Set(groups)],
      since: dayIn(since) ?? other?.since,
      acknowledgements: [...(other?.acknowledgements ?? []), ...acceptedOf(acknowledgements)],
    });
  }
  return [...merged.values()];
}

/** Other rules than this one are of the declaration, and no word about a bill. */
function acceptedOf(acknowledgements: readonly AcceptedLoss[] = []): LossAcknowledgement[] {
  return acknowledgements
    .filter(({ rule }) => rule === CREDIT_LOST)
    .map(({ reason, from, to, resourceGroups }) => ({
      reason,
      from: dayIn(from),
      to: dayIn(to),
      resourceGroups: resourceGroups?.map(group => group.toLowerCase()),
    }));
}

function dayIn(text: string | undefined): Day | undefined {
  const day = text === undefined ? undefined : dayOf(text);
  if (text !== undefined && day === undefined) {
    throw new Error(`"${text.slice(0, 40)}" is no day; expected one such as 2026-10-31`);
  }
  return day;
}
