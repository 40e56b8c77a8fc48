import { Agreement } from '../../azure';
import { Verdict } from '../verdict';
import type { ReadinessRule } from './rule';

/** Access earns nothing where Microsoft pays no credit on the usage. */
export const agreement: ReadinessRule = {
  id: 'agreement',
  title: 'The subscription is billed under the Azure plan of CSP.',
  checks:
    'What was said of the customer, or of all customers, in `agreement`. Any other than the Azure plan makes the verdict ' +
    '`cannot-earn`, which is no error. Where nobody said, the Azure plan is assumed, and reports say so.',
  why:
    'Microsoft pays credit on usage under a Microsoft Customer Agreement of the CSP programme only: an Enterprise ' +
    'Agreement, pay-as-you-go and legacy CSP subscriptions never earn.',
  source: 'https://learn.microsoft.com/partner-center/billing/partner-earned-credit',
  who: 'Nobody, unless sales moves the customer',
  what: 'Nothing is to be mended. Credit begins when the customer buys Azure under the Azure plan of the partner.',
  cure: 'Nothing, unless the customer moves its subscription to an Azure plan of the partner.',
  judge({ agreement: said }) {
    switch (said) {
      case undefined:
        return undefined;
      case Agreement.AZURE_PLAN:
        return { verdict: Verdict.EARNS, reason: 'billed under the Azure plan', cure: '', needsAcknowledgement: false };
      default:
        return {
          verdict: Verdict.CANNOT_EARN,
          cause: 'billed under another agreement',
          reason: 'billed under another agreement than the Azure plan of CSP, on which Microsoft pays no credit',
          cure: '',
          needsAcknowledgement: false,
        };
    }
  },
};
