import { automationAuthorized } from './automation-authorized';
import { customerDeployed } from './customer-deployed';
import { marketplacePlan } from './marketplace-plan';
import { policyDelegates } from './policy-delegates';
import { principalLinked } from './principal-linked';
import { publicCloud } from './public-cloud';
import { roleEarns } from './role-earns';
import type { ReadinessRule, RuleId, RuleResult, RuleSubject } from './rule';

export { linkedPartnerId } from './principal-linked';
export type { ReadinessRule, RuleId, RuleResult, RuleSubject } from './rule';

/** Every condition for earning, in the order in which reports give them. */
export const RULES: ReadinessRule[] = [
  automationAuthorized,
  roleEarns,
  principalLinked,
  customerDeployed,
  marketplacePlan,
  policyDelegates,
  publicCloud,
];

/** What every rule that has something to say finds about a delegation. */
export function judge(subject: RuleSubject): (RuleResult & { readonly rule: RuleId })[] {
  return RULES.flatMap(rule => {
    const result = rule.judge(subject);
    return result ? [{ rule: rule.id, ...result }] : [];
  });
}
