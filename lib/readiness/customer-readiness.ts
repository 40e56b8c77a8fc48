import type { Agreement } from '../azure';
import type { Onboarding } from '../lighthouse';
import { readable } from '../terraform';
import type { AcceptedLoss } from './accepted-loss';
import type { DeclaredDelegation, FormerDelegation } from './declared-delegation';
import type { ReadinessFinding } from './finding';
import type { Verdict } from './verdict';

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
  /** The delegated subscriptions; none if the customer is offboarded. */
  readonly subscriptions: SubscriptionReadiness[];
  /** Which losses that the bill shows somebody accepted for the customer. */
  readonly acknowledgements?: readonly AcceptedLoss[];
  /** What a reader should know though nothing is wrong with it. */
  readonly advice: string[];
  /** Every delegation of the customer, also those that another one covers; none once it is offboarded. */
  readonly delegations?: readonly DeclaredDelegation[];
  /** What it had delegated before it was offboarded; missing of an active customer. */
  readonly formerSubscriptions?: readonly FormerDelegation[];
}

/** Whether a customer has a finding in one of its subscriptions. */
export function hasFinding({ subscriptions }: CustomerReadiness, is: (finding: ReadinessFinding) => boolean): boolean {
  return subscriptions.some(({ findings }) => findings.some(is));
}

/** What was judged, in words: `subscription 22222222-…`. */
export function scopeInWords({ subscriptionId, managementGroupId }: SubscriptionReadiness): string {
  return managementGroupId === undefined
    ? `subscription ${readable(subscriptionId)}`
    : `management group ${readable(managementGroupId)}`;
}
