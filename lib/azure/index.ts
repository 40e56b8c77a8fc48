export { AzureBuiltInRole, BUILT_IN_ROLE } from './azure-built-in-role';
export { AZURE_CLOUD, AzureCloud } from './azure-cloud';
export { ARM_GUID_NAMESPACE, armGuid, isGuid } from './guid';
export { Kind } from './kind';
export { partnerIdFault } from './partner-id';
export { REGISTRATION_PROBE } from './registration-probe';
export { LighthouseSupport, PartnerEarnedCreditEligibility } from './role-catalogue';
export { similarNames } from './similar-names';
