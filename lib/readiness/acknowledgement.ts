import type { IConstruct } from 'constructs';
import type { Faults } from '../declaration';
import { RULES } from './rules';

/** Somebody's decision to live with what a readiness rule finds. */
export interface Acknowledgement {
  /** The id of the rule, such as `role-earns`. */
  readonly rule: string;
  /** Why that is acceptable: a sentence that an auditor understands. */
  readonly reason: string;
}

const acknowledgements = new WeakMap<IConstruct, Acknowledgement[]>();

/** Notes an acknowledgement for a construct and everything below it. */
export function acknowledge(scope: IConstruct, acknowledgement: Acknowledgement): void {
  acknowledgements.set(scope, [...(acknowledgements.get(scope) ?? []), acknowledgement]);
}

/** The acknowledgement of a rule that holds for a construct: its own, or the nearest one above. */
export function acknowledgementFor(construct: IConstruct, rule: string): Acknowledgement | undefined {
  for (const scope of [...construct.node.scopes].reverse()) {
    const found = acknowledgements.get(scope)?.find(acknowledgement => acknowledgement.rule === rule);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** Finds the faults of an acknowledgement. */
export function inspectAcknowledgement(acknowledgement: Acknowledgement, faults: Faults): void {
  const ids = RULES.map(rule => rule.id);
  if (acknowledgement === null || typeof acknowledgement !== 'object') {
    faults.reject(acknowledgement, 'is not an acknowledgement', 'expected { rule, reason }');
    return;
  }
  if (!ids.includes(acknowledgement.rule)) {
    faults.at('rule').reject(acknowledgement.rule, 'is not a rule', `expected one of ${ids.join(', ')}`);
  }
  faults.at('reason').text(acknowledgement.reason, 'why it is acceptable that this customer may not earn');
}
