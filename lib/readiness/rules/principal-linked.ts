import type { ILinkedAccount, PartnerAdminLink } from '../../principals';
import { knownToDiffer, knownToEqual, readable } from '../../terraform';
import { Verdict } from '../verdict';
import { principalName } from './holdings';
import type { ReadinessRule, RuleResult } from './rule';

/** Credit goes to the Partner ID that the principal is linked to; a principal without a link earns for nobody. */
export const principalLinked: ReadinessRule = {
  id: 'principal-linked',
  title: 'PEC-Automation is linked to the Partner ID.',
  checks:
    'Whether a partner admin link of the same principal is declared in the app, or the principal is declared with the ' +
    'Partner ID it is linked to. A link of another principal makes the verdict `does-not-earn`, and so does one in ' +
    'another tenant, or to another Partner ID than the principal is declared with; no link at all `unknown`, because ' +
    'it may have been made elsewhere, and so does one of which only Terraform knows whether it is of this principal.',
  why: 'The link ties one principal to one Partner ID. Without it Microsoft cannot tell to which partner the access belongs.',
  source: 'https://learn.microsoft.com/azure/cost-management-billing/manage/link-partner-id',
  who: 'You: whoever runs PEC-Automation',
  what: 'Link PEC-Automation to the Partner ID of your location account, once, signed in as PEC-Automation itself. All customers need it.',
  cure: 'Declare a `PartnerLinkStack` in the app, or write `linkedPartnerId` in `PecAutomation.fromAttributes`.',
  judge({ delegation, links }) {
    const { principal } = delegation;
    if (!principal) {
      return undefined;
    }
    const contradiction = contradictionOf(principal, links);
    if (contradiction) {
      return { verdict: Verdict.DOES_NOT_EARN, ...contradiction, needsAcknowledgement: true };
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
        cause: 'another principal is linked than has access',
        reason: `the app links principal ${links[0].principal.principalId}, but the customer authorizes ${principal.principalId}`,
        cure: 'give the link and the customers the same PEC-Automation',
        needsAcknowledgement: true,
      };
    }
    if (links.length > 0) {
      return {
        verdict: Verdict.UNKNOWN,
        cause: 'only Terraform knows who is linked',
        reason: `only Terraform knows whether the principal that the app links is ${principalName(delegation)}`,
        cure: 'give the link and the customers the same PEC-Automation, or pin its ids with PecAutomation.fromAttributes',
        needsAcknowledgement: false,
      };
    }
    return {
      verdict: Verdict.UNKNOWN,
      cause: 'no link to a Partner ID is declared',
      reason: `no partner admin link of ${principalName(delegation)} is declared in this app`,
      cure: 'declare a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes',
      needsAcknowledgement: false,
    };
  },
};

/** Where the app says one thing of a principal's link in one place, and another in another. */
function contradictionOf(
  principal: ILinkedAccount,
  links: PartnerAdminLink[],
): Pick<RuleResult, 'cause' | 'reason' | 'cure'> | undefined {
  for (const link of links.filter(({ principal: linked }) => isSamePrincipal(linked, principal))) {
    if (knownToDiffer(link.principal.tenantId, principal.tenantId)) {
      return {
        cause: 'the link is in another tenant than the access',
        reason: `the app links the principal in tenant ${link.principal.tenantId}, but the customer authorizes it in tenant ${principal.tenantId}`,
        cure: 'give the link and the customers the same PEC-Automation, in the managing tenant',
      };
    }
    if (knownToDiffer(link.partnerId, principal.linkedPartnerId)) {
      return {
        cause: 'two Partner IDs are declared for one principal',
        reason: `the app links the principal to Partner ID ${link.partnerId}, but it is declared as linked to ${principal.linkedPartnerId}`,
        cure: 'a principal carries one Partner ID: write the same in both places, or leave linkedPartnerId out',
      };
    }
  }
  return undefined;
}

/** The Partner ID that a principal is linked to, by a link of the app or by its own declaration. */
export function linkedPartnerId(principal: ILinkedAccount, links: PartnerAdminLink[]): string | undefined {
  return links.find(link => isSamePrincipal(link.principal, principal))?.partnerId ?? principal.linkedPartnerId;
}

/** The same construct, the same known id, or the very same Terraform reference. */
function isSamePrincipal(a: ILinkedAccount, b: ILinkedAccount): boolean {
  return a === b || a.principalId === b.principalId || knownToEqual(a.principalId, b.principalId);
}
