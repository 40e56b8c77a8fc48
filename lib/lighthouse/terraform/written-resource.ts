import { type TerraformResource, Token } from 'cdktf';
import { isUnresolved, knownToDiffer, knownToEqual, lowerCaseGuid, readable } from '../../terraform';
import { isRecord, memberOf } from '../../text';
import type { Alteration } from '../delegation/delegation';

/** The attributes of a resource as Terraform gets them: overrides, setters and Aspects may have changed what was declared. */
export function writtenAttributes(resource: TerraformResource): unknown {
  const resources = memberOf(resource.toTerraform(), 'resource');
  return memberOf(memberOf(resources, resource.terraformResourceType), resource.friendlyUniqueId);
}

/**
 * Whether a resource has no overrides and no number, so that its own properties say what is written. To render it is
 * what a synth of thousands of customers would pay for.
 */
export function isPlain(resource: TerraformResource): boolean {
  const overrides = memberOf(resource, 'rawOverrides');
  const hasNone = isRecord(overrides) && Object.keys(overrides).length === 0;
  return hasNone && resource.count === undefined && resource.forEach === undefined;
}

/** What is written by hand as `${…}`, as an override may be, is an expression as much as a reference of cdktf is. */
export function expressionOf(value: unknown): string {
  const isKnown = typeof value === 'string' && (isUnresolved(value) || !value.includes('${'));
  return isKnown ? lowerCaseGuid(value) : Token.asString(Token.asAny(value));
}

/**
 * Finds whether an attribute is another one than was declared.
 *
 * @param what the attribute in a sentence, such as `the scope of the definition`
 */
export function alteredText(what: string, written: unknown, declared: string | undefined): Alteration[] {
  const text = expressionOf(written);
  if (written === declared || knownToEqual(text, declared)) {
    return [];
  }
  return knownToDiffer(text, declared)
    ? [{ reason: `${what} is ${readable(written)}, not ${declared}`, isKnown: true }]
    : [{ reason: `${what} is known to Terraform only`, isKnown: false }];
}

/**
 * Finds whether Terraform makes a resource at all: it may have been taken out of the tree, or have a number.
 *
 * @param what the resource in a sentence, such as `the definition`
 */
export function alteredNumber(what: string, resource: TerraformResource, attributes: unknown): Alteration[] {
  if (resource.node.scope?.node.children.includes(resource) !== true) {
    return [{ reason: `${what} was taken out of the tree`, isKnown: true }];
  }
  return ['count', 'for_each'].flatMap<Alteration>(name => {
    const number = numberOf(memberOf(attributes, name));
    if (number === undefined) {
      return [{ reason: `${name} of ${what} is known to Terraform only`, isKnown: false }];
    }
    return number > 0 ? [] : [{ reason: `${name} of ${what} is empty, so that Terraform makes none`, isKnown: true }];
  });
}

/** How many resources a meta-argument stands for; one if it is not there, undefined if only Terraform knows. */
function numberOf(argument: unknown): number | undefined {
  if (argument === undefined || argument === null) {
    return 1;
  }
  if (typeof argument === 'object' && !isUnresolved(argument)) {
    return Object.keys(argument).length;
  }
  const number = isUnresolved(argument) ? NaN : Number(argument);
  return Number.isNaN(number) ? undefined : number;
}
