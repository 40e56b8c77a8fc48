import type * as lighthouseAssignment from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import type * as lighthouseDefinition from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import type * as policyAssignment from '@cdktf/provider-azurerm/lib/management-group-policy-assignment';
import type * as policyRemediation from '@cdktf/provider-azurerm/lib/management-group-policy-remediation';
import type * as policyDefinition from '@cdktf/provider-azurerm/lib/policy-definition';
import type * as provider from '@cdktf/provider-azurerm/lib/provider';
import type * as roleAssignment from '@cdktf/provider-azurerm/lib/role-assignment';
import type * as subscriptionRemediation from '@cdktf/provider-azurerm/lib/subscription-policy-remediation';
import { bindingsOf } from './peer';

/** The modules of the bindings, each loaded when it is first used: not at import. */
interface Modules {
  '@cdktf/provider-azurerm/lib/provider': typeof provider;
  '@cdktf/provider-azurerm/lib/lighthouse-assignment': typeof lighthouseAssignment;
  '@cdktf/provider-azurerm/lib/lighthouse-definition': typeof lighthouseDefinition;
  '@cdktf/provider-azurerm/lib/management-group-policy-assignment': typeof policyAssignment;
  '@cdktf/provider-azurerm/lib/management-group-policy-remediation': typeof policyRemediation;
  '@cdktf/provider-azurerm/lib/policy-definition': typeof policyDefinition;
  '@cdktf/provider-azurerm/lib/role-assignment': typeof roleAssignment;
  '@cdktf/provider-azurerm/lib/subscription-policy-remediation': typeof subscriptionRemediation;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

const loaded = bindingsOf('@cdktf/provider-azurerm');

/** The Terraform bindings of azurerm that this package uses. */
export const azurerm = {
  get AzurermProvider() {
    return loaded(() => require('@cdktf/provider-azurerm/lib/provider').AzurermProvider);
  },
  get LighthouseAssignment() {
    return loaded(() => require('@cdktf/provider-azurerm/lib/lighthouse-assignment').LighthouseAssignment);
  },
  get LighthouseDefinition() {
    return loaded(() => require('@cdktf/provider-azurerm/lib/lighthouse-definition').LighthouseDefinition);
  },
  get ManagementGroupPolicyAssignment() {
    return loaded(
      () => require('@cdktf/provider-azurerm/lib/management-group-policy-assignment').ManagementGroupPolicyAssignment,
    );
  },
  get ManagementGroupPolicyRemediation() {
    return loaded(
      () => require('@cdktf/provider-azurerm/lib/management-group-policy-remediation').ManagementGroupPolicyRemediation,
    );
  },
  get PolicyDefinition() {
    return loaded(() => require('@cdktf/provider-azurerm/lib/policy-definition').PolicyDefinition);
  },
  get RoleAssignment() {
    return loaded(() => require('@cdktf/provider-azurerm/lib/role-assignment').RoleAssignment);
  },
  get SubscriptionPolicyRemediation() {
    return loaded(
      () => require('@cdktf/provider-azurerm/lib/subscription-policy-remediation').SubscriptionPolicyRemediation,
    );
  },
};
