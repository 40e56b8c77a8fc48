import { TerraformResource, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ImportBlock } from '../../lib/terraform';
import { synthesize } from '../synth';

let stack: TerraformStack;

beforeEach(() => {
  stack = new TerraformStack(Testing.app(), 'stack');
});

function resource(scope: Construct, id: string): TerraformResource {
  return new TerraformResource(scope, id, { terraformResourceType: 'some_thing' });
}

describe('ImportBlock', () => {
  it('is an import block and nothing else', () => {
    new ImportBlock(stack, 'Import', resource(stack, 'one'), '/things/1');
    expect(synthesize(stack)).toStrictEqual({
      import: [{ to: 'some_thing.one', id: '/things/1' }],
      resource: { some_thing: { one: {} } },
    });
  });

  it('stands beside the other import blocks of the stack, in the order of their declaration', () => {
    for (const id of ['one', 'two', 'three']) {
      const scope = new Construct(stack, `scope-${id}`);
      new ImportBlock(scope, 'Import', resource(scope, id), `/things/${id}`);
    }
    expect(synthesize(stack).import).toStrictEqual([
      { to: 'some_thing.scope-one_49F1E182', id: '/things/one' },
      { to: 'some_thing.scope-two_6CA0983E', id: '/things/two' },
      { to: 'some_thing.scope-three_2F95C0CC', id: '/things/three' },
    ]);
  });

  it('follows a resource whose name in the address is changed later', () => {
    const existing = resource(stack, 'one');
    new ImportBlock(stack, 'Import', existing, '/things/1');
    existing.overrideLogicalId('renamed');
    expect(synthesize(stack).import).toStrictEqual([{ to: 'some_thing.renamed', id: '/things/1' }]);
  });

  it('passes on an id that only Terraform knows', () => {
    const id = new TerraformVariable(stack, 'existing_id', {});
    new ImportBlock(stack, 'Import', resource(stack, 'one'), `/things/${id.stringValue}`);
    expect(synthesize(stack).import).toStrictEqual([{ to: 'some_thing.one', id: '/things/${var.existing_id}' }]);
  });
});
