import type * as clientConfig from './generated/data-azapi-client-config';
import type * as existingResource from './generated/data-azapi-resource';
import type * as provider from './generated/provider';
import type * as resource from './generated/resource';
import type * as resourceAction from './generated/resource-action';
import { literally } from '../terraform';

export { AzapiProvider, type AzapiProviderConfig, type AzapiProviderEndpoint } from './generated/provider';
export type { DataAzapiClientConfig } from './generated/data-azapi-client-config';
export type { DataAzapiResource } from './generated/data-azapi-resource';
export type { Resource as AzapiResource } from './generated/resource';
export type { ResourceAction as AzapiResourceAction } from './generated/resource-action';

/** The modules of the bindings, each loaded when it is first used: not at import. */
interface Modules {
  './generated/provider': typeof provider;
  './generated/resource': typeof resource;
  './generated/resource-action': typeof resourceAction;
  './generated/data-azapi-client-config': typeof clientConfig;
  './generated/data-azapi-resource': typeof existingResource;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

/** The Terraform bindings of azapi that this package uses, under the names that Terraform has for them. */
export const azapi = {
  get AzapiProvider() {
    return literally(require('./generated/provider').AzapiProvider);
  },
  get AzapiResource() {
    return literally(require('./generated/resource').Resource);
  },
  get AzapiResourceAction() {
    return literally(require('./generated/resource-action').ResourceAction);
  },
  get DataAzapiClientConfig() {
    return literally(require('./generated/data-azapi-client-config').DataAzapiClientConfig);
  },
  get DataAzapiResource() {
    return literally(require('./generated/data-azapi-resource').DataAzapiResource);
  },
};
