import { randomUUID } from 'node:crypto';
import type { Endpoints } from '../endpoints';
import type { Caller } from '../entra/access-tokens';
import type { Guesses } from '../guesses';
import type { Answer, EmulatedRequest } from '../server/http-message';
import { asText } from '../server/json';
import type { JsonObject } from '../server/json';
import { type Delay, Progress } from '../server/progress';
import type { GuardedRouter, Router } from '../server/router';
import type { BillSeed, World } from '../world';
import { BillingStorage } from './billing-storage';
import { graphBadRequest, graphDenied, graphNotFound } from './graph-errors';
import { requiredBody } from './graph-objects';

const BILLING = '/reports/partners/billing';

/** A bill with its version: newer data are a new version. */
interface Bill {
  readonly tenantId: string;
  readonly seed: BillSeed;
  readonly version: string;
}

/** An export that somebody asked for. */
interface Export {
  readonly id: string;
  readonly manifestId: string;
  readonly tenantId: string;
  /** What was asked for. */
  readonly of: BillSeed['of'];
  readonly isFull: boolean;
  readonly created: string;
  readonly progress: Progress;
  hasStarted: boolean;
  /** The signature that opens the storage; one for each look, or one for all of them. */
  signature?: string;
}

/** What the service needs to answer. */
export interface PartnerBillingParts {
  readonly world: World;
  readonly endpoints: Endpoints;
  readonly guesses: Guesses;
  /** How long an export takes. */
  readonly exporting: Delay;
  readonly retryAfterSeconds: number;
}

/**
 * The export of a partner's usage: POST, an operation to poll, a manifest, blobs behind a signature.
 *
 * The forms are those of microsoftgraph/microsoft-graph-docs-contrib, api-reference/v1.0/api/partners-billing-*.md
 * (2024 to 2025). No recording of the service is public.
 */
export class PartnerBilling {
  private readonly storage: BillingStorage;
  private readonly exports: Export[] = [];
  private bills: Bill[];

  constructor(private readonly parts: PartnerBillingParts) {
    this.storage = new BillingStorage(parts.endpoints);
    this.bills = parts.world.tenants.flatMap(({ id, bills = [] }) => bills.map(seed => billOf(id, seed)));
  }

  /** Adds the routes: those of Microsoft Graph, and the storage, which knows no token. */
  public addRoutes(graph: GuardedRouter<Caller>, router: Router): void {
    for (const [path, read] of [
      ['unbilled', unbilledOf],
      ['billed', billedOf],
    ] as const) {
      graph.on('POST', `${BILLING}/usage/${path}/export`, (caller, request) => {
        toReadBills(caller);
        const body = requiredBody(request);
        return this.begin(caller, read(body), body);
      });
    }
    graph.on('GET', `${BILLING}/operations/{id}`, (caller, request, { id }) => {
      toReadBills(caller);
      return this.poll(
        this.exportOf(caller, ({ id: known }) => known === id, id),
        request,
      );
    });
    graph.on('GET', `${BILLING}/manifests/{id}`, (caller, _, { id }) => {
      toReadBills(caller);
      const found = this.exportOf(caller, ({ manifestId }) => manifestId === id, id);
      const bill = this.billOf(found);
      if (bill === undefined || !found.progress.isDone) {
        throw graphNotFound(id);
      }
      return { status: 200, body: this.manifestOf(found, bill) };
    });
    this.storage.addRoutes(router);
  }

  /** Ends every signature given so far, as twelve hours do. */
  public endSignatures(): void {
    this.storage.endSignatures();
  }

  /** Microsoft has newer data of a bill. The old parts stay, as the version in the name of their folder suggests. */
  public replace(tenantId: string, seed: BillSeed): void {
    const isOther = (bill: Bill) => bill.tenantId !== tenantId || keyOf(bill.seed.of) !== keyOf(seed.of);
    this.bills = [...this.bills.filter(isOther), billOf(tenantId, seed)];
  }

  private begin(caller: Caller, of: BillSeed['of'], { attributeSet = 'full' }: JsonObject): Answer {
    if (attributeSet !== 'full' && attributeSet !== 'basic') {
      throw graphBadRequest('The value of attributeSet is not valid.');
    }
    const id = randomUUID();
    this.exports.push({
      id,
      manifestId: randomUUID(),
      tenantId: caller.tenantId,
      of,
      isFull: attributeSet === 'full',
      created: new Date().toISOString(),
      progress: new Progress(this.parts.exporting),
      hasStarted: false,
    });
    const location = `${this.parts.endpoints.microsoftGraph}/v1.0${BILLING}/operations/${id}`;
    return { status: 202, headers: { Location: location } };
  }

