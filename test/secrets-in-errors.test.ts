import { inspect } from 'node:util';
import { type App, Testing } from 'cdktf';
import {
  CustomerPortfolio,
  CustomerStack,
  FederatedCredential,
  PartnerLinkStack,
  PecIdentityStack,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';

/** Nothing in it says that it is a secret. */
const SECRET = 'correct horse';

/** The wrong forms in which a secret gets where something else belongs. */
const FORMS: [string, unknown][] = [
  ['as a text', SECRET],
  ['in a list', [SECRET]],
  ['in an object', { clientSecret: SECRET }],
  ['as the name of a property', { [SECRET]: SECRET }],
  ['deep inside', { a: [{ b: SECRET }] }],
  ['in a map', new Map([[SECRET, SECRET]])],
  ['in a function', Object.assign(() => 'correct horse', { secret: SECRET })],
  ['as a symbol', Symbol(SECRET)],
  ['in bytes', Buffer.from(SECRET)],
  ['in a text object', new String(SECRET)],
];

const TENANT = 'f0000000-0000-4000-8000-000000000001';

/** Whatever stands in a place, and is wrong in it. */
const PLACES: [string, (value: never, app: App) => unknown][] = [
  ['backend', (backend, app) => new PecIdentityStack(app, 'a', { managingTenantId: TENANT, backend })],
  ['signIn', (signIn, app) => new PecIdentityStack(app, 'a', { managingTenantId: TENANT, signIn })],
  ['signIn of a link', (signIn, app) => new PartnerLinkStack(app, 'a', { signIn } as never)],
  ['backend of a customer', (backend, app) => new CustomerStack(app, 'a', { backend } as never)],
  ['signIn of a customer', (signIn, app) => new CustomerStack(app, 'a', { signIn } as never)],
  ['signIn of a portfolio', (signIn, app) => CustomerPortfolio.fromArray(app, [], { offers: {}, signIn })],
  ['backend of a portfolio', (backend, app) => CustomerPortfolio.fromArray(app, [], { offers: {}, backend })],
  ...(['federated', 'clientSecrets', 'certificates'] as const).flatMap(
    (kind): [string, (value: never, app: App) => unknown][] => [
      [kind, (value, app) => identityWith(app, { [kind]: value })],
      [`an item of ${kind}`, (value, app) => identityWith(app, { [kind]: [value] })],
    ],
  ),
  ...(['name', 'lifetime', 'expires'] as const).flatMap((property): [string, (value: never, app: App) => unknown][] => [
    [`the ${property} of a secret`, (value, app) => identityWith(app, { clientSecrets: [{ [property]: value }] })],
    [`the ${property} of a certificate`, (value, app) => identityWith(app, { certificates: [{ [property]: value }] })],
  ]),
  ['the value of a certificate', (value, app) => identityWith(app, { certificates: [{ name: 'one', value }] })],
  ['the encoding of one', (encoding, app) => identityWith(app, { certificates: [{ name: 'one', encoding }] })],
  ['the secret of a sign-in', (secret, app) => signedInBy(app, SignIn.clientSecret({ secret }))],
  [
    'the connection of a sign-in',
    (azureServiceConnectionId, app) => signedInBy(app, SignIn.oidc({ azureServiceConnectionId })),
  ],
  ['an account of storage', (name, app) => keptIn(app, StateBackend.azurerm({ storageAccountName: name } as never))],
  ['a tenant of storage', (tenantId, app) => keptIn(app, StateBackend.azurerm({ tenantId } as never))],
];

function identityWith(app: App, credentials: object): unknown {
  return new PecIdentityStack(app, 'a', { managingTenantId: TENANT, credentials });
}

function signedInBy(app: App, signIn: SignIn): unknown {
  return new PecIdentityStack(app, 'a', { managingTenantId: TENANT, signIn });
}

function keptIn(app: App, backend: StateBackend): unknown {
  return new PecIdentityStack(app, 'a', { managingTenantId: TENANT, backend });
}

function errorOf(declare: () => unknown): string {
  try {
    declare();
  } catch (error) {
    return `${inspect(error, { depth: null })}\n${(error as Error).stack}\n${JSON.stringify(error)}`;
  }
  return '';
}

describe('a secret in a wrong place', () => {
  it.each(PLACES)('is in no error: %s', (_place, declare) => {
    for (const [form, value] of FORMS) {
      const error = errorOf(() => declare(value as never, Testing.app()));
      expect({ form, hasError: error !== '' }).toEqual({ form, hasError: true });
      expect({ form, isShown: /correct|horse/.test(error) }).toEqual({ form, isShown: false });
    }
  });

  it('is in no error about an id, if it looks like a secret', () => {
    const secret = 'abc8Q~d.e-fGh.ijk-Lmno.pq-rs_tuv~wxyz.AB';
    const credentials = { federated: [FederatedCredential.custom({ issuer: secret, subject: 'x' })] };
    const error = errorOf(
      () => new PecIdentityStack(Testing.app(), 'a', { managingTenantId: secret, owners: [secret], credentials }),
    );
    expect(error).toContain('managingTenantId: a text is not a GUID');
    expect(error).toContain('credentials.federated[0].issuer: a text is not an https URL');
    expect(error).not.toContain('8Q~');
  });
});
