import { type Agreement, PartnerKind } from '../azure';
import type { Onboarding } from '../lighthouse';
import { readable } from '../terraform';
import type { AcceptedLoss } from './accepted-loss';
import type { DeclaredDelegation, FormerDelegation } from './declared-delegation';
import { Verdict } from './verdict';

/** What one rule says of one subscription. */
export interface ReadinessFinding {
  /** The id of the rule, such as `role-earns`. */
  readonly rule: string;
  /** What the rule says. */
  readonly verdict: Verdict;
  /** Why, one clause. */
  readonly reason: string;
  /** What to do about it; empty if nothing is to be done. */
  readonly cure: string;
  /** Whether synth fails unless somebody acknowledges the finding with a reason. */
  readonly needsAcknowledgement: boolean;
  /** The reason with which the finding was acknowledged. */
  readonly acknowledgement?: string;
}

/** One delegated subscription. */
export interface SubscriptionReadiness {
  /** The subscription: a GUID, or a Terraform reference; undefined for a management group. */
  readonly subscriptionId?: string;
  /** What the customer calls it, if somebody said. */
  readonly subscriptionName?: string;
  /** The management group whose policy delegates its subscriptions: its full resource id, or a Terraform reference. */
  readonly managementGroupId?: string;
  /** The delegated resource groups; empty means the whole subscription. */
  readonly resourceGroups: string[];
  /** The name of the offer. */
  readonly offer: string;
  /** The first day on which credit is expected, such as `2026-10-15`; from the beginning if it is missing. */
  readonly since?: string;
  /** Which losses that the bill shows somebody accepted for this subscription. */
  readonly acknowledgements?: readonly AcceptedLoss[];
  /** The principal that earns: its object id in the managing tenant, or a Terraform reference. */
  readonly principalId?: string;
  /** The Partner ID that the principal is linked to, if the declaration tells. */
  readonly partnerId?: string;
  /** What the verdict leaves out, if it does: a delegation of resource groups earns for these alone. */
  readonly note?: string;
  /** The worst verdict among the findings. */
  readonly verdict: Verdict;
  /** What each rule says, in the order of the rules. */
  readonly findings: ReadinessFinding[];
}

/** One customer. */
export interface CustomerReadiness {
  /** The customer's key; the construct path of a delegation that belongs to no declared customer. */
  readonly key: string;
  /** What reports call the customer. */
  readonly name: string;
  /** The customer's tenant, if known. */
  readonly tenantId?: string;
  /** The primary domain of the customer's tenant, if somebody said. */
  readonly domain?: string;
  /** The cloud of the customer's tenant, as the Azure CLI calls it: `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud`. */
  readonly cloud: string;
  /** How the customer's delegation comes about. */
  readonly onboarding: Onboarding;
  /** Under which agreement the customer pays for Azure, if somebody said. */
  readonly agreement?: Agreement;
  /** Whether admin-on-behalf-of access stands, if somebody said. */
  readonly adminOnBehalfOf?: boolean;
  /** The wave in which the customer is deployed. */
  readonly ring?: string;
  /** What the partner noted about the customer, by name. */
  readonly tags?: Record<string, string>;
  /** What the partner noted about the customer, for people to read. */
  readonly notes?: string;
  /** The worst verdict among the subscriptions. */
  readonly verdict: Verdict;
  /** The delegated subscriptions; none if the customer has left. */
  readonly subscriptions: SubscriptionReadiness[];
  /** Which losses that the bill shows somebody accepted for the customer. */
  readonly acknowledgements?: readonly AcceptedLoss[];
  /** What a reader should know though nothing is wrong with it. */
  readonly advice: string[];
  /** Every delegation of the customer, also those that another one covers; none once it has left. */
  readonly delegations?: readonly DeclaredDelegation[];
  /** What it had delegated before it left; missing of a customer who is there. */
  readonly formerSubscriptions?: readonly FormerDelegation[];
}

/** Which customers earn, and why the others do not. */
export class Readiness {
  constructor(
    /** Every customer, by key. */
    public readonly customers: CustomerReadiness[],
    /** Which customers were selected, if not all were synthesized. */
    public readonly selection?: string,
    /**
     * The name of the manifest beside `readiness.json` that vouches for it: `portfolio.json`, where the app declares a
     * portfolio. It holds the SHA-256 of the report, and is missing until synth has ended.
     */
    public readonly manifest?: string,
    /** What the partner is in the CSP programme, if somebody said. */
    public readonly partnerKind?: PartnerKind,
  ) {}

  /** How many customers have a verdict. */
  public count(verdict: Verdict): number {
    return this.customers.filter(customer => customer.verdict === verdict).length;
  }

  /** How many customers have a finding that somebody acknowledged. */
  public get acknowledged(): number {
    return this.customers.filter(customer =>
      customer.subscriptions.some(({ findings }) => findings.some(finding => finding.acknowledgement !== undefined)),
    ).length;
  }

  /** The customers who keep synth from writing anything: credit is known to be lost and nobody has acknowledged it. */
  public get stoppedBy(): CustomerReadiness[] {
    return this.customers.filter(({ subscriptions }) =>
      subscriptions.some(({ findings }) => findings.some(stopsSynth)),
    );
  }

  /**
   * Whether nobody is left for whom credit is known to be lost without somebody having acknowledged it. Otherwise synth
   * fails, and writes the reports only.
   */
  public get isAccepted(): boolean {
    return this.stoppedBy.length === 0;
  }

  /** What was assumed of customers of whom nobody said it, in one sentence; undefined if everything was said. */
  public get assumption(): string | undefined {
    const active = this.customers.filter(({ verdict }) => verdict !== Verdict.LEFT);
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
      `${this.count(Verdict.LEFT)} offboarded`,
      ...(this.count(Verdict.CANNOT_EARN) > 0 ? [`${this.count(Verdict.CANNOT_EARN)} cannot`] : []),
    ];
    const total = this.customers.length;
    return `${total} ${total === 1 ? 'customer' : 'customers'}: ${counts.join(', ')}.`;
  }
}

/** Whether a finding keeps synth from writing anything: it needs an acknowledgement and has none. */
export function stopsSynth({ needsAcknowledgement, acknowledgement }: ReadinessFinding): boolean {
  return needsAcknowledgement && acknowledgement === undefined;
}

/** What to say where a finding keeps synth from writing anything. */
export function objectionOf({ rule, reason, cure }: ReadinessFinding): string {
  return `${reason}; ${cure}, or acknowledge the rule "${rule}" with a reason`;
}

/** What was judged, in words: `subscription 22222222-…`. */
export function scopeInWords({ subscriptionId, managementGroupId }: SubscriptionReadiness): string {
  return managementGroupId === undefined
    ? `subscription ${readable(subscriptionId)}`
    : `management group ${readable(managementGroupId)}`;
}
