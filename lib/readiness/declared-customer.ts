import type { IConstruct } from 'constructs';
import type { AzureCloud } from '../azure';
import type { IPartnerPrincipal } from '../principals';
import {
  type Authorization,
  type LighthouseDelegation,
  type ManagementGroupOnboarding,
  Onboarding,
} from '../lighthouse';

/** A customer as readiness sees it: what is known of it beyond its delegations. */
export interface DeclaredCustomer {
  readonly key: string;
  readonly name: string;
  /** The customer's tenant, if known. */
  readonly tenantId?: string;
  readonly cloud: AzureCloud;
  /** @default Onboarding.TERRAFORM */
  readonly onboarding?: Onboarding;
  /** Whether the customer is offboarded. */
  readonly hasLeft: boolean;
  /** The wave in which the customer is deployed. */
  readonly ring?: string;
  readonly tags?: Record<string, string>;
  readonly notes?: string;
}

/** A delegation as the rules see it, whether Terraform makes it or somebody else. */
export interface DeclaredDelegation {
  readonly subscriptionId: string;
  /** The delegated resource groups; empty means the whole subscription. */
  readonly resourceGroups: string[];
  /** The name of the offer. */
  readonly offer: string;
  readonly onboarding: Onboarding;
  /** The principal that earns: PEC-Automation, or an account that has access already. */
  readonly principal?: IPartnerPrincipal;
  /** Every authorization of the delegation, the earning one included. */
  readonly authorizations: Authorization[];
  /** What a reader should know though nothing is wrong with it. */
  readonly advice: string[];
  /** SHA-256 of the template that is handed to the customer now. */
  readonly templateSha256?: string;
  /** SHA-256 of the template that the customer deployed, as the partner noted it. */
  readonly deployedTemplateSha256?: string;
  /** The construct whose acknowledgements hold for it. */
  readonly construct: IConstruct;
}

const customers = new WeakMap<IConstruct, DeclaredCustomer>();
const delegations = new WeakMap<IConstruct, DeclaredDelegation[]>();

/** Says that the delegations below a construct belong to a customer. */
export function declareCustomer(scope: IConstruct, customer: DeclaredCustomer): void {
  customers.set(scope, customer);
}

/** The customer that was declared for exactly this construct. */
export function customerAt(scope: IConstruct): DeclaredCustomer | undefined {
  return customers.get(scope);
}

/** Declares a delegation that Terraform does not make. */
export function declareDelegation(scope: IConstruct, delegation: Omit<DeclaredDelegation, 'construct'>): void {
  delegations.set(scope, [...(delegations.get(scope) ?? []), { ...delegation, construct: scope }]);
}

/** The delegations that were declared for exactly this construct. */
export function delegationsAt(scope: IConstruct): DeclaredDelegation[] {
  return delegations.get(scope) ?? [];
}

/** A delegation that Terraform makes, as the rules see it. */
export function declaredBy(delegation: LighthouseDelegation): DeclaredDelegation {
  return {
    subscriptionId: delegation.subscriptionId,
    resourceGroups: delegation.resourceGroups,
    offer: delegation.offer.name,
    onboarding: Onboarding.TERRAFORM,
    principal: delegation.automation,
    authorizations: delegation.authorizations,
    advice: delegation.offer.advice,
    construct: delegation,
  };
}

/** What the policy of a management group delegates: the same at every subscription. */
export function declaredByPolicy(onboarding: ManagementGroupOnboarding): DeclaredDelegation {
  return {
    subscriptionId: onboarding.managementGroupId,
    resourceGroups: [],
    offer: onboarding.offer.name,
    onboarding: Onboarding.POLICY,
    principal: onboarding.automation,
    authorizations: onboarding.authorizations,
    advice: onboarding.offer.advice,
    construct: onboarding,
  };
}
