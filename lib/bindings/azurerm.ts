/* eslint-disable @typescript-eslint/no-require-imports -- loaded when first used, not at import */
import type * as lighthouseAssignment from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import type * as lighthouseDefinition from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import type * as policyAssignment from '@cdktf/provider-azurerm/lib/management-group-policy-assignment';
import type * as policyRemediation from '@cdktf/provider-azurerm/lib/management-group-policy-remediation';
import type * as policyDefinition from '@cdktf/provider-azurerm/lib/policy-definition';
import type * as provider from '@cdktf/provider-azurerm/lib/provider';
import type * as roleAssignment from '@cdktf/provider-azurerm/lib/role-assignment';
import type * as subscriptionRemediation from '@cdktf/provider-azurerm/lib/subscription-policy-remediation';
import { literally } from '../terraform';

/** The Terraform bindings of azurerm that this package uses. */
export const azurerm = {
  get AzurermProvider() {
    return literally((require('@cdktf/provider-azurerm/lib/provider') as typeof provider).AzurermProvider);
  },
  get LighthouseAssignment() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/lighthouse-assignment') as typeof lighthouseAssignment)
        .LighthouseAssignment,
    );
  },
  get LighthouseDefinition() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/lighthouse-definition') as typeof lighthouseDefinition)
        .LighthouseDefinition,
    );
  },
  get ManagementGroupPolicyAssignment() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/management-group-policy-assignment') as typeof policyAssignment)
        .ManagementGroupPolicyAssignment,
    );
  },
  get ManagementGroupPolicyRemediation() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/management-group-policy-remediation') as typeof policyRemediation)
        .ManagementGroupPolicyRemediation,
    );
  },
  get PolicyDefinition() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/policy-definition') as typeof policyDefinition).PolicyDefinition,
    );
  },
  get RoleAssignment() {
    return literally((require('@cdktf/provider-azurerm/lib/role-assignment') as typeof roleAssignment).RoleAssignment);
  },
  get SubscriptionPolicyRemediation() {
    return literally(
      (require('@cdktf/provider-azurerm/lib/subscription-policy-remediation') as typeof subscriptionRemediation)
        .SubscriptionPolicyRemediation,
    );
  },
};
