import { isRecord } from '../text';
import { asObject, asObjects, asText, asTexts, type JsonObject } from './json';

/** A principal with a role, as Azure holds it. */
export interface LiveAuthorization {
  /** In lower case, as every id here. */
  readonly principalId: string;
  readonly principalName?: string;
  readonly roleId: string;
  /** Whether the role is held all the time, and not only once somebody activated it. */
  readonly isPermanent: boolean;
  /** The roles that a User Access Administrator may assign to managed identities. */
  readonly delegatedRoleIds?: readonly string[];
  /** How the role gets activated; undefined if it is permanent, or Azure shows no policy. */
  readonly activation?: LiveActivation;
}

/** How activations of an eligible role are controlled. */
export interface LiveActivation {
  /** ISO 8601; undefined if Azure does not say. */
  readonly maximumDuration?: string;
  readonly multiFactorAuthentication: boolean;
  readonly approvers: readonly Pick<LiveAuthorization, 'principalId' | 'principalName'>[];
}

/** An offer in a customer's subscription. */
export interface LiveDefinition {
  /** The GUID. */
  readonly name: string;
  readonly offer: string;
  /** Undefined if there is none. */
  readonly description?: string;
  readonly managedByTenantId: string;
  /** Whether Azure writes the managing tenant with capitals, which Terraform takes for another one. */
  readonly hasCapitals?: boolean;
  /** Whether the customer accepted it in Azure Marketplace. */
  readonly isOfMarketplace?: boolean;
  readonly provisioningState: string;
  readonly authorizations: LiveAuthorization[];
}

/** An offer in force at one scope. */
export interface LiveDelegation {
  readonly subscriptionId: string;
  /** In lower case; undefined if the whole subscription is delegated. */
  readonly resourceGroup?: string;
  /** The same as Azure writes it. */
  readonly resourceGroupName?: string;
  /** The GUID of the assignment. */
  readonly name: string;
  readonly provisioningState: string;
  /** Whether Azure writes the id of the definition otherwise than Terraform does, which compares it as text. */
  readonly hasOddId?: boolean;
  /** The tenant of the customer; undefined where Azure does not say. */
  readonly customerTenantId?: string;
  /** What that tenant is called; undefined where Azure does not say. */
  readonly customerTenantName?: string;
  readonly definition: LiveDefinition;
}

const ASSIGNMENT =
  /^\/subscriptions\/(?<subscription>[^/]+)(?:\/resourcegroups\/(?<group>[^/]+))?\/providers\/microsoft\.managedservices\/registrationassignments\/(?<name>[^/]+)$/i;

const USUAL_DEFINITION_ID =
  /^\/subscriptions\/[0-9a-f-]+\/providers\/Microsoft\.ManagedServices\/registrationDefinitions\/[0-9a-f-]+$/;

/** What an assignment says, without its definition; undefined if it is none. */
export function readAssignment(
  item: JsonObject,
): (Omit<LiveDelegation, 'definition' | 'customerTenantId'> & { readonly definitionId: string }) | undefined {
  const { subscription, group, name } = ASSIGNMENT.exec(asText(item.id))?.groups ?? {};
  if (subscription === undefined || name === undefined) {
    return undefined;
  }
  const properties = asObject(item.properties);
  const managee = asObject(asObject(properties.registrationDefinition).properties);
  const customerTenantName = asText(managee.manageeTenantName);
  const definitionId = asText(properties.registrationDefinitionId);
  const isUsual = USUAL_DEFINITION_ID.test(definitionId) || definitionId === '';
  return {
    subscriptionId: subscription.toLowerCase(),
    resourceGroup: group?.toLowerCase(),
    ...(group !== undefined && { resourceGroupName: group }),
    name: name.toLowerCase(),
    provisioningState: asText(properties.provisioningState),
    ...(customerTenantName && { customerTenantName }),
    ...(!isUsual && { hasOddId: true }),
    definitionId: normalized(definitionId),
  };
}

/**
 * What a definition says; undefined if it is not all there, as in an assignment that is not expanded.
 *
 * @param id its id, where the item may lack it: the assignment has it as well
 */
export function readDefinition(item: JsonObject, id = asText(item.id)): LiveDefinition | undefined {
  const properties = asObject(item.properties);
  const managingTenantId = asText(properties.managedByTenantId);
  const managedByTenantId = managingTenantId.toLowerCase();
  const authorizations = [
    ...asObjects(properties.authorizations).map(each => readAuthorization(each, true)),
    ...asObjects(properties.eligibleAuthorizations).map(each => readAuthorization(each, false)),
  ];
  const name = asText(item.name) || (asText(item.id) || id).replace(/^.*\//, '');
  // Every definition has an authorization, be it an eligible one; one without was not shown whole.
  if (managedByTenantId === '' || name === '' || authorizations.length === 0) {
    return undefined;
  }
  const description = asText(properties.description);
  return {
    name: name.toLowerCase(),
    offer: asText(properties.registrationDefinitionName),
    ...(description && { description }),
    managedByTenantId,
    ...(managingTenantId !== managedByTenantId && { hasCapitals: true }),
    ...(asText(asObject(item.plan).publisher) && { isOfMarketplace: true }),
    provisioningState: asText(properties.provisioningState),
    authorizations,
  };
}

function readAuthorization(item: JsonObject, isPermanent: boolean): LiveAuthorization {
  const delegatedRoleIds = asTexts(item.delegatedRoleDefinitionIds).map(guidOfRole);
  const policy = item.justInTimeAccessPolicy;
  return {
    ...readPrincipal(item),
    roleId: guidOfRole(asText(item.roleDefinitionId)),
    isPermanent,
    ...(delegatedRoleIds.length > 0 && { delegatedRoleIds }),
    ...(!isPermanent && isRecord(policy) && { activation: readActivation(policy) }),
  };
}

function readPrincipal(item: JsonObject): Pick<LiveAuthorization, 'principalId' | 'principalName'> {
  const principalName = asText(item.principalIdDisplayName);
  return { principalId: asText(item.principalId).toLowerCase(), ...(principalName && { principalName }) };
}

function guidOfRole(id: string): string {
  return id.toLowerCase().replace(/^.*\//, '');
}

/** @see https://learn.microsoft.com/azure/templates/microsoft.managedservices/registrationdefinitions */
function readActivation(policy: JsonObject): LiveActivation {
  const maximumDuration = asText(policy.maximumActivationDuration);
  return {
    ...(maximumDuration && { maximumDuration }),
    multiFactorAuthentication: asText(policy.multiFactorAuthProvider).toLowerCase() === 'azure',
    approvers: asObjects(policy.managedByTenantApprovers).map(readPrincipal),
  };
}

/** The id of a resource, as it can be compared: recordings have it without the first slash, and in any case. */
export function normalized(id: unknown): string {
  const text = asText(id).toLowerCase();
  return text === '' || text.startsWith('/') ? text : `/${text}`;
}
