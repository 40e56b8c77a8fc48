import { Fn, LocalBackend, TerraformOutput, TerraformStack, Testing, Token } from 'cdktf';
import type { App } from 'cdktf';
import type { Construct } from 'constructs';
import { prepareReferences } from '../../lib/terraform';
import { ResourceAction } from '../../lib/bindings/generated/azapi/resource-action';

/** A stack with a backend, as each of ours has one. */
class BackedStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, {});
  }
}

/** One that finds its references as ours do. */
class PreparedStack extends BackedStack {
  public override prepareStack(): void {
    prepareReferences(this);
  }
}

const KINDS: Record<string, (from: ResourceAction) => unknown> = {
  'a text': from => from.id,
  'a part of a text': from => `before ${from.id} after`,
  'the argument of a function': from => Fn.join('-', ['a', from.id]),
  'a list': from => Token.asList(from.output),
  'a number': from => Token.asNumber(from.id),
  'a number in a text': from => `${Token.asNumber(from.id)} minutes`,
  'a list of numbers': from => Token.asNumberList(from.output),
  'a map': from => Token.asStringMap(from.output),
  'a value of any type': from => Token.asAny(from.output),
  'a member of a list': from => ['a', { b: [from.id] }],
  'the name of a property': from => ({ [from.id]: 'a' }),
  'no reference': () => ({ a: ['b', 1, true], c: {}, d: undefined }),
};

/** What two stacks write, of which the second says something of a resource of the first. */
function written(Stack: typeof BackedStack, value: (from: ResourceAction) => unknown): string[] {
  const app = Testing.app();
  const [one, other] = [new Stack(app, 'one'), new Stack(app, 'other')];
  const from = action(one);
  action(other).addOverride('body', value(from));
  new TerraformOutput(new Stack(other, 'below'), 'value', { value: value(from) });
  return synthesized(app);
}

function action(stack: TerraformStack): ResourceAction {
  return new ResourceAction(stack, 'action', { type: 'a@b', resourceId: '/subscriptions/1' });
}

function synthesized(app: App): string[] {
  const stacks = app.node.findAll().filter(construct => TerraformStack.isStack(construct));
  stacks.forEach(stack => stack.prepareStack());
  return stacks.map(stack => JSON.stringify(stack.toTerraform(), undefined, 2));
}

describe('the references of a stack to another', () => {
  it.each(Object.entries(KINDS))('%s: found as cdktf finds them', (kind, value) => {
    const own = written(PreparedStack, value);
    expect(own).toEqual(written(BackedStack, value));
    const hasOutput = own[0].includes('cross-stack-output');
    expect(hasOutput).toBe(kind !== 'no reference');
  });

  it('of a stack below, are none of the stack above', () => {
    const app = Testing.app();
    const [one, other] = [new PreparedStack(app, 'one'), new PreparedStack(app, 'other')];
    new TerraformOutput(new PreparedStack(other, 'below'), 'value', { value: action(one).id });
    const [, above, below] = synthesized(app);
    expect([above, below].map(text => text.includes('cross-stack-reference'))).toEqual([false, true]);
  });

  it('a resource of the stack itself needs neither output nor remote state', () => {
    const app = Testing.app();
    const stack = new PreparedStack(app, 'one');
    new TerraformOutput(stack, 'value', { value: action(stack).id });
    expect(synthesized(app)[0]).not.toContain('cross-stack');
  });
});
