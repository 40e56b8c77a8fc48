import type { IConstruct } from 'constructs';
import { asGiven, type Faults, listOf, objectOf, required } from '../declaration';
import { inspectResourceGroupName } from '../lighthouse';
import { Mark } from '../app';
import { type AcceptedLoss, CREDIT_LOST } from './accepted-loss';
import { type RuleId, RULES } from './rules';

/** Somebody's decision to live with what a readiness rule finds, or with a loss that the bill shows. */
export interface Acknowledgement {
  /** The id of the rule, such as `role-earns`; `credit-lost` is a loss that the bill shows. */
  readonly rule: RuleId | typeof CREDIT_LOST;
  /** Why it is acceptable that this customer may not earn. */
  readonly reason: string;
  /**
   * The first day for which a loss is accepted, with `credit-lost` only: a day such as 2026-10-15.
   *
   * @default - from the beginning
   */
  readonly from?: string;
  /**
   * The last day for which a loss is accepted, with `credit-lost` only: a day such as 2026-10-31.
   *
   * @default - without end
   */
  readonly to?: string;
  /**
   * The names of the resource groups in which a loss is accepted, with `credit-lost` only.
   *
   * @default - everywhere
   */
  readonly resourceGroups?: readonly string[];
}

/** The ids that can be acknowledged. */
export const ACKNOWLEDGEABLE: readonly Acknowledgement['rule'][] = [...RULES.map(({ id }) => id), CREDIT_LOST];

const PROPERTIES = objectOf<Acknowledgement>('an acknowledgement', '{ rule, reason }', {
  rule: asGiven,
  reason: asGiven,
  from: asGiven,
  to: asGiven,
  resourceGroups: listOf<string>(asGiven, 'a list of names of resource groups'),
});

/** What is accepted at a construct and everything below it. */
export const ACKNOWLEDGEMENTS = new Mark<Acknowledgement>('acknowledgement');

/** The acknowledgement of a rule that holds for a construct: its own, or the nearest one above. */
export function acknowledgementFor(construct: IConstruct, rule: RuleId): Acknowledgement | undefined {
  return acknowledgementsAbove(construct).find(acknowledgement => acknowledgement.rule === rule);
}

/**
 * The losses that are accepted for a construct, the nearest first; undefined if there are none.
 *
 * @param above a construct above it, whose own are left out
 */
export function acceptedLosses(construct: IConstruct, above?: IConstruct): AcceptedLoss[] | undefined {
  const others = above === undefined ? [] : acknowledgementsAbove(above);
  const losses = acknowledgementsAbove(construct).filter(each => each.rule === CREDIT_LOST && !others.includes(each));
  return losses.length === 0 ? undefined : losses;
}

function acknowledgementsAbove(construct: IConstruct): Acknowledgement[] {
  return [...construct.node.scopes].reverse().flatMap(scope => ACKNOWLEDGEMENTS.at(scope));
}

/** Takes an acknowledgement and finds its faults. */
export function takeAcknowledgement(given: unknown, faults: Faults): Acknowledgement | undefined {
  const taken = required(PROPERTIES, '{ rule, reason }')(given, faults);
  if (taken && !ACKNOWLEDGEABLE.includes(taken.rule)) {
    faults.at('rule').reject(taken.rule, 'is not a rule', `expected one of ${ACKNOWLEDGEABLE.join(', ')}`);
  }
  if (taken) {
    faults.at('reason').text(taken.reason, 'why it is acceptable that this customer may not earn');
  }
  return taken;
}

/** Finds the faults of which part of a loss is accepted; of a finding nobody accepts a part. */
export function inspectExtent({ rule, from, to, resourceGroups }: Acknowledgement, faults: Faults): void {
  // Of what is no rule at all, that is the fault.
  const isOfFinding = RULES.some(({ id }) => id === rule);
  for (const [name, value] of Object.entries({ from, to, resourceGroups })) {
    if (value !== undefined && isOfFinding) {
      faults.at(name).report(`goes with the rule "${CREDIT_LOST}" only; leave it out`);
    }
  }
  const hasFrom = from !== undefined && faults.at('from').day(from);
  const hasTo = to !== undefined && faults.at('to').day(to);
  if (hasFrom && hasTo && from > to) {
    faults.at('to').reject(to, `is before ${from}`, 'expected the last day for which the loss is accepted');
  }
  if (resourceGroups?.length === 0) {
    faults.at('resourceGroups').report('is empty; leave it out to accept the loss everywhere');
  }
  resourceGroups?.forEach((name, i) => inspectResourceGroupName(name, faults.at('resourceGroups', i)));
}
