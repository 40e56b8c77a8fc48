import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Endpoints } from '../endpoints';
import type { Answer, EmulatedRequest } from '../server/http-message';
import type { JsonObject } from '../server/json';
import type { Router } from '../server/router';

const ROOT = '/partner-billing';

/** Azure Storage as far as somebody reads blobs of a folder with a signature for it. */
export class BillingStorage {
  private readonly blobs = new Map<string, Buffer>();
  /** The folders that signatures open. */
  private readonly signed = new Map<string, string>();

  constructor(private readonly endpoints: Endpoints) {}

  /** Adds the route. */
  public addRoutes(router: Router): void {
    router.on('GET', `${ROOT}/{path*}`, request => this.answer(request));
  }

  /**
   * Writes the parts of an export, each packed JSON lines.
   *
   * @param version what the names of the parts have in common
   */
  public put(folder: string, version: string, parts: readonly (readonly JsonObject[])[]) {
    const names = parts.map((_, i) => `part-${String(i).padStart(5, '0')}-${version}.c000.json.gz`);
    parts.forEach((rows, i) => {
      const path = `${ROOT}/${folder}/${names[i]}`;
      if (!this.blobs.has(path)) {
        this.blobs.set(path, gzipSync(rows.map(row => JSON.stringify(row)).join('\n')));
      }
    });
    return { names, directory: `${this.endpoints.resourceManager}${ROOT}/${folder}` };
  }

  /** A signature that opens a folder. */
  public sign(directory: string): string {
    const signature = randomBytes(32).toString('base64url');
    this.signed.set(signature, new URL(directory).pathname);
    return `sv=2021-08-06&sr=d&sp=rl&sdd=3&sig=${signature}`;
  }

  /** Ends every signature given so far. */
  public endSignatures(): void {
    this.signed.clear();
  }

  /**
   * @see floci-io/floci-az, issue 89, and microsoft/AzureStorageExplorer, issue 3219: what a signature that has ended gets
   */
  private answer({ path, query, headers }: EmulatedRequest): Answer {
    if (headers.authorization !== undefined) {
      // A token of another service: storage looks at it, and not at the signature.
      return refusal(401, 'InvalidAuthenticationInfo');
    }
    const folder = this.signed.get(query.get('sig') ?? '');
    if (folder === undefined || !decodeURIComponent(path).startsWith(`${folder}/`)) {
      return refusal(403, 'AuthenticationFailed');
    }
    const content = this.blobs.get(decodeURIComponent(path));
    return content === undefined
      ? refusal(404, 'BlobNotFound')
      : { status: 200, headers: { 'Content-Type': 'application/gzip' }, content };
  }
}

function refusal(status: number, code: string): Answer {
  const content = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
  return { status, headers: { 'Content-Type': 'application/xml', 'x-ms-error-code': code }, content };
}
