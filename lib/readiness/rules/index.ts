import { adminOnBehalfOf } from './admin-on-behalf-of';
import { agreement } from './agreement';
import { automationAuthorized } from './automation-authorized';
import { customerDeployed } from './customer-deployed';
import { marketplacePlan } from './marketplace-plan';
import { policyDelegates } from './policy-delegates';
import { principalLinked } from './principal-linked';
import { publicCloud } from './public-cloud';
import { roleEarns } from './role-earns';
import { writtenAsDeclared } from './written-as-declared';
import { Verdict } from '../verdict';
import type { ReadinessRule, RuleId, RuleResult, RuleSubject } from './rule';

export { linkedPartnerId } from './principal-linked';
export type { ReadinessRule, RuleId, RuleResult, RuleSubject } from './rule';

/** Every condition for earning, in the order in which reports give them. */
export const RULES: ReadinessRule[] = [
  agreement,
  adminOnBehalfOf,
  automationAuthorized,
  roleEarns,
  writtenAsDeclared,
  principalLinked,
  customerDeployed,
  marketplacePlan,
  policyDelegates,
  publicCloud,
];

/**
 * What every rule that has something to say finds about a delegation. Where nothing can earn, the other rules have
 * nothing to say; where admin-on-behalf-of access earns, none on the delegation that hinders.
 */
export function judge(subject: RuleSubject): (RuleResult & { readonly rule: RuleId })[] {
  const found = RULES.flatMap(rule => {
    const result = rule.judge(subject);
    return result ? [{ rule: rule.id, ...result }] : [];
  });
  const decisive = found.filter(({ verdict }) => verdict === Verdict.CANNOT_EARN);
  if (decisive.length > 0) {
    return decisive;
  }
  return subject.adminOnBehalfOf === true
    ? found.filter(({ rule, verdict }) => verdict === Verdict.EARNS || rule === publicCloud.id)
    : found;
}
