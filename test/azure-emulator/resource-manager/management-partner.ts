import type { Caller } from '../entra/access-tokens';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import type { GuardedRouter } from '../server/router';
import type { PartnerSeed } from '../world';
import { requiredApiVersion } from './api-versions';
import { armRefusal, invalidRequestContent } from './arm-errors';

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
 * needs no right for it. A deleted link stays as a record, which a later PUT wakes: recordings of the Azure CLI show an
 * old `createdTime` with a version that grows. What Azure answers to a GET of somebody else's link or to a PUT of a second
 * Partner ID has not been seen from outside; 404 and 409 are the codes its specification has for them.
 *
 * @see https://github.com/Azure/azure-rest-api-specs/tree/main/specification/managementpartner
 */
export class ManagementPartner {
  private readonly links: PartnerLink[] = [];

  constructor(private readonly partners: readonly PartnerSeed[] | undefined) {}

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
    const link = this.activeLinkOf(caller);
    if (!link) {
      throw notFound('The caller is not linked to a management partner.');
    }
    return { status: 200, body: this.shown(link) };
  }

  private get(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    requiredApiVersion(request, PARTNERS);
    return { status: 200, body: this.shown(this.ownLink(caller, partnerId)) };
  }

  private put(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    this.demandWritable(request, partnerId);
    const link = this.linkOf(caller.objectId, caller.tenantId);
    if (link?.state === 'Active' && link.partnerId !== partnerId) {
      throw armRefusal(
        409,
        'Conflict',
        `The caller is already linked to management partner '${link.partnerId}'. Update or delete that link first.`,
      );
    }
    return { status: 200, body: this.shown(this.write(caller, partnerId)) };
  }

  /** The URL names the new Partner ID, whatever the old one was. */
  private patch(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    this.demandWritable(request, partnerId);
    if (!this.activeLinkOf(caller)) {
      throw notFound('The caller is not linked to a management partner.');
    }
    return { status: 200, body: this.shown(this.write(caller, partnerId)) };
  }

  private delete(caller: Caller, request: EmulatedRequest, partnerId: string): Answer {
    requiredApiVersion(request, PARTNERS);
    const link = this.ownLink(caller, partnerId);
    link.state = 'Deleted';
    link.version += 1;
    link.updatedTime = new Date().toISOString();
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

  /** The caller's link, if it is to this Partner ID; nobody can see another's. */
  private ownLink(caller: Caller, partnerId: string): PartnerLink {
    const link = this.activeLinkOf(caller);
    if (link?.partnerId !== partnerId) {
      throw notFound(`The caller is not linked to management partner '${partnerId}'.`);
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
      throw armRefusal(400, 'BadRequest', `The partner id '${partnerId}' is not valid.`);
    }
  }

  /** The id has the provider's name in lower case, unlike the path of the request. */
  private shown(link: PartnerLink): JsonObject {
    return {
      id: `/providers/microsoft.managementpartner/partners/${link.partnerId}`,
      type: 'Microsoft.ManagementPartner/partners',
      name: link.partnerId,
      etag: link.version,
      properties: {
        partnerId: link.partnerId,
        partnerName: this.partners?.find(partner => partner.id === link.partnerId)?.name ?? 'Emulated partner',
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

function notFound(message: string) {
  return armRefusal(404, 'NotFound', message);
}
