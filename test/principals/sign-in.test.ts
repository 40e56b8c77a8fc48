import { SignIn } from 'cdktf-partner-earned-credit';
import * as fc from 'fast-check';
import { SIGN_IN } from '../../lib/principals';
import { faultsOf, TOKEN } from './inspection';

const CONNECTION = '00000000-0000-0000-0000-00000000000c';

const faultsIn = (signIn: SignIn) => faultsOf(faults => signIn._inspect(faults));
/** The arguments that are given at all. */
const given = (signInArguments: object): object =>
  Object.fromEntries(Object.entries(signInArguments).filter(([, value]) => value !== undefined));

describe('SignIn', () => {
  it.each<[string, SignIn, object]>([
    ['with a token of the pipeline', SignIn.oidc(), { useOidc: true, useCli: false, useMsi: false }],
    [
      'with a token in a file',
      SignIn.oidc({ tokenFilePath: '/run/token' }),
      { useOidc: true, useCli: false, useMsi: false, oidcTokenFilePath: '/run/token' },
    ],
    [
      'with a client secret of the environment',
      SignIn.clientSecret(),
      { useOidc: false, useCli: false, useMsi: false },
    ],
    [
      'with a client secret that only Terraform knows',
      SignIn.clientSecret({ secret: TOKEN }),
      { useOidc: false, useCli: false, useMsi: false, clientSecret: TOKEN },
    ],
    [
      'with a client certificate of the environment',
      SignIn.clientCertificate(),
      { useOidc: false, useCli: false, useMsi: false },
    ],
    [
      'with a client certificate in a file',
      SignIn.clientCertificate({ path: '/run/certificate.pfx' }),
      { useOidc: false, useCli: false, useMsi: false, clientCertificatePath: '/run/certificate.pfx' },
    ],
    ['as whoever uses the Azure CLI', SignIn.azureCli(), { useOidc: false, useCli: true, useMsi: false }],
    ['as the environment says', SignIn.environment(), {}],
  ])('%s: the same arguments for every provider', (_case, signIn, expected) => {
    expect(given(signIn._azapiArguments)).toStrictEqual(expected);
    expect(given(signIn._hashicorpArguments)).toStrictEqual(expected);
    expect(faultsIn(signIn)).toStrictEqual([]);
  });

  it('names the service connection of Azure DevOps as each provider calls it', () => {
    const signIn = SignIn.oidc({ azureServiceConnectionId: CONNECTION });
    const shared = { useOidc: true, useCli: false, useMsi: false };
    expect(given(signIn._azapiArguments)).toStrictEqual({ ...shared, oidcAzureServiceConnectionId: CONNECTION });
    expect(given(signIn._hashicorpArguments)).toStrictEqual({ ...shared, adoPipelineServiceConnectionId: CONNECTION });
    expect(faultsIn(signIn)).toStrictEqual([]);
  });

  it.each<[string, SignIn, boolean, boolean]>([
    ['oidc', SignIn.oidc(), false, true],
    ['clientSecret', SignIn.clientSecret(), false, true],
    ['clientCertificate', SignIn.clientCertificate(), false, true],
    ['azureCli', SignIn.azureCli(), true, true],
    ['environment', SignIn.environment(), false, false],
  ])('%s says whether it is personal and explicit', (_case, signIn, isPersonal, isExplicit) => {
    expect(signIn).toMatchObject({ isPersonal, isExplicit });
  });

  it('rejects a secret that is written out, and never shows it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), text => {
        const secret = `s3cr3t~${text}`;
        const faults = faultsIn(SignIn.clientSecret({ secret }));
        expect(faults).toStrictEqual([
          'secret: is written out; leave it out and set ARM_CLIENT_SECRET, ' +
            'or give the value of a sensitive TerraformVariable',
        ]);
      }),
    );
  });

  it.each<[string, SignIn, string]>([
    [
      'the file with the token',
      SignIn.oidc({ tokenFilePath: ' ' }),
      'tokenFilePath: a text is blank; expected the file with the token',
    ],
    [
      'the file with the certificate',
      SignIn.clientCertificate({ path: ' ' }),
      'path: a text is blank; expected the PKCS#12 file with certificate and key',
    ],
  ])('rejects a blank name of %s', (_file, signIn, fault) => {
    expect(faultsIn(signIn)).toStrictEqual([fault]);
  });

  it('is told from an object that only looks like one', () => {
    expect(SIGN_IN.includes(SignIn.environment())).toBe(true);
    expect(SIGN_IN.includes({ ...SignIn.environment() })).toBe(false);
  });

  it('rejects a service connection that is not a GUID', () => {
    expect(faultsIn(SignIn.oidc({ azureServiceConnectionId: 'my-connection' }))).toStrictEqual([
      'azureServiceConnectionId: a text is not a GUID; ' +
        'expected the id of the service connection: 8-4-4-4-12 hexadecimal digits',
    ]);
    expect(faultsIn(SignIn.oidc({ azureServiceConnectionId: TOKEN }))).toStrictEqual([]);
  });
});
