/** The few Terraform bindings of azapi that this package uses, under the names that Terraform has for them. */
export { DataAzapiClientConfig } from './generated/data-azapi-client-config';
export { DataAzapiResource } from './generated/data-azapi-resource';
export { DataAzapiResourceList } from './generated/data-azapi-resource-list';
export { AzapiProvider, type AzapiProviderConfig } from './generated/provider';
export { Resource as AzapiResource } from './generated/resource';
export { ResourceAction as AzapiResourceAction } from './generated/resource-action';
