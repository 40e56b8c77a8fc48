import type { IPecAutomation } from '../../identity';
import { knownToDiffer, knownToEqual, readable } from '../../terraform';
import { Verdict } from '../readiness-report';
import type { ReadinessRule } from './rule';

/** Credit goes to the Partner ID that the principal is linked to; a principal without a link earns for nobody. */
export const principalLinked: ReadinessRule = {
  id: 'principal-linked',
  title: 'PEC-Automation is linked to the Partner ID.',
  source: 'https://learn.microsoft.com/azure/cost-management-billing/manage/link-partner-id',
  judge({ delegation, links }) {
    const { automation } = delegation;
    if (!automation) {
      return undefined;
    }
    const link = links.find(candidate => isSamePrincipal(candidate.principal, automation));
    const partnerId = link?.partnerId ?? automation.linkedPartnerId;
    if (partnerId !== undefined) {
      return {
        verdict: Verdict.EARNS,
        reason: `linked to Partner ID ${readable(partnerId)}`,
        cure: '',
        needsAcknowledgement: false,
      };
    }
    if (
      links.length > 0 &&
      links.every(candidate => knownToDiffer(candidate.principal.principalId, automation.principalId))
    ) {
      return {
        verdict: Verdict.DOES_NOT_EARN,
        reason: `the app links principal ${links[0].principal.principalId}, but the customer authorizes ${automation.principalId}`,
        cure: 'give the link and the customers the same PEC-Automation',
        needsAcknowledgement: true,
      };
    }
    return {
      verdict: Verdict.UNKNOWN,
      reason: 'no partner admin link of PEC-Automation is declared in this app',
      cure: 'declare a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes',
      needsAcknowledgement: false,
    };
  },
};

/** The same construct, the same known id, or the very same Terraform reference. */
function isSamePrincipal(principal: { principalId: string }, automation: IPecAutomation): boolean {
  return (
    principal === automation ||
    principal.principalId === automation.principalId ||
    knownToEqual(principal.principalId, automation.principalId)
  );
}
