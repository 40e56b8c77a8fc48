import { randomUUID } from 'node:crypto';
import type { Endpoints } from '../endpoints';
import type { EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asText } from '../server/json';
import type { RecordedCaller } from '../server/request-log';
import type { Directory, ServicePrincipal, User } from './directory';
import type { TokenSigner } from './json-web-token';
import { decodeToken, isInTime, isMeantFor } from './json-web-token';

const LIFETIME_SECONDS = 3600;

/** Who calls, as a verified token says. */
export interface Caller {
  readonly tenantId: string;
  readonly objectId: string;
  /** The client id; absent for a user. */
  readonly clientId?: string;
  /** Permissions in Microsoft Graph as they were when the token was made. */
  readonly graphPermissions: ReadonlySet<string>;
  /** Directory roles of a user. */
  readonly directoryRoles: ReadonlySet<string>;
}

/** Why a token is not accepted. */
export enum TokenFault {
  MISSING = 'missing',
  INVALID = 'invalid',
  EXPIRED = 'expired',
  WRONG_AUDIENCE = 'wrong-audience',
}

/** Makes and verifies the access tokens of the emulated cloud. */
export class AccessTokens {
  constructor(
    private readonly directory: Directory,
    private readonly signer: TokenSigner,
    private readonly endpoints: Endpoints,
  ) {}

  /** An access token for a principal, such as Microsoft Entra ID gives out after a sign-in. */
  public issue(principal: ServicePrincipal | User, audience: string, lifetimeSeconds = LIFETIME_SECONDS): string {
    const now = Math.floor(Date.now() / 1000);
    return this.signer.sign({
      aud: audience,
      iss: `${this.endpoints.activeDirectoryAuthority}/${principal.tenantId}/`,
      iat: now,
      nbf: now,
      exp: now + lifetimeSeconds,
      oid: principal.id,
      sub: principal.id,
      tid: principal.tenantId,
      uti: randomUUID(),
      ver: '1.0',
      ...this.claimsOf(principal, audience),
    });
  }

  /** The caller of a request, or why there is none. */
  public verify(request: EmulatedRequest, audience: string): Caller | TokenFault {
    const token = bearerToken(request);
    if (!token) {
      return TokenFault.MISSING;
    }
    const claims = decodeToken(token)?.claims;
    if (!claims || !this.signer.hasSigned(token)) {
      return TokenFault.INVALID;
    }
    if (!isInTime(claims)) {
      return TokenFault.EXPIRED;
    }
    return isMeantFor(claims, [audience, `${audience}/`]) ? this.callerOf(claims) : TokenFault.WRONG_AUDIENCE;
  }

  private callerOf(claims: JsonObject): Caller {
    const tenantId = asText(claims.tid);
    const objectId = asText(claims.oid);
    const object = this.directory.find(objectId, tenantId);
    return {
      tenantId,
      objectId,
      clientId: typeof claims.appid === 'string' ? claims.appid : undefined,
      graphPermissions: new Set(asList(claims.roles).map(asText)),
      directoryRoles: object?.kind === 'user' ? object.directoryRoles : new Set(),
    };
  }

  private claimsOf(principal: ServicePrincipal | User, audience: string): JsonObject {
    if (principal.kind === 'user') {
      return { idtyp: 'user', scp: 'user_impersonation', name: principal.displayName };
    }
    const isForGraph = audience.replace(/\/$/, '') === this.endpoints.microsoftGraph;
    return {
      idtyp: 'app',
      appid: principal.appId,
      ...(isForGraph && { roles: [...principal.graphPermissions] }),
    };
  }
}

/** Who a request says it comes from, believed without verifying: for the log only. */
export function claimedCaller(request: EmulatedRequest): RecordedCaller | undefined {
  const claims = decodeToken(bearerToken(request) ?? '')?.claims;
  return claims && typeof claims.oid === 'string'
    ? {
        tenantId: asText(claims.tid),
        objectId: claims.oid,
        clientId: typeof claims.appid === 'string' ? claims.appid : undefined,
      }
    : undefined;
}

function bearerToken(request: EmulatedRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
