import type { Endpoints } from '../endpoints';
import type { Guesses } from '../guesses';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asObject, asText } from '../server/json';
import type { Router } from '../server/router';
import type { AccessTokens } from './access-tokens';
import type { ClientAuthentication, SigningIn } from './client-authentication';
import type { Directory, Tenant } from './directory';
import { displayNameOf, isEnabled } from './directory';
import { entraRefusal } from './entra-errors';
import type { TokenSigner } from './json-web-token';

/** What Microsoft Entra ID needs to answer. */
export interface EntraIdParts {
  readonly directory: Directory;
  readonly endpoints: Endpoints;
  readonly tokens: AccessTokens;
  readonly signer: TokenSigner;
  readonly authentication: ClientAuthentication;
  readonly guesses: Guesses;
}

/**
 * Microsoft Entra ID: the metadata of a tenant, and tokens for applications (`client_credentials`).
 *
 * People and the Azure CLI cannot sign in here; a test mints their tokens.
 */
export class EntraId {
  constructor(private readonly parts: EntraIdParts) {}

  /** Adds the routes. */
  public addRoutes(router: Router): void {
    router.on('GET', '/{tenant}/v2.0/.well-known/openid-configuration', (_, { tenant }) =>
      this.openIdConfiguration(this.tenant(tenant)),
    );
    router.on('GET', '/{tenant}/discovery/v2.0/keys', () => ({
      status: 200,
      body: { keys: [this.parts.signer.jsonWebKey] },
    }));
    router.on('POST', '/{tenant}/oauth2/v2.0/token', (request, { tenant }) => this.token(request, this.tenant(tenant)));
  }

  /** azapi refuses the document unless all three addresses are there and the issuer has the authority's host. */
  private openIdConfiguration(tenant: Tenant): Answer {
    const base = `${this.parts.endpoints.activeDirectoryAuthority}/${tenant.id}`;
    return {
      status: 200,
      body: {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
        response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      },
    };
  }

  private token(request: EmulatedRequest, tenant: Tenant): Answer {
    const form = asObject(request.body);
    if (form.grant_type !== 'client_credentials') {
      throw entraRefusal({
        status: 400,
        error: 'unsupported_grant_type',
        code: 70003,
        message: `The app requested an unsupported grant type '${asText(form.grant_type)}'.`,
      });
    }
    const client = this.client(form, tenant);
    this.parts.authentication.verify(form, client);
    const audience = this.audience(asText(form.scope), tenant);
    return {
      status: 200,
      headers: { 'Cache-Control': 'no-store, no-cache' },
      body: {
        token_type: 'Bearer',
        expires_in: 3599,
        ext_expires_in: 3599,
        access_token: this.parts.tokens.issue(client.principal, audience),
      },
    };
  }

  private client(form: JsonObject, tenant: Tenant): SigningIn {
    const clientId = asText(form.client_id);
    const application = this.parts.directory.application(clientId);
    const principal = this.parts.directory.servicePrincipalOf(clientId, tenant.id);
    const isKnown = principal?.replication.isDone ?? application?.tenantId === tenant.id;
    if (!application || !isKnown) {
      throw entraRefusal({
        status: 400,
        error: 'unauthorized_client',
        code: 700016,
        message:
          `Application with identifier '${clientId}' was not found in the directory '${tenant.displayName}'. ` +
          'This can happen if the application has not been installed by the administrator of the tenant or consented ' +
          'to by any user in the tenant. You may have sent your authentication request to the wrong tenant.',
      });
    }
    if (!principal) {
      throw entraRefusal({
        status: 401,
        error: 'invalid_client',
        code: 7000229,
        message:
          `The client application ${clientId} is missing service principal in the tenant ${tenant.id}. ` +
          'See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
      });
    }
    if (!isEnabled(principal)) {
      const isUnauthorized = this.parts.guesses.is('disabledApplication', 'unauthorized-client');
      throw entraRefusal({
        status: isUnauthorized ? 400 : 401,
        error: isUnauthorized ? 'unauthorized_client' : 'invalid_client',
        code: 7000112,
        message: `Application '${clientId}'(${displayNameOf(principal)}) is disabled.`,
      });
    }
    return { application, principal, tenant };
  }

  /** The resource that a scope names: `https://management.azure.com/.default` names Azure Resource Manager. */
  private audience(scope: string, tenant: Tenant): string {
    const { resourceManager, microsoftGraph } = this.parts.endpoints;
    const resource = scope.split(' ').find(part => part.endsWith('/.default'));
    if (resource === undefined) {
      throw entraRefusal({
        status: 400,
        error: 'invalid_scope',
        code: 1002012,
        message:
          `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with ` +
          '/.default suffixed to the resource identifier (application ID URI).',
      });
    }
    const audience = resource.replace(/\/+\.default$/, '');
    if (audience !== resourceManager && audience !== microsoftGraph) {
      throw entraRefusal({
        status: 400,
        error: 'invalid_resource',
        code: 500011,
        message: `The resource principal named ${audience} was not found in the tenant named ${tenant.displayName}.`,
      });
    }
    return audience;
  }

  private tenant(reference: string): Tenant {
    const tenant = this.parts.directory.tenant(reference);
    if (!tenant) {
      throw entraRefusal({
        status: 400,
        error: 'invalid_request',
        code: 90002,
        message:
          `Tenant '${reference}' not found. Check to make sure you have the correct tenant ID and are signing into ` +
          'the correct cloud.',
      });
    }
    return tenant;
  }
}
