/** Everything that exists before the first request. Read from a JSON file by the command line, written out in tests. */
export interface World {
  readonly tenants: readonly TenantSeed[];
  /**
   * The Partner IDs that exist.
   *
   * @default - any number exists
   */
  readonly partners?: readonly PartnerSeed[];
}

/** A Partner ID of the Microsoft AI Cloud Partner Program. */
export interface PartnerSeed {
  readonly id: string;
  readonly name: string;
}

/** A Microsoft Entra tenant. */
export interface TenantSeed {
  readonly id: string;
  readonly displayName: string;
  readonly applications?: readonly ApplicationSeed[];
  /** Service principals of applications that belong to another tenant of this world. */
  readonly guestServicePrincipals?: readonly GuestServicePrincipalSeed[];
  readonly users?: readonly UserSeed[];
  readonly groups?: readonly GroupSeed[];
  readonly subscriptions?: readonly SubscriptionSeed[];
  readonly managementGroups?: readonly ManagementGroupSeed[];
  /** Who may read the activity log of the tenant: Monitoring Reader at its root, by display name or object id. */
  readonly activityLogReaders?: readonly string[];
  /** What Microsoft bills the tenant for, as a partner. */
  readonly bills?: readonly BillSeed[];
}

/** Usage of a partner's customers: of an invoice, or not billed yet. */
export interface BillSeed {
  readonly of: { readonly invoice: string } | { readonly currency: string; readonly period: 'current' | 'last' };
  /** The rows, by part of the export. */
  readonly parts: readonly (readonly Readonly<Record<string, unknown>>[])[];
}

/** What an application may do in Microsoft Graph without a signed-in user. */
export type GraphPermission =
  | 'Application.Read.All'
  | 'Application.ReadWrite.All'
  | 'Application.ReadWrite.OwnedBy'
  | 'Directory.Read.All'
  | 'Directory.ReadWrite.All'
  | 'Group.Read.All'
  | 'PartnerBilling.Read.All'
  | 'User.Read.All';

/** An application with its service principal. The three ids differ, as in Azure, so that mistaking one shows. */
export interface ApplicationSeed {
  readonly displayName: string;
  /** @default - derived from the tenant and the name */
  readonly clientId?: string;
  /** @default - derived from the tenant and the name */
  readonly applicationObjectId?: string;
  /** @default - derived from the tenant and the name */
  readonly servicePrincipalObjectId?: string;
  /** @default true */
  readonly hasServicePrincipal?: boolean;
  /** @default true */
  readonly isEnabled?: boolean;
  /** Display names or object ids of the owners of application and service principal. */
  readonly owners?: readonly string[];
  readonly secrets?: readonly SecretSeed[];
  readonly federatedCredentials?: readonly FederatedCredentialSeed[];
  /** Certificates the application may sign in with, PEM. */
  readonly certificates?: readonly string[];
  readonly graphPermissions?: readonly GraphPermission[];
}

/** A client secret. */
export interface SecretSeed {
  /** @default - random */
  readonly value?: string;
  /**
   * ISO 8601.
   *
   * @default - in a year
   */
  readonly expires?: string;
}

/** Whose tokens an application accepts in place of a secret. */
export interface FederatedCredentialSeed {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  /** @default api://AzureADTokenExchange */
  readonly audience?: string;
}

/** The service principal of another tenant's application. */
export interface GuestServicePrincipalSeed {
  readonly clientId: string;
  readonly objectId?: string;
  readonly displayName: string;
  readonly isEnabled?: boolean;
}

/** A person. */
export interface UserSeed {
  readonly displayName: string;
  readonly objectId?: string;
  /**
   * Whether the person belongs to another tenant; guests cannot delegate.
   *
   * @default false
   */
  readonly isGuest?: boolean;
  /** Such as `Application Administrator`. */
  readonly directoryRoles?: readonly string[];
}

/** A group. */
export interface GroupSeed {
  readonly displayName: string;
  readonly objectId?: string;
  /** Display names or object ids. */
  readonly members?: readonly string[];
  /**
   * Azure Lighthouse takes security groups only.
   *
   * @default security
   */
  readonly kind?: 'security' | 'microsoft365';
}

/** A subscription of the tenant. */
export interface SubscriptionSeed {
  readonly id: string;
  readonly displayName: string;
  readonly resourceGroups?: readonly string[];
  /**
   * Namespaces such as `Microsoft.ManagedServices` that are registered from the start.
   *
   * @default - none but those that every subscription has
   */
  readonly registeredProviders?: readonly string[];
  readonly roleAssignments?: readonly RoleAssignmentSeed[];
  /** What is delegated to other tenants already. */
  readonly delegations?: readonly DelegationSeed[];
}

/** An offer that a subscription has accepted some time ago. */
export interface DelegationSeed {
  readonly offer: string;
  readonly managedByTenantId: string;
  readonly authorizations: readonly AuthorizationSeed[];
  readonly eligibleAuthorizations?: readonly AuthorizationSeed[];
  /** @default - the whole subscription */
  readonly resourceGroups?: readonly string[];
  /** @default - `guid(offer)` */
  readonly definitionId?: string;
  /** One for the subscription, or one for each resource group. @default - `guid(offer)`, or `guid(offer, group in lower case)` */
  readonly assignmentIds?: readonly string[];
}

/** Who gets which role, by their ids: nobody looks whether the principal exists. */
export interface AuthorizationSeed {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
}

/** A management group of the tenant; none is inside another. */
export interface ManagementGroupSeed {
  readonly name: string;
  /** Ids of subscriptions of the tenant. */
  readonly subscriptions: readonly string[];
  /** Rights that reach the subscriptions too. */
  readonly roleAssignments?: readonly RoleAssignmentSeed[];
}

/** A right of a principal of the subscription's tenant. */
export interface RoleAssignmentSeed {
  /** Display name or object id of a user, a group or a service principal. */
  readonly principal: string;
  /** Name or GUID of a built-in role. */
  readonly role: string;
  /** @default - the whole subscription */
  readonly resourceGroup?: string;
}
