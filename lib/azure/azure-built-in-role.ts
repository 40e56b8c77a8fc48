import { textOrNone } from '../text';
import type { BuiltInRoleName } from './built-in-role-name';
import { isGuid } from './guid';
import { Kind } from './kind';
import {
  findRetiredRole,
  findRole,
  LighthouseSupport,
  PartnerEarnedCreditEligibility,
  roleCatalogue,
  type RoleFacts,
  similarRoleNames,
} from './role-catalogue';

/**
 * A built-in role as text: its name (any case; former names too), the GUID of its definition, or the full resource id.
 * An editor offers the names.
 */
export type BuiltInRoleReference = BuiltInRoleName | (string & Record<never, never>);

/** Built-in roles, those that the catalogue does not know included. */
export const BUILT_IN_ROLE = new Kind<AzureBuiltInRole>(
  'AzureBuiltInRole',
  'a role',
  'take one of AzureBuiltInRole, or AzureBuiltInRole.of(name)',
);

/**
 * A built-in role of Azure, with what Azure Lighthouse and partner earned credit make of it.
 *
 * The members are the roles that partners delegate most; each says whether Partner Center lists it as earning.
 * Any other is found with {@link AzureBuiltInRole.of}.
 *
 * @example
 * ```ts
 * AzureBuiltInRole.of('Virtual Machine Contributor').partnerEarnedCredit; // "earns"
 * ```
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 * @see https://learn.microsoft.com/partner-center/billing/azure-roles-perms-pec
 */
