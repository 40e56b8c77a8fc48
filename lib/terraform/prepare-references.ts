import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformStack, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isPlainObject, resemblesReference } from './references';
import { withoutTokenTraces } from './without-token-traces';

/**
 * Makes what the references of a stack to other stacks need: outputs there, and remote states here.
 *
 * cdktf does so by resolving all that a stack says before it resolves all of it again to write it, which is a fifth of
 * the time of synth. Only references have that effect, so only what may be one is resolved here.
 *
 * Source: `prepareStack` in `lib/terraform-stack.js` and `Reference.resolve` in `lib/tfExpression.js` of cdktf 0.21 and
 * cdktn 0.24.
 */
export function prepareReferences(stack: TerraformStack): void {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolve = (value: unknown): unknown => Tokenization.resolve(value, { scope: stack, resolver, preparing: true });
  // Whatever resolving makes, no line of a program asked for it.
  withoutTokenTraces(() => elementsOf(stack).forEach(element => eachPossibleReference(element.toTerraform(), resolve)));
}

/** The elements of a stack, without those of stacks below it. */
function elementsOf(construct: IConstruct): TerraformElement[] {
  const own = TerraformElement.isTerraformElement(construct) ? [construct] : [];
  return [
    ...own,
    ...construct.node.children.filter(child => !TerraformStack.isStack(child)).flatMap(child => elementsOf(child)),
  ];
}

/** Visits each part of a value that is, or holds, what may be a reference. */
function eachPossibleReference(value: unknown, visit: (value: unknown) => void): void {
  const members = membersOf(value);
  if (members === undefined ? mayBeReference(value) : members.names.some(resemblesReference)) {
    visit(value);
  } else {
    members?.values.forEach(member => eachPossibleReference(member, visit));
  }
}

/** The members of data, and what tells whether all of it stands for a reference; undefined if it is no list or map. */
function membersOf(value: unknown): { names: unknown[]; values: unknown[] } | undefined {
  if (Array.isArray(value)) {
    return { names: value, values: value };
  }
  return isPlainObject(value) ? { names: Object.keys(value), values: Object.values(value) } : undefined;
}

function mayBeReference(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' || resemblesReference(value);
}
