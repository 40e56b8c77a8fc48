export type { CsvSeparator } from './csv';
export type { ReadinessFilter } from './filter';
export { readinessSha256 } from './readiness-sha256';
export { type VerifiableCustomer, verifiableCustomers } from './declared';
export { withLiveEvidence } from './joint/live-evidence';
export type { JointContent } from './joint/joint';
export { JointReport } from './joint/joint-report';
export { ReadinessReport } from './readiness-report';
export { type ReadinessTrust, TRUST_WORDS } from './readiness-trust';
export { reportTexts } from './report-files';
export {
  type DelegationChange,
  LiveEarning,
  LiveVerdict,
  type LookedAs,
  type Sight,
  type Sighting,
  type UndeclaredDelegation,
  type VerificationContent,
  type VerificationFinding,
  type VerifiedCustomer,
  type VerifiedIdentity,
  type VerifiedSubscription,
  worstOf,
} from './verification/document';
export { VERIFICATION_RULES, type VerificationRule } from './verification/rules';
export { VerificationReport } from './verification/verification-report';
export * from './confirmation';
