/* eslint-disable @typescript-eslint/no-require-imports -- loaded when first used, not at import */
import type * as assignment from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import type * as definition from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import { literally } from '../terraform';

/** The Terraform bindings of azurerm that this package uses. */
export const azurerm = {
  get LighthouseAssignment() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/lighthouse-assignment') as typeof assignment).LighthouseAssignment,
    );
  },
  get LighthouseDefinition() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/lighthouse-definition') as typeof definition).LighthouseDefinition,
    );
  },
};
