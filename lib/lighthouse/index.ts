export { ArmTemplate, type ArmTemplateOptions } from './arm-template';
export { inspectArmTemplate } from './arm-template-rules';
export {
  Authorization,
  type EligibleAuthorizationOptions,
  type JustInTimePolicy,
  type PermanentAuthorizationOptions,
} from './authorization';
export {
  areApart,
  inspectAutomationRole,
  inspectCustomerTenant,
  inspectDelegatedAccess,
  inspectDelegatedScope,
  inspectNeighbours,
  inspectSubscriptionId,
} from './delegation-rules';
export { LighthouseDelegation, type LighthouseDelegationProps } from './lighthouse-delegation';
export { LighthouseOffer, type LighthouseOfferProps } from './lighthouse-offer';
export type { MarketplacePlan } from './marketplace-plan';
export { Onboarding } from './onboarding';
export { Principal, PrincipalKind } from './principal';
export { ResourceProviderRegistration, type ResourceProviderRegistrationProps } from './resource-provider-registration';
