import { Onboarding } from '../../lighthouse';
import { Verdict } from '../verdict';
import type { ReadinessRule } from './rule';

/** Which subscriptions a management group has, and which of them the policy has reached, is not declared anywhere. */
export const policyDelegates: ReadinessRule = {
  id: 'policy-delegates',
  title: 'The policy of a management group has delegated every subscription of it.',
  checks:
    'For a `ManagementGroupOnboarding` the verdict is `unknown`: Azure Policy makes the delegations, one subscription ' +
    'after the other, also in those to come.',
  why: 'A policy that is assigned delegates nothing until its tasks have run, and a task that fails is no fault of Terraform.',
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/onboard-management-group',
  who: 'You: operations',
  what: 'See in the portal whether every subscription of the management group complies with the policy, and have the day noted.',
  cure: 'Look at the compliance of the policy in the portal, and acknowledge the rule with the day on which all was compliant.',
  judge({ delegation }) {
    return delegation.onboarding !== Onboarding.POLICY
      ? undefined
      : {
          verdict: Verdict.UNKNOWN,
          cause: 'which subscriptions the policy has delegated is not known',
          reason: 'Azure Policy delegates the subscriptions one by one, and only Azure knows which it has reached',
          cure: 'look at the compliance of the policy in the portal',
          needsAcknowledgement: false,
        };
  },
};
