import fc from 'fast-check';
import {
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  CustomerStack,
  FederatedCredential,
  LighthouseOffer,
  PecAutomation,
  Principal,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { automation, newOffer, newStack } from '../fabrikam';

class Stranger {
  public get name(): string {
    throw new Error('a getter of a stranger');
  }
}

const circle: Record<string, unknown> = { list: [] };
circle.self = circle;
(circle.list as unknown[]).push(circle);

function throws(): never {
  throw new Error('whatever it is asked');
}

/** Each object has another one inside. */
function endless(): object {
  return Object.defineProperty({}, 'id', { enumerable: true, get: endless });
}

const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

/** Values that nobody could mean, by names: not everything here can be printed. */
export const ODD_VALUES: Record<string, unknown> = {
  null: null,
  zero: 0,
  five: 5,
  'no number': NaN,
  'a big number': -1n,
  true: true,
  false: false,
  'an empty text': '',
  'a blank': ' ',
  'a text': 'abc',
  'a name that every object has': 'constructor',
  'the name of a prototype': '__proto__',
  'a way out of the folder': '../../evil',
  'an expression': '${file("/etc/hostname")}',
  'a symbol': Symbol('s'),
  'a function': () => 'x',
  'a class': class {},
  'a date': new Date(0),
  'no date': new Date(NaN),
  'a map': new Map([['a', 1]]),
  'an error': new Error('an error'),
  'a promise': Promise.resolve(1),
  'an empty object': {},
  'an object that is no text': { toString: 5, valueOf: 5 },
  'an object without prototype': Object.create(null) as unknown,
  'an object that looks like others': { then: 1, resolve: 2, toJSON: 3 },
  'an object that resolves': { resolve: throws, creationStack: [] },
  'a getter of a class that throws': new Stranger(),
  'a circle': circle,
  'a getter that throws': Object.defineProperty({}, 'id', { enumerable: true, get: throws }),
  'getters that never end': endless(),
  'a Proxy that throws': new Proxy({}, { get: throws, has: throws, ownKeys: throws, getPrototypeOf: throws }),
  'a Proxy that can be listed': new Proxy({ id: 1 }, { get: throws }),
  'a Proxy of a list': new Proxy([], { get: throws }),
  'a Proxy of a function': new Proxy(() => {}, { get: throws }),
  'a Proxy that was revoked': revoked,
  'an empty list': [],
  'a list of nothing': [null],
  'a list of all sorts': [undefined, 5, 'abc', {}, Symbol('s')],
  'a list whose item throws': Object.defineProperty(['a'], 0, { enumerable: true, get: throws }),
  'a list of a circle': [circle],
  'a list with a hole': [, 'a'],
  'a list that claims four thousand million items': new Array(2 ** 32 - 1),
  'the prototype of a construct': CustomerStack.prototype,
  'a principal': Principal.group('f0000000-0000-4000-8000-000000000021', 'operators'),
  'a principal of nothing': Principal.user(Symbol('id') as never, {} as never),
  'an authorization': Authorization.permanent(Principal.group('abc'), AzureBuiltInRole.READER),
  'an authorization of nothing': Authorization.permanent(undefined as never, undefined as never),
  'an eligible authorization of nothing': Authorization.eligible(
    5 as never,
    AzureBuiltInRole.of(Symbol('role') as never),
    { approvers: [5] } as never,
  ),
  'a role': AzureBuiltInRole.CONTRIBUTOR,
  'a role of nothing': AzureBuiltInRole.of({} as never),
  'a newer role of nothing': AzureBuiltInRole.newerThanCatalogue(5 as never, Symbol('name') as never),
  'a cloud': AzureCloud.CHINA,
  'a federated credential': FederatedCredential.custom({ issuer: 'https://issuer.example', subject: 'a' }),
  'a federated credential of nothing': FederatedCredential.gitLab(undefined as never),
  'a sign-in': SignIn.oidc(),
  'the sign-in of the environment': SignIn.environment(),
  'a state backend': StateBackend.local(),
  'a state backend of nothing': StateBackend.azurerm(undefined as never),
  'an offer': newOffer(),
  'an offer of nothing': new LighthouseOffer(undefined as never),
  'a child of an offer': Object.create(newOffer()) as unknown,
  'what only inherits from offers': Object.create(LighthouseOffer.prototype) as unknown,
  'what only inherits from sign-ins': Object.create(SignIn.prototype) as unknown,
  'a Proxy of an offer': new Proxy(newOffer(), {}),
  'a Proxy of an offer that throws': new Proxy(newOffer(), { get: throws }),
  'PEC-Automation': automation,
  'PEC-Automation of nothing': PecAutomation.fromAttributes(undefined as never),
  'a stack': newStack(),
};

/** Anything that JavaScript can pass: the name of an odd value, or a value. */
export const anything: fc.Arbitrary<{ odd?: string; value?: unknown }> = fc.oneof(
  fc.constantFrom(...Object.keys(ODD_VALUES)).map(odd => ({ odd })),
  fc
    .anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true })
    .map(value => ({ value })),
);

/** The way to a property. */
export type Place = (string | number)[];

/** Every way to put junk at one property of an object, at any depth: objects and lists are entered. */
export function placesIn(value: unknown, path: Place = []): Place[] {
  const isPlain =
    value !== null &&
    typeof value === 'object' &&
    (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) &&
    !Object.isFrozen(value);
  const inner = isPlain
    ? Object.entries(value).flatMap(([name, member]) =>
        placesIn(member, [...path, Array.isArray(value) ? Number(name) : name]),
      )
    : [];
  return [path, ...inner];
}

/** A copy of an object with something else at one place. */
export function withJunk(value: unknown, [name, ...rest]: Place, instead: unknown): unknown {
  if (name === undefined) {
    return instead;
  }
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[name] = withJunk(copy[name], rest, instead);
  return copy;
}
