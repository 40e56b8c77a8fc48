import { asObject, asObjects, asText, type JsonObject } from './json';

/** A principal with a role, as Azure holds it. */
export interface LiveAuthorization {
  /** In lower case, as every id here. */
  readonly principalId: string;
  readonly principalName?: string;
  readonly roleId: string;
  /** Whether the role is held all the time, and not only once somebody activated it. */
  readonly isPermanent: boolean;
}

/** An offer in a customer's subscription. */
export interface LiveDefinition {
  /** The GUID. */
  readonly name: string;
  readonly offer: string;
  readonly managedByTenantId: string;
  readonly provisioningState: string;
  readonly authorizations: LiveAuthorization[];
}

/** An offer in force at one scope. */
export interface LiveDelegation {
  readonly subscriptionId: string;
  /** In lower case; undefined if the whole subscription is delegated. */
  readonly resourceGroup?: string;
  /** The GUID of the assignment. */
  readonly name: string;
  readonly provisioningState: string;
  /** The tenant of the customer; undefined where Azure does not say. */
  readonly customerTenantId?: string;
  readonly definition: LiveDefinition;
}

const ASSIGNMENT =
  /^\/subscriptions\/(?<subscription>[^/]+)(?:\/resourcegroups\/(?<group>[^/]+))?\/providers\/microsoft\.managedservices\/registrationassignments\/(?<name>[^/]+)$/;

/** What an assignment says, without its definition; undefined if it is none. */
export function readAssignment(
  item: JsonObject,
): (Omit<LiveDelegation, 'definition' | 'customerTenantId'> & { readonly definitionId: string }) | undefined {
  const { subscription, group, name } = ASSIGNMENT.exec(asText(item.id).toLowerCase())?.groups ?? {};
  if (subscription === undefined || name === undefined) {
    return undefined;
  }
  const properties = asObject(item.properties);
  return {
    subscriptionId: subscription,
    resourceGroup: group,
    name,
    provisioningState: asText(properties.provisioningState),
    definitionId: normalized(properties.registrationDefinitionId),
  };
}

/** What a definition says; undefined if it is not all there, as in an assignment that is not expanded. */
export function readDefinition(item: JsonObject): LiveDefinition | undefined {
  const properties = asObject(item.properties);
  const managedByTenantId = asText(properties.managedByTenantId).toLowerCase();
  // Every definition has an authorization; one without was not shown whole.
  if (managedByTenantId === '' || asObjects(properties.authorizations).length === 0) {
    return undefined;
  }
  const name = asText(item.name) || asText(item.id).replace(/^.*\//, '');
  return {
    name: name.toLowerCase(),
    offer: asText(properties.registrationDefinitionName),
    managedByTenantId,
    provisioningState: asText(properties.provisioningState),
    authorizations: [
      ...asObjects(properties.authorizations).map(each => readAuthorization(each, true)),
      ...asObjects(properties.eligibleAuthorizations).map(each => readAuthorization(each, false)),
    ],
  };
}

function readAuthorization(item: JsonObject, isPermanent: boolean): LiveAuthorization {
  const principalName = asText(item.principalIdDisplayName);
  return {
    principalId: asText(item.principalId).toLowerCase(),
    ...(principalName && { principalName }),
    roleId: asText(item.roleDefinitionId).toLowerCase().replace(/^.*\//, ''),
    isPermanent,
  };
}

/** The id of a resource, as it can be compared: recordings have it without the first slash, and in any case. */
export function normalized(id: unknown): string {
  const text = asText(id).toLowerCase();
  return text === '' || text.startsWith('/') ? text : `/${text}`;
}
