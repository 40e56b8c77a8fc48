import { randomUUID } from 'node:crypto';
import type { Caller } from '../entra/access-tokens';
import type { Application, Directory } from '../entra/directory';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asText } from '../server/json';
import type { GuardedRouter } from '../server/router';
import { replaceCertificates } from './certificates';
import { GraphAccess } from './graph-access';
import { graphBadRequest } from './graph-errors';
import { filtered, initialOwners, requiredBody, visibleObject } from './graph-objects';

/** Members that Microsoft Graph makes itself, or keeps apart; a client cannot set them. */
const READ_ONLY = ['appId', 'id', 'createdDateTime', 'publisherDomain', 'deletedDateTime'];
const KEPT_APART = ['keyCredentials', 'passwordCredentials', 'owners@odata.bind', '@odata.type'];

/**
 * Applications of Microsoft Graph.
 *
 * Two may have the same display name; that Terraform can prevent it (`prevent_duplicate_names`) is azuread's doing.
 *
 * @see https://learn.microsoft.com/graph/api/resources/application
 */
export class Applications {
  constructor(private readonly directory: Directory) {}

  /** Adds the routes. */
  public addRoutes(graph: GuardedRouter<Caller>): void {
    graph.on('POST', '/applications', (caller, request) => this.create(caller, request));
    graph.on('GET', '/applications', (caller, request) => this.list(caller, request));
    graph.on('GET', '/applications/{id}', (caller, _, { id }) => {
      GraphAccess.toRead(caller);
      return { status: 200, body: shown(visibleObject(this.directory, caller, id, 'application')) };
    });
    graph.on('PATCH', '/applications/{id}', (caller, request, { id }) => this.update(caller, request, id));
    graph.on('DELETE', '/applications/{id}', (caller, _, { id }) => {
      const application = visibleObject(this.directory, caller, id, 'application');
      GraphAccess.toChange(caller, application);
      this.directory.remove(application);
      return { status: 204 };
    });
  }

  private create(caller: Caller, request: EmulatedRequest): Answer {
    GraphAccess.toRegister(caller);
    const body = requiredBody(request);
    refuseReadOnly(body);
    refuseEmptyName(body);
    const application = this.directory.add({
      kind: 'application',
      id: randomUUID(),
      appId: randomUUID(),
      tenantId: caller.tenantId,
      replication: this.directory.newReplication(),
      attributes: { ...DEFAULTS, createdDateTime: new Date().toISOString(), ...storable(body) },
      owners: initialOwners(this.directory, caller, body),
      secrets: [],
      certificates: [],
      federatedCredentials: [],
    });
    replaceCertificates(application, body.keyCredentials);
    return { status: 201, body: shown(application) };
  }

  private list(caller: Caller, request: EmulatedRequest): Answer {
    GraphAccess.toRead(caller);
    const known = this.directory.all('application', caller.tenantId).filter(({ replication }) => replication.look());
    return { status: 200, body: { value: filtered(known, request.query.get('$filter')).map(shown) } };
  }

  private update(caller: Caller, request: EmulatedRequest, id: string): Answer {
    const application = visibleObject(this.directory, caller, id, 'application');
    GraphAccess.toChange(caller, application);
    // With a certificate azuread sends the application's id as well; only another one would be a change.
    const { id: named = application.id, ...body } = requiredBody(request);
    refuseReadOnly(named === application.id ? body : { id: named });
    if ('displayName' in body) {
      refuseEmptyName(body);
    }
    if ('passwordCredentials' in body) {
      throw graphBadRequest('Updates to passwordCredentials are not allowed; use addPassword and removePassword.');
    }
    replaceCertificates(application, body.keyCredentials);
    application.attributes = { ...application.attributes, ...storable(body) };
    return { status: 204 };
  }
}

const DEFAULTS: JsonObject = {
  signInAudience: 'AzureADMyOrg',
  identifierUris: [],
  tags: [],
  requiredResourceAccess: [],
  appRoles: [],
  api: { oauth2PermissionScopes: [], knownClientApplications: [], preAuthorizedApplications: [] },
  web: { redirectUris: [], implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false } },
  spa: { redirectUris: [] },
  publicClient: { redirectUris: [] },
  isFallbackPublicClient: null,
};

function shown(application: Application): JsonObject {
  return {
    ...application.attributes,
    id: application.id,
    appId: application.appId,
    publisherDomain: null,
    passwordCredentials: application.secrets.map(({ value, ...secret }) => ({
      ...secret,
      hint: value.slice(0, 3),
      secretText: null,
    })),
    keyCredentials: application.certificates.map(({ certificate: _, ...credential }) => ({
      ...credential,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
      key: null,
    })),
  };
}

function storable(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !KEPT_APART.includes(name)));
}

function refuseReadOnly(body: JsonObject): void {
  const name = READ_ONLY.find(readOnly => readOnly in body);
  if (name) {
    throw graphBadRequest(`Property '${name}' is read-only and cannot be set.`);
  }
}

function refuseEmptyName(body: JsonObject): void {
  const name = asText(body.displayName);
  if (name === '' || name.length > 256) {
    throw graphBadRequest("Invalid value specified for property 'displayName' of resource 'Application'.");
  }
}
