import { AzureCloud } from '../azure';
import { CustomerStatus, delegationOf } from '../customers';
import { type Fault, Faults } from '../declaration';
import { judge } from '../readiness';
import { customerPropsOf, type PortfolioContext, type PortfolioEntry } from './portfolio-entry';

/**
 * Finds why an entry would not earn, where that has to be acknowledged.
 *
 * Synth judges the constructs, later and with the links of the app. A list with faults never gets there; with this its
 * reader sees in one run what there is to mend.
 */
export function inspectReadiness(entry: PortfolioEntry, context: PortfolioContext): Fault[] {
  const faults = new Faults();
  const props = customerPropsOf(entry, context);
  const { status, subscriptions, cloud = AzureCloud.PUBLIC, acknowledgements } = props.customer;
  for (const [i, subscription] of status === CustomerStatus.OFFBOARDED ? [] : subscriptions.entries()) {
    const accepted = [...(acknowledgements ?? []), ...(subscription.acknowledgements ?? [])];
    for (const finding of judge({ delegation: delegationOf(subscription, props), cloud, links: [] })) {
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
