import type { IConstruct } from 'constructs';
import { asGiven, type Faults, objectOf, required } from '../declaration';
import { Mark } from '../app';
import { type RuleId, RULES } from './rules';

/** Somebody's decision to live with what a readiness rule finds. */
export interface Acknowledgement {
  /** The id of the rule, such as `role-earns`. */
  readonly rule: RuleId;
  /** Why it is acceptable that this customer may not earn. */
  readonly reason: string;
}

const PROPERTIES = objectOf<Acknowledgement>('an acknowledgement', '{ rule, reason }', {
  rule: asGiven,
  reason: asGiven,
});

/** What is accepted at a construct and everything below it. */
export const ACKNOWLEDGEMENTS = new Mark<Acknowledgement>('acknowledgement');

/** The acknowledgement of a rule that holds for a construct: its own, or the nearest one above. */
export function acknowledgementFor(construct: IConstruct, rule: RuleId): Acknowledgement | undefined {
  return [...construct.node.scopes]
    .reverse()
    .flatMap(scope => ACKNOWLEDGEMENTS.at(scope))
    .find(acknowledgement => acknowledgement.rule === rule);
}

/** Takes an acknowledgement and finds its faults. */
export function takeAcknowledgement(given: unknown, faults: Faults): Acknowledgement | undefined {
  const taken = required(PROPERTIES, '{ rule, reason }')(given, faults);
  const ids = RULES.map(rule => rule.id);
  if (taken && !ids.includes(taken.rule)) {
    faults.at('rule').reject(taken.rule, 'is not a rule', `expected one of ${ids.join(', ')}`);
  }
  if (taken) {
    faults.at('reason').text(taken.reason, 'why it is acceptable that this customer may not earn');
  }
  return taken;
}
