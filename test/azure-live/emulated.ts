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
import { counting } from './read-only';

/** A transport that trusts the emulated cloud, as `NODE_EXTRA_CA_CERTS` makes Node do when it starts. */
export function transportTo(emulator: AzureEmulator): AzureTransport & { readonly httpClient: HttpClient } {
  const ca = readFileSync(emulator.caCertificateFile, 'utf8');
  const client = createDefaultHttpClient();
  return {
    httpClient: counting({
      sendRequest: request => {
        request.tlsSettings = { ca };
        return client.sendRequest(request);
      },
    }),
  };
}

/** Signs an application of the emulated world in, as the environment says. */
export async function signInTo(emulator: AzureEmulator, env: Environment, tenantId: string): Promise<SignedIn> {
  const transport = transportTo(emulator);
  const endpoints = await endpointsOf(AzureCloud.PUBLIC, { ...emulator.environment(), ...env }, transport);
  return signIn(signInMethodOf(env, tenantId), endpoints, transport);
}
