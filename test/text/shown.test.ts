import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { kindOf, shown, withoutSecrets } from '../../lib/text';

class Offer {}
class Backend {}

describe('a value in a message', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const refusing = new Proxy(
    {},
    {
      getPrototypeOf() {
        throw new Error('no');
      },
    },
  );

  it.each<[string, unknown, string]>([
    ['a text', 'abc', '"abc"'],
    ['a text with quotes, backslashes and line breaks', 'a "b"\\\nc', String.raw`"a \"b\"\\\nc"`],
    ['a text that orders', '##[error]', String.raw`"\u0023#[error]"`],
    ['a number', 5, '5'],
    ['a number too big for JSON', 12n, '12'],
    ['no number', Number.NaN, 'NaN'],
    ['true', true, 'true'],
    ['null', null, 'null'],
    ['nothing', undefined, 'undefined'],
    ['a list', ['a', 1], 'a list'],
    ['an object', { a: 1 }, 'an object'],
    ['an object without a prototype', Object.create(null), 'an object'],
    ['an object that holds itself', circular, 'an object'],
    ['an object that refuses', refusing, 'an object'],
    ['an object that names its own class', { constructor: { name: 'Secret' } }, 'an object'],
    ['an object of a class', new Backend(), 'a Backend'],
    ['an object of a class with a vowel', new Offer(), 'an Offer'],
    ['an object of a class with an odd name', new { 'a\nb': class {} }['a\nb'](), 'an object'],
    ['a function', () => 'abc', 'a function'],
    ['a symbol', Symbol('abc'), 'a symbol'],
    ['a text of 80 characters', 'x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['the beginning of a longer one', 'x'.repeat(81), `"${'x'.repeat(79)}…`],
  ])('is shown: %s', (_case, value, text) => {
    expect(shown(value)).toBe(text);
  });

  it.each<[unknown, string]>([
    ['abc', 'a text'],
    [5, 'a number'],
    [12n, 'a number'],
    [true, 'a boolean'],
    [null, 'null'],
    [undefined, 'nothing'],
    [[], 'a list'],
    [new Backend(), 'a Backend'],
  ])('is of a kind: %p', (value, kind) => {
    expect(kindOf(value)).toBe(kind);
  });
});

describe('a text that may be a secret', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

  it.each([
    ['a private key', privateKey],
    ['a key in PEM', publicKey],
    ['the body of a private key alone', privateKey.split('\n').slice(1, -2).join('')],
    ['a client secret of Entra ID', 'abc8Q~d.e-fGh.ijk-Lmno.pq-rs_tuv~wxyz.AB'],
    ['a JSON web token', 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln'],
    ['the signature of a SAS', 'https://fabrikam.example/c?sv=2024-11-04&sig=a%2Bb%3D'],
    ['a connection string', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b=='],
    ['a password in an address', 'https://user:password@fabrikam.example/'],
    ['a token of GitHub', 'ghp_x7Kq2Lm9Zt4Rw8Yb3Nc6Vf1Hd5Js0PgAeUoI'],
    ['a key in hexadecimal', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ])('is not shown: %s', (_case, text) => {
    expect(shown(text)).toBe('a text');
    expect(shown(`key: ${text}`)).toBe('a text');
  });

  it('is not shown when a machine made it', () => {
    const bytes = fc.integer({ min: 32, max: 64 }).map(length => randomBytes(length));
    fc.assert(
      fc.property(bytes, fc.constantFrom<BufferEncoding>('base64', 'hex'), (key, encoding) => {
        expect(shown(key.toString(encoding))).toBe('a text');
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'Contoso AG',
    'f000000000004000800000000000000a',
    'f0000000-0000-4000-8000-000000000001',
    '/subscriptions/c0000000-0000-4000-8000-000000000011/resourceGroups/rg-Web-Production-2024-WestEurope',
    '/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c',
    'ManagedServicesOfferForProduction2024',
    'repo:fabrikam/azure:ref:refs/heads/main',
    'https://login.microsoftonline.com/f0000000-0000-4000-8000-000000000001/v2.0',
    'Managed Services Registration assignment Delete Role',
  ])('is not what people write: %s', text => {
    expect(shown(text)).toMatch(/^"/);
    expect(withoutSecrets(text)).toBe(text);
  });
});