export class AzureBuiltInRole {
  /** API Management Service Contributor: earns. */
  public static readonly API_MANAGEMENT_SERVICE_CONTRIBUTOR = new AzureBuiltInRole(
    '312a565d-c81f-4fd8-895a-4e21e48d571c',
  );
  /** Application Insights Component Contributor: earns. */
  public static readonly APPLICATION_INSIGHTS_COMPONENT_CONTRIBUTOR = new AzureBuiltInRole(
    'ae349356-3a1b-4a5e-921d-050484c6347e',
  );
  /** Automation Contributor: unlisted. */
  public static readonly AUTOMATION_CONTRIBUTOR = new AzureBuiltInRole('f353d9bd-d4a6-484e-a77a-8050b599b867');
  /** Automation Operator: earns. */
  public static readonly AUTOMATION_OPERATOR = new AzureBuiltInRole('d3881f73-407a-4167-8283-e981cbba0404');
  /** Azure Kubernetes Service Cluster Admin Role: earns. */
  public static readonly AZURE_KUBERNETES_SERVICE_CLUSTER_ADMIN = new AzureBuiltInRole(
    '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
  );
  /** Azure Kubernetes Service Contributor Role: unlisted. */
  public static readonly AZURE_KUBERNETES_SERVICE_CONTRIBUTOR = new AzureBuiltInRole(
    'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8',
  );
  /** Backup Contributor: earns. */
  public static readonly BACKUP_CONTRIBUTOR = new AzureBuiltInRole('5e467623-bb1f-42f4-a55d-6e525e11384b');
  /** Backup Operator: earns. */
  public static readonly BACKUP_OPERATOR = new AzureBuiltInRole('00c29273-979b-4161-815c-10b084fb9324');
  /** Backup Reader: does not earn. */
  public static readonly BACKUP_READER = new AzureBuiltInRole('a795c7a0-d4a2-40c1-ae25-d81f01202912');
  /** Billing Reader: does not earn. */
  public static readonly BILLING_READER = new AzureBuiltInRole('fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64');
  /** CDN Profile Contributor: earns. */
  public static readonly CDN_PROFILE_CONTRIBUTOR = new AzureBuiltInRole('ec156ff8-a8d1-4d15-830c-5b80698ca432');
  /** Cognitive Services Contributor: earns. */
  public static readonly COGNITIVE_SERVICES_CONTRIBUTOR = new AzureBuiltInRole('25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68');
  /** Contributor: earns. */
  public static readonly CONTRIBUTOR = new AzureBuiltInRole('b24988ac-6180-42a0-ab88-20f7382dd24c');
  /** Cost Management Contributor: earns. */
  public static readonly COST_MANAGEMENT_CONTRIBUTOR = new AzureBuiltInRole('434105ed-43f6-45c7-a02f-909b2ba83430');
  /** Cost Management Reader: does not earn. */
  public static readonly COST_MANAGEMENT_READER = new AzureBuiltInRole('72fafb9e-0641-4937-9268-a91bfd8191a3');
  /** Data Factory Contributor: earns. */
  public static readonly DATA_FACTORY_CONTRIBUTOR = new AzureBuiltInRole('673868aa-7521-48a0-acc6-0f60742d39f5');
  /** Desktop Virtualization Contributor: unlisted. */
  public static readonly DESKTOP_VIRTUALIZATION_CONTRIBUTOR = new AzureBuiltInRole(
    '082f0a83-3be5-4ba1-904c-961cca79b387',
  );
  /** DNS Zone Contributor: earns. */
  public static readonly DNS_ZONE_CONTRIBUTOR = new AzureBuiltInRole('befefa01-2a29-4197-83a8-272ff33ce314');
  /** Key Vault Contributor: earns. */
  public static readonly KEY_VAULT_CONTRIBUTOR = new AzureBuiltInRole('f25e0fa2-a7c8-4377-a976-54943a77a395');
  /** Logic App Contributor: earns. */
  public static readonly LOGIC_APP_CONTRIBUTOR = new AzureBuiltInRole('87a39d53-fc1b-424a-814c-f7e04687dc9e');
  /** Managed Identity Contributor: earns. */
  public static readonly MANAGED_IDENTITY_CONTRIBUTOR = new AzureBuiltInRole('e40ec5ca-96e0-45a2-b4ff-59039f2c2b59');
  /** Managed Identity Operator: earns. */
  public static readonly MANAGED_IDENTITY_OPERATOR = new AzureBuiltInRole('f1a07417-d97a-45cb-824c-7a7467783830');
  /** Managed Services Registration assignment Delete Role: unlisted. */
  public static readonly MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE = new AzureBuiltInRole(
    '91c1777a-f3dc-4fae-b103-61d183457e46',
  );
  /** Microsoft Sentinel Contributor: unlisted. */
  public static readonly MICROSOFT_SENTINEL_CONTRIBUTOR = new AzureBuiltInRole('ab8e14d6-4a74-4a29-9ba8-549422addade');
  /** Microsoft Sentinel Reader: unlisted. */
  public static readonly MICROSOFT_SENTINEL_READER = new AzureBuiltInRole('8d289c81-5878-46d4-8554-54e1e3d8b5cb');
  /** Microsoft Sentinel Responder: unlisted. */
  public static readonly MICROSOFT_SENTINEL_RESPONDER = new AzureBuiltInRole('3e150937-b8fe-4cfb-8069-0eaf05ecd056');
  /** Monitoring Contributor: earns. */
  public static readonly MONITORING_CONTRIBUTOR = new AzureBuiltInRole('749f88d5-cbae-40b8-bcfc-e573ddc772fa');
  /** Monitoring Reader: does not earn. */
  public static readonly MONITORING_READER = new AzureBuiltInRole('43d0d8ad-25c7-4714-9337-8ba259a9fe05');
  /** Network Contributor: earns. */
  public static readonly NETWORK_CONTRIBUTOR = new AzureBuiltInRole('4d97b98b-1d4f-4787-a291-c67834d212e7');
  /** Private DNS Zone Contributor: unlisted. */
  public static readonly PRIVATE_DNS_ZONE_CONTRIBUTOR = new AzureBuiltInRole('b12aa53e-6015-4669-85d0-8515ebb3ae7f');
  /** Reader: does not earn. */
  public static readonly READER = new AzureBuiltInRole('acdd72a7-3385-48ef-bd42-f606fba81ae7');
  /** Redis Cache Contributor: earns. */
  public static readonly REDIS_CACHE_CONTRIBUTOR = new AzureBuiltInRole('e0f68234-74aa-48ed-b826-c38b57376e17');
  /** Resource Policy Contributor: earns. */
  public static readonly RESOURCE_POLICY_CONTRIBUTOR = new AzureBuiltInRole('36243c78-bf99-498c-9df9-86d9f8d28608');
  /** Search Service Contributor: earns. */
  public static readonly SEARCH_SERVICE_CONTRIBUTOR = new AzureBuiltInRole('7ca78c08-252a-4471-8644-bb5ff32d4ba0');
  /** Security Admin: earns. */
  public static readonly SECURITY_ADMIN = new AzureBuiltInRole('fb1c8493-542b-48eb-b624-b4c8fea62acd');
  /** Security Reader: does not earn. */
  public static readonly SECURITY_READER = new AzureBuiltInRole('39bc4728-0917-49c7-9d2c-d95423bc2eb4');
  /** Site Recovery Contributor: earns. */
  public static readonly SITE_RECOVERY_CONTRIBUTOR = new AzureBuiltInRole('6670b86e-a3f7-4917-ac9b-5d6ab1be4567');
  /** Site Recovery Operator: earns. */
  public static readonly SITE_RECOVERY_OPERATOR = new AzureBuiltInRole('494ae006-db33-4328-bf46-533a6560a3ca');
  /** SQL DB Contributor: earns. */
  public static readonly SQL_DB_CONTRIBUTOR = new AzureBuiltInRole('9b7fa17d-e63e-47b0-bb0a-15c516ac86ec');
  /** SQL Managed Instance Contributor: earns. */
  public static readonly SQL_MANAGED_INSTANCE_CONTRIBUTOR = new AzureBuiltInRole(
    '4939a1f6-9ae0-4e48-a1e0-f2cbe897382d',
  );
  /** SQL Security Manager: earns. */
  public static readonly SQL_SECURITY_MANAGER = new AzureBuiltInRole('056cd41c-7e88-42e1-933e-88ba6a50c9c3');
  /** SQL Server Contributor: earns. */
  public static readonly SQL_SERVER_CONTRIBUTOR = new AzureBuiltInRole('6d8ee4ec-f05a-4a1d-8b00-a9b17e38b437');
  /** Storage Account Contributor: earns. */
  public static readonly STORAGE_ACCOUNT_CONTRIBUTOR = new AzureBuiltInRole('17d1049b-9a84-46fb-8f53-869881c3d3ab');
  /** Support Request Contributor: earns. */
  public static readonly SUPPORT_REQUEST_CONTRIBUTOR = new AzureBuiltInRole('cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e');
  /** Tag Contributor: unlisted. */
  public static readonly TAG_CONTRIBUTOR = new AzureBuiltInRole('4a9ae827-6dc8-4573-8ac7-8239d42aa03f');
  /** Traffic Manager Contributor: earns. */
  public static readonly TRAFFIC_MANAGER_CONTRIBUTOR = new AzureBuiltInRole('a4b10055-b0c7-44c2-b00f-c7b5b3550cf7');
  /** User Access Administrator: earns. */
  public static readonly USER_ACCESS_ADMINISTRATOR = new AzureBuiltInRole('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9');
  /** Virtual Machine Contributor: earns. */
  public static readonly VIRTUAL_MACHINE_CONTRIBUTOR = new AzureBuiltInRole('9980e02c-c2be-4d73-94e8-173b1dc7cf3c');
  /** Web Plan Contributor: earns. */
  public static readonly WEB_PLAN_CONTRIBUTOR = new AzureBuiltInRole('2cc479cb-7b4d-49a8-b449-8c00fd0f0a4b');
  /** Website Contributor: earns. */
  public static readonly WEBSITE_CONTRIBUTOR = new AzureBuiltInRole('de139f84-1756-47ae-9be6-808fbbe84772');

