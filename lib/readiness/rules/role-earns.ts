import { PartnerEarnedCreditEligibility } from '../../azure';
import { Onboarding } from '../../lighthouse';
import { isUnresolved } from '../../terraform';
import { Verdict } from '../verdict';
import { holdingsOf, principalName } from './holdings';
import type { ReadinessRule } from './rule';

/** Eligibility cannot be derived from a role's name or actions: only the page of Partner Center tells. */
export const roleEarns: ReadinessRule = {
  id: 'role-earns',
  title: 'PEC-Automation holds, permanently, a role that Partner Center lists as eligible.',
  checks:
    'The permanent roles of PEC-Automation in the delegation. One that is listed as eligible is enough. A role that ' +
    'is not listed at all makes the verdict `unknown`, because the page says neither yes nor no.',
  why: 'Only some built-in roles count. Neither the name nor the actions of a role tell: AcrPull counts, Reader does not.',
  source: 'https://learn.microsoft.com/partner-center/billing/azure-roles-perms-pec',
  who: 'You: whoever keeps the file of customers',
  what: 'Give PEC-Automation a role that earns. Support Request Contributor is enough, and lets it do next to nothing.',
  cure: 'Choose a listed role as `automationRole`. The default, Support Request Contributor, is listed and allows next to nothing.',
  judge({ delegation }) {
    if (delegation.onboarding === Onboarding.MARKETPLACE) {
      return undefined;
    }
    const name = principalName(delegation);
    const roles = holdingsOf(delegation)
      .filter(authorization => authorization.isPermanent)
      .map(authorization => authorization.role);
    if (roles.length === 0) {
      return undefined;
    }
    const earning = roles.find(role => role.partnerEarnedCredit === PartnerEarnedCreditEligibility.EARNS);
    if (earning) {
      return {
        verdict: Verdict.EARNS,
        reason: `permanently holds ${earning.name}`,
        cure: '',
        needsAcknowledgement: false,
      };
    }
    const cure =
      delegation.onboarding === Onboarding.EXISTING
        ? 'link an account that permanently holds a listed role, such as Support Request Contributor'
        : 'choose a listed role as automationRole, such as Support Request Contributor';
    const unlisted = roles.find(role => role.partnerEarnedCredit === PartnerEarnedCreditEligibility.UNLISTED);
    if (unlisted) {
      const role = isUnresolved(unlisted.name) ? 'a role that only Terraform knows' : unlisted.name;
      return {
        verdict: Verdict.UNKNOWN,
        cause: `${role} is not listed, neither as eligible nor as not`,
        reason: `${name} holds ${role}, which Partner Center does not list, neither as eligible nor as not`,
        cure,
        needsAcknowledgement: true,
      };
    }
    const held = roles.map(role => role.name).join(', ');
    return {
      verdict: Verdict.DOES_NOT_EARN,
      cause: `${held} ${roles.length === 1 ? 'does' : 'do'} not earn`,
      reason: `${name} holds ${held}, which Partner Center lists as not eligible`,
      cure,
      needsAcknowledgement: true,
    };
  },
};
