import type { VerificationRule } from './rules';

/** How what was declared stands to what Azure has. The order is from worst to best. */
export enum LiveVerdict {
  /** It could be read, or its absence is proven: it is not there. */
  MISSING = 'missing',
  /** It is there, and is something else than was declared. */
  DIFFERS = 'differs',
  /** Nobody could read it, which says nothing of whether it is there. */
  NOT_VISIBLE = 'not-visible',
  /** PEC-Automation has the access; the delegation itself was not read. */
  ACCESS_ONLY = 'access-only',
  /** It earns by other means than a delegation, and nothing was read. */
  NOT_CHECKED = 'not-checked',
  /** It is there as declared. */
  AS_DECLARED = 'as-declared',
  /** The customer is offboarded, and its delegation is gone. */
  GONE = 'gone',
}

/** Whether something earns as Azure has it. */
export enum LiveEarning {
  EARNS = 'earns',
  DOES_NOT_EARN = 'does-not-earn',
  UNKNOWN = 'unknown',
}

/** What one rule found. */
export interface VerificationFinding {
  readonly rule: VerificationRule;
  /** What was declared; null where nothing was. */
  readonly declared: string | null;
  /** What Azure has; null where it has nothing, or was not read. */
  readonly live: string | null;
  /** Why, one clause. */
  readonly reason: string;
  /** What to do; empty if nothing is to be done. */
  readonly cure: string;
}

/** A principal with a role, by which a delegation could be seen: `principal id role id`. */
export type Sight = string;

/** When a delegation was seen, which a later verification needs to tell what is gone from what was never visible. */
export interface Sighting {
  /** The first time, ISO 8601. */
  readonly first: string;
  /** The last time, ISO 8601. */
  readonly last: string;
  /** The permanent authorizations that it had then. */
  readonly by: readonly Sight[];
}

/** Who changed a delegation. */
export interface DelegationChange {
  /** ISO 8601. */
  readonly time: string;
  /** `register` where it was made or changed, `unregister` where it was removed. */
  readonly operation: string;
  /** Who did it, as Azure calls them; empty if it does not say. */
  readonly caller: string;
}

/** One declared delegation. */
export interface VerifiedSubscription {
  readonly subscriptionId: string;
  /** The declared resource groups; empty means the whole subscription. */
  readonly resourceGroups: readonly string[];
  readonly offer: string;
  /** The GUID of the declared registration definition; null if the declaration knows none. */
  readonly definitionId: string | null;
  readonly verdict: LiveVerdict;
  readonly stillEarns: LiveEarning;
  readonly findings: readonly VerificationFinding[];
  /** What the managing tenant's activity log says last of it; null if it was not read, or has nothing. */
  readonly change: DelegationChange | null;
  /** Null if it was never seen. */
  readonly seen: Sighting | null;
}

/** One customer. */
export interface VerifiedCustomer {
  readonly key: string;
  readonly name: string;
  readonly tenantId?: string;
  /** The worst verdict among the subscriptions. */
  readonly verdict: LiveVerdict;
  readonly subscriptions: readonly VerifiedSubscription[];
}

/** One principal that earns, in its tenant. */
export interface VerifiedIdentity {
  readonly principalId: string;
  readonly tenantId: string;
  readonly verdict: LiveVerdict;
  readonly findings: readonly VerificationFinding[];
  /** Why it could not sign in though that was asked for, where that says nothing of the principal itself. */
  readonly refused?: string;
}

/** A delegation to the partner that nobody declared. */
export interface UndeclaredDelegation {
  readonly subscriptionId: string;
  readonly resourceGroups: readonly string[];
  /** The tenant of the customer; null if Azure did not say. */
  readonly tenantId: string | null;
  readonly offer: string;
  readonly definitionId: string;
  readonly wouldEarn: LiveEarning;
}

/** How verification looked: as whom. */
export type LookedAs = 'automation' | 'reader' | 'both';

/** The content of `verification.json` but for its version. */
export interface VerificationContent {
  /** When it was asked, ISO 8601. */
  readonly verifiedAt: string;
  /** The SHA-256 of the `readiness.json` that it was compared with. */
  readonly readinessSha256: string;
  readonly as: LookedAs;
  /** Who was signed in. */
  readonly signedIn: { readonly tenantId: string; readonly objectId: string };
  /** Which customers were looked at, if not all. */
  readonly selection?: string;
  /** What a reader should know of the whole, such as a permission that is missing. */
  readonly notes: readonly string[];
  readonly identity: Pick<VerifiedIdentity, 'verdict' | 'findings'>;
  readonly identities: readonly VerifiedIdentity[];
  /** By key. */
  readonly customers: readonly VerifiedCustomer[];
  /** None where the report holds a selection of the customers only, because nobody can tell then; a note says so. */
  readonly undeclared: readonly UndeclaredDelegation[];
}

const WORST_FIRST = Object.values(LiveVerdict);

/** The worst of several verdicts; `as-declared` of none. */
export function worstOf(verdicts: readonly LiveVerdict[]): LiveVerdict {
  return WORST_FIRST.find(verdict => verdicts.includes(verdict)) ?? LiveVerdict.AS_DECLARED;
}

/** The worst first, then as they were. */
export function worstFirst<T extends { readonly verdict: LiveVerdict }>(items: readonly T[]): T[] {
  return WORST_FIRST.flatMap(verdict => items.filter(item => item.verdict === verdict));
}
