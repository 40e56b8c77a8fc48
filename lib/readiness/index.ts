export { acknowledge, type Acknowledgement, acknowledgementFor, takeAcknowledgement } from './acknowledgement';
export {
  customerAt,
  declareCustomer,
  declaredBy,
  declaredByPolicy,
  type DeclaredCustomer,
  declareDelegation,
  type DeclaredDelegation,
  delegationsAt,
} from './declared-customer';
export {
  type CustomerReadiness,
  Readiness,
  type ReadinessFinding,
  stopsSynth,
  type SubscriptionReadiness,
} from './readiness';
export { judge, linkedPartnerId, type ReadinessRule, RULES } from './rules';
export { Verdict } from './verdict';