  /** The day on which the catalogue in this package was read from Azure, ISO 8601. */
  public static get catalogueDate(): string {
    return roleCatalogue().date;
  }

  /**
   * The role with this name, GUID or resource id.
   *
   * Never throws: a role that is not in the catalogue has `isKnown === false`, and the construct that it is given to
   * reports it together with every other fault of the declaration.
   */
  public static of(reference: BuiltInRoleReference): AzureBuiltInRole {
    return new AzureBuiltInRole(reference);
  }

  /**
   * A built-in role that Azure got after the catalogue of this package was made.
   *
   * Lighthouse may refuse it, and nothing is known about credit: it counts as unlisted.
   * If the catalogue has the role, the catalogue's facts are used.
   *
   * @param id the GUID of the role definition; may be a Terraform reference
   * @param name the role's name, for messages and reports
   */
  public static newerThanCatalogue(id: string, name: string): AzureBuiltInRole {
    return new AzureBuiltInRole(id, name);
  }

  /** Every role of the catalogue, by name. */
  public static all(): AzureBuiltInRole[] {
    return roleCatalogue().roles.map(facts => new AzureBuiltInRole(facts.id));
  }

  private resolved?: RoleFacts;

  private constructor(
    private readonly reference: string,
    private readonly givenName?: string,
  ) {
    BUILT_IN_ROLE.register(this);
  }

