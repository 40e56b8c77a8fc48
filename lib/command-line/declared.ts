import { createHash } from 'node:crypto';
import { isGuid } from '../azure';
import {
  type Day,
  dayOf,
  type DeclaredCustomer,
  type DeclaredSubscription,
  type LossAcknowledgement,
} from '../billing';
import type { CustomerReadiness, SubscriptionReadiness } from '../readiness';
import { ReadinessReport } from '../reports';
import { readText } from './files';
import { readingOf } from './result';

/** Who should earn, and by which report. */
export interface Declared {
  readonly customers: DeclaredCustomer[];
  /** The SHA-256 of the report. */
  readonly sha256: string;
  /** Which customers were synthesized, if not all. */
  readonly selection?: string;
  /** The keys of customers with a subscription that only Terraform knows. */
  readonly unknown: string[];
}

/** The rule with which a file of customers accepts a loss. */
const LOSS_RULE = 'credit-lost';

/** What a readiness report may say besides: an acknowledgement of a loss. */
interface AcknowledgementDocument {
  readonly rule: string;
  readonly reason: string;
  readonly from?: string;
  readonly to?: string;
  readonly resourceGroups?: string[];
}

/** A customer of a readiness report, with what a report may say besides. */
interface CustomerDocument extends CustomerReadiness {
  readonly acknowledgements?: AcknowledgementDocument[];
  readonly subscriptions: (SubscriptionReadiness & { readonly since?: string })[];
}

/**
 * Reads what synth says of who should earn.
 *
 * @param file a `readiness.json`
 * @throws UsageError that names the file
 */
export function readDeclared(file: string): Declared {
  const cure = 'synth again, or name the folder of its output with --output';
  const json = readText(file, cure);
  return readingOf(`${file}: `, () => {
    const { customers, selection } = ReadinessReport.fromJson(json);
    const documents: CustomerDocument[] = customers;
    return {
      customers: documents.map(customerOf),
      sha256: createHash('sha256').update(json).digest('hex'),
      selection,
      unknown: documents
        .filter(({ subscriptions }) => subscriptions.some(({ subscriptionId }) => !isGuid(subscriptionId)))
        .map(({ key }) => key),
    };
  });
}

function customerOf({ key, name, tenantId = '', verdict, subscriptions, acknowledgements = [] }: CustomerDocument) {
  const tenant = tenantId.toLowerCase();
  return {
    key,
    name,
    tenantId: isGuid(tenant) ? tenant : undefined,
    verdict,
    subscriptions: mergedById(subscriptions),
    acknowledgements: acknowledgements.filter(({ rule }) => rule === LOSS_RULE).map(acknowledgementOf),
  };
}

/** Each subscription once: two offers may delegate one, and one of them may be of the whole subscription. */
function mergedById(subscriptions: CustomerDocument['subscriptions']): DeclaredSubscription[] {
  const merged = new Map<string, DeclaredSubscription>();
  for (const { subscriptionId, resourceGroups, since } of subscriptions) {
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
    });
  }
  return [...merged.values()];
}

function acknowledgementOf({ reason, from, to, resourceGroups }: AcknowledgementDocument): LossAcknowledgement {
  return {
    reason,
    from: dayIn(from),
    to: dayIn(to),
    resourceGroups: resourceGroups?.map(group => group.toLowerCase()),
  };
}

function dayIn(text: string | undefined): Day | undefined {
  const day = text === undefined ? undefined : dayOf(text);
  if (text !== undefined && day === undefined) {
    throw new Error(`"${text.slice(0, 40)}" is no day; expected one such as 2026-10-31`);
  }
  return day;
}
