/* eslint-disable @typescript-eslint/no-require-imports -- loaded when first used, not at import */
import type * as azuread from '@cdktf/provider-azuread/lib/provider';
import type * as azurerm from '@cdktf/provider-azurerm/lib/provider';
import { literally } from '../terraform';

/** The Terraform providers that the stacks configure. */
export const providers = {
  get AzureadProvider() {
    return literally((require('@cdktf/provider-azuread/lib/provider') as typeof azuread).AzureadProvider);
  },
  get AzurermProvider() {
    return literally((require('@cdktf/provider-azurerm/lib/provider') as typeof azurerm).AzurermProvider);
  },
};