  /** The GUID of the role definition in lower case; what was given, if the catalogue does not know it. */
  public get id(): string {
    return this.facts?.id ?? textOrNone(this.reference);
  }

  /** The role's current name. */
  public get name(): string {
    return this.facts?.name ?? textOrNone(this.givenName ?? this.reference);
  }

  /** Names the role had before. */
  public get formerNames(): string[] {
    return [...(this.facts?.formerNames ?? [])];
  }

  /** Whether the role is in the catalogue. */
  public get isKnown(): boolean {
    return this.facts !== undefined;
  }

  /** Whether the role was declared with {@link AzureBuiltInRole.newerThanCatalogue}. */
  public get isNewerThanCatalogue(): boolean {
    return !this.isKnown && this.givenName !== undefined;
  }

  /** Whether Azure Lighthouse lets the role be delegated, and if not, why. */
  public get lighthouseSupport(): LighthouseSupport {
    const { lighthouse } = this.facts ?? {};
    return Object.values(LighthouseSupport).find(support => support === lighthouse) ?? LighthouseSupport.UNKNOWN;
  }

  /** The actions because of which Azure Lighthouse refuses the role. */
  public get restrictedActions(): string[] {
    return [...(this.facts?.restrictedActions ?? [])];
  }

  /**
   * Whether the role includes Reader: the right to read everything, without which the portal shows no customer.
   * Undefined of a role that the catalogue does not know.
   *
   * @see https://learn.microsoft.com/azure/lighthouse/how-to/view-manage-customers
   */
  public get includesReader(): boolean | undefined {
    return this.facts && (this.facts.includesReader ?? false);
  }

  /** Whether Partner Center lists the role as eligible for partner earned credit. */
  public get partnerEarnedCredit(): PartnerEarnedCreditEligibility {
    const { partnerEarnedCredit: listed } = this.facts ?? {};
    const known = Object.values(PartnerEarnedCreditEligibility).find(eligibility => eligibility === listed);
    return known ?? PartnerEarnedCreditEligibility.UNLISTED;
  }

  /** Whether two references mean the same role. */
  public isSameAs(other: AzureBuiltInRole): boolean {
    return this.id.toLowerCase() === other.id.toLowerCase();
  }

  /**
   * What was given as the role, for messages.
   *
   * @internal
   */
  public get _given(): string {
    return this.reference;
  }

  /**
   * What the writer may have meant by a reference that the catalogue does not know; empty for a known role.
   *
   * @param earning what to choose where only a role that earns will do: no other is suggested then
   * @internal
   */
  public _advice(earning?: string): string {
    if (this.isKnown) {
      return '';
    }
    const retired = findRetiredRole(this.id);
    if (retired) {
      return `Azure no longer has ${retired.name}; choose a current role`;
    }
    if (isGuid(this.id.replace(/^.*\//, ''))) {
      return (
        'custom roles cannot be delegated; for a built-in role that is newer than the catalogue of ' +
        `${roleCatalogue().date} use AzureBuiltInRole.newerThanCatalogue(id, name)`
      );
    }
    const names = similarRoleNames(this.id);
    const meant = names.filter(name => {
      const role = AzureBuiltInRole.of(name);
      return earning === undefined ? role.canBeDelegated : role.earnsCredit;
    });
    if (meant.length > 0) {
      return `did you mean ${meant.map(name => `"${name}"`).join(' or ')}?`;
    }
    if (names.length > 0) {
      return earning ?? `"${names[0]}" cannot be delegated; choose another built-in role`;
    }
    return 'expected the name, GUID or resource id of a built-in role';
  }

  private get earnsCredit(): boolean {
    return this.canBeDelegated && this.partnerEarnedCredit === PartnerEarnedCreditEligibility.EARNS;
  }

  private get canBeDelegated(): boolean {
    return [LighthouseSupport.SUPPORTED, LighthouseSupport.DELEGATED_ROLES_ONLY].includes(this.lighthouseSupport);
  }

  private get facts(): RoleFacts | undefined {
    this.resolved ??= findRole(textOrNone(this.reference));
    return this.resolved;
  }
}
