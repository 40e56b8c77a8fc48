import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import { readFileSync } from 'node:fs';
import type { AzureEmulator } from '../../emulator';
import { AzureCloud } from '../../lib/azure';
import {
  type AzureTransport,
  endpointsOf,
  type Environment,
  signIn,
  type SignedIn,
  signInMethodOf,
} from '../../lib/azure-live';

/** A transport that trusts the emulated cloud, as `NODE_EXTRA_CA_CERTS` makes Node do when it starts. */
export function transportTo(emulator: AzureEmulator): AzureTransport & { readonly httpClient: HttpClient } {
  const ca = readFileSync(emulator.caCertificateFile, 'utf8');
  const client = createDefaultHttpClient();
  return {
    httpClient: {
      sendRequest: request => {
        request.tlsSettings = { ca };
        return client.sendRequest(request);
      },
    },
  };
}

/** Where POST asks, and changes nothing. What asks for a token is counted apart. */
const QUERIES = [
  /\/oauth2\/v2\.0\/token$/,
  /\/Microsoft\.ResourceGraph\/resources$/,
  /^\/v1\.0\/reports\/partners\/billing\/usage\/(?:un)?billed\/export$/,
];

/**
 * Expects that an emulated cloud got GET, and POST where that is a query.
 *
 * @param ofTest what a test changes itself
 */
export function expectReadOnly({ requests }: AzureEmulator, ofTest?: RegExp): void {
  const other = requests
    .all()
    .filter(({ method }) => method !== 'GET')
    .filter(({ method, path }) => method !== 'POST' || !QUERIES.some(query => query.test(path)))
    .filter(({ path }) => !ofTest?.test(path));
  expect(other.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
}

/** Signs an application of the emulated world in, as the environment says. */
export async function signInTo(emulator: AzureEmulator, env: Environment, tenantId: string): Promise<SignedIn> {
  const transport = transportTo(emulator);
  const endpoints = await endpointsOf(AzureCloud.PUBLIC, { ...emulator.environment(), ...env }, transport);
  return signIn(signInMethodOf(env, tenantId), endpoints, transport);
}
