import type * as clientConfig from './generated/azapi/data-azapi-client-config';
import type * as existingResource from './generated/azapi/data-azapi-resource';
import type * as provider from './generated/azapi/provider';
import type * as resource from './generated/azapi/resource';
import type * as resourceAction from './generated/azapi/resource-action';
import { literally } from '../terraform';

export { AzapiProvider, type AzapiProviderConfig, type AzapiProviderEndpoint } from './generated/azapi/provider';
export type { DataAzapiClientConfig } from './generated/azapi/data-azapi-client-config';
export type { DataAzapiResource } from './generated/azapi/data-azapi-resource';
export type { Resource as AzapiResource } from './generated/azapi/resource';
export type { ResourceAction as AzapiResourceAction } from './generated/azapi/resource-action';

/** The modules of the bindings, each loaded when it is first used: not at import. */
interface Modules {
  './generated/azapi/provider': typeof provider;
  './generated/azapi/resource': typeof resource;
  './generated/azapi/resource-action': typeof resourceAction;
  './generated/azapi/data-azapi-client-config': typeof clientConfig;
  './generated/azapi/data-azapi-resource': typeof existingResource;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

/** The Terraform bindings of azapi that this package uses, under the names that Terraform has for them. */
export const azapi = {
  get AzapiProvider() {
    return literally(require('./generated/azapi/provider').AzapiProvider);
  },
  get AzapiResource() {
    return literally(require('./generated/azapi/resource').Resource);
  },
  get AzapiResourceAction() {
    return literally(require('./generated/azapi/resource-action').ResourceAction);
  },
  get DataAzapiClientConfig() {
    return literally(require('./generated/azapi/data-azapi-client-config').DataAzapiClientConfig);
  },
  get DataAzapiResource() {
    return literally(require('./generated/azapi/data-azapi-resource').DataAzapiResource);
  },
};
