export { type AcceptedLoss, CREDIT_LOST } from './accepted-loss';
export {
  type Acknowledgement,
  ACKNOWLEDGEABLE,
  ACKNOWLEDGEMENTS,
  inspectExtent,
  takeAcknowledgement,
} from './acknowledgement';
export { CUSTOMER_FACTS, type CustomerFacts, FORMERLY } from './customer-facts';
export {
  type DeclaredAuthorization,
  type DeclaredAutomation,
  type DeclaredDelegation,
  EarnsBy,
  type FormerDelegation,
} from './declared-delegation';
export { noteExpectation } from './expectation';
export { delegationsBelow, judgeBelow, judgeDelegation } from './judge';
export {
  type CustomerReadiness,
  objectionOf,
  Readiness,
  type ReadinessFinding,
  scopeInWords,
  stopsSynth,
  type SubscriptionReadiness,
} from './readiness';
export { type ReadinessRule, type RuleId, RULES } from './rules';
export { principalName } from './rules/holdings';
export { Verdict } from './verdict';
