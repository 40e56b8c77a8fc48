import type { Caller } from '../entra/access-tokens';
import type { Guesses } from '../guesses';
import { type Answer, type EmulatedRequest, Refusal } from '../server/http-message';
import type { JsonObject } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { PartnerSeed } from '../world';
import { requiredApiVersion } from './api-versions';
import { invalidRequestContent } from './arm-errors';

const PARTNERS = { namespace: 'Microsoft.ManagementPartner', type: 'partners', versions: ['2018-02-01'] };
const COLLECTION = '/providers/Microsoft.ManagementPartner/partners';

/** The record that ties one principal to one Partner ID. */
export interface PartnerLink {
  readonly tenantId: string;
  readonly objectId: string;
  readonly createdTime: string;
  partnerId: string;
  updatedTime: string;
  /** Grows with every write, deletions included. */
  version: number;
  state: 'Active' | 'Deleted';
}

/**
 * The partner admin link: the provider Microsoft.ManagementPartner.
 *
 * A link belongs to whoever calls: tenant and object come from the token, and nothing in a body changes that. The caller
 * needs no right for it. A deleted link stays as a record, which a later PUT wakes: an old `createdTime` with a version
 * that grows. So it is in the recordings of Azure/azure-cli-extensions (src/managementpartner), Azure/azure-powershell
 * (src/ManagementPartner/ManagementPartner.Test) and Azure/azure-sdk-for-python (2021, a service principal).
 *
 * @see https://github.com/Azure/azure-rest-api-specs/tree/main/specification/managementpartner
 */
export class ManagementPartner {
  private readonly links: PartnerLink[] = [];

  constructor(
    private readonly partners: readonly PartnerSeed[] | undefined,
    private readonly guesses: Guesses,
  ) {}

  /** Adds the routes. */
  public addRoutes(arm: GuardedRouter<Caller>): void {
    const one = `${COLLECTION}/{partnerId}`;
    arm.on('GET', COLLECTION, (caller, request) => this.getOwn(caller, request));
    arm.on('GET', one, (caller, request, { partnerId }) => this.get(caller, request, partnerId));
    arm.on('PUT', one, (caller, request, { partnerId }) => this.put(caller, request, partnerId));
    arm.on('PATCH', one, (caller, request, { partnerId }) => this.patch(caller, request, partnerId));
    arm.on('DELETE', one, (caller, request, { partnerId }) => this.delete(caller, request, partnerId));
  }

  /** The link of a principal, for tests to look at; a deleted one too. */
  public linkOf(objectId: string, tenantId: string): Readonly<PartnerLink> | undefined {
    return this.links.find(link => link.objectId === objectId && link.tenantId === tenantId);
  }

  private getOwn(caller: Caller, request: EmulatedRequest): Answer {
    requiredApiVersion(request, PARTNERS);
    return { status: 200, body: this.shown(this.demandedLink(caller)) };
  }

  private get(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    requiredApiVersion(request, PARTNERS);
    const link = this.demandedLink(caller);
    if (link.partnerId !== partnerId) {
      throw this.guesses.is('linkReadByAnotherId', 'not-found') ? notLinked() : invalidPartnerId();
    }
    return { status: 200, body: this.shown(link) };
  }

  private put(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    this.demandWritable(request, partnerId);
    const link = this.activeLinkOf(caller);
    if (link?.partnerId === partnerId && this.guesses.is('repeatedLink', 'refused')) {
      throw alreadyLinked();
    }
    if (link && link.partnerId !== partnerId) {
      if (this.guesses.is('secondLink', 'refused')) {
        throw alreadyLinked();
      }
      return { status: 200, body: this.shown(link) };
    }
    return { status: 200, body: this.shown(this.write(caller, partnerId)) };
  }

  /** The URL names the new Partner ID, whatever the old one was. */
  private patch(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    this.demandWritable(request, partnerId);
    this.demandedLink(caller);
    return { status: 200, body: this.shown(this.write(caller, partnerId)) };
  }

  /** Whoever has no link is answered as if there had been one. */
  private delete(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    requiredApiVersion(request, PARTNERS);
    const link = this.activeLinkOf(caller);
    if (link && (link.partnerId === partnerId || this.guesses.is('linkDeletionByAnotherId', 'removed'))) {
      link.state = 'Deleted';
      link.version += 1;
      link.updatedTime = new Date().toISOString();
    }
    return { status: 200 };
  }

  private write(caller: Caller, partnerId: string): PartnerLink {
    const now = new Date().toISOString();
    const existing = this.links.find(link => link.objectId === caller.objectId && link.tenantId === caller.tenantId);
    if (existing) {
      existing.partnerId = partnerId;
      existing.state = 'Active';
      existing.version += 1;
      existing.updatedTime = now;
      return existing;
    }
    const link: PartnerLink = {
      tenantId: caller.tenantId,
      objectId: caller.objectId,
      partnerId,
      createdTime: now,
      updatedTime: now,
      version: 1,
      state: 'Active',
    };
    this.links.push(link);
    return link;
  }

  private demandedLink(caller: Caller): PartnerLink {
    const link = this.activeLinkOf(caller);
    if (!link) {
      throw notLinked();
    }
    return link;
  }

  private activeLinkOf(caller: Caller): PartnerLink | undefined {
    return this.links.find(
      link => link.objectId === caller.objectId && link.tenantId === caller.tenantId && link.state === 'Active',
    );
  }

  /** The body may be left out, and what is in it does not matter, as long as it is JSON. */
  private demandWritable(request: EmulatedRequest, partnerId: string): void {
    requiredApiVersion(request, PARTNERS);
    if (request.isMalformed) {
      throw invalidRequestContent('The request content was invalid and could not be deserialized.');
    }
    const isKnown = this.partners === undefined || this.partners.some(partner => partner.id === partnerId);
    if (!/^[0-9]+$/.test(partnerId) || !isKnown) {
      throw invalidPartnerId();
    }
  }

  /** The id has the provider's name in lower case, unlike the path of the request. The name of a partner may be absent. */
  private shown(link: PartnerLink): JsonObject {
    const partner = this.partners?.find(({ id }) => id === link.partnerId);
    return {
      id: `/providers/microsoft.managementpartner/partners/${link.partnerId}`,
      type: 'Microsoft.ManagementPartner/partners',
      name: link.partnerId,
      etag: link.version,
      properties: {
        partnerId: link.partnerId,
        ...(partner && { partnerName: partner.name }),
        tenantId: link.tenantId,
        objectId: link.objectId,
        version: link.version,
        createdTime: link.createdTime,
        updatedTime: link.updatedTime,
        state: link.state,
      },
    };
  }
}

function notLinked(): Refusal {
  return refusal(404, 'ManagementPartnerNotFound', 'This user or service principal is not linked with a Partner ID');
}

function invalidPartnerId(): Refusal {
  return refusal(400, 'PartnerIdInvalid', 'The Partner ID is not valid');
}

/** Only the code is known, from a client that expects it. */
function alreadyLinked(): Refusal {
  return refusal(409, 'PartnerIdAlreadyLinked', 'This user or service principal is already linked with a Partner ID');
}

/** This provider says it twice: as Azure Resource Manager does, and beside it. */
function refusal(status: number, code: string, message: string): Refusal {
  return new Refusal({ status, body: { error: { code, message }, code, message } }, `${code}: ${message}`);
}
