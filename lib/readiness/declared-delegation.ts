/** How a subscription earns, or shall. */
export enum EarnsBy {
  /** By a delegation that Azure Lighthouse holds. */
  DELEGATION = 'delegation',
  /** By an offer of the marketplace, of which the declaration knows little. */
  MARKETPLACE = 'marketplace',
  /** By an account that has access anyhow, and is linked. */
  LINKED_ACCOUNT = 'linked-account',
  /** By the access that comes with a subscription of CSP (admin on behalf of). */
  ADMIN_ON_BEHALF_OF = 'admin-on-behalf-of',
  /** By the policy of a management group, whose subscriptions nobody names. */
  POLICY = 'policy',
}

/** A principal with a role, as the offer has it. */
export interface DeclaredAuthorization {
  /** The object id in the managing tenant. */
  readonly principalId: string;
  readonly principalName?: string;
  /** The GUID of the role definition. */
  readonly roleId: string;
  /** Whether the role is held all the time, and not only once somebody activated it. */
  readonly permanent: boolean;
}

/** The principal that earns. */
export interface DeclaredAutomation {
  /** The object id in the managing tenant. */
  readonly principalId: string;
  /** The client id of its application; needed to sign in as it. */
  readonly clientId?: string;
  /** The Partner ID that it is linked to, if the declaration tells. */
  readonly partnerId?: string;
  /** The object ids of the groups by which it may hold a role. */
  readonly memberOf?: readonly string[];
}

/** One delegation of one subscription, as it was declared: what `pec verify` looks for in Azure. */
export interface DeclaredDelegation {
  /** A GUID; the name of the management group where a policy delegates; else what stands for a reference. */
  readonly subscriptionId: string;
  /** The delegated resource groups; empty means the whole subscription. */
  readonly resourceGroups: readonly string[];
  /** The name of the offer; empty where the declaration knows none. */
  readonly offer: string;
  readonly earnsBy: EarnsBy;
  /** The tenant that the delegation is to. */
  readonly managingTenantId: string;
  /** The GUID of the registration definition, if the declaration knows it. */
  readonly definitionId?: string;
  /** The GUIDs of the assignments: one, or one for each resource group in their order. */
  readonly assignmentIds?: readonly string[];
  readonly automation?: DeclaredAutomation;
  /** Every authorization, that of the automation included; none where the declaration does not know them. */
  readonly authorizations: readonly DeclaredAuthorization[];
}

/** What an offboarded customer had delegated. */
export type FormerDelegation = Pick<
  DeclaredDelegation,
  'subscriptionId' | 'resourceGroups' | 'offer' | 'managingTenantId' | 'definitionId'
>;