  private poll(found: Export, request: EmulatedRequest): Answer {
    const common = { id: found.id, createdDateTime: found.created, lastActionDateTime: new Date().toISOString() };
    const answer = (kind: string, status: string, more: JsonObject = {}): Answer => ({
      status: 200,
      body: { '@odata.type': `#microsoft.graph.partners.billing.${kind}`, ...common, status, ...more },
    });
    if (!found.progress.look()) {
      const status = found.hasStarted ? 'running' : 'notStarted';
      found.hasStarted = true;
      const headers = { 'Retry-After': String(this.parts.retryAfterSeconds) };
      return { ...answer('runningOperation', status), headers };
    }
    const bill = this.billOf(found);
    if (bill === undefined) {
      return answer('failedOperation', 'failed', { error: { code: '5000', message: 'No data available' } });
    }
    const link = `${this.parts.endpoints.microsoftGraph}${request.path.replace(/operations\/.*/, '')}manifests/${found.manifestId}`;
    const { guesses } = this.parts;
    const location = guesses.is('billingManifest', 'inline')
      ? { resourceLocation: this.manifestOf(found, bill) }
      : guesses.is('billingManifest', 'address')
        ? { resourceLocation: link }
        : { 'resourceLocation@odata.navigationLink': link };
    return answer('exportSuccessOperation', 'succeeded', location);
  }

  private manifestOf(found: Export, { seed, version, tenantId }: Bill): JsonObject {
    const isRenewed = this.parts.guesses.is('billingSignature', 'renewed');
    const rows = seed.parts.map(part => part.map(row => (found.isFull ? row : basic(row))));
    const { names, directory } = this.storage.put(`PartnerTenantId=${tenantId}/Version=${version}`, version, rows);
    found.signature = (isRenewed ? undefined : found.signature) ?? this.storage.sign(directory);
    return {
      id: found.manifestId,
      schemaVersion: '1',
      dataFormat: 'compressedJSON',
      createdDateTime: found.created,
      eTag: version,
      partnerTenantId: tenantId,
      rootDirectory: directory,
      sasToken: found.signature,
      partitionType: 'Default',
      blobCount: names.length,
      blobs: names.map(name => ({ name, partitionValue: 'default' })),
    };
  }

  private exportOf({ tenantId }: Caller, isIt: (found: Export) => boolean, id: string): Export {
    const found = this.exports.find(candidate => candidate.tenantId === tenantId && isIt(candidate));
    if (found === undefined) {
      throw graphNotFound(id);
    }
    return found;
  }

  private billOf({ tenantId, of }: Export): Bill | undefined {
    return this.bills.find(bill => bill.tenantId === tenantId && keyOf(bill.seed.of) === keyOf(of));
  }
}

/** Refuses unless the caller may read the bills of its tenant. With which code, the documentation does not say. */
function toReadBills({ graphPermissions }: Caller): void {
  if (!graphPermissions.has('PartnerBilling.Read.All')) {
    throw graphDenied();
  }
}

function unbilledOf({ currencyCode, billingPeriod }: JsonObject): BillSeed['of'] {
  const [currency, period] = [asText(currencyCode), asText(billingPeriod)];
  if (currency === '' || (period !== 'current' && period !== 'last')) {
    throw graphBadRequest('currencyCode and billingPeriod are required.');
  }
  return { currency, period };
}

function billedOf({ invoiceId }: JsonObject): BillSeed['of'] {
  const invoice = asText(invoiceId);
  if (invoice === '') {
    throw graphBadRequest('invoiceId is required.');
  }
  return { invoice };
}

function billOf(tenantId: string, seed: BillSeed): Bill {
  return { tenantId, seed, version: randomUUID().slice(0, 13) };
}

function keyOf(of: BillSeed['of']): string {
  return 'invoice' in of ? of.invoice : `${of.currency} ${of.period}`;
}

/** What the attribute set `basic` leaves out, as far as this package reads it. */
function basic(row: JsonObject): JsonObject {
  const { PartnerEarnedCreditPercentage: _rate, PublisherId: _publisher, MeterCategory: _category, ...rest } = row;
  return rest;
}
