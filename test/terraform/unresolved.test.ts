import { Fn, Lazy, TerraformLocal, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import * as fc from 'fast-check';
import { isUnresolved, knownToDiffer, knownToEqual, lowerCaseGuid } from '../../lib/terraform';
import { MARKS, numberMark } from '../expressions/marks';

const stack = new TerraformStack(Testing.app(), 'stack');
const variable = new TerraformVariable(stack, 'variable', { type: 'string' });
const local = new TerraformLocal(stack, 'local', 'x');
const TOKEN = variable.stringValue;

/** A list that holds itself. */
const circle: unknown[] = [];
circle.push(circle);

describe('isUnresolved', () => {
  it.each<[string, unknown]>([
    ['the value of a variable', variable.value],
    ['a variable as text', variable.stringValue],
    ['a variable as number', variable.numberValue],
    ['a variable as list', variable.listValue],
    ['a variable as truth value', variable.booleanValue],
    ['a local', local.asString],
    ['a text with a token in it', `pre-${TOKEN}-post`],
    ['a number in a text', `${variable.numberValue} seats`],
    ['a variable as map', Token.asStringMap(variable.value)],
    ['the result of a function', Fn.upper(TOKEN)],
    ['a lazy value', Lazy.anyValue({ produce: () => 'x' })],
    ['a list with a token', ['a', TOKEN]],
    ['a list of lists with a token', [['a'], [['b', TOKEN]]]],
    ['an object with a token', { a: 'b', c: TOKEN }],
    ['an object with a token far below', { a: { b: [{ c: TOKEN }] } }],
  ])('is true for %s', (_case, value) => {
    expect(isUnresolved(value)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['a text', 'x'],
    ['an empty text', ''],
    ['a number', 5],
    ['false', false],
    ['nothing', undefined],
    ['null', null],
    ['an empty list', []],
    ['a list of texts', ['a', 'b']],
    ['an empty object', {}],
    ['an object of texts', { a: 'b', c: ['d'] }],
    ['a date', new Date(0)],
    ['a construct, which is not data', stack],
    ['a reference beside a mark for nothing', `${TOKEN}${MARKS[0]}`],
    ['a list that holds itself', circle],
    ['a number like a reference', Number(numberMark(0xfdff))],
    ['a list of a number like a reference', [Number(numberMark(0xfbff))]],
    ['a map with the name of a reference', { '&{TfToken[TOKEN.987654]}': 'x' }],
    ['a list with the text of a reference', ['#{TfToken[TOKEN.987654]}']],
    ...MARKS.map((mark): [string, unknown] => [`the mark ${mark}`, mark]),
  ])('is false for %s', (_case, value) => {
    expect(isUnresolved(value)).toBe(false);
  });

  it('finds a token wherever it is in a document, and none where there is none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.constantFrom('list', 'object')), (document, wrappers) => {
        expect(isUnresolved(document)).toBe(false);
        const hidden = wrappers.reduce<unknown>(
          (inner, wrapper) => (wrapper === 'list' ? [document, inner] : { document, inner }),
          TOKEN,
        );
        expect(isUnresolved(hidden)).toBe(true);
      }),
    );
  });
});

describe('lowerCaseGuid', () => {
  it('writes a GUID in lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), guid => {
        expect(lowerCaseGuid(guid.toUpperCase())).toBe(guid);
      }),
    );
  });

  it('does not touch a token', () => {
    expect(lowerCaseGuid(TOKEN)).toBe(TOKEN);
    expect(lowerCaseGuid(`PRE-${TOKEN}`)).toBe(`PRE-${TOKEN}`);
  });
});

describe('knownToDiffer and knownToEqual', () => {
  it.each([
    ['the same text', 'a', 'a', false, true],
    ['texts that differ in case', 'Abc', 'aBC', false, true],
    ['two texts', 'a', 'b', true, false],
    ['a token and a text', TOKEN, 'a', false, false],
    ['a text and a token', 'a', TOKEN, false, false],
    ['the same token twice', TOKEN, TOKEN, false, false],
    ['two tokens', TOKEN, Token.asString(local), false, false],
  ])('judge %s', (_case, a, b, differ, equal) => {
    expect(knownToDiffer(a, b)).toBe(differ);
    expect(knownToEqual(a, b)).toBe(equal);
  });
});
