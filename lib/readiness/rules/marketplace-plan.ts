import { PartnerEarnedCreditEligibility } from '../../azure';
import { Onboarding } from '../../lighthouse';
import { Verdict } from '../verdict';
import { holdingsIn } from './holdings';
import type { ReadinessRule } from './rule';

/** What a marketplace customer delegates is what the published plan says: nothing is added to it here. */
export const marketplacePlan: ReadinessRule = {
  id: 'marketplace-plan',
  title: 'The plan of a marketplace offer authorizes PEC-Automation.',
  checks:
    'For `onboarding: marketplace`: whether the authorizations of the offer, written down as they are published in its ' +
    'plan, hold PEC-Automation permanently in a role that earns. Otherwise the verdict is `unknown`.',
  why:
    'Microsoft says two things. Its page on managing an Azure plan says that customers of a Managed Service offer are ' +
    'associated with the publisher automatically; its page on Azure Lighthouse for CSP partners asks for PEC-Automation ' +
    'in marketplace offers too.',
  source: 'https://learn.microsoft.com/azure/lighthouse/concepts/cloud-solution-provider',
  who: 'You: whoever publishes the offer in the marketplace',
  what: 'Publish the plan with PEC-Automation in a role that earns, and let customers accept the new version.',
  cure:
    'Put PEC-Automation with an eligible role into the authorizations of the plan, publish it, and write the same ' +
    'authorization into the offer.',
  judge({ delegation }) {
    if (delegation.onboarding !== Onboarding.MARKETPLACE) {
      return undefined;
    }
    const earning = holdingsIn(delegation.published, delegation.principal).find(
      ({ isPermanent, role }) => isPermanent && role.partnerEarnedCredit === PartnerEarnedCreditEligibility.EARNS,
    );
    return earning
      ? {
          verdict: Verdict.EARNS,
          reason: `the plan permanently gives PEC-Automation ${earning.role.name}`,
          cure: '',
          needsAcknowledgement: false,
        }
      : {
          verdict: Verdict.UNKNOWN,
          cause: 'the plan is not declared to authorize PEC-Automation',
          reason:
            'the plan is not declared to authorize PEC-Automation: one page of Microsoft says that marketplace customers ' +
            'are associated automatically, another asks for PEC-Automation in the plan',
          cure: 'publish a plan with PEC-Automation in an eligible role, and write that authorization into the offer',
          needsAcknowledgement: false,
        };
  },
};
