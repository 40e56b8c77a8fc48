export { acknowledge, type Acknowledgement, inspectAcknowledgement } from './acknowledgement';
export { declareCustomer, type DeclaredCustomer } from './declared-customer';
export { PecReadiness, ReadinessError } from './pec-readiness';
export {
  type CustomerReadiness,
  type ReadinessFinding,
  ReadinessReport,
  type SubscriptionReadiness,
  Verdict,
} from './readiness-report';
export { type ReadinessRule, RULES } from './rules';
