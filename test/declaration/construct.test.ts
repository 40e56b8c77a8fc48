import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { AzapiProvider, CustomerStack, PecReadiness } from 'cdktf-partner-earned-credit';
import { assertConstruct, declare, DeclarationError, Faults, flag, objectOf, providerOf } from '../../lib/declaration';
import { newStack, token } from '../fabrikam';

const door = objectOf<{ isOpen?: boolean }>('a door', '{ isOpen }', { isOpen: flag });
/** A provider that somebody made bindings of. */
class Copy extends TerraformProvider {}

const stack = newStack();
const taken = newStack();
new Construct(taken, 'a');
const open = (scope: unknown, id: unknown, given: unknown) => () =>
  declare(scope as never, id as never, given as never, door, 'the door');

describe('declare', () => {
  it('begins without a fault', () => {
    const { subject, faults, props } = open(stack, 'a', { isOpen: true })();
    expect({ subject, props }).toEqual({ subject: 'the door "a"', props: { isOpen: true } });
    expect(faults.found).toEqual([]);
  });

  it('goes on where a property is wrong, so that all faults come together', () => {
    const { faults } = open(stack, 'a', { isOpen: 'no' })();
    faults.at('other').report('is wrong');
    expect(faults.found.map(({ path }) => path)).toEqual([['isOpen'], ['other']]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'props'],
    ['a function', () => ({})],
  ])('throws for %s in place of properties', (_case, given) => {
    expect(open(stack, 'a', given)).toThrow(
      new DeclarationError('the door "a"', [
        { path: ['props'], message: 'is missing; expected the properties of the construct' },
      ]),
    );
  });

  it('throws for a list in place of properties', () => {
    expect(open(stack, 'a', [])).toThrow(
      new DeclarationError('the door "a"', [{ path: [], message: 'a list is not a door; expected { isOpen }' }]),
    );
  });

  it.each<[string, unknown, unknown, string]>([
    [
      'nothing around it',
      undefined,
      'a',
      'scope: undefined is not a construct; give the App, a stack or a construct itself',
    ],
    [
      'an object around it',
      {},
      'a',
      'scope: an object is not a construct; give the App, a stack or a construct itself',
    ],
    [
      'a prototype around it',
      CustomerStack.prototype,
      'a',
      'scope: a PartnerStack is not a construct; give the App, a stack or a construct itself',
    ],
    [
      'an id that is taken',
      taken,
      'a',
      'id: "a" is used by another construct; give each construct in a scope an id of its own',
    ],
    ...['constructor', 'hasOwnProperty', 'toString', '__proto__'].map((id): [string, unknown, unknown, string] => [
      id,
      taken,
      id,
      `id: "${id}" is a name that every object of JavaScript has; give the construct another id`,
    ]),
    ['no id', stack, undefined, 'id: is missing; expected the id of the construct'],
    ['a blank id', stack, ' ', 'id: " " is blank; expected the id of the construct'],
    ['a symbol as id', stack, Symbol('s'), 'id: a symbol is not a text; expected the id of the construct'],
    [
      'an id that only Terraform knows',
      stack,
      token(newStack(), 'id'),
      'id: is known to Terraform only; write it out, because it becomes part of addresses',
    ],
  ])('throws for %s', (_case, scope, id, fault) => {
    expect(open(scope, id, {})).toThrow(`  - ${fault}`);
    expect(open(scope, id, {})).toThrow(DeclarationError);
  });
});

describe('assertConstruct', () => {
  it('lets constructs pass only', () => {
    expect(() => assertConstruct(stack, 'readiness')).not.toThrow();
    for (const other of [new Proxy({}, { get: fail }), CustomerStack.prototype, Object.create(Construct.prototype)]) {
      expect(() => assertConstruct(other, 'readiness')).toThrow(DeclarationError);
      expect(() => PecReadiness.check(other as never)).toThrow(DeclarationError);
      expect(() => PecReadiness.enforce(other as never)).toThrow(DeclarationError);
      expect(() => PecReadiness.acknowledge(other as never, {} as never)).toThrow(DeclarationError);
    }
  });
});

describe('a provider', () => {
  it('is one, or is left out', () => {
    const faults = Faults.none();
    const azapi = new AzapiProvider(stack, 'azapi');
    expect(providerOf('azapi')(azapi, faults)).toBe(azapi);
    expect(providerOf('azapi')(undefined, faults)).toBeUndefined();
    expect(faults.found).toEqual([]);
    expect(providerOf('azapi')('azapi', faults.at('provider'))).toBeUndefined();
    expect(providerOf('azurerm')(azapi, faults.at('provider'))).toBeUndefined();
    expect(faults.found).toEqual([
      {
        path: ['provider'],
        message: '"azapi" is not a provider; give the provider construct itself, or leave it out',
      },
      { path: ['provider'], message: '"azapi" is another provider; expected one of azurerm' },
    ]);
  });

  it('may be a copy from another registry, under whatever name', () => {
    const faults = Faults.none();
    const copy = new Copy(stack, 'copy', {
      terraformResourceType: 'azurerm_of_contoso',
      terraformProviderSource: 'registry.example/contoso/azurerm',
    });
    expect(providerOf('azurerm')(copy, faults)).toBe(copy);
    const nameless = new Copy(stack, 'nameless', { terraformResourceType: 'azapi' });
    expect(providerOf('azapi')(nameless, faults)).toBe(nameless);
    expect(faults.found).toEqual([]);
  });
});

function fail(): never {
  throw new Error('whatever it is asked');
}
