/* eslint-disable @typescript-eslint/no-require-imports -- loaded when first used, not at import */
import type * as assignment from '@cdktf/provider-azurerm/lib/management-group-policy-assignment';
import type * as remediation from '@cdktf/provider-azurerm/lib/management-group-policy-remediation';
import type * as definition from '@cdktf/provider-azurerm/lib/policy-definition';
import type * as role from '@cdktf/provider-azurerm/lib/role-assignment';
import type * as subscriptionRemediation from '@cdktf/provider-azurerm/lib/subscription-policy-remediation';
import { literally } from '../terraform';

/** The Terraform bindings of azurerm that a policy at a management group needs. */
export const azurerm = {
  get ManagementGroupPolicyAssignment() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/management-group-policy-assignment') as typeof assignment)
        .ManagementGroupPolicyAssignment,
    );
  },
  get ManagementGroupPolicyRemediation() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/management-group-policy-remediation') as typeof remediation)
        .ManagementGroupPolicyRemediation,
    );
  },
  get PolicyDefinition() {
    return literally((require('@cdktf/provider-azurerm/lib/policy-definition') as typeof definition).PolicyDefinition);
  },
  get RoleAssignment() {
    return literally((require('@cdktf/provider-azurerm/lib/role-assignment') as typeof role).RoleAssignment);
  },
  get SubscriptionPolicyRemediation() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/subscription-policy-remediation') as typeof subscriptionRemediation)
        .SubscriptionPolicyRemediation,
    );
  },
};
