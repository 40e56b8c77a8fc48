import { createHttpHeaders, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { Readable } from 'node:stream';
import { AzureCloud } from '../../lib/azure';
import {
  beginExport,
  blobReader,
  CutOffError,
  endpointsOf,
  exportedManifest,
  ExportError,
  type SignedIn,
} from '../../lib/azure-live';
import { plainRequests } from '../../lib/azure-live/transport';

interface Said {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Somebody who is signed in to a Microsoft Graph that says these things in turn. */
async function signedInTo(...said: Said[]): Promise<{ signedIn: SignedIn; asked: PipelineRequest[] }> {
  const asked: PipelineRequest[] = [];
  const httpClient: HttpClient = {
    sendRequest: request => {
      const { status, body, headers } = said[Math.min(asked.push(request), said.length) - 1];
      return Promise.resolve({
        status,
        request,
        headers: createHttpHeaders(headers),
        bodyAsText: JSON.stringify(body),
      });
    },
  };
  const requests = await plainRequests({ httpClient });
  const endpoints = await endpointsOf(AzureCloud.PUBLIC, {}, {});
  return { signedIn: { tenantId: 't', objectId: 'o', endpoints, arm: requests, graph: requests }, asked };
}

const INVOICE = { of: 'billed', invoice: 'G1' } as const;
const OPERATION = 'https://graph.microsoft.com/v1.0/reports/partners/billing/operations/1';
const MANIFEST = { eTag: 'v', rootDirectory: 'https://storage.example/a/', sasToken: '?sig=x', blobs: [{ name: 'b' }] };

describe('an export', () => {
  it.each<[string, Said]>([
    [
      'named another host for an export; nothing was sent there',
      { status: 202, headers: { location: 'https://elsewhere.example/1' } },
    ],
    ['refused the export (202); check the number of the invoice, or the currency', { status: 202 }],
    [
      'refused the export (400 BadRequest); check the number of the invoice, or the currency',
      { status: 400, body: { error: { code: 'BadRequest' } } },
    ],
    ['refused the export (501); try again later', { status: 501 }],
    ['refused the export (401); give the application that signs in the application permission', { status: 401 }],
  ])('that is not begun: %s', async (message, said) => {
    const { signedIn } = await signedInTo(said);
    await expect(beginExport(signedIn, INVOICE)).rejects.toThrow(message);
  });

  it('is looked at where the answer says, also by a relative address', async () => {
    const { signedIn } = await signedInTo({ status: 202, headers: { location: new URL(OPERATION).pathname } });
    expect(await beginExport(signedIn, INVOICE)).toBe(OPERATION);
  });

  it.each<[string, Said]>([
    [
      'Microsoft Graph could not export the usage (5001); try again later',
      { status: 200, body: { status: 'failed', error: { code: '5001' } } },
    ],
    [
      'Microsoft Graph could not export the usage (no code); try again later',
      { status: 200, body: { status: 'failed', error: { code: 'a b' } } },
    ],
    [
      'Microsoft Graph does not say how far the export is; try again later',
      { status: 200, body: { status: 'skipped' } },
    ],
    ['Microsoft Graph refused the export (404); check the number of the invoice, or the currency', { status: 404 }],
    [
      'Microsoft Graph gave a manifest that does not say where the parts are; try again later',
      {
        status: 200,
        body: { status: 'succeeded', resourceLocation: { ...MANIFEST, rootDirectory: 'http://storage.example/a' } },
      },
    ],
    [
      'Microsoft Graph gave a manifest that does not say where the parts are; try again later',
      { status: 200, body: { status: 'succeeded' } },
    ],
    [
      'graph.microsoft.com named another host for the manifest of an export; nothing was sent there',
      { status: 200, body: { status: 'succeeded', resourceLocation: 'https://elsewhere.example/1' } },
    ],
  ])('that has no manifest: %s', async (message, said) => {
    const { signedIn, asked } = await signedInTo(said);
    await expect(exportedManifest(signedIn, OPERATION, () => Promise.resolve())).rejects.toThrow(new Error(message));
    expect(asked).toHaveLength(1);
  });

  it('whose manifest is refused has none', async () => {
    const { signedIn } = await signedInTo(
      { status: 200, body: { status: 'succeeded', resourceLocation: `${OPERATION}/manifest` } },
      { status: 403 },
    );
    await expect(exportedManifest(signedIn, OPERATION, () => Promise.resolve())).rejects.toBeInstanceOf(ExportError);
  });

  it.each([
    ['7', 7],
    ['0', 1],
    ['86400', 300],
    ['Thu, 26 Nov 2026 00:00:00 GMT', 15],
    [undefined, 15],
  ])('waits as Retry-After says, within reason: %s', async (retryAfter, seconds) => {
    const { signedIn } = await signedInTo(
      { status: 200, body: { status: 'notStarted' }, ...(retryAfter && { headers: { 'retry-after': retryAfter } }) },
      { status: 200, body: { status: 'Succeeded', resourceLocation: MANIFEST } },
    );
    const pauses: number[] = [];
    const pause = (given: number) => Promise.resolve(void pauses.push(given));
    const { version, addressOf } = await exportedManifest(signedIn, OPERATION, pause);
    expect(pauses).toEqual([seconds]);
    expect([version, addressOf('c=d/e.gz')]).toEqual(['v', 'https://storage.example/a/c%3Dd/e.gz?sig=x']);
  });

  it('is not waited for longer than two hours', async () => {
    const { signedIn, asked } = await signedInTo({ status: 200, body: { status: 'running' } });
    await expect(exportedManifest(signedIn, OPERATION, () => Promise.resolve())).rejects.toThrow(
      'Microsoft Graph did not end the export within two hours; try again later',
    );
    expect(asked).toHaveLength((2 * 60 * 60) / 15 + 1);
  });
});

describe('a blob', () => {
  const read = async (url: string, headers: Record<string, string>, bytes: string | Error, status = 200) => {
    const asked: PipelineRequest[] = [];
    const reader = await blobReader({
      httpClient: {
        sendRequest: request => {
          asked.push(request);
          const body = bytes instanceof Error ? Readable.from(failing(bytes)) : Readable.from([Buffer.from(bytes)]);
          return Promise.resolve({
            status,
            request,
            headers: createHttpHeaders(headers),
            ...(status === 200 ? { readableStreamBody: body } : { bodyAsText: '<Error>sig=x</Error>' }),
          });
        },
      },
    });
    const answer = await reader(url);
    if ('refused' in answer) {
      return { asked, text: answer.refused };
    }
    const parts: Uint8Array[] = [];
    for await (const part of answer.bytes) {
      parts.push(part);
    }
    return { asked, text: Buffer.concat(parts).toString() };
  };

  // eslint-disable-next-line @typescript-eslint/require-await
  async function* failing(error: Error) {
    yield Buffer.from('a');
    throw error;
  }

  it('is read without a token, by TLS or on this machine', async () => {
    const { asked, text } = await read('https://storage.example/a?sig=x', { 'content-length': '3' }, 'abc');
    expect(text).toBe('abc');
    expect(asked[0].headers.has('authorization')).toBe(false);
    expect(asked[0].allowInsecureConnection).toBe(false);
    for (const host of ['127.0.0.1:1234', 'localhost', '[::1]:1']) {
      expect((await read(`http://${host}/a`, {}, 'abc')).asked[0].allowInsecureConnection).toBe(true);
    }
    expect((await read('http://localhost.example/a', {}, 'abc')).asked[0].allowInsecureConnection).toBe(false);
  });

  it.each<[string, Record<string, string>, string | Error]>([
    ['that is shorter than it should be', { 'content-length': '4' }, 'abc'],
    ['whose connection breaks', {}, new Error('aborted https://storage.example/a?sig=x')],
  ])('%s is cut off, and the error has no signature', async (_what, headers, bytes) => {
    const reading = read('https://storage.example/a?sig=x', headers, bytes);
    await expect(reading).rejects.toEqual(new CutOffError('https://storage.example/'));
    await expect(reading).rejects.toThrow(
      /^storage\.example ended a download too early; check the network and try again$/,
    );
  });

  it('that was packed for the way may have another length', async () => {
    const headers = { 'content-length': '99', 'content-encoding': 'gzip' };
    expect((await read('https://storage.example/a', headers, 'abc')).text).toBe('abc');
  });

  it('that is refused tells status and code', async () => {
    const headers = { 'x-ms-error-code': 'BlobNotFound' };
    expect((await read('https://storage.example/a', headers, '', 404)).text).toBe('404 BlobNotFound');
    expect((await read('https://storage.example/a', {}, '', 403)).text).toBe('403');
  });
});
