import type { IConstruct } from 'constructs';
import { Mark } from '../app';
import { acceptedLosses, type Acknowledgement, ACKNOWLEDGEMENTS } from './acknowledgement';
import type { SubscriptionReadiness } from './customer-readiness';

/** What the partner expects of a delegation. */
export interface Expectation {
  /** Rules whose finding is accepted. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** The first day on which credit is expected. */
  readonly since?: string;
}

const SINCE = new Mark<Required<Pick<Expectation, 'since'>>>('since');

/** Notes what is expected of the delegation that a construct carries out. */
export function noteExpectation(construct: IConstruct, { acknowledgements = [], since }: Expectation): void {
  acknowledgements.forEach(acknowledgement => ACKNOWLEDGEMENTS.add(construct, acknowledgement));
  if (since !== undefined) {
    SINCE.add(construct, { since });
  }
}

/**
 * What a bill has to be compared with, beyond what was delegated.
 *
 * @param customer the construct of the customer; what it accepts holds for all of its delegations
 */
export function expectationAt(
  construct: IConstruct,
  customer: IConstruct | undefined,
): Pick<SubscriptionReadiness, 'since' | 'acknowledgements'> {
  return { since: SINCE.at(construct).at(-1)?.since, acknowledgements: acceptedLosses(construct, customer) };
}
