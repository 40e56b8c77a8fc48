import { Onboarding } from '../../lighthouse';
import { Verdict } from '../verdict';
import type { ReadinessRule } from './rule';

/** What a marketplace customer delegates is written in Partner Center, not here. */
export const marketplacePlan: ReadinessRule = {
  id: 'marketplace-plan',
  title: 'The plan of a marketplace offer authorizes PEC-Automation.',
  checks: 'For `onboarding: marketplace` the verdict is `unknown`: the authorizations are kept in Partner Center.',
  why:
    'A customer who accepts a Managed Service offer delegates what the plan says. An early page of Microsoft said that ' +
    'such customers are associated with the publisher automatically; later versions dropped that sentence and ask for ' +
    'PEC-Automation in marketplace offers too.',
  source: 'https://learn.microsoft.com/azure/lighthouse/concepts/cloud-solution-provider',
  cure:
    'Put PEC-Automation with an eligible role into the authorizations of the plan, publish it, and acknowledge the ' +
    'rule with the version of the plan that you checked.',
  judge({ delegation }) {
    return delegation.onboarding !== Onboarding.MARKETPLACE
      ? undefined
      : {
          verdict: Verdict.UNKNOWN,
          reason:
            'the plan in Partner Center decides who is authorized, and Microsoft no longer says that marketplace ' +
            'customers are associated automatically',
          cure: 'check that the published plan authorizes PEC-Automation, and acknowledge the rule with its version',
          needsAcknowledgement: false,
        };
  },
};
