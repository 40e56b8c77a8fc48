import { Fn, Lazy, Token } from 'cdktf';
import * as fc from 'fast-check';
import { DeclarationError, Faults } from '../../lib/declaration';
import { MARKS } from '../expressions/marks';

const GUID = '00000000-0000-0000-0000-00000000000a';
const TOKEN = Lazy.stringValue({ produce: () => 'not a GUID' });

/** The messages of the faults that a check adds, and its answer. */
function checked(check: (faults: Faults) => unknown): { answer: unknown; messages: string[] } {
  const faults = Faults.none();
  const answer = check(faults);
  return { answer, messages: faults.found.map(fault => fault.message) };
}

describe('Faults', () => {
  it('collects the faults of every property, with their paths, in the order they are found', () => {
    const faults = Faults.none();
    const customer = faults.at('customer');
    customer.at('subscriptions').at(0).at('id').report('is missing');
    customer.report('is odd');
    faults.at('tags').at(1).at(2).report('is late');
    faults.report('is wrong as a whole');
    expect(faults.found).toStrictEqual([
      { path: ['customer', 'subscriptions', 0, 'id'], message: 'is missing' },
      { path: ['customer'], message: 'is odd' },
      { path: ['tags', 1, 2], message: 'is late' },
      { path: [], message: 'is wrong as a whole' },
    ]);
  });

  it('starts at an index as well', () => {
    const faults = Faults.none();
    faults.at(3).report('is wrong');
    expect(faults.found).toStrictEqual([{ path: [3], message: 'is wrong' }]);
  });

  it('gives the same list from anywhere in the declaration, and a copy of it', () => {
    const faults = Faults.none();
    const name = faults.at('name');
    name.report('is wrong');
    name.found.pop();
    expect(name.found).toStrictEqual(faults.found);
    expect(faults.found).toHaveLength(1);
  });

  it('does not throw without a fault', () => {
    const faults = Faults.none();
    faults.at('name');
    expect(() => faults.throwIfAny('customer "contoso"')).not.toThrow();
  });

  it('throws all faults at once', () => {
    const faults = Faults.none();
    faults.at('name').reject('x', 'is short', 'expected more');
    faults.at('id').report('is missing');
    const error = new DeclarationError('customer "contoso"', faults.found);
    expect(() => faults.throwIfAny('customer "contoso"')).toThrow(error);
    expect(() => faults.at('name').throwIfAny('customer "contoso"')).toThrow(error);
  });
});

describe('Faults.reject', () => {
  it.each([
    ['a text', 'abc', '"abc"'],
    ['a number', 5, '5'],
    ['nothing', undefined, 'undefined'],
    ['only the kind of a list', ['a', 1], 'a list'],
    ['only the kind of an object', { a: { b: 1 } }, 'an object'],
    ['only the kind of what may be a secret', 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9', 'a text'],
  ])('shows %s', (_case, value, shown) => {
    expect(checked(faults => faults.reject(value, 'is wrong', 'write another')).messages).toStrictEqual([
      `${shown} is wrong; write another`,
    ]);
  });
});

describe('Faults.confidential', () => {
  it.each([
    ['a text', 'abc', 'a text'],
    ['a number', 5, 'a number'],
    ['a list', ['abc'], 'a list'],
    ['an object', { abc: 'abc' }, 'an object'],
  ])('names the kind of %s and nothing more, also of what is below', (_case, value, kind) => {
    const faults = Faults.none();
    faults.at('signIn').confidential.reject(value, 'is wrong', 'write another');
    faults.at('credentials').confidential.at('federated').at(0).reject(value, 'is odd', 'write another');
    faults.at('signIn').reject('abc', 'is known', 'write another');
    expect(faults.found).toStrictEqual([
      { path: ['signIn'], message: `${kind} is wrong; write another` },
      { path: ['credentials', 'federated', 0], message: `${kind} is odd; write another` },
      { path: ['signIn'], message: '"abc" is known; write another' },
    ]);
  });
});

describe('Faults.report', () => {
  it('keeps a message on one line', () => {
    expect(checked(faults => faults.report('gives a\nb the role')).messages).toStrictEqual([
      String.raw`gives a\nb the role`,
    ]);
  });

  it('clips a message that holds names without end', () => {
    const [message] = checked(faults => faults.report(`gives ${'x'.repeat(1e6)} the role`)).messages;
    expect(message).toMatch(/^gives x{1993}…$/);
  });
});

describe('Faults.guid', () => {
  it('accepts any GUID in any case', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), (guid, upper) => {
        expect(checked(faults => faults.guid(upper ? guid.toUpperCase() : guid))).toStrictEqual({
          answer: true,
          messages: [],
        });
      }),
    );
  });

  it.each([
    ['a token', TOKEN],
    ['a token that gives a part', `${GUID.slice(0, 24)}${TOKEN}`],
  ])('does not judge %s', (_case, value) => {
    expect(checked(faults => faults.guid(value))).toStrictEqual({ answer: true, messages: [] });
  });

  it.each([
    ['a text', 'abc', '"abc" is not a GUID; expected the tenant id: 8-4-4-4-12 hexadecimal digits'],
    ['a GUID in braces', `{${GUID}}`, `"{${GUID}}" is not a GUID; give the GUID alone: ${GUID}`],
    [
      'a resource id',
      `/providers/Microsoft.Web/${GUID}`,
      `"/providers/Microsoft.Web/${GUID}" is not a GUID; give the GUID alone: ${GUID}`,
    ],
    ['nothing', undefined, 'is missing; expected the tenant id'],
    ['null', null, 'is missing; expected the tenant id'],
    ['an empty text', '', 'is missing; expected the tenant id'],
    ['blanks', '  ', '"  " is blank; expected the tenant id'],
    ['a number', 7, '7 is not a text; expected the tenant id'],
  ])('rejects %s', (_case, value, message) => {
    expect(checked(faults => faults.guid(value, 'tenant id'))).toStrictEqual({ answer: false, messages: [message] });
  });

  it('shows nothing of a GUID where secrets are written', () => {
    expect(checked(faults => faults.confidential.guid(`{${GUID}}`, 'tenant id')).messages).toStrictEqual([
      'a text is not a GUID; expected the tenant id: 8-4-4-4-12 hexadecimal digits',
    ]);
  });

  it('speaks of a GUID where nothing better is said', () => {
    expect(checked(faults => faults.guid('')).messages).toStrictEqual(['is missing; expected the GUID']);
  });
});

