import type { Verdict } from '../../readiness';
import type { ReadinessTrust } from '../readiness-trust';

/**
 * What bills say of a day of a subscription, or of all settled days of a customer.
 *
 * A row that earned and one that could have and did not: `partly`. Only the one: `earned`. Only the other: `lost`. Rows,
 * but neither: `nothing-eligible`. No rows: `no-usage`. Before all of these: `not-covered`, no file tells of the day, and
 * `pending`, the last days of the files, of which something was not invoiced yet.
 */
export type DayVerdict = 'earned' | 'partly' | 'lost' | 'nothing-eligible' | 'no-usage' | 'pending' | 'not-covered';

/** Losses in one currency; amounts of two currencies are never added. Amounts are decimal texts. */
export interface LossTotals {
  /** The billing currency, such as `EUR`. */
  readonly currency: string;
  /** The credit of usage that earned nothing, though the same resource earned on another day. */
  readonly lostCertain: string;
  /** The credit of usage that earned nothing, though the same meter earned elsewhere. */
  readonly lostLikely: string;
  /** The credit of usage that earned nothing, and of which no file shows whether it can. */
  readonly unproven: string;
}

/** Money in one currency. */
export interface ConfirmationTotals extends LossTotals {
  /** The credit that Microsoft applied. */
  readonly earned: string;
  /** What was billed for usage that cannot earn; refunds are negative. */
  readonly notEligible: string;
  /** What was billed for usage that cannot earn, by why it cannot. */
  readonly notEligibleBecause: Readonly<Record<string, string>>;
  /** The part of the credit that was earned: earned / (earned + lostCertain + lostLikely), four decimals. */
  readonly coverage: string | null;
}

/**
 * What a loss is put down to, the first that applies: somebody accepted it; the customer cannot earn, by its agreement; the declaration does not earn; credit was not
 * expected yet, or the subscription had not earned before; nobody earned that day; it is in a resource group that is not
 * delegated; it earned before, and not after; before and after; never, and only a policy may delegate it; never; Azure credit, or a price below the list, is on the
 * rows; and where none of these applies, something else of the subscription earned that day. What nobody declared stands
 * apart.
 */
export type LossCause =
  | 'acknowledged'
  | 'cannot-earn'
  | 'as-declared'
  | 'not-yet'
  | 'everyone'
  | 'outside-resource-groups'
  | 'no-longer'
  | 'gap'
  | 'by-policy'
  | 'never'
  | 'azure-credit'
  | 'promotion'
  | 'lost-in'
  | 'undeclared';

/** What one subscription lost on settled days for one cause. */
export interface SubscriptionLoss {
  readonly cause: LossCause;
  /** The first day. */
  readonly from: string;
  /** The last day. */
  readonly to: string;
  /** On how many days. */
  readonly days: number;
  /** How much, a total for each currency. */
  readonly totals: readonly LossTotals[];
  /** What verification saw of the delegation in these days; missing if there was none, or it saw nothing. */
  readonly live?: string;
}

/** What was lost on settled days for one cause. The causes add up to the totals of everything. */
export interface CauseTotals {
  readonly cause: LossCause;
  /** Of how many customers; of what nobody declared, tenants. */
  readonly customers: number;
  /** Of how many subscriptions. */
  readonly subscriptions: number;
  /** How much, a total for each currency. */
  readonly totals: readonly LossTotals[];
}

/** How sure the losses of a day are, as in the totals; missing where nothing was lost. */
type DayLosses = Partial<Omit<LossTotals, 'currency'>>;

/** The credit of a day in one currency. */
export interface DayAmounts extends DayLosses {
  readonly currency: string;
  readonly earned: string;
  /** Certain, likely and unproven. */
  readonly lost: string;
}

/** What one resource did not earn on a day. */
export interface LostResource {
  readonly resourceId: string;
  readonly meterId: string;
  readonly currency: string;
  readonly lost: string;
}

/** One calendar day of a subscription. */
export interface ConfirmedDay extends DayLosses {
  /** The day, such as `2026-10-31`. */
  readonly date: string;
  readonly verdict: DayVerdict;
  /** The currency of the amounts; null if there was no usage. */
  readonly currency: string | null;
  /** The credit that Microsoft applied. */
  readonly earned: string;
  /** The credit of usage that earned nothing: certain, likely and unproven. */
  readonly lost: string;
  /** Why, each a text `code: sentence`. */
  readonly reasons: readonly string[];
  /** What was billed that day in other currencies. */
  readonly otherCurrencies?: readonly DayAmounts[];
  /** Which resources earned nothing; only where they were asked for. */
  readonly resources?: readonly LostResource[];
}

/** One subscription. */
export interface ConfirmedSubscription {
  readonly subscriptionId: string;
  /** The settled days, a total for each currency. */
  readonly totals: readonly ConfirmationTotals[];
  /** What was lost of it, by cause. */
  readonly losses: readonly SubscriptionLoss[];
  /** Every day that the confirmation covers, in order. */
  readonly days: readonly ConfirmedDay[];
}

/** One declared customer. */
export interface ConfirmedCustomer {
  readonly key: string;
  /** The tenant; null if the declaration does not tell. */
  readonly tenantId: string | null;
  readonly name: string;
  /** What readiness says of the customer. */
  readonly declared: Verdict;
  /** What the settled days of all subscriptions say. */
  readonly verdict: DayVerdict;
  /** Whether the customer should earn, and lost settled money that nobody acknowledged. */
  readonly isAlarm: boolean;
  /** The settled days of all subscriptions, a total for each currency. */
  readonly totals: readonly ConfirmationTotals[];
  readonly subscriptions: readonly ConfirmedSubscription[];
}

/** Usage of a subscription that nobody declared, or that names no subscription. */
export interface UndeclaredUsage {
  readonly tenantId: string | null;
  readonly subscriptionId: string | null;
  /** What the bill calls the customer. */
  readonly name: string;
  readonly totals: readonly ConfirmationTotals[];
}

/** A file, or an export with all its parts, that was read. */
export interface ConfirmationSource {
  /** Its name, without folders. */
  readonly name: string;
  /** What it is: `daily-rated`, `partner-center-api`, `graph`, `cost-details`, `focus`. */
  readonly format: string;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

/** The readiness report that a confirmation is of. */
export interface JudgedReadiness {
  /** The SHA-256 of the file. */
  readonly sha256: string;
  /** What speaks for it; missing if an older version of the package confirmed. */
  readonly trust?: ReadinessTrust;
}

/** The file `confirmation.json`: was credit applied, how much was lost, and why. */
export interface ConfirmationDocument {
  readonly version: 2;
  /** The first and the last day, both included. */
  readonly covers: { readonly from: string; readonly to: string };
  /** The readiness report that says who should earn. */
  readonly readiness: JudgedReadiness;
  /** The verification with which dates were compared, and the readiness report that it judged. */
  readonly verification?: { readonly verifiedAt: string; readonly readinessSha256: string };
  readonly sources: readonly ConfirmationSource[];
  /** Whether customers should earn and had usage that could, and nobody earned on any day. */
  readonly nobodyEarned: boolean;
  /** All settled rows of the files, those of undeclared customers too. */
  readonly totals: readonly ConfirmationTotals[];
  /** What was lost of them, by cause. */
  readonly causes: readonly CauseTotals[];
  /** Every customer of the readiness report, by key. */
  readonly customers: readonly ConfirmedCustomer[];
  readonly undeclared: readonly UndeclaredUsage[];
}
