import { ManagementGroupOnboarding, type ManagementGroupOnboardingProps } from 'cdktf-partner-earned-credit';
import type { Construct } from 'constructs';
import { automation, newOffer } from '../../fabrikam';
import type { JsonObject } from '../../../emulator/server/json';

/** Contoso's management group, for the operators and PEC-Automation. */
export function newOnboarding(
  scope: Construct,
  props: Partial<ManagementGroupOnboardingProps> = {},
  id = 'contoso',
): ManagementGroupOnboarding {
  return new ManagementGroupOnboarding(scope, id, {
    managementGroupId: 'contoso',
    location: 'westeurope',
    offer: newOffer(),
    automation,
    ...props,
  });
}

/** The policy as azurerm gets it. */
export interface SentPolicy {
  readonly rule: JsonObject;
  readonly parameters: JsonObject;
  readonly values: Record<string, { readonly value: unknown }>;
}

/** The policy of an onboarding without references. */
export function policyOf({ policyDefinition, policyAssignment }: ManagementGroupOnboarding): SentPolicy {
  return {
    rule: JSON.parse(policyDefinition.policyRuleInput ?? '') as JsonObject,
    parameters: JSON.parse(policyDefinition.parametersInput ?? '') as JsonObject,
    values: JSON.parse(policyAssignment.parametersInput ?? '') as SentPolicy['values'],
  };
}
