export { ArmTemplate, type ArmTemplateOptions } from './arm-template';
export { areApart } from './delegation-ids';
export { DELEGATED_ACCESS, DELEGATED_SCOPE } from './delegation-shape';
export { inspectArmTemplate } from './arm-template-rules';
export {
  Authorization,
  type EligibleAuthorizationOptions,
  type JustInTimePolicy,
  inspectDelegableRole,
  isWellFormed,
  type PermanentAuthorizationOptions,
} from './authorization';
export {
  inspectAutomationRole,
  inspectCustomerTenant,
  inspectDelegatedAccess,
  inspectDelegatedScope,
  inspectNeighbours,
  inspectResourceGroupName,
  inspectSubscriptionId,
} from './delegation-rules';
export { declareDeparture, inspectArrival, inspectDeparture } from './departures';
export { AUTHORIZATION, OFFER, PRINCIPAL } from './kinds';
export { LighthouseDelegation, type LighthouseDelegationProps } from './lighthouse-delegation';
export { LighthouseOffer, type LighthouseOfferProps } from './lighthouse-offer';
export type { MarketplacePlan } from './marketplace-plan';
export { Onboarding } from './onboarding';
export { Principal, PrincipalKind } from './principal';
export { ResourceProviderRegistration, type ResourceProviderRegistrationProps } from './resource-provider-registration';
