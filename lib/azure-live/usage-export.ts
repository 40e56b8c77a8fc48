import { isSafeAddress } from './blob';
import { withoutSlash } from './endpoints';
import { asObject, asText, type JsonObject } from './json';
import { atSameHost } from './paging';
import type { SignedIn } from './sign-in';
import type { AzureAnswer } from './transport';

/** The usage that Microsoft Graph is asked for. */
export type ExportedUsage =
  | { readonly of: 'unbilled'; readonly currency: string; readonly period: BillingPeriod }
  /** One invoice, which has one currency. */
  | { readonly of: 'billed'; readonly invoice: string };

/** A calendar month: this one, or the one before. */
export type BillingPeriod = 'current' | 'last';

/** What tells where the parts of an export are. It holds a signature, so nobody may print it. */
export interface UsageManifest {
  readonly document: JsonObject;
  /** Changes when Microsoft has newer data; empty if the manifest does not say. */
  readonly version: string;
  /** The address of a part, signature included. */
  readonly addressOf: (blob: string) => string;
}

/** Waits. */
export type Pause = (seconds: number) => Promise<void>;

/** Says in one line why there is no export. */
export class ExportError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExportError';
  }
}

/** Where Microsoft does not say how long to wait for an export. */
const USUAL_WAIT = 15;

/** A wrong `Retry-After` shall not hold a pipeline for a day. */
const LONGEST_WAIT = 300;

/** An export takes minutes; the script of one partner expects 1 to 15. */
const MOST_SECONDS = 2 * 60 * 60;

/** What Microsoft Graph says where there is nothing to export: api/partners-billing-operation-get. */
const NO_DATA = '5000';

/**
 * Asks Microsoft Graph to export usage with all attributes: the basic ones lack partner earned credit. Changes nothing at
 * Azure; needs the permission PartnerBilling.Read.All.
 *
 * @see microsoftgraph/microsoft-graph-docs-contrib, api-reference/v1.0/api/partners-billing-unbilledusage-export.md
 * @see microsoftgraph/microsoft-graph-docs-contrib, api-reference/v1.0/api/partners-billing-billedusage-export.md
 * @returns the address of the operation
 * @throws ExportError if it is refused
 */
export async function beginExport({ graph, endpoints, clientId }: SignedIn, usage: ExportedUsage): Promise<string> {
  const url = `${endpoints.microsoftGraph}/v1.0/reports/partners/billing/usage/${usage.of}/export`;
  const answer = await graph.query(url, {
    ...(usage.of === 'unbilled'
      ? { currencyCode: usage.currency, billingPeriod: usage.period }
      : { invoiceId: usage.invoice }),
    attributeSet: 'full',
  });
  if (answer.status !== 202 || answer.location === undefined) {
    throw refusal(answer, clientId);
  }
  return atSameHost(url, answer.location, 'an export');
}

/**
 * Waits for an export to end, and reads its manifest.
 *
 * Nobody has shown what the service really sends: the documentation has an address of the manifest in
 * `resourceLocation@odata.navigationLink`, Microsoft's sample (microsoft/Partner-Center-Billing-Recon-Samples,
 * MSGraphSample/Models/ExportSuccessOperation.cs) has the manifest itself in `resourceLocation`, and scripts of
 * practitioners expect an address there. All three are read.
 *
 * @see microsoftgraph/microsoft-graph-docs-contrib, api-reference/v1.0/api/partners-billing-operation-get.md
 * @see microsoftgraph/microsoft-graph-docs-contrib, api-reference/v1.0/resources/partners-billing-manifest.md
 * @param operation its address
 * @throws ExportError if it failed, or did not end
 */
export async function exportedManifest(
  { graph, clientId }: SignedIn,
  operation: string,
  pause: Pause,
): Promise<UsageManifest> {
  for (let waited = 0; ;) {
    const answer = await graph.get(operation);
    if (answer.status !== 200) {
      throw refusal(answer, clientId);
    }
    const { status, resourceLocation, error } = answer.body;
    switch (asText(status).toLowerCase()) {
      case 'succeeded': {
        const link = asText(resourceLocation) || asText(answer.body['resourceLocation@odata.navigationLink']);
        if (link === '') {
          return manifestOf(asObject(resourceLocation));
        }
        const manifest = await graph.get(atSameHost(operation, link, 'the manifest of an export'));
        if (manifest.status !== 200) {
          throw refusal(manifest, clientId);
        }
        return manifestOf(manifest.body);
      }
      case 'failed':
        throw failure(asText(asObject(error).code));
      case 'notstarted':
      case 'running':
        if (waited >= MOST_SECONDS) {
          throw new ExportError('Microsoft Graph did not end the export within two hours; try again later');
        }
        break;
      default:
        throw new ExportError('Microsoft Graph does not say how far the export is; try again later');
    }
    const seconds = Math.min(Math.max(answer.retryAfter ?? USUAL_WAIT, 1), LONGEST_WAIT);
    await pause(seconds);
    waited += seconds;
  }
}

function manifestOf(document: JsonObject): UsageManifest {
  const root = withoutSlash(asText(document.rootDirectory));
  const signature = asText(document.sasToken).replace(/^\?/, '');
  if (!isSafeAddress(root)) {
    throw new ExportError('Microsoft Graph gave a manifest that does not say where the parts are; try again later');
  }
  return {
    document,
    version: asText(document.eTag),
    addressOf: blob => `${root}/${blob.split('/').map(encodeURIComponent).join('/')}?${signature}`,
  };
}

function refusal({ status, code }: AzureAnswer, clientId: string | undefined): ExportError {
  const answered = `Microsoft Graph refused the export (${`${status} ${code}`.trim()})`;
  if (status === 401 || status === 403) {
    return new ExportError(
      `${answered}; give the application ${clientId ?? 'that signs in'} the application permission ` +
        'PartnerBilling.Read.All of Microsoft Graph, with the consent of an administrator of the partner’s tenant',
    );
  }
  return new ExportError(
    status < 500 ? `${answered}; check the number of the invoice, or the currency` : `${answered}; try again later`,
  );
}

function failure(code: string): ExportError {
  return new ExportError(
    code === NO_DATA
      ? 'Microsoft has no such usage (5000); check the invoice or the currency. Usage shows after 24 hours, and that of ' +
          'a new month may wait until the old one is billed'
      : `Microsoft Graph could not export the usage (${/^\w{1,40}$/.test(code) ? code : 'no code'}); try again later`,
  );
}
