import { PartnerEarnedCreditEligibility } from '../../azure';
import { isUnresolved, lowerCaseGuid } from '../../terraform';
import { Verdict } from '../readiness-report';
import type { ReadinessRule } from './rule';

/** Eligibility cannot be derived from a role's name or actions: only the page of Partner Center tells. */
export const roleEarns: ReadinessRule = {
  id: 'role-earns',
  title: 'PEC-Automation holds, permanently, a role that Partner Center lists as eligible.',
  source: 'https://learn.microsoft.com/partner-center/billing/azure-roles-perms-pec',
  judge({ delegation }) {
    if (!delegation.automation) {
      return undefined;
    }
    const principalId = lowerCaseGuid(delegation.automation.principalId);
    const roles = delegation.authorizations
      .filter(authorization => authorization.isPermanent && authorization.principal.id === principalId)
      .map(authorization => authorization.role);
    const earning = roles.find(role => role.partnerEarnedCredit === PartnerEarnedCreditEligibility.EARNS);
    if (earning) {
      return {
        verdict: Verdict.EARNS,
        reason: `permanently holds ${earning.name}`,
        cure: '',
        needsAcknowledgement: false,
      };
    }
    const cure = 'choose a listed role as automationRole, such as Support Request Contributor';
    const unlisted = roles.find(role => role.partnerEarnedCredit === PartnerEarnedCreditEligibility.UNLISTED);
    if (unlisted) {
      const name = isUnresolved(unlisted.name) ? 'a role that only Terraform knows' : unlisted.name;
      return {
        verdict: Verdict.UNKNOWN,
        reason: `PEC-Automation holds ${name}, which Partner Center does not list, neither as eligible nor as not`,
        cure,
        needsAcknowledgement: true,
      };
    }
    return {
      verdict: Verdict.DOES_NOT_EARN,
      reason: `PEC-Automation holds ${roles.map(role => role.name).join(', ')}, which Partner Center lists as not eligible`,
      cure,
      needsAcknowledgement: true,
    };
  },
};
