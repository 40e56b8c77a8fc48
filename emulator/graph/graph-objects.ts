import type { Caller } from '../entra/access-tokens';
import type { Application, Directory, DirectoryObject, ServicePrincipal } from '../entra/directory';
import { displayNameOf } from '../entra/directory';
import type { EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asText, isObject } from '../server/json';
import { GraphAccess } from './graph-access';
import { graphBadRequest, graphNotFound } from './graph-errors';

/** The body of a request that must have one. */
export function requiredBody(request: EmulatedRequest): JsonObject {
  if (request.isMalformed || !isObject(request.body)) {
    throw graphBadRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  return request.body;
}

/** An object of the caller's tenant, as long as the replica that answers knows it. */
export function visibleObject<K extends DirectoryObject['kind']>(
  directory: Directory,
  caller: Caller,
  id: string,
  kind: K,
): Extract<DirectoryObject, { kind: K }> {
  const object = directory.find(id, caller.tenantId);
  if (object?.kind !== kind || !object.replication.look()) {
    throw graphNotFound(id);
  }
  return object as Extract<DirectoryObject, { kind: K }>;
}

/** An object as Microsoft Graph shows it in a list of owners or members. */
export function referenceTo(object: DirectoryObject): JsonObject {
  return { '@odata.type': `#microsoft.graph.${object.kind}`, id: object.id, displayName: displayNameOf(object) };
}

/** The owners that a new object gets: those that the body binds, and the caller if it creates for itself. */
export function initialOwners(directory: Directory, caller: Caller, body: JsonObject): Set<string> {
  const bound = asList(body['owners@odata.bind'])
    .map(asText)
    .map(reference => ownerOf(directory, caller, reference));
  bound.forEach(owner => GraphAccess.toNameOwner(caller, owner));
  return new Set([
    ...bound.map(owner => owner.id.toLowerCase()),
    ...(GraphAccess.ownsWhatItCreates(caller) ? [caller.objectId.toLowerCase()] : []),
  ]);
}

/** The principal that a reference such as `https://…/v1.0/directoryObjects/{id}` means. */
export function ownerOf(directory: Directory, caller: Caller, reference: string): DirectoryObject {
  const id = /\/(?:directoryObjects|servicePrincipals|users)\/([^/]+)$/i.exec(reference)?.[1];
  const owner = id && directory.find(id, caller.tenantId);
  if (!owner) {
    throw graphNotFound(id ?? reference);
  }
  if (owner.kind === 'application' || owner.kind === 'group') {
    throw graphBadRequest(
      `The reference target '${owner.id}' of type '${owner.kind}' is invalid for the 'owners' reference.`,
    );
  }
  return owner;
}

/** Applies a `$filter` of the form `property eq 'value'`; others are refused, so that none is ignored unseen. */
export function filtered<T extends Application | ServicePrincipal>(objects: T[], filter: string | null): T[] {
  if (filter === null) {
    return objects;
  }
  const match = /^\s*\(?(displayName|appId|id) eq '(.*?)'\)?\s*$/.exec(filter);
  if (!match) {
    throw graphBadRequest(`The emulated Microsoft Graph does not know the filter "${filter}".`);
  }
  const [, property, text] = match;
  const wanted = text.replaceAll("''", "'").toLowerCase();
  return objects.filter(object => {
    const value = property === 'displayName' ? displayNameOf(object) : property === 'id' ? object.id : object.appId;
    return value.toLowerCase() === wanted;
  });
}
