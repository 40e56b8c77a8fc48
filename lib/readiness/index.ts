export { acknowledge, type Acknowledgement, takeAcknowledgement } from './acknowledgement';
export {
  declareCustomer,
  type DeclaredCustomer,
  declareDelegation,
  type DeclaredDelegation,
} from './declared-customer';
export { PecReadiness, ReadinessError } from './pec-readiness';
export {
  type CustomerReadiness,
  type ReadinessFinding,
  ReadinessReport,
  type SubscriptionReadiness,
} from './readiness-report';
export { judge, type ReadinessRule, RULES } from './rules';
export { Verdict } from './verdict';
