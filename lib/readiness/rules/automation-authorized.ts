import { Onboarding } from '../../lighthouse';
import { isUnresolved } from '../../terraform';
import { Verdict } from '../verdict';
import { holdingsOf, principalName } from './holdings';
import type { ReadinessRule } from './rule';

/** Credit needs a principal that holds a role all the time. */
export const automationAuthorized: ReadinessRule = {
  id: 'automation-authorized',
  title: 'PEC-Automation is permanently authorized in the delegation.',
  checks:
    'Whether the authorizations of the delegation include PEC-Automation, and permanently. Where a delegation is not ' +
    'to be touched (`existing`), it may be the linked account, or a group that the account belongs to.',
  why: 'Microsoft attributes usage to the partner whose linked principal has access. A role that somebody has to activate first is no access for the whole day.',
  source: 'https://learn.microsoft.com/azure/lighthouse/concepts/cloud-solution-provider',
  who: 'You: whoever keeps the file of customers',
  what: 'Let PEC-Automation into what the customer delegates, permanently. A customer who deploys a template gets a new one.',
  cure: 'Give the customer the property `automation`. Every delegation then adds PEC-Automation by itself.',
  judge({ delegation }) {
    if (delegation.onboarding === Onboarding.MARKETPLACE) {
      return undefined;
    }
    const name = principalName(delegation);
    const cure =
      delegation.onboarding === Onboarding.EXISTING
        ? 'link an account that has permanent access, or let PEC-Automation be added: adopt the delegation'
        : 'give automation beside the offer';
    const holdings = holdingsOf(delegation);
    if (holdings.some(authorization => authorization.isPermanent)) {
      return { verdict: Verdict.EARNS, reason: `${name} is authorized`, cure: '', needsAcknowledgement: false };
    }
    if (holdings.length > 0) {
      return {
        verdict: Verdict.DOES_NOT_EARN,
        cause: `${name} has eligible roles only`,
        reason: `${name} has eligible roles only, which count for nothing until somebody activates them`,
        cure: 'make one of them permanent',
        needsAcknowledgement: true,
      };
    }
    const { principal: earning } = delegation;
    const ids = delegation.authorizations.map(({ principal }) => principal.id);
    if (earning && isUnresolved([earning.principalId, ...(earning.memberOf ?? []), ...ids])) {
      return {
        verdict: Verdict.UNKNOWN,
        cause: `only Terraform knows whether ${name} is authorized`,
        reason: `some principals are known to Terraform only, so whether ${name} is one of them is not known`,
        cure,
        needsAcknowledgement: true,
      };
    }
    return {
      verdict: Verdict.DOES_NOT_EARN,
      cause: `${name} is not authorized`,
      reason: `${name} is not in the authorizations`,
      cure,
      needsAcknowledgement: true,
    };
  },
};
