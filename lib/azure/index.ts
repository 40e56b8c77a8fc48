export { AzureBuiltInRole } from './azure-built-in-role';
export { AzureCloud } from './azure-cloud';
export { ARM_GUID_NAMESPACE, armGuid, isGuid } from './guid';
export { partnerIdFault } from './partner-id';
export { LighthouseSupport, PartnerEarnedCreditEligibility } from './role-catalogue';
export { similarNames } from './similar-names';
