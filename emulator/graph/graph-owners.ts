import type { Caller } from '../entra/access-tokens';
import type { Directory } from '../entra/directory';
import type { Answer } from '../server/http-message';
import { asText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import { GraphAccess } from './graph-access';
import { graphBadRequest, graphNotFound } from './graph-errors';
import { ownerOf, referenceTo, requiredBody, visibleObject } from './graph-objects';

/** The routes that read, add and remove the owners of applications and of service principals. */
export function addOwnerRoutes(
  graph: GuardedRouter<Caller>,
  directory: Directory,
  collection: 'applications' | 'servicePrincipals',
): void {
  const kind = collection === 'applications' ? 'application' : 'servicePrincipal';
  const owned = (caller: Caller, id: string) => visibleObject(directory, caller, id, kind);

  graph.on('GET', `/${collection}/{id}/owners`, (caller, _, { id }): Answer => {
    GraphAccess.toRead(caller);
    const owners = [...owned(caller, id).owners].map(ownerId => directory.find(ownerId, caller.tenantId));
    return { status: 200, body: { value: owners.filter(owner => owner !== undefined).map(referenceTo) } };
  });

  graph.on('POST', `/${collection}/{id}/owners/$ref`, (caller, request, { id }): Answer => {
    const object = owned(caller, id);
    GraphAccess.toChange(caller, object);
    const owner = ownerOf(directory, caller, asText(requiredBody(request)['@odata.id']));
    GraphAccess.toAddOwner(caller, owner);
    if (object.owners.has(owner.id.toLowerCase())) {
      throw graphBadRequest(
        "One or more added object references already exist for the following modified properties: 'owners'.",
      );
    }
    object.owners.add(owner.id.toLowerCase());
    return { status: 204 };
  });

  graph.on('DELETE', `/${collection}/{id}/owners/{ownerId}/$ref`, (caller, _, { id, ownerId }): Answer => {
    const object = owned(caller, id);
    GraphAccess.toChange(caller, object);
    if (!object.owners.delete(ownerId.toLowerCase())) {
      throw graphNotFound(ownerId);
    }
    return { status: 204 };
  });
}
