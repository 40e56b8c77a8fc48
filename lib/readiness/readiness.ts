import { PartnerKind } from '../azure';
import { type CustomerReadiness, hasFinding } from './customer-readiness';
import { isAcknowledged, isOpen, stopsSynth } from './finding';
import type { ReadinessStamp } from './stamp';
import type { ReadinessTrend } from './trend';
import { Verdict } from './verdict';

/** What is known of a report beside its customers. */
export interface ReadinessContext {
  /** Which customers were selected, if not all are here. */
  readonly selection?: string;
  /**
   * The name of the manifest beside `readiness.json` that vouches for it: `portfolio.json`, where the app declares a
   * portfolio. It holds the SHA-256 of the report, and is missing until synth has ended.
   */
  readonly manifest?: string;
  /** What the partner is in the CSP programme, if somebody said. */
  readonly partnerKind?: PartnerKind;
  /** What the report says of itself, if whoever made it said so. */
  readonly stamp?: ReadinessStamp;
  /** What became of the customers since an earlier report, if there is one to compare with. */
  readonly trend?: ReadinessTrend;
  /**
   * Whether nobody keeps synth from writing.
   *
   * @default - as the customers say; those who are left out may say otherwise
   */
  readonly isAccepted?: boolean;
}

/** Which customers earn, and why the others do not. */
export class Readiness {
  constructor(
    /** Every customer, by key. */
    public readonly customers: CustomerReadiness[],
    /** What is known beside them. */
    public readonly context: ReadinessContext = {},
  ) {}

  /** Which customers were selected, if not all are here. */
  public get selection(): string | undefined {
    return this.context.selection;
  }

  /** The name of the manifest that vouches for the report, if there is one. */
  public get manifest(): string | undefined {
    return this.context.manifest;
  }

  /** What the partner is in the CSP programme, if somebody said. */
  public get partnerKind(): PartnerKind | undefined {
    return this.context.partnerKind;
  }

  /** What the report says of itself, if whoever made it said so. */
  public get stamp(): ReadinessStamp | undefined {
    return this.context.stamp;
  }

  /** What became of the customers since an earlier report, if there is one to compare with. */
  public get trend(): ReadinessTrend | undefined {
    return this.context.trend;
  }

  /** How many customers have a verdict. */
  public count(verdict: Verdict): number {
    return this.customers.filter(customer => customer.verdict === verdict).length;
  }

  /** How many customers have a finding that somebody acknowledged. */
  public get acknowledged(): number {
    return this.customers.filter(customer => hasFinding(customer, isAcknowledged)).length;
  }

  /** The customers of whom something is open: it speaks against earning, and nobody acknowledged it. */
  public get open(): CustomerReadiness[] {
    return this.customers.filter(customer => hasFinding(customer, isOpen));
  }

  /** The Partner IDs to which the credit goes, as far as the declaration tells. */
  public get partnerIds(): string[] {
    const ids = this.customers.flatMap(({ subscriptions }) =>
      subscriptions.flatMap(({ partnerId }) => partnerId ?? []),
    );
    return [...new Set(ids)].sort();
  }

  /** The customers who keep synth from writing anything: credit is known to be lost and nobody has acknowledged it. */
  public get stoppedBy(): CustomerReadiness[] {
    return this.customers.filter(customer => hasFinding(customer, stopsSynth));
  }

  /**
   * Whether nobody is left for whom credit is known to be lost without somebody having acknowledged it. Otherwise synth
   * fails, and writes the reports only.
   */
  public get isAccepted(): boolean {
    return this.context.isAccepted ?? this.stoppedBy.length === 0;
  }

  /** What was assumed of customers of whom nobody said it, in one sentence; undefined if everything was said. */
  public get assumption(): string | undefined {
    const active = this.customers.filter(({ verdict }) => verdict !== Verdict.OFFBOARDED);
    const silent = active.filter(({ agreement }) => agreement === undefined).length;
    const whom = silent === active.length ? 'every customer' : `${silent} of ${active.length} customers`;
    return silent === 0
      ? undefined
      : `Assumed of ${whom}, because nobody said it: billed under the Azure plan of CSP, without admin-on-behalf-of access.`;
  }

  /** Who is paid, where it is not the partner itself. */
  public get payee(): string | undefined {
    return this.partnerKind === PartnerKind.INDIRECT_RESELLER
      ? 'Credit is paid to the indirect provider, not to the reseller whose access earns it.'
      : undefined;
  }

  /** One sentence with the totals. */
  public get summary(): string {
    const counts = [
      `${this.count(Verdict.EARNS)} would earn`,
      `${this.count(Verdict.DOES_NOT_EARN)} would not`,
      `${this.count(Verdict.UNKNOWN)} unknown`,
      `${this.count(Verdict.OFFBOARDED)} offboarded`,
      ...(this.count(Verdict.CANNOT_EARN) > 0 ? [`${this.count(Verdict.CANNOT_EARN)} cannot`] : []),
    ];
    const total = this.customers.length;
    const states = [
      ...(this.open.length > 0 ? [`${this.open.length} open`] : []),
      ...(this.acknowledged > 0 ? [`${this.acknowledged} acknowledged`] : []),
    ];
    const besides = states.length === 0 ? '' : `; ${states.join(', ')}`;
    return `${total} ${total === 1 ? 'customer' : 'customers'}: ${counts.join(', ')}${besides}.`;
  }
}
