import { isGuid } from '../azure';
import { type FormerDelegation } from '../readiness';
import { LiveEarning, LiveVerdict } from '../reports';
import { proofOfAbsence } from './absence';
import { groupsOf, matching } from './comparison';
import { earningAt } from './earning';
import { finding, scopeName } from './finding';
import { type Judgement, unseenReason, wasRead } from './judgement';
import type { Knowledge } from './knowledge';

/** Judges what an offboarded customer had delegated. That nobody can see it is as it should be. */
export function judgeFormer(former: FormerDelegation, knowledge: Knowledge): Judgement {
  const observed = knowledge.observed(former);
  const matched = isGuid(former.subscriptionId) ? matching(former, observed.delegations) : [];
  if (matched.length > 0) {
    const live = scopeName(matched.map(({ resourceGroup }) => resourceGroup).filter(group => group !== undefined));
    const reason = 'the customer is offboarded, and its delegation is still there';
    return {
      verdict: LiveVerdict.DIFFERS,
      stillEarns: earningAt(observed.delegations, knowledge.earning, groupsOf(former)),
      findings: [finding('delegation-gone', null, live, reason)],
      matched,
    };
  }
  if (wasRead(former, observed) || proofOfAbsence(former, knowledge) !== undefined) {
    return { verdict: LiveVerdict.GONE, stillEarns: LiveEarning.DOES_NOT_EARN, findings: [] };
  }
  const reason = `the customer is offboarded; ${unseenReason(observed)}`;
  return {
    verdict: LiveVerdict.NOT_VISIBLE,
    stillEarns: LiveEarning.UNKNOWN,
    findings: [{ ...finding('delegation-gone', null, null, reason), cure: '' }],
  };
}
