import { Verdict } from '../readiness-report';
import type { ReadinessRule } from './rule';

/** Credit needs a principal that holds a role all the time; PEC-Automation is that principal. */
export const automationAuthorized: ReadinessRule = {
  id: 'automation-authorized',
  title: 'PEC-Automation is permanently authorized in the delegation.',
  source: 'https://learn.microsoft.com/azure/lighthouse/concepts/cloud-solution-provider',
  judge({ delegation }) {
    return delegation.automation
      ? { verdict: Verdict.EARNS, reason: 'PEC-Automation is authorized', cure: '', needsAcknowledgement: false }
      : {
          verdict: Verdict.DOES_NOT_EARN,
          reason: 'PEC-Automation is not in the authorizations',
          cure: 'give the delegation the property automation',
          needsAcknowledgement: true,
        };
  },
};
