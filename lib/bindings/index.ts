export {
  azapi,
  AzapiProvider,
  type AzapiProviderConfig,
  type AzapiProviderEndpoint,
  type AzapiResource,
  type AzapiResourceAction,
  type DataAzapiClientConfig,
  type DataAzapiResource,
} from './azapi';
export { azuread } from './azuread';
export { azurerm } from './azurerm';
