import type { Endpoints } from '../endpoints';
import type { JsonObject } from '../server/json';
import type { Router } from '../server/router';

/**
 * The documents by which azurerm and azuread learn what a cloud is like.
 *
 * Version 2022-09-01 says where everything answers; azurerm takes a cloud whose tenant is not `common`, or that lacks a
 * suffix, for Azure Stack and gives up. Version 2018-01-01, which azurerm asks for at a path with two slashes, names the
 * locations. Both need no token.
 */
export function addMetadataRoutes(router: Router, endpoints: Endpoints): void {
  router.on('GET', '/metadata/endpoints', request => ({
    status: 200,
    body: request.query.get('api-version') === '2018-01-01' ? locations(endpoints) : describe(endpoints),
  }));
}

function describe(endpoints: Endpoints): JsonObject {
  return {
    name: 'EmulatedAzure',
    portal: endpoints.resourceManager,
    authentication: {
      loginEndpoint: endpoints.activeDirectoryAuthority,
      audiences: [endpoints.resourceManager],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    resourceManager: endpoints.resourceManager,
    microsoftGraphResourceId: `${endpoints.microsoftGraph}/`,
    suffixes: { storage: 'core.emulated.test', keyVaultDns: 'vault.emulated.test' },
  };
}

function locations(endpoints: Endpoints): JsonObject {
  return { cloudEndpoint: { emulated: { endpoint: endpoints.host, locations: ['westeurope', 'northeurope'] } } };
}
