import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { AzureCloud } from '../../lib/azure';
import { AzureClient, type CloudEndpoints } from '../../emulator';
import { asObject } from '../../emulator/server/json';
import { answered } from './asking';
import { readGiven } from './given-files';
import { Unsuitable } from './unsuitable';

/** A cloud to ask. */
export interface Cloud {
  readonly endpoints: CloudEndpoints;
  readonly agent: Agent;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The cloud that the environment names as it does for Terraform: the public one, or the one whose metadata
 * `ARM_METADATA_HOSTNAME` has. `SSL_CERT_FILE` holds authorities to trust besides the usual ones.
 */
export async function cloudFrom(environment: Environment): Promise<Cloud> {
  const { ARM_METADATA_HOSTNAME: host, SSL_CERT_FILE: file } = environment;
  const authority = file && readGiven('SSL_CERT_FILE', file, 'name a file of certificates, or unset it');
  const agent = new Agent({ keepAlive: true, ...(authority && { ca: [...rootCertificates, authority] }) });
  if (!host) {
    return {
      endpoints: {
        resourceManager: AzureCloud.PUBLIC.resourceManagerEndpoint,
        activeDirectoryAuthority: AzureCloud.PUBLIC.activeDirectoryAuthorityHost,
        microsoftGraph: AzureCloud.PUBLIC.microsoftGraphEndpoint,
      },
      agent,
    };
  }
  const endpoints = { resourceManager: `https://${host}`, activeDirectoryAuthority: '', microsoftGraph: '' };
  const nobody = new AzureClient({ endpoints, agent, tokenFor: () => undefined });
  const { body } = await answered(endpoints.resourceManager, () =>
    nobody.arm('GET', '/metadata/endpoints?api-version=2022-09-01'),
  );
  return {
    endpoints: {
      resourceManager: address(body.resourceManager, host),
      activeDirectoryAuthority: address(asObject(body.authentication).loginEndpoint, host),
      microsoftGraph: address(body.microsoftGraphResourceId, host),
    },
    agent,
  };
}

function address(value: unknown, host: string): string {
  if (typeof value !== 'string' || !value.startsWith('https://')) {
    throw new Unsuitable(`the metadata of ${host} lack an address; ARM_METADATA_HOSTNAME must name a cloud`);
  }
  return value.replace(/\/+$/, '');
}
