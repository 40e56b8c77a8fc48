import type { IPartnerPrincipal } from '../../identity';
import type { PartnerAdminLink } from '../../partner-admin-link';
import { knownToDiffer, knownToEqual, readable } from '../../terraform';
import { Verdict } from '../verdict';
import { principalName } from './holdings';
import type { ReadinessRule } from './rule';

/** Credit goes to the Partner ID that the principal is linked to; a principal without a link earns for nobody. */
export const principalLinked: ReadinessRule = {
  id: 'principal-linked',
  title: 'PEC-Automation is linked to the Partner ID.',
  checks:
    'Whether a partner admin link of the same principal is declared in the app, or the principal is declared with the ' +
    'Partner ID it is linked to. A link of another principal makes the verdict `does-not-earn`; no link at all ' +
    '`unknown`, because it may have been made elsewhere.',
  why: 'The link ties one principal to one Partner ID. Without it Microsoft cannot tell to which partner the access belongs.',
  source: 'https://learn.microsoft.com/azure/cost-management-billing/manage/link-partner-id',
  cure: 'Declare a `PartnerLinkStack` in the app, or write `linkedPartnerId` in `PecAutomation.fromAttributes`.',
  judge({ delegation, links }) {
    const { principal } = delegation;
    if (!principal) {
      return undefined;
    }
    const partnerId = linkedPartnerId(principal, links);
    if (partnerId !== undefined) {
      return {
        verdict: Verdict.EARNS,
        reason: `linked to Partner ID ${readable(partnerId)}`,
        cure: '',
        needsAcknowledgement: false,
      };
    }
    if (links.length > 0 && links.every(link => knownToDiffer(link.principal.principalId, principal.principalId))) {
      return {
        verdict: Verdict.DOES_NOT_EARN,
        reason: `the app links principal ${links[0].principal.principalId}, but the customer authorizes ${principal.principalId}`,
        cure: 'give the link and the customers the same PEC-Automation',
        needsAcknowledgement: true,
      };
    }
    return {
      verdict: Verdict.UNKNOWN,
      reason: `no partner admin link of ${principalName(delegation)} is declared in this app`,
      cure: 'declare a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes',
      needsAcknowledgement: false,
    };
  },
};

/** The Partner ID that a principal is linked to, by a link of the app or by its own declaration. */
export function linkedPartnerId(principal: IPartnerPrincipal, links: PartnerAdminLink[]): string | undefined {
  return links.find(link => isSamePrincipal(link.principal, principal))?.partnerId ?? principal.linkedPartnerId;
}

/** The same construct, the same known id, or the very same Terraform reference. */
function isSamePrincipal(a: IPartnerPrincipal, b: IPartnerPrincipal): boolean {
  return a === b || a.principalId === b.principalId || knownToEqual(a.principalId, b.principalId);
}
