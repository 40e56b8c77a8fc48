import type { JsonObject } from '../server/json';
import { asObject, asText, isObject } from '../server/json';
import { type Positions, select } from './aliases';
import { COMMON_FUNCTIONS, evaluated, ExpressionError } from './expressions';

/** What a condition is about. */
export interface ConditionContext {
  /** The resource as Azure Resource Manager shows it. */
  readonly resource: JsonObject;
  /** The values of the policy's parameters. */
  readonly parameters: JsonObject;
  /** Where the counts around this condition have arrived. */
  readonly positions?: Positions;
  /** The members of parameters at which the counts around this condition have arrived, by the count's name. */
  readonly counted?: JsonObject;
}

/**
 * Whether a condition of a policy is true.
 *
 * A model of what Microsoft documents, not Azure's own evaluation: conditions and operators that no test has needed so
 * far are refused.
 *
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
 */
export function isTrue(condition: JsonObject, context: ConditionContext): boolean {
  if (Array.isArray(condition.allOf)) {
    return condition.allOf.every(part => isTrue(asObject(part), context));
  }
  if (Array.isArray(condition.anyOf)) {
    return condition.anyOf.some(part => isTrue(asObject(part), context));
  }
  if (isObject(condition.count)) {
    return compares(count(condition.count, context), condition, context);
  }
  if (condition.field !== undefined) {
    const values = select(asText(condition.field), context.resource, context.positions ?? {});
    if (values.length === 0) {
      throw new ExpressionError(`what "${asText(condition.field)}" of an empty array means is not documented`);
    }
    return values.every(({ value }) => compares(value, condition, context));
  }
  return compares(expression(condition.value, context), condition, context);
}

function count({ field, value, name, where }: JsonObject, context: ConditionContext): number {
  const contexts: ConditionContext[] =
    field === undefined
      ? (expression(value, context) as unknown[]).map(member => ({
          ...context,
          counted: { ...context.counted, [asText(name)]: member },
        }))
      : select(asText(field), context.resource, context.positions ?? {}).map(({ positions }) => ({
          ...context,
          positions,
        }));
  return contexts.filter(inner => where === undefined || isTrue(asObject(where), inner)).length;
}

function compares(value: unknown, condition: JsonObject, context: ConditionContext): boolean {
  if ('equals' in condition) {
    return isEqual(value, expression(condition.equals, context));
  }
  if ('in' in condition) {
    return (expression(condition.in, context) as unknown[]).some(member => isEqual(value, member));
  }
  throw new ExpressionError(`${JSON.stringify(condition)} compares by nothing that the emulator knows`);
}

/** Texts are compared without case. */
function isEqual(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string'
    ? one.toLowerCase() === other.toLowerCase()
    : one === other;
}

function expression(value: unknown, { parameters, counted = {}, resource, positions = {} }: ConditionContext): unknown {
  return evaluated(value, {
    ...COMMON_FUNCTIONS,
    parameters: name => parameters[String(name)],
    current: name =>
      String(name) in counted ? counted[String(name)] : select(String(name), resource, positions).at(0)?.value,
  });
}
