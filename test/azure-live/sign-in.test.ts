import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureEmulator, EXAMPLE, EXAMPLE_WORLD, type World } from '../../emulator';
import { AzureCloud } from '../../lib/azure';
import { endpointsOf, type Environment, PrincipalFault, principalFaultOf, SignInError } from '../../lib/azure-live';
import { optionalPeer } from '../../lib/azure-live/optional-peer';
import { folderForEachTest } from '../command-line/run-pec';
import { signInTo, transportTo } from './emulated';

const { fabrikam } = EXAMPLE;
const [partner] = EXAMPLE_WORLD.tenants;
const SUBJECT = 'repo:fabrikam/azure:environment:production';
const WORLD: World = {
  ...EXAMPLE_WORLD,
  tenants: [
    {
      ...partner,
      applications: [
        ...(partner.applications ?? []),
        { displayName: 'Disabled', secrets: [{}], isEnabled: false },
        { displayName: 'Headless', clientId: 'fabf0000-0000-4000-8000-0000000000f1', hasServicePrincipal: false },
        { displayName: 'Late', secrets: [{ expires: '2020-01-01T00:00:00Z' }] },
        { displayName: 'Bare' },
      ],
    },
    ...EXAMPLE_WORLD.tenants.slice(1),
  ],
};

let emulator: AzureEmulator;
const folder = folderForEachTest();

beforeAll(async () => {
  emulator = await AzureEmulator.start({ world: WORLD });
});
afterAll(() => emulator.stop());

const clientIdOf = (name: string) => emulator.client() && (emulator.principal(name) as { appId?: string }).appId;
const oidc = (token: string, name = 'PEC-Automation') => ({
  ARM_CLIENT_ID: clientIdOf(name),
  ARM_USE_OIDC: 'true',
  ARM_OIDC_TOKEN: token,
});

describe('a sign-in', () => {
  it('is known by its object id, and may ask both', async () => {
    const signedIn = await signInTo(emulator, emulator.signIn('Directory pipeline'), fabrikam.tenantId);
    expect(signedIn).toMatchObject({
      tenantId: fabrikam.tenantId,
      objectId: emulator.principal('Directory pipeline').id,
      clientId: clientIdOf('Directory pipeline'),
    });
    expect(await signedIn.arm.get(`${emulator.baseUrl}/subscriptions?api-version=2022-12-01`)).toMatchObject({
      status: 200,
    });
    expect(await signedIn.graph.get(`${emulator.endpoints.microsoftGraph}/v1.0/servicePrincipals`)).toMatchObject({
      status: 200,
    });
  });

  it('takes the token of a pipeline, also from a file', async () => {
    const file = join(folder.path, 'token');
    writeFileSync(file, `${emulator.issueToken(SUBJECT)}\n`);
    const env = { ...oidc(''), ARM_OIDC_TOKEN_FILE_PATH: file };
    const { objectId } = await signInTo(emulator, env, fabrikam.tenantId);
    expect(objectId).toBe(emulator.principal('PEC-Automation').id);
  });
});

