import { TerraformOutput } from 'cdktf';
import * as fc from 'fast-check';
import { armGuid } from 'cdktf-partner-earned-credit';
import { armGuid as guidOfKnown } from '../../lib/azure';
import { newStack, token } from '../fabrikam';
import { synthesize } from '../synth';

describe('armGuid', () => {
  it('gives what ARM gives for texts that are known', () => {
    fc.assert(fc.property(fc.array(fc.string()), parts => expect(armGuid(...parts)).toBe(guidOfKnown(...parts))));
  });

  it('hashes no reference, alone or beside a text: Terraform computes the GUID', () => {
    const stack = newStack();
    const name = token(stack, 'name');
    new TerraformOutput(stack, 'alone', { value: armGuid(name) });
    new TerraformOutput(stack, 'beside', { value: armGuid('a', name) });
    expect(synthesize(stack).output).toEqual({
      alone: { value: '${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", var.name)}' },
      beside: { value: '${uuidv5("11fb06fb-712d-4ddd-98c7-e71bbd588830", "a-${var.name}")}' },
    });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['a symbol', Symbol('s')],
    ['a list', ['a']],
    ['an object', { toString: 5 }],
    ['an object', new Proxy({}, { get: () => fc.sample })],
  ])('refuses %s with one sentence', (kind, junk) => {
    expect(() => armGuid('a', junk as never)).toThrow(
      new TypeError(`${kind} is not a text; give armGuid texts, or references to texts`),
    );
  });
});
