import { type CustomerReadiness, type Readiness, Verdict } from '../../readiness';
import type { ConfirmationDocument, ConfirmedCustomer, JudgedReadiness } from '../confirmation/confirmation-document';
import { earnedOf, lostOf } from '../confirmation/standing';
import { worstFirst } from '../findings';
import { type Money, mostMoneyFirst, sumByCurrency } from '../money';
import type { ReadinessTrust } from '../readiness-trust';
import { LiveEarning, LiveVerdict, type VerificationContent, type VerifiedCustomer } from '../verification/document';
import { withLiveEvidence } from './live-evidence';

/** What there is to say of customers: what they declare, and where there is more, what Azure has and what was paid. */
export interface JointContent {
  readonly readiness: Readiness;
  /** The SHA-256 of the `readiness.json`; only another report needs it, which names the one that it judged. */
  readonly readinessSha256?: string;
  /** What speaks for that file. */
  readonly readinessTrust?: ReadinessTrust;
  readonly verification?: VerificationContent;
  /** One for each month, in any order. */
  readonly confirmations?: readonly ConfirmationDocument[];
}

/** What one bill says of a customer. */
export interface JointBill {
  readonly covers: ConfirmationDocument['covers'];
  readonly customer: ConfirmedCustomer;
}

/** A customer, as far as there is something to say of it. */
export interface JointCustomer {
  readonly declared: CustomerReadiness;
  /** What verification saw of it. */
  readonly live?: VerifiedCustomer;
  /** What the newest bill says of it. */
  readonly paid?: ConfirmedCustomer;
  /** What each bill says of it, the newest first. */
  readonly bills: readonly JointBill[];
  /** What was lost by the newest bill, for certain or likely. */
  readonly lost: readonly Money[];
  /** What was earned by the newest bill. */
  readonly earned: readonly Money[];
  /** What of it nobody can count on any more. */
  readonly atRisk: readonly Money[];
}

/** Declaration, verification and confirmations side by side: each customer with everything that is known of it. */
export class Joint {
  public readonly readiness: Readiness;
  /** The file that the declaration was read from, if it was. */
  public readonly declaration?: JudgedReadiness;
  public readonly verification?: VerificationContent;
  /** The newest first. */
  public readonly confirmations: readonly ConfirmationDocument[];
  /** Those who lost most first; then those who may lose most; then by verdict. */
  public readonly customers: readonly JointCustomer[];
  private readonly earnedRanks: ReadonlyMap<JointCustomer, number>;

  constructor({ readiness, readinessSha256, readinessTrust, verification, confirmations = [] }: JointContent) {
    this.readiness = readiness;
    this.declaration = readinessSha256 === undefined ? undefined : { sha256: readinessSha256, trust: readinessTrust };
    this.verification = verification;
    this.confirmations = [...confirmations]
      .sort((a, b) => (a.covers.to > b.covers.to ? -1 : 1))
      .map(each =>
        verification ? withLiveEvidence(each, verification, this.isOld(verification.readinessSha256)) : each,
      );
    const live = new Map(verification?.customers.map(customer => [customer.key, customer]));
    const bills = this.confirmations.map(({ covers, customers: own }) => ({
      covers,
      customers: new Map(own.map(customer => [customer.key, customer])),
    }));
    const customers = worstFirst(readiness.customers).map(customer => {
      const own = bills.flatMap(({ covers, customers: billed }) => {
        const found = billed.get(customer.key);
        return found === undefined ? [] : [{ covers, customer: found }];
      });
      return this.join(customer, live.get(customer.key), bills.at(0)?.customers.get(customer.key), own);
    });
    this.customers = mostMoneyFirst(
      mostMoneyFirst(customers, ({ atRisk }) => atRisk),
      ({ lost }) => lost,
    );
    const byEarned = mostMoneyFirst(
      customers.filter(({ earned }) => earned.length > 0),
      ({ earned }) => earned,
    );
    this.earnedRanks = new Map(byEarned.map((customer, i) => [customer, byEarned.length - i]));
  }

  /** Whether there is more to say than the declaration. */
  public get isJoint(): boolean {
    return this.verification !== undefined || this.confirmations.length > 0;
  }

  /** Where a customer stands by what it earned: the higher, the more; empty if it earned nothing. */
  public earnedRankOf(customer: JointCustomer): string {
    const rank = this.earnedRanks.get(customer);
    return rank === undefined ? '' : String(rank);
  }

  /** The newest confirmation. */
  public get latest(): ConfirmationDocument | undefined {
    return this.confirmations.at(0);
  }

  /** Whether a report judged another declaration than the one beside which it stands. */
  public isOld(readinessSha256: string): boolean {
    return this.declaration !== undefined && readinessSha256 !== this.declaration.sha256;
  }

  /** What was earned by the newest bill, and nobody can count on any more: the sum of the customers' figures. */
  public get atRisk(): Money[] {
    return sumByCurrency(this.customers.flatMap(({ atRisk }) => atRisk));
  }

  /** The customers of the newest bill that are declared no longer. */
  public get noLongerDeclared(): ConfirmedCustomer[] {
    const declared = new Set(this.readiness.customers.map(({ key }) => key));
    return (this.latest?.customers ?? []).filter(({ key, totals }) => !declared.has(key) && totals.length > 0);
  }

  private join(
    declared: CustomerReadiness,
    live: VerifiedCustomer | undefined,
    paid: ConfirmedCustomer | undefined,
    bills: JointBill[],
  ): JointCustomer {
    return {
      declared,
      live,
      paid,
      bills,
      lost: lostOf(paid?.totals ?? []),
      earned: earnedOf(paid?.totals ?? []),
      atRisk: this.atRiskOf(declared, live, paid),
    };
  }

  /** What still came in, though the access that earned it is not declared, not there, or linked to nobody. */
  private atRiskOf(
    { verdict }: CustomerReadiness,
    live: VerifiedCustomer | undefined,
    paid: ConfirmedCustomer | undefined,
  ): Money[] {
    if (paid === undefined) {
      return [];
    }
    if (!MAY_LAST.includes(verdict) || FAULTS.includes(this.verification?.identity.verdict)) {
      return earnedOf(paid.totals);
    }
    const failing = (live?.subscriptions ?? [])
      .filter(each => FAULTS.includes(each.verdict) && each.stillEarns !== LiveEarning.EARNS)
      .map(({ subscriptionId }) => subscriptionId.toLowerCase());
    return sumByCurrency(
      paid.subscriptions
        .filter(({ subscriptionId }) => failing.includes(subscriptionId.toLowerCase()))
        .flatMap(({ totals }) => earnedOf(totals)),
    );
  }
}

/** What is said of customers whose access may go on earning: of all others the declaration says that nothing should. */
const MAY_LAST: readonly Verdict[] = [Verdict.EARNS, Verdict.UNKNOWN];

const FAULTS: readonly (LiveVerdict | undefined)[] = [LiveVerdict.MISSING, LiveVerdict.DIFFERS];