describe('a wrong sign-in says in one line what to do', () => {
  const refusedWith = async (env: Environment): Promise<SignInError> => {
    const error: unknown = await signInTo(emulator, env, fabrikam.tenantId).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SignInError);
    const { message } = error as SignInError;
    expect(message).not.toContain('\n');
    for (const name of ['ARM_CLIENT_SECRET', 'ARM_OIDC_TOKEN'] as const) {
      expect(message).not.toContain(env[name] || '(no secret)');
    }
    return error as SignInError;
  };

  it('wrong secret', async () => {
    const { message, code } = await refusedWith({
      ...emulator.signIn('Identity pipeline'),
      ARM_CLIENT_SECRET: 'wrong-one',
    });
    expect(message).toBe(
      'Microsoft Entra ID refused the sign-in (AADSTS7000215): the client secret is wrong; use the value of the ' +
        'secret, not its id',
    );
    expect(code).toBe('AADSTS7000215');
  });

  it('expired secret', async () => {
    expect((await refusedWith(emulator.signIn('Late'))).message).toMatch(
      /7000222\): the client secret has expired; make/,
    );
  });

  it('unknown application', async () => {
    const error = await refusedWith({ ARM_CLIENT_ID: fabrikam.operators, ARM_CLIENT_SECRET: 'any-secret-at-all' });
    expect(error.message).toMatch(/700016\): this tenant does not know the application; check ARM_CLIENT_ID/);
    expect(principalFaultOf(error)).toBe(PrincipalFault.NO_APPLICATION);
  });

  it('disabled application', async () => {
    const error = await refusedWith(emulator.signIn('Disabled'));
    expect(error.message).toMatch(/7000112\): the application is disabled; let an administrator enable/);
    expect(principalFaultOf(error)).toBe(PrincipalFault.DISABLED);
  });

  it('application without a principal', async () => {
    const error = await refusedWith({
      ARM_CLIENT_ID: 'fabf0000-0000-4000-8000-0000000000f1',
      ARM_CLIENT_SECRET: 'x-y-z',
    });
    expect(principalFaultOf(error)).toBe(PrincipalFault.NO_PRINCIPAL);
  });

  it('subject that no federated credential has: issuer and subject as received', async () => {
    const { message } = await refusedWith(oidc(emulator.issueToken('repo:fabrikam/azure:ref:refs/heads/main')));
    expect(message).toMatch(
      /\(AADSTS700213\): no federated .* subject; .*; received: issuer https:\/\/token\.actions\.githubusercontent\.com, subject repo:fabrikam\/azure:ref:refs\/heads\/main, audience api:\/\/AzureADTokenExchange$/,
    );
    expect(principalFaultOf(new SignInError(message, 'AADSTS700213'))).toBeUndefined();
  });

  it('application without a federated credential', async () => {
    expect((await refusedWith(oidc(emulator.issueToken(SUBJECT), 'Bare'))).message).toMatch(
      /\(AADSTS70025\): the application has no federated credential; .*subject repo:/,
    );
  });

  it('PFX in place of PEM', async () => {
    const path = join(folder.path, 'certificate.pfx');
    writeFileSync(path, Buffer.from([0x30, 0x82, 0x01]));
    const { message } = await refusedWith({ ARM_CLIENT_ID: 'any', ARM_CLIENT_CERTIFICATE_PATH: path });
    expect(message).toMatch(/is no PEM file .*: openssl pkcs12 -in .*certificate\.pfx -out certificate\.pem -nodes$/);
  });

  it('certificate with a key that cannot be read', async () => {
    const path = join(folder.path, 'certificate.pem');
    writeFileSync(path, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect((await refusedWith({ ARM_CLIENT_ID: 'any', ARM_CLIENT_CERTIFICATE_PATH: path })).message).toMatch(
      /holds no private key/,
    );
  });

  it('a service connection outside of Azure DevOps', async () => {
    const env = { ...oidc(''), ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: 'c', SYSTEM_ACCESSTOKEN: 'not-a-real-token' };
    const { message } = await refusedWith(env);
    expect(message).toMatch(/^ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID signs in within a pipeline of Azure DevOps only/);
    expect(message).not.toContain('not-a-real-token');
  });

  it('file that is not there', async () => {
    const env = { ...oidc(''), ARM_OIDC_TOKEN_FILE_PATH: join(folder.path, 'nothing') };
    expect((await refusedWith(env)).message).toMatch(
      /nothing, which should hold the token of the pipeline, cannot be read \(ENOENT\)/,
    );
  });
});

describe('the cloud to ask', () => {
  it.each([AzureCloud.PUBLIC, AzureCloud.US_GOVERNMENT, AzureCloud.CHINA])(
    'is that of the customers: $name',
    async cloud => {
      expect(await endpointsOf(cloud, {}, {})).toMatchObject({
        resourceManager: cloud.resourceManagerEndpoint,
        microsoftGraph: cloud.microsoftGraphEndpoint,
        isPrivate: false,
      });
    },
  );

  it('is what the metadata of ARM_METADATA_HOSTNAME describes', async () => {
    const env = { ARM_METADATA_HOSTNAME: emulator.host };
    expect(await endpointsOf(AzureCloud.PUBLIC, env, transportTo(emulator))).toMatchObject({
      activeDirectoryAuthority: emulator.endpoints.activeDirectoryAuthority,
      resourceManager: emulator.endpoints.resourceManager,
      microsoftGraph: emulator.endpoints.microsoftGraph,
      isPrivate: true,
    });
  });

  it('is a name of a host, not an address', async () => {
    const env = { ARM_METADATA_HOSTNAME: `https://${emulator.host}` };
    await expect(endpointsOf(AzureCloud.PUBLIC, env, transportTo(emulator))).rejects.toThrow(
      /; write the name of the host alone, without https:\/\/$/,
    );
  });

  it('is not guessed from anything else that answers', async () => {
    const env = { ARM_METADATA_HOSTNAME: `${emulator.host}/nothing` };
    await expect(endpointsOf(AzureCloud.PUBLIC, env, transportTo(emulator))).rejects.toThrow(
      /does not describe a cloud; leave/,
    );
  });
});

test('a package that is missing is asked for by name', async () => {
  const missing = () => Promise.reject(Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' }));
  await expect(optionalPeer('@azure/identity', missing)).rejects.toThrow(
    /^asking Azure needs the package @azure\/identity; .*npm install --save-dev @azure\/identity@\^4\.13\.1/,
  );
});
