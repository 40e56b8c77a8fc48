import { Verdict } from '../verdict';
import type { ReadinessRule } from './rule';

/** The access that a CSP partner has from the purchase on earns like any other. */
export const adminOnBehalfOf: ReadinessRule = {
  id: 'admin-on-behalf-of',
  title: 'Admin-on-behalf-of access stands, which earns by itself.',
  checks:
    'What was said of the customer, or of all customers, in `adminOnBehalfOf`. Where it stands, the subscription earns, ' +
    'whatever the delegation gives.',
  why:
    "When a customer buys a subscription from a CSP partner, the partner's Admin Agents become its Owner. That access " +
    'earns until the customer takes it away.',
  source: 'https://learn.microsoft.com/partner-center/billing/partner-earned-credit',
  who: 'The service manager',
  what: 'See in the access control of the subscription whether the partner still stands there, and say so in the file.',
  cure: 'Look at the access control of the subscription for the Foreign Principal of the partner, and write `adminOnBehalfOf: true`.',
  judge({ adminOnBehalfOf: stands }) {
    return stands === true
      ? {
          verdict: Verdict.EARNS,
          reason: 'admin-on-behalf-of access stands, as was declared',
          cure: '',
          needsAcknowledgement: false,
        }
      : undefined;
  },
};
