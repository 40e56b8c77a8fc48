import { AzureCloud } from '../../azure';
import { Verdict } from '../readiness-report';
import type { ReadinessRule } from './rule';

/** Microsoft documents partner admin link for the public cloud and is silent about the others. */
export const publicCloud: ReadinessRule = {
  id: 'public-cloud',
  title: 'The customer is in the public cloud.',
  source: 'https://learn.microsoft.com/azure/cost-management-billing/manage/link-partner-id',
  judge({ cloud }) {
    return cloud.name === AzureCloud.PUBLIC.name
      ? undefined
      : {
          verdict: Verdict.UNKNOWN,
          reason: `Microsoft does not say whether partner earned credit exists in ${cloud.name}`,
          cure: 'ask Partner Center support for this cloud',
          needsAcknowledgement: false,
        };
  },
};
