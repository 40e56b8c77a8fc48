import { pipelineLibrary } from './optional-peer';
import { type AzureTransport, senderWith } from './transport';

/** The bytes of a blob as they come, or why there are none. */
export type BlobAnswer = { readonly bytes: AsyncIterable<Uint8Array> } | { readonly refused: string };

/** Reads the blob at an address that carries its own signature. No token of anybody goes with it. */
export type BlobReader = (url: string) => Promise<BlobAnswer>;

/** Thrown when a blob ended too early. */
export class CutOffError extends Error {
  constructor(url: string) {
    super(`${new URL(url).hostname} ended a download too early; check the network and try again`);
    this.name = 'CutOffError';
  }
}

/** What reads blobs of Azure Storage. */
export async function blobReader(transport: AzureTransport): Promise<BlobReader> {
  const { createHttpHeaders } = await pipelineLibrary();
  const send = await senderWith(transport, []);
  return async url => {
    const { status, headers, readableStreamBody } = await send({
      url,
      method: 'GET',
      headers: createHttpHeaders({ accept: '*/*' }),
      streamResponseStatusCodes: new Set([200]),
      // A service on this machine, such as the emulated Azure behind a proxy.
      allowInsecureConnection: isOnLoopback(url),
    });
    if (status !== 200 || readableStreamBody === undefined) {
      // The body of a refusal quotes what was signed.
      return { refused: `${status} ${headers.get('x-ms-error-code') ?? ''}`.trim() };
    }
    // What is packed for the way has another length when it is here.
    const length = headers.has('content-encoding') ? undefined : headers.get('content-length');
    return { bytes: whole(url, readableStreamBody, length) };
  };
}

/** Whether an address may be asked: by TLS, or on this machine. */
export function isSafeAddress(url: string): boolean {
  return url.startsWith('https://') || isOnLoopback(url);
}

function isOnLoopback(url: string): boolean {
  return /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(url);
}

async function* whole(url: string, body: NodeJS.ReadableStream, length: string | undefined) {
  let received = 0;
  try {
    for await (const part of body as AsyncIterable<Uint8Array>) {
      received += part.length;
      yield part;
    }
  } catch {
    throw new CutOffError(url);
  }
  if (length !== undefined && received !== Number(length)) {
    throw new CutOffError(url);
  }
}
