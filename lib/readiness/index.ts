export { type AcceptedLoss, CREDIT_LOST } from './accepted-loss';
export {
  type Acknowledgement,
  ACKNOWLEDGEABLE,
  ACKNOWLEDGEMENTS,
  inspectExtent,
  takeAcknowledgement,
} from './acknowledgement';
export { CUSTOMER_FACTS, type CustomerFacts, FORMERLY } from './customer-facts';
export { type CustomerReadiness, hasFinding, scopeInWords, type SubscriptionReadiness } from './customer-readiness';
export {
  type DeclaredAuthorization,
  type DeclaredAutomation,
  type DeclaredDelegation,
  EarnsBy,
  type FormerDelegation,
} from './declared-delegation';
export { noteExpectation } from './expectation';
export { delegationsBelow, judgeBelow, judgeDelegation, type PlacedDelegation } from './judge';
export { isAcknowledged, isOpen, objectionOf, type ReadinessFinding, stopsSynth } from './finding';
export { Readiness, type ReadinessContext } from './readiness';
export { type ReadinessRule, type RuleId, RULES } from './rules';
export { principalName } from './rules/holdings';
export { type ReadinessStamp, stampOf } from './stamp';
export { ReadinessChange, type CustomerChange, type ReadinessTrend, trendOf } from './trend';
export { Verdict } from './verdict';
