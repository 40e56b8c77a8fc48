import { AzureCloud } from '../../azure';
import { Verdict } from '../verdict';
import type { ReadinessRule } from './rule';

/** Microsoft documents partner admin link for the public cloud and is silent about the others. */
export const publicCloud: ReadinessRule = {
  id: 'public-cloud',
  title: 'The customer is in the public cloud.',
  checks: "The cloud of the customer's tenant. Any other than the public one makes the verdict `unknown`.",
  why: 'Microsoft describes the partner admin link for the public cloud only and says nothing of the others.',
  source: 'https://learn.microsoft.com/azure/cost-management-billing/manage/link-partner-id',
  who: 'You: whoever deals with Partner Center',
  what: 'Ask Partner Center support whether your programme pays credit in that cloud, and have the answer noted.',
  cure: 'Ask Partner Center support whether your programme pays credit in that cloud, and acknowledge the rule with the answer.',
  judge({ cloud }) {
    return cloud.name === AzureCloud.PUBLIC.name
      ? undefined
      : {
          verdict: Verdict.UNKNOWN,
          cause: `whether ${cloud.name} pays credit is not known`,
          reason: `Microsoft does not say whether partner earned credit exists in ${cloud.name}`,
          cure: 'ask Partner Center support for this cloud',
          needsAcknowledgement: false,
        };
  },
};
