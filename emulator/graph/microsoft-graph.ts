import type { Endpoints } from '../endpoints';
import type { AccessTokens, Caller } from '../entra/access-tokens';
import type { Directory, DirectoryObject } from '../entra/directory';
import type { Guesses } from '../guesses';
import type { Answer } from '../server/http-message';
import type { GuardedRouter, Router } from '../server/router';
import { Applications } from './applications';
import { FederatedCredentials } from './federated-credentials';
import { admitToGraph, GraphAccess } from './graph-access';
import { graphNotFound } from './graph-errors';
import { referenceTo } from './graph-objects';
import { addOwnerRoutes } from './graph-owners';
import type { PartnerBilling } from './partner-billing';
import { addSecretRoutes } from './secrets';
import { ServicePrincipals } from './service-principals';

const VERSIONS = ['v1.0', 'beta'];

/** What Microsoft Graph needs to answer. */
export interface GraphParts {
  readonly directory: Directory;
  readonly tokens: AccessTokens;
  readonly endpoints: Endpoints;
  readonly guesses: Guesses;
  readonly billing: PartnerBilling;
}

/**
 * Microsoft Graph as far as azuread 3.x asks it about applications, and this package about bills; v1.0 and beta answer
 * alike.
 */
export function addGraphRoutes(router: Router, { directory, tokens, endpoints, guesses, billing }: GraphParts): void {
  const guarded = router.guardedBy(request => admitToGraph(tokens, endpoints.microsoftGraph, request));
  const graph: GuardedRouter<Caller> = {
    on: (method, pattern, handler) => VERSIONS.forEach(version => guarded.on(method, `/${version}${pattern}`, handler)),
  };
  new Applications(directory).addRoutes(graph);
  new FederatedCredentials(directory, guesses).addRoutes(graph);
  new ServicePrincipals(directory, guesses).addRoutes(graph);
  addSecretRoutes(graph, directory);
  addOwnerRoutes(graph, directory, 'applications');
  addOwnerRoutes(graph, directory, 'servicePrincipals');
  addDirectoryRoutes(graph, directory);
  billing.addRoutes(graph, router);
}

function addDirectoryRoutes(graph: GuardedRouter<Caller>, directory: Directory): void {
  graph.on('GET', '/organization', (caller): Answer => {
    const tenant = directory.tenant(caller.tenantId);
    return { status: 200, body: { value: tenant ? [{ id: tenant.id, displayName: tenant.displayName }] : [] } };
  });
  graph.on('GET', '/directoryObjects/{id}', (caller, _, { id }): Answer => {
    GraphAccess.toRead(caller);
    return { status: 200, body: referenceTo(found(directory, caller, id)) };
  });
  for (const [collection, kind] of [
    ['users', 'user'],
    ['groups', 'group'],
  ] as const) {
    graph.on('GET', `/${collection}/{id}`, (caller, _, { id }): Answer => {
      GraphAccess.toReadPeople(caller);
      return { status: 200, body: referenceTo(found(directory, caller, id, kind)) };
    });
  }
}

function found(directory: Directory, caller: Caller, id: string, kind?: DirectoryObject['kind']): DirectoryObject {
  const object = directory.find(id, caller.tenantId);
  if (!object || (kind && object.kind !== kind)) {
    throw graphNotFound(id);
  }
  return object;
}
