import type { AzureCloud } from '../azure';
import { asObject, asText } from './json';
import type { Environment } from './sign-in-method';
import { type AzureTransport, plainRequests } from './transport';

/** Where a cloud answers. */
export interface CloudEndpoints {
  /** Where Microsoft Entra ID gives out tokens. */
  readonly activeDirectoryAuthority: string;
  readonly resourceManager: string;
  /** The audience of tokens for Azure Resource Manager. */
  readonly resourceManagerAudience: string;
  readonly microsoftGraph: string;
  /** The audience that a federated credential expects in a token. */
  readonly tokenExchangeAudience: string;
  /** Whether it is a cloud that Microsoft's public directory of clouds does not list. */
  readonly isPrivate: boolean;
}

/**
 * Where to ask: in the cloud of the customers, or where the metadata document of `ARM_METADATA_HOSTNAME` says, as azurerm
 * does.
 *
 * @throws Error if it is no name of a host, or does not describe a cloud
 */
export async function endpointsOf(
  cloud: AzureCloud,
  env: Environment,
  transport: AzureTransport,
): Promise<CloudEndpoints> {
  const host = env.ARM_METADATA_HOSTNAME?.trim();
  if (host) {
    return describedBy(host, cloud, transport);
  }
  return {
    activeDirectoryAuthority: cloud.activeDirectoryAuthorityHost,
    resourceManager: cloud.resourceManagerEndpoint,
    resourceManagerAudience: cloud.resourceManagerEndpoint,
    microsoftGraph: cloud.microsoftGraphEndpoint,
    tokenExchangeAudience: cloud.tokenExchangeAudience,
    isPrivate: false,
  };
}

async function describedBy(host: string, cloud: AzureCloud, transport: AzureTransport): Promise<CloudEndpoints> {
  if (host.includes('://')) {
    throw new Error(`ARM_METADATA_HOSTNAME is ${host}; write the name of the host alone, without https://`);
  }
  const requests = await plainRequests(transport);
  const { status, body } = await requests.get(`https://${host}/metadata/endpoints?api-version=2022-09-01`);
  const authentication = asObject(body.authentication);
  const [audience] = Array.isArray(authentication.audiences) ? authentication.audiences.map(asText) : [];
  const resourceManager = origin(body.resourceManager);
  const activeDirectoryAuthority = origin(authentication.loginEndpoint);
  const microsoftGraph = origin(body.microsoftGraphResourceId);
  if (status !== 200 || !resourceManager || !activeDirectoryAuthority || !microsoftGraph) {
    throw new Error(`ARM_METADATA_HOSTNAME is ${host}, which does not describe a cloud; leave it out for Azure itself`);
  }
  return {
    activeDirectoryAuthority,
    resourceManager,
    resourceManagerAudience: audience || resourceManager,
    microsoftGraph,
    tokenExchangeAudience: cloud.tokenExchangeAudience,
    isPrivate: true,
  };
}

/** An address without the slash at its end. */
export function withoutSlash(address: string): string {
  return address.endsWith('/') ? address.slice(0, -1) : address;
}

/** The document ends some addresses with a slash, and others not. Tokens go nowhere without TLS. */
function origin(address: unknown): string {
  const text = withoutSlash(asText(address));
  return text.startsWith('https://') ? text : '';
}
