import { randomUUID } from 'node:crypto';
import type { Caller } from '../entra/access-tokens';
import type { Directory, ServicePrincipal } from '../entra/directory';
import { displayNameOf } from '../entra/directory';
import type { Guesses } from '../guesses';
import type { Answer, EmulatedRequest, Refusal } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asText, sameText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import { GraphAccess } from './graph-access';
import { graphBadRequest, graphConflict, graphRefusal } from './graph-errors';
import { filtered, initialOwners, requiredBody, visibleObject } from './graph-objects';

/**
 * Service principals of Microsoft Graph.
 *
 * @see https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
export class ServicePrincipals {
  constructor(
    private readonly directory: Directory,
    private readonly guesses: Guesses,
  ) {}

  /** Adds the routes. */
  public addRoutes(graph: GuardedRouter<Caller>): void {
    graph.on('POST', '/servicePrincipals', (caller, request) => this.create(caller, request));
    graph.on('GET', '/servicePrincipals', (caller, request) => this.list(caller, request));
    graph.on('GET', '/servicePrincipals/{id}', (caller, _, { id }) => {
      GraphAccess.toRead(caller);
      return { status: 200, body: shown(visibleObject(this.directory, caller, id, 'servicePrincipal')) };
    });
    graph.on('PATCH', '/servicePrincipals/{id}', (caller, request, { id }) => {
      const principal = visibleObject(this.directory, caller, id, 'servicePrincipal');
      GraphAccess.toChange(caller, principal);
      const body = requiredBody(request);
      if ('appId' in body) {
        throw graphBadRequest("Property 'appId' is read-only and cannot be set.");
      }
      principal.attributes = { ...principal.attributes, ...body };
      return { status: 204 };
    });
    graph.on('DELETE', '/servicePrincipals/{id}', (caller, _, { id }) => {
      const principal = visibleObject(this.directory, caller, id, 'servicePrincipal');
      GraphAccess.toChange(caller, principal);
      this.directory.remove(principal);
      return { status: 204 };
    });
  }

  private create(caller: Caller, request: EmulatedRequest): Answer {
    GraphAccess.toRegister(caller);
    const body = requiredBody(request);
    const appId = asText(body.appId);
    const application = this.directory.application(appId);
    if (!application?.replication.look()) {
      throw application && this.guesses.is('principalTooEarly', 'forbidden')
        ? notOfLocalTenant()
        : noBackingApplication(appId);
    }
    // With the least permission both the application and the principal must be the caller's.
    GraphAccess.toChange(caller, application);
    if (!sameText(application.tenantId, caller.tenantId)) {
      throw notOfLocalTenant();
    }
    if (this.directory.servicePrincipalOf(appId, caller.tenantId)) {
      throw graphConflict(
        'The service principal cannot be created, updated, or restored because the service principal name ' +
          `${appId} is already in use.`,
      );
    }
    const { 'owners@odata.bind': _owners, appId: _appId, ...attributes } = body;
    const principal = this.directory.add<ServicePrincipal>({
      kind: 'servicePrincipal',
      id: randomUUID(),
      appId: application.appId,
      tenantId: caller.tenantId,
      replication: this.directory.newReplication(),
      attributes: {
        accountEnabled: true,
        appRoleAssignmentRequired: false,
        tags: [],
        displayName: displayNameOf(application),
        appOwnerOrganizationId: application.tenantId,
        ...attributes,
      },
      owners: initialOwners(this.directory, caller, body),
      graphPermissions: new Set(),
    });
    return { status: 201, body: shown(principal) };
  }

  private list(caller: Caller, request: EmulatedRequest): Answer {
    GraphAccess.toRead(caller);
    const all = this.directory.all('servicePrincipal', caller.tenantId);
    const known = all.filter(({ replication }) => replication.look());
    return { status: 200, body: { value: filtered(known, request.query.get('$filter')).map(shown) } };
  }
}

/** The details tell an application that is not there, or not yet, from other bad requests. */
function noBackingApplication(appId: string): Refusal {
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`;
  return graphBadRequest(message, [{ code: 'NoBackingApplicationObject', message, target: 'appId' }]);
}

function notOfLocalTenant(): Refusal {
  return graphRefusal(
    403,
    'Authorization_RequestDenied',
    'When using this permission, the backing application of the service principal being created must in the local tenant',
  );
}

function shown(principal: ServicePrincipal): JsonObject {
  return {
    appDisplayName: displayNameOf(principal),
    servicePrincipalType: 'Application',
    servicePrincipalNames: [principal.appId],
    signInAudience: 'AzureADMyOrg',
    alternativeNames: [],
    appRoles: [],
    oauth2PermissionScopes: [],
    replyUrls: [],
    ...principal.attributes,
    id: principal.id,
    appId: principal.appId,
  };
}