describe('Faults.text', () => {
  it.each([
    ['a text', 'x'],
    ['a text with blanks around it', ' x '],
    ['a text that is just short enough', 'x'.repeat(1_024)],
    ['a token', TOKEN],
    ['a token that came from a number', Token.asString(Token.asNumber(Lazy.numberValue({ produce: () => 1 })))],
  ])('accepts %s', (_case, value) => {
    expect(checked(faults => faults.text(value, 'a name'))).toStrictEqual({ answer: true, messages: [] });
  });

  it.each([
    ['nothing', undefined, 'is missing; expected a name'],
    ['null', null, 'is missing; expected a name'],
    ['an empty text', '', 'is missing; expected a name'],
    ['blanks', ' \t\n', String.raw`" \t\n" is blank; expected a name`],
    [
      'a place that is still to be filled in',
      '<replace in offers.ts> AG',
      '"<replace in offers.ts> AG" is still to be replaced in offers.ts; expected a name',
    ],
    ['zero', 0, '0 is not a text; expected a name'],
    ['false', false, 'false is not a text; expected a name'],
    ['a list', ['x'], 'a list is not a text; expected a name'],
    ['a text that is too long', 'x'.repeat(1_025), 'has 1,025 characters; shorten it to 1,024'],
  ])('rejects %s', (_case, value, message) => {
    expect(checked(faults => faults.text(value, 'a name'))).toStrictEqual({ answer: false, messages: [message] });
  });
});

describe('what looks like a reference and is none', () => {
  const message =
    'has the mark of a reference that this program did not make; expected a name, or a reference of cdktf';

  it.each(MARKS)('is no text: %s', mark => {
    expect(checked(faults => faults.text(mark, 'a name'))).toStrictEqual({ answer: false, messages: [message] });
  });

  it.each([`${TOKEN}\${file("/etc/hostname")}`, `prefix-${TOKEN}`, `/subscriptions/${TOKEN}`])(
    'is no GUID, with a text that no GUID has: %s',
    text => {
      expect(checked(faults => faults.guid(text, 'tenant id'))).toStrictEqual({
        answer: false,
        messages: ['has a text beside a reference that is no part of a GUID; expected the tenant id alone'],
      });
    },
  );
});

describe('Faults.list', () => {
  it('gives the list itself', () => {
    const list = ['a'];
    const { answer, messages } = checked(faults => faults.list(list, 'owners'));
    expect(answer).toBe(list);
    expect(messages).toStrictEqual([]);
  });

  it('accepts an empty list, and one that only Terraform knows', () => {
    const unknown = Fn.split(',', TOKEN);
    expect(checked(faults => faults.list([], 'owners'))).toStrictEqual({ answer: [], messages: [] });
    expect(checked(faults => faults.list(unknown, 'owners'))).toStrictEqual({ answer: unknown, messages: [] });
  });

  it.each([
    ['nothing', undefined, 'is missing; expected owners'],
    ['null', null, 'is missing; expected owners'],
    ['a text', 'abc', '"abc" is not a list; expected owners'],
    ['an object', { 0: 'a', length: 1 }, 'an object is not a list; expected owners'],
  ])('rejects %s and goes on with an empty list', (_case, value, message) => {
    expect(checked(faults => faults.list(value as never, 'owners'))).toStrictEqual({ answer: [], messages: [message] });
  });
});
