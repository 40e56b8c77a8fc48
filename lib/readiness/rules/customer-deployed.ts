import { Onboarding } from '../../lighthouse';
import { Verdict } from '../verdict';
import type { ReadinessRule } from './rule';

/** A template earns nothing until the customer deploys it, and nothing here can see whether it did. */
export const customerDeployed: ReadinessRule = {
  id: 'customer-deployed',
  title: 'A customer who deploys the template itself has deployed this one.',
  checks:
    'For `onboarding: arm-template`: whether the SHA-256 of the template that the customer deployed was noted, and is ' +
    'that of the template as it is declared now.',
  why: "The declaration tells what the template says, not whether somebody in the customer's tenant deployed it.",
  source: 'https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer#confirm-successful-onboarding',
  who: 'The service manager calls the customer',
  what: 'Ask whether the customer has deployed the template, and send it the one of today if not. Then have it noted.',
  cure:
    'Look for the customer under "My customers" in the portal, then write the SHA-256 of the template it deployed ' +
    'into `deployedTemplateSha256`.',
  judge({ delegation, templateSha256, deployedTemplateSha256 }) {
    if (delegation.onboarding !== Onboarding.ARM_TEMPLATE) {
      return undefined;
    }
    if (deployedTemplateSha256 === undefined) {
      return {
        verdict: Verdict.UNKNOWN,
        cause: 'nobody noted that the customer deployed its template',
        reason: 'the customer deploys the template itself, and nobody noted that it did',
        cure: `look under "My customers" in the portal, then write deployedTemplateSha256: ${templateSha256}`,
        needsAcknowledgement: false,
      };
    }
    if (deployedTemplateSha256 !== templateSha256) {
      return {
        verdict: Verdict.UNKNOWN,
        cause: 'the customer deployed another template',
        reason: `the customer deployed another template (SHA-256 ${deployedTemplateSha256.slice(0, 12)}…) than this one`,
        cure: `ask the customer to deploy the new template, then write deployedTemplateSha256: ${templateSha256}`,
        needsAcknowledgement: false,
      };
    }
    return {
      verdict: Verdict.EARNS,
      reason: 'the customer deployed this template',
      cure: '',
      needsAcknowledgement: false,
    };
  },
};
