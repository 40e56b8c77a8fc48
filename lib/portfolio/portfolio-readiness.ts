import { AzureCloud } from '../azure';
import { type Fault, Faults } from '../declaration';
import { Onboarding } from '../lighthouse';
import { type Acknowledgement, judge } from '../readiness';
import { customerOf, existingOf, onboardingOf, type PortfolioEntry, roleOf } from './portfolio-entry';
import { offerOf, type PortfolioContext } from './portfolio-rules';

/**
 * Finds why an entry would not earn, where that has to be acknowledged.
 *
 * Synth judges the constructs, later and with the links of the app. A list with faults never gets there; with this its
 * reader sees in one run what there is to mend.
 */
export function inspectReadiness(entry: PortfolioEntry, context: PortfolioContext): Fault[] {
  const faults = new Faults();
  const offer = offerOf(entry, context);
  const onboarding = onboardingOf(entry);
  const isExisting = onboarding === Onboarding.EXISTING;
  const { automation, linkedAccount } = context;
  const customer = customerOf(entry);
  const hasLeft = entry.status === 'offboarded';
  for (const [i, subscription] of hasLeft ? [] : customer.subscriptions.entries()) {
    const role = subscription.automationRole ?? roleOf(entry.automationRole) ?? context.automationRole;
    const delegation = {
      subscriptionId: subscription.id,
      resourceGroups: subscription.resourceGroups ?? [],
      offer: offer?.name ?? '',
      onboarding,
      principal: isExisting ? (linkedAccount ?? automation) : automation,
      authorizations: isExisting ? (existingOf(entry) ?? []) : (offer?.authorizationsWith(automation, role) ?? []),
      advice: [],
    };
    const accepted: Acknowledgement[] = [...(entry.acknowledgements ?? []), ...(subscription.acknowledgements ?? [])];
    for (const finding of judge({ delegation, cloud: customer.cloud ?? AzureCloud.PUBLIC, links: [] })) {
      if (finding.needsAcknowledgement && !accepted.some(({ rule }) => rule === finding.rule)) {
        faults
          .at('subscriptions')
          .at(i)
          .report(`${finding.reason}; ${finding.cure}, or acknowledge the rule "${finding.rule}" with a reason`);
      }
    }
  }
  return faults.found;
}
