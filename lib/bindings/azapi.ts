/* eslint-disable @typescript-eslint/no-require-imports -- loaded when first used, not at import */
import type * as clientConfig from './generated/data-azapi-client-config';
import type * as existingResource from './generated/data-azapi-resource';
import type * as provider from './generated/provider';
import type * as resource from './generated/resource';
import type * as resourceAction from './generated/resource-action';
import { literally } from '../terraform';

export { AzapiProvider, type AzapiProviderConfig } from './generated/provider';
export type { DataAzapiClientConfig } from './generated/data-azapi-client-config';
export type { DataAzapiResource } from './generated/data-azapi-resource';
export type { Resource as AzapiResource } from './generated/resource';
export type { ResourceAction as AzapiResourceAction } from './generated/resource-action';

/** The Terraform bindings of azapi that this package uses, under the names that Terraform has for them. */
export const azapi = {
  get AzapiProvider() {
    return literally((require('./generated/provider') as typeof provider).AzapiProvider);
  },
  get AzapiResource() {
    return literally((require('./generated/resource') as typeof resource).Resource);
  },
  get AzapiResourceAction() {
    return literally((require('./generated/resource-action') as typeof resourceAction).ResourceAction);
  },
  get DataAzapiClientConfig() {
    return literally((require('./generated/data-azapi-client-config') as typeof clientConfig).DataAzapiClientConfig);
  },
  get DataAzapiResource() {
    return literally((require('./generated/data-azapi-resource') as typeof existingResource).DataAzapiResource);
  },
};
