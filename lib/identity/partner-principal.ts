import { type AzureCloud, partnerIdFault } from '../azure';
import type { Faults } from '../declaration';
import { isUnresolved, knownToEqual } from '../terraform';

/** A principal of the managing tenant that carries, or shall carry, the Partner ID. */
export interface IPartnerPrincipal {
  /** The object id of the service principal or user in the managing tenant: a GUID, or a Terraform reference. */
  readonly principalId: string;
  /** The managing tenant: a GUID, or a Terraform reference. */
  readonly tenantId: string;
  /** The application (client) id: a GUID, or a Terraform reference. A person's account has none. */
  readonly clientId?: string;
  /** The Partner ID to which the principal is linked already, if that was done outside of this app. */
  readonly linkedPartnerId?: string;
  /** The object ids of the groups that the principal belongs to, as far as customers authorize them. */
  readonly memberOf?: string[];
  /** The cloud of the managing tenant, if it is known. */
  readonly cloud?: AzureCloud;
}

/** The account of a person in the managing tenant. */
export interface UserAttributes {
  /** The object id of the user in the managing tenant (GUID). */
  readonly principalId: string;
  /** The managing tenant (GUID). */
  readonly tenantId: string;
  /**
   * The Partner ID to which the account is linked already.
   *
   * @default - the account is linked in this app, or it is not known to be linked
   */
  readonly linkedPartnerId?: string;
  /**
   * The object ids (GUID) of the groups of the managing tenant that the account belongs to. What a group may do at a
   * customer counts for its members.
   *
   * @default - none
   */
  readonly memberOf?: string[];
  /**
   * The cloud of the managing tenant. Customers of another cloud are then a fault.
   *
   * @default - not known, and not compared
   */
  readonly cloud?: AzureCloud;
}

/** Principals that carry a Partner ID and are not {@link PecAutomation}. */
export class PartnerPrincipal {
  /**
   * The account of a person, for customers whose delegation must not be touched and already gives that person access.
   *
   * @see https://learn.microsoft.com/azure/lighthouse/concepts/cloud-solution-provider
   */
  public static user(attributes: UserAttributes): IPartnerPrincipal {
    return { ...attributes };
  }

  private constructor() {}
}

/** Finds the faults of a Partner ID; whether it is one. */
export function inspectPartnerId(partnerId: string, faults: Faults): boolean {
  if (!faults.text(partnerId, 'the Partner ID of the location account: digits, as text')) {
    return false;
  }
  const fault = isUnresolved(partnerId) ? undefined : partnerIdFault(partnerId);
  if (fault !== undefined) {
    faults.reject(partnerId, fault, 'expected the Partner ID of the location account, from Partner Center');
  }
  return fault === undefined;
}

/** Finds the faults of a principal that was given to a construct. */
export function inspectPartnerPrincipal(principal: IPartnerPrincipal | undefined, faults: Faults): void {
  if (!principal) {
    faults.report('is missing; expected PecAutomation, or what PecAutomation.fromAttributes gives');
    return;
  }
  const idIsGuid = faults.at('principalId').guid(principal.principalId, 'object id of the service principal');
  faults.at('tenantId').guid(principal.tenantId, 'id of the managing tenant');
  if (principal.linkedPartnerId !== undefined) {
    inspectPartnerId(principal.linkedPartnerId, faults.at('linkedPartnerId'));
  }
  if (principal.memberOf !== undefined) {
    const groups = faults.at('memberOf').list(principal.memberOf, 'a list of object ids of groups');
    groups.forEach((group, i) => faults.at('memberOf').at(i).guid(group, 'object id of the group'));
  }
  if (principal.cloud !== undefined && typeof principal.cloud?.terraformEnvironment !== 'string') {
    faults.at('cloud').reject(principal.cloud, 'is not a cloud', 'expected AzureCloud.PUBLIC, US_GOVERNMENT or CHINA');
  }
  if (principal.clientId !== undefined && faults.at('clientId').guid(principal.clientId, 'application (client) id')) {
    if (idIsGuid && knownToEqual(principal.principalId, principal.clientId)) {
      faults
        .at('principalId')
        .reject(
          principal.principalId,
          'is the application (client) id',
          "expected the service principal's object id, which Entra shows under Enterprise applications",
        );
    }
  }
}
