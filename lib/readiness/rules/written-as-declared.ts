import { Verdict } from '../verdict';
import type { ReadinessRule } from './rule';

/** An override changes what Azure gets, whatever the declaration says. */
export const writtenAsDeclared: ReadinessRule = {
  id: 'written-as-declared',
  title: 'What is written delegates where and to whom it was declared.',
  checks:
    'What overrides and Aspects made of the resources of a delegation: whether they are made at all (`count`, ' +
    '`for_each`), their scope and managing tenant, of which definition an assignment is, and what `ignore_changes` ' +
    'keeps as it is; of a management group the policy and what it is assigned with. What is known to be another ' +
    'delegation, or none, makes the verdict `does-not-earn`; what only Terraform knows `unknown`.',
  why:
    'A subscription earns by a definition with PEC-Automation that is assigned there, to the tenant in which ' +
    'PEC-Automation lives. What was declared earns nothing if something else is written.',
  source: 'https://learn.microsoft.com/azure/lighthouse/concepts/architecture',
  who: 'You: whoever writes the program',
  what: 'Ask why the program changes this delegation behind the back of its declaration, and let it be as it is declared.',
  cure: 'Take the override back, and declare what you mean with the properties of the construct.',
  judge({ delegation: { alterations } }) {
    const cure = 'take the override back, and declare it with the properties of the construct';
    const known = alterations.find(({ isKnown }) => isKnown);
    if (known) {
      return {
        verdict: Verdict.DOES_NOT_EARN,
        cause: 'the program delegates something else than is declared',
        reason: known.reason,
        cure,
        needsAcknowledgement: true,
      };
    }
    return alterations.length > 0
      ? {
          verdict: Verdict.UNKNOWN,
          cause: 'only Terraform knows whether the program delegates what is declared',
          reason: alterations[0].reason,
          cure,
          needsAcknowledgement: false,
        }
      : undefined;
  },
};
