import type { AccessTokens, Caller } from '../entra/access-tokens';
import { TokenFault } from '../entra/access-tokens';
import type { Application, DirectoryObject, ServicePrincipal } from '../entra/directory';
import type { EmulatedRequest } from '../server/http-message';
import { graphDenied, graphRefusal } from './graph-errors';

const WRITES_ALL = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];
const WRITES_OWNED = 'Application.ReadWrite.OwnedBy';
const READS_APPLICATIONS = [...WRITES_ALL, WRITES_OWNED, 'Application.Read.All', 'Directory.Read.All'];
const READS_PEOPLE = ['Directory.ReadWrite.All', 'Directory.Read.All', 'User.Read.All', 'Group.Read.All'];
const ADMINISTRATORS = ['Application Administrator', 'Cloud Application Administrator', 'Global Administrator'];

/** Lets a caller into Microsoft Graph, or refuses. */
export function admitToGraph(tokens: AccessTokens, audience: string, request: EmulatedRequest): Caller {
  const caller = tokens.verify(request, audience);
  switch (caller) {
    case TokenFault.MISSING:
      throw graphRefusal(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    case TokenFault.INVALID:
      throw graphRefusal(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid signature.');
    case TokenFault.EXPIRED:
      throw graphRefusal(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
    case TokenFault.WRONG_AUDIENCE:
      throw graphRefusal(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.');
    default:
      return caller;
  }
}

/**
 * What callers may do with applications and service principals.
 *
 * `Application.ReadWrite.OwnedBy` reads all and changes only what the caller owns, which is why a pipeline with this
 * least permission must stay an owner of what it makes.
 *
 * @see https://learn.microsoft.com/graph/permissions-reference#applicationreadwriteownedby
 */
export const GraphAccess = {
  /** Refuses unless the caller may read applications and service principals. */
  toRead(caller: Caller): void {
    if (isApplication(caller) && !has(caller, READS_APPLICATIONS)) {
      throw graphDenied();
    }
  },

  /** Refuses unless the caller may read people and groups. */
  toReadPeople(caller: Caller): void {
    if (isApplication(caller) && !has(caller, READS_PEOPLE)) {
      throw graphDenied();
    }
  },

  /** Refuses unless the caller may register applications; people may, unless an administrator forbids it. */
  toRegister(caller: Caller): void {
    if (isApplication(caller) && !has(caller, [...WRITES_ALL, WRITES_OWNED])) {
      throw graphDenied();
    }
  },

  /** Refuses unless the caller may change the object. */
  toChange(caller: Caller, object: Application | ServicePrincipal): void {
    if (!writesAll(caller) && !(writesOwned(caller) && object.owners.has(caller.objectId.toLowerCase()))) {
      throw graphDenied();
    }
  },

  /**
   * Refuses unless the caller may name the owner when it creates something: a person only if it can read people.
   *
   * @see https://github.com/hashicorp/terraform-provider-azuread/blob/main/docs/resources/application.md
   */
  toNameOwner(caller: Caller, owner: DirectoryObject): void {
    if (owner.kind === 'user') {
      GraphAccess.toReadPeople(caller);
    }
  },

  /**
   * Refuses unless the caller may make somebody an owner of what exists already. To own an object is not enough.
   *
   * @see https://learn.microsoft.com/graph/api/application-post-owners
   */
  toAddOwner(caller: Caller, owner: DirectoryObject): void {
    if (isApplication(caller) && !writesAll(caller)) {
      throw graphDenied();
    }
    GraphAccess.toNameOwner(caller, owner);
  },

  /** Whether what the caller creates is the caller's without being asked for. */
  ownsWhatItCreates(caller: Caller): boolean {
    return !isApplication(caller) || !writesAll(caller);
  },
};

function writesAll(caller: Caller): boolean {
  return isApplication(caller) ? has(caller, WRITES_ALL) : ADMINISTRATORS.some(role => caller.directoryRoles.has(role));
}

/** A person may change what they own. */
function writesOwned(caller: Caller): boolean {
  return !isApplication(caller) || has(caller, [WRITES_OWNED]);
}

function isApplication(caller: Caller): boolean {
  return caller.clientId !== undefined;
}

function has(caller: Caller, permissions: readonly string[]): boolean {
  return permissions.some(permission => caller.graphPermissions.has(permission));
}
