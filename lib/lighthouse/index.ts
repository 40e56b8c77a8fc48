export { ArmTemplate, type ArmTemplateOptions } from './arm/arm-template';
export { inspectPinnedAccess, inspectPinnedRole, inspectPinnedScope } from './arm/arm-template-rules';
export { inspectCoexistence } from './delegation/coexistence';
export { inspectCustomerTenant } from './delegation/customer-tenant';
export {
  DELEGATED_ACCESS,
  DelegatedAccess,
  type DelegatedAccessProps,
  inspectAutomationRole,
} from './delegation/delegated-access';
export {
  areApart,
  covers,
  DELEGATED_SCOPE,
  type DelegatedScope,
  inspectDelegatedScope,
  inspectResourceGroupName,
  inspectSubscriptionId,
  reach,
} from './delegation/delegated-scope';
export { type Alteration, CARRIED_OUT, type CarriedOut, Delegation } from './delegation/delegation';
export { OfferedDelegation } from './delegation/offered-delegation';
export { isByTerraform, Onboarding } from './delegation/onboarding';
export {
  AUTHORIZATION,
  Authorization,
  type EligibleAuthorizationOptions,
  isWellFormed,
  type JustInTimePolicy,
  type PermanentAuthorizationOptions,
} from './offer/authorization';
export { inspectDelegableRole } from './offer/delegable-role';
export { LighthouseOffer, type LighthouseOfferProps, OFFER } from './offer/lighthouse-offer';
export type { MarketplacePlan } from './offer/marketplace-plan';
export { Principal, PRINCIPAL, PrincipalKind } from './offer/principal';
export { inspectManagementGroup, inspectOtherPolicies } from './policy/management-group-rules';
export { ManagementGroupOnboarding, type ManagementGroupOnboardingProps } from './policy/management-group-onboarding';
export { type OnboardingByPolicy, POLICY_OPTIONS, type PolicyOptions } from './policy/policy-options';
export { inspectForPolicy, inspectPolicyOptions } from './policy/policy-rules';
export { LighthouseDelegation, type LighthouseDelegationProps } from './terraform/lighthouse-delegation';
export { declareDeparture, inspectArrival, inspectDeparture } from './terraform/neighbours';
export {
  ResourceProviderRegistration,
  type ResourceProviderRegistrationProps,
} from './terraform/resource-provider-registration';
