export { type Acknowledgement, ACKNOWLEDGEMENTS, takeAcknowledgement } from './acknowledgement';
export { CUSTOMER_FACTS, type CustomerFacts } from './customer-facts';
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
