import type { Refusal } from '../server/http-message';
import type { JsonObject } from '../server/json';
import { asList, asObject, asText, isObject } from '../server/json';
import { armRefusal } from '../resource-manager/arm-errors';
import { isKnownField } from './aliases';

/**
 * Refuses the properties of a policy definition that Azure would not store.
 *
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#policy-rule-limits
 */
export function checkPolicy(name: string, properties: JsonObject): void {
  const rule = asObject(properties.policyRule);
  const details = asObject(asObject(rule.then).details);
  if (!isObject(rule.if) || !isObject(details.existenceCondition)) {
    throw invalidRule(`The policy definition '${name}' rule is invalid: it needs 'if' and an existence condition.`);
  }
  if (asList(details.roleDefinitionIds).length === 0) {
    throw invalidRule(`The policy definition '${name}' rule is invalid. 'roleDefinitionIds' is missing.`);
  }
  const conditions = conditionsIn(details.existenceCondition);
  checkFields(name, conditions);
  checkLimits(name, conditions);
  checkParameters(name, properties);
}

/** The message is Azure's: https://github.com/Azure/Azure-Lighthouse-samples/issues/90 */
function checkFields(name: string, conditions: JsonObject[]): void {
  for (const { field } of conditions) {
    if (field !== undefined && !isKnownField(asText(field))) {
      throw invalidRule(
        `The policy definition '${name}' rule is invalid. The 'field' property '${asText(field)}' of the policy rule ` +
          "doesn't exist as an alias under provider 'Microsoft.ManagedServices' and resource type " +
          "'registrationDefinitions'.",
      );
    }
  }
}

function checkLimits(name: string, conditions: JsonObject[]): void {
  const counts = conditions.map(condition => asObject(condition.count)).filter(count => Object.keys(count).length > 0);
  const fields = counts.map(count => count.field).filter(field => field !== undefined);
  const isOver =
    conditions.length > 128 ||
    counts.length - fields.length > 10 ||
    fields.some(field => fields.filter(other => other === field).length > 5);
  if (isOver) {
    throw invalidRule(`The policy definition '${name}' rule exceeds the limits of conditions or counts.`);
  }
}

/** The message is Azure's: https://github.com/Azure/azure-monitor-baseline-alerts/issues/311 */
function checkParameters(name: string, properties: JsonObject): void {
  const { deployment, ...rule } = asObject(asObject(asObject(properties.policyRule).then).details);
  // Inside the template, parameters are the template's own.
  const text = JSON.stringify([rule, asObject(asObject(deployment).properties).parameters]);
  const used = new Set([...text.matchAll(/parameters\('(\w+)'\)/g)].map(([, parameter]) => parameter));
  const defined = Object.keys(asObject(properties.parameters));
  const unused = defined.filter(parameter => !used.has(parameter));
  if (unused.length > 0) {
    throw armRefusal(
      400,
      'UnusedPolicyParameters',
      `The policy '${name}' has defined parameters '${unused.join(',')}' which are not used in the policy rule. Please ` +
        'either remove these parameters from the definition or ensure that they are used in the policy rule.',
    );
  }
  const missing = [...used].filter(parameter => !defined.includes(parameter));
  if (missing.length > 0) {
    throw invalidRule(`The policy definition '${name}' uses the undefined parameters '${missing.join(',')}'.`);
  }
}

/** Every condition inside a condition, itself included; what a count counts is one too. */
function conditionsIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) {
    return value.flatMap(conditionsIn);
  }
  return isObject(value) ? [value, ...Object.values(value).flatMap(conditionsIn)] : [];
}

function invalidRule(message: string): Refusal {
  return armRefusal(400, 'InvalidPolicyRule', message);
}
