import type { JsonObject } from '../server/json';
import { asText, sameText } from '../server/json';
import type { Delay } from '../server/progress';
import { Progress } from '../server/progress';
import type { GraphPermission } from '../world';

/** A Microsoft Entra tenant. */
export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  /** Its first domain, which may stand in place of the id in the path of the token endpoint. */
  readonly domain: string;
}

interface DirectoryObjectBase {
  /** The object id. */
  readonly id: string;
  readonly tenantId: string;
  /** Whether every replica of the directory knows the object yet. */
  readonly replication: Progress;
}

/** A client secret; the value never leaves the directory after it was made. */
export interface Secret {
  readonly keyId: string;
  readonly displayName?: string;
  readonly value: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** A certificate an application may sign in with. */
export interface KeyCredential {
  readonly keyId: string;
  readonly displayName?: string;
  readonly certificate: Buffer;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** Whose tokens an application accepts in place of a secret. */
export interface FederatedCredential {
  readonly id: string;
  readonly name: string;
  issuer: string;
  subject: string;
  audiences: string[];
  description?: string | null;
}

/** An application registration. */
export interface Application extends DirectoryObjectBase {
  readonly kind: 'application';
  readonly appId: string;
  /** What Microsoft Graph stores and hands back without judging it. */
  attributes: JsonObject;
  readonly owners: Set<string>;
  secrets: Secret[];
  certificates: KeyCredential[];
  federatedCredentials: FederatedCredential[];
}

/** What an application is in one tenant: the thing that signs in and gets rights. */
export interface ServicePrincipal extends DirectoryObjectBase {
  readonly kind: 'servicePrincipal';
  readonly appId: string;
  attributes: JsonObject;
  readonly owners: Set<string>;
  readonly graphPermissions: ReadonlySet<GraphPermission>;
}

/** A person. */
export interface User extends DirectoryObjectBase {
  readonly kind: 'user';
  readonly displayName: string;
  /** Whether the person belongs to another tenant. */
  readonly isGuest: boolean;
  readonly directoryRoles: ReadonlySet<string>;
}

/** A group. */
export interface Group extends DirectoryObjectBase {
  readonly kind: 'group';
  readonly displayName: string;
  readonly isMicrosoft365: boolean;
  readonly members: Set<string>;
}

/** Anything with an object id. */
export type DirectoryObject = Application | ServicePrincipal | User | Group;

/** Something that can sign in or be given rights. */
export type Principal = ServicePrincipal | User | Group;

/** How long it takes until the directory knows what is new; no time, if nothing is said. */
export interface DirectoryDelays {
  /** Of applications and service principals. */
  readonly replication?: Delay;
  /** Of secrets and federated credentials, in the eyes of sign-ins. */
  readonly credentials?: Delay;
}

/** The directories of all tenants. */
export class Directory {
  private readonly tenants: Tenant[] = [];
  private readonly objects = new Map<string, DirectoryObject>();
  /** The secrets and federated credentials that were made here, by id. */
  private readonly newCredentials = new Map<string, Progress>();

  constructor(private readonly delays: DirectoryDelays = {}) {}

  /** Adds a tenant. */
  public addTenant(tenant: Tenant): void {
    this.tenants.push(tenant);
  }

  /** A tenant by id or domain. */
  public tenant(reference: string): Tenant | undefined {
    return this.tenants.find(tenant => sameText(tenant.id, reference) || sameText(tenant.domain, reference));
  }

  /** Adds an object that every replica knows. */
  public add<T extends DirectoryObject>(object: T): T {
    this.objects.set(object.id.toLowerCase(), object);
    return object;
  }

  /** What a newly made object replicates by. */
  public newReplication(): Progress {
    return new Progress(this.delays.replication);
  }

  /** Notes that a secret or a federated credential was made just now. */
  public addCredential(id: string): void {
    this.newCredentials.set(id, new Progress(this.delays.credentials));
  }

  /** Whether sign-ins know a secret or a federated credential yet. Trying counts as a look. */
  public tryCredential(id: string): boolean {
    return this.newCredentials.get(id)?.look() ?? true;
  }

  /** Removes an object, and whatever lived from it alone. */
  public remove(object: DirectoryObject): void {
    this.objects.delete(object.id.toLowerCase());
    if (object.kind === 'application') {
      // Deleting a registration takes its service principal in the same tenant along.
      const principal = this.servicePrincipalOf(object.appId, object.tenantId);
      if (principal) {
        this.remove(principal);
      }
    }
  }

  /** An object of a tenant by its object id. */
  public find(id: string, tenantId: string): DirectoryObject | undefined {
    const object = this.objects.get(id.toLowerCase());
    return object && sameText(object.tenantId, tenantId) ? object : undefined;
  }

  /** Every object of a kind in a tenant. */
  public all<K extends DirectoryObject['kind']>(kind: K, tenantId: string): Extract<DirectoryObject, { kind: K }>[] {
    return [...this.objects.values()].filter(
      (object): object is Extract<DirectoryObject, { kind: K }> =>
        object.kind === kind && sameText(object.tenantId, tenantId),
    );
  }

  /** The application with a client id, in whichever tenant it is registered. */
  public application(clientId: string): Application | undefined {
    return [...this.objects.values()].find(
      (object): object is Application => object.kind === 'application' && sameText(object.appId, clientId),
    );
  }

  /** The service principal of a client id in a tenant. */
  public servicePrincipalOf(clientId: string, tenantId: string): ServicePrincipal | undefined {
    return this.all('servicePrincipal', tenantId).find(principal => sameText(principal.appId, clientId));
  }

  /** The principals with a display name or an object id; in one tenant, or in all. */
  public principals(reference: string, tenantId?: string): Principal[] {
    return [...this.objects.values()]
      .filter((object): object is Principal => object.kind !== 'application')
      .filter(object => !tenantId || sameText(object.tenantId, tenantId))
      .filter(object => sameText(object.id, reference) || displayNameOf(object) === reference);
  }

  /** The object ids under which a principal may have been given a right: its own, and those of its groups. */
  public identitiesOf(objectId: string, tenantId: string): ReadonlySet<string> {
    const groups = this.all('group', tenantId).filter(group => group.members.has(objectId.toLowerCase()));
    return new Set([objectId.toLowerCase(), ...groups.map(group => group.id.toLowerCase())]);
  }
}

/** The display name of any object. */
export function displayNameOf(object: DirectoryObject): string {
  return object.kind === 'user' || object.kind === 'group' ? object.displayName : asText(object.attributes.displayName);
}

/** Whether a service principal may sign in. */
export function isEnabled(principal: ServicePrincipal): boolean {
  return principal.attributes.accountEnabled !== false;
}
