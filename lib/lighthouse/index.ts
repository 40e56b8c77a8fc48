export { ArmTemplate, type ArmTemplateOptions } from './arm/arm-template';
export { areApart } from './delegation/delegation-ids';
export { DELEGATED_ACCESS, DELEGATED_SCOPE } from './delegation/delegation-shape';
export { inspectArmTemplate } from './arm/arm-template-rules';
export {
  Authorization,
  type EligibleAuthorizationOptions,
  type JustInTimePolicy,
  inspectDelegableRole,
  isWellFormed,
  type PermanentAuthorizationOptions,
} from './offer/authorization';
export {
  inspectAutomationRole,
  inspectCustomerTenant,
  inspectDelegatedAccess,
  inspectDelegatedScope,
  inspectNeighbours,
  inspectResourceGroupName,
  inspectSubscriptionId,
} from './delegation/delegation-rules';
export { declareDeparture, inspectArrival, inspectDeparture } from './terraform/departures';
export { AUTHORIZATION, OFFER, PRINCIPAL } from './offer/kinds';
export { LighthouseDelegation, type LighthouseDelegationProps } from './terraform/lighthouse-delegation';
export { LighthouseOffer, type LighthouseOfferProps } from './offer/lighthouse-offer';
export type { MarketplacePlan } from './offer/marketplace-plan';
export { Onboarding } from './delegation/onboarding';
export { Principal, PrincipalKind } from './offer/principal';
export {
  ResourceProviderRegistration,
  type ResourceProviderRegistrationProps,
} from './terraform/resource-provider-registration';
export { ManagementGroupOnboarding, type ManagementGroupOnboardingProps } from './policy/management-group-onboarding';
