import { AZURE_CLOUD, type AzureCloud, Kind, partnerIdFault } from '../azure';
import { asGiven, type Fault, type Faults, listOf, objectOf, ofKind, optionsOf, type Taker } from '../declaration';
import { isUnresolved, knownToEqual } from '../terraform';

/** A principal of the managing tenant that carries, or shall carry, the Partner ID. */
export interface ILinkedAccount {
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
export interface LinkedAccountAttributes {
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

const MADE_BY = 'PecAutomation, or what PecAutomation.fromAttributes gives';

/** Principals that this package made: nobody changes them any more. */
export const LINKED_ACCOUNT = new Kind<ILinkedAccount>('LinkedAccount', 'a principal', `expected ${MADE_BY}`);

/** Where a principal keeps what was wrong with its attributes, the same in every copy of this package. */
const FAULTS: unique symbol = Symbol.for('cdktf-partner-earned-credit/faults');

/** A principal made of attributes; what is wrong with them is told when it is inspected. */
interface OfAttributes extends ILinkedAccount {
  readonly [FAULTS]?: readonly Fault[];
}

const groups = listOf<string>(asGiven, 'a list of object ids of groups');

const USER = objectOf<LinkedAccountAttributes>('a user', '{ principalId, tenantId }', {
  principalId: asGiven,
  tenantId: asGiven,
  linkedPartnerId: asGiven,
  memberOf: groups,
  cloud: ofKind(AZURE_CLOUD),
});

const PRINCIPAL = objectOf<ILinkedAccount>('a principal', MADE_BY, {
  principalId: asGiven,
  tenantId: asGiven,
  clientId: asGiven,
  linkedPartnerId: asGiven,
  memberOf: groups,
  cloud: ofKind(AZURE_CLOUD),
});

/** A principal that was given to a construct: one of ours as it is, because it can be told by itself; else a copy. */
export function linkedAccount<T extends ILinkedAccount>(given: unknown, faults: Faults): T | undefined {
  return (LINKED_ACCOUNT.includes(given) ? given : PRINCIPAL(given, faults)) as T | undefined;
}

/** Makes a principal of attributes; what is wrong with them is told when it is inspected. */
export function principalFrom<T extends Omit<ILinkedAccount, 'clientId'>>(given: T, taker: Taker<T>): T {
  const { taken: principal, faults } = optionsOf(given, taker);
  LINKED_ACCOUNT.register(principal);
  Object.defineProperty(principal, FAULTS, { value: faults.found });
  return Object.freeze(principal);
}

/** Principals that carry a Partner ID and are not {@link PecAutomation}. */
export class LinkedAccount {
  /**
   * The account of a person, for customers whose delegation must not be touched and already gives that person access.
   *
   * @see https://learn.microsoft.com/azure/lighthouse/concepts/cloud-solution-provider
   */
  public static user(attributes: LinkedAccountAttributes): ILinkedAccount {
    return principalFrom(attributes, USER);
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
export function inspectLinkedAccount(principal: OfAttributes, faults: Faults): void {
  faults.include(principal[FAULTS] ?? []);
  const idIsGuid = faults.at('principalId').guid(principal.principalId, 'object id of the service principal');
  faults.at('tenantId').guid(principal.tenantId, 'id of the managing tenant');
  if (idIsGuid && knownToEqual(principal.principalId, principal.tenantId)) {
    faults
      .at('principalId')
      .reject(principal.principalId, 'is the id of the tenant', 'expected the object id of the principal in it');
  }
  if (principal.linkedPartnerId !== undefined) {
    inspectPartnerId(principal.linkedPartnerId, faults.at('linkedPartnerId'));
  }
  principal.memberOf?.forEach((group, i) => faults.at('memberOf').at(i).guid(group, 'object id of the group'));
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
