import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { TerraformOutput, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import {
  AzureCloud,
  FederatedCredential,
  FrameworkMismatchError,
  type IPecAutomation,
  PecAutomation,
  type PecAutomationCredentials,
  type PecAutomationProps,
} from 'cdktf-partner-earned-credit';
import { type Block, dataSources, resources, synthesize } from '../synth';
import { TOKEN } from './inspection';

const TENANT_ID = '00000000-0000-0000-0000-000000000001';
const PRINCIPAL_ID = '00000000-0000-0000-0000-0000000000aa';
const CLIENT_ID = '00000000-0000-0000-0000-0000000000bb';
const CALLER = '${data.azuread_client_config.pec_Caller_E44A667E.object_id}';
const APPLICATION_ID = '${azuread_application.pec_Application_6E9C49BC.id}';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
const END = '2027-03-31T00:00:00Z';

const github = FederatedCredential.githubActions({ repository: 'fabrikam/azure', environment: 'production' });

let stack: TerraformStack;

beforeEach(() => {
  stack = new TerraformStack(Testing.app(), 'stack');
});

function declare(props: Partial<PecAutomationProps> = {}): PecAutomation {
  return new PecAutomation(stack, 'pec', { managingTenantId: TENANT_ID, ...props });
}

/** What the terms of an existing PEC-Automation become in Terraform. */
function rendered({ principalId, clientId, tenantId }: IPecAutomation): unknown {
  new TerraformOutput(stack, 'ids', { value: { principalId, clientId, tenantId }, staticId: true });
  return (synthesize(stack).output as Record<string, Block>).ids.value;
}

/** Every resource and data source of the stack. */
function allBlocks(): Block[] {
  const { resource, data } = synthesize(stack) as Record<string, Record<string, Record<string, Block>>>;
  return [resource, data].flatMap(types => Object.values(types).flatMap(blocks => Object.values(blocks)));
}

describe('PecAutomation', () => {
  it('is by default an application and its service principal, owned by whoever applies', () => {
    declare();
    expect(synthesize(stack)).toStrictEqual({
      data: { azuread_client_config: { pec_Caller_E44A667E: {} } },
      resource: {
        azuread_application: {
          pec_Application_6E9C49BC: {
            display_name: 'PEC-Automation',
            description: 'Carries the Partner ID into the Azure Lighthouse delegations of every customer.',
            sign_in_audience: 'AzureADMyOrg',
            prevent_duplicate_names: true,
            owners: [CALLER],
            lifecycle: { prevent_destroy: true },
          },
        },
        azuread_service_principal: {
          pec_ServicePrincipal_0F7A2478: {
            client_id: '${azuread_application.pec_Application_6E9C49BC.client_id}',
            owners: [CALLER],
            lifecycle: { prevent_destroy: true },
          },
        },
      },
    });
  });

  it('passes the validations of the framework', () => {
    new AzureadProvider(stack, 'azuread');
    declare({ credentials: { federated: [github] } });
    expect(() => Testing.synth(stack, true)).not.toThrow();
  });

  it('takes a display name', () => {
    const { application } = declare({ displayName: 'Fabrikam PEC' });
    expect(resources(stack, 'azuread_application')).toMatchObject({
      pec_Application_6E9C49BC: { display_name: 'Fabrikam PEC' },
    });
    expect(application.displayNameInput).toBe('Fabrikam PEC');
  });

  it('adds owners to whoever applies, on application and service principal, in lower case', () => {
    declare({ owners: [PRINCIPAL_ID.toUpperCase(), TOKEN] });
    const owners = [CALLER, PRINCIPAL_ID, 'known later'];
    expect(resources(stack, 'azuread_application')).toMatchObject({ pec_Application_6E9C49BC: { owners } });
    expect(resources(stack, 'azuread_service_principal')).toMatchObject({ pec_ServicePrincipal_0F7A2478: { owners } });
  });

  it.each([
    [undefined, { prevent_destroy: true }],
    [true, { prevent_destroy: true }],
    [false, undefined],
  ])('with deletion protection %j has the lifecycle %j', (deletionProtection, lifecycle) => {
    declare({ deletionProtection });
    expect(resources(stack, 'azuread_application').pec_Application_6E9C49BC.lifecycle).toStrictEqual(lifecycle);
    expect(resources(stack, 'azuread_service_principal').pec_ServicePrincipal_0F7A2478.lifecycle).toStrictEqual(
      lifecycle,
    );
  });

  it('publishes its ids', () => {
    const automation = declare({ managingTenantId: 'AAAAAAAA-0000-0000-0000-000000000001' });
    expect(rendered(automation)).toStrictEqual({
      principalId: '${azuread_service_principal.pec_ServicePrincipal_0F7A2478.object_id}',
      clientId: '${azuread_application.pec_Application_6E9C49BC.client_id}',
      tenantId: 'aaaaaaaa-0000-0000-0000-000000000001',
    });
  });

  it('passes on a managing tenant that only Terraform knows', () => {
    const tenant = new TerraformVariable(stack, 'tenant_id', {});
    const automation = declare({ managingTenantId: tenant.stringValue });
    expect(rendered(automation)).toMatchObject({ tenantId: '${var.tenant_id}' });
  });

  it('hands its provider to everything in it', () => {
    declare({
      provider: new AzureadProvider(stack, 'azuread', { alias: 'partner' }),
      credentials: {
        federated: [github],
        clientSecrets: [{ name: 'pipeline' }],
        certificates: [{ name: 'pipeline', value: PEM }],
      },
    });
    expect(allBlocks().map(block => block.provider)).toStrictEqual(Array(6).fill('azuread.partner'));
  });
});

describe('the credentials of PecAutomation', () => {
  it('become one resource each', () => {
    const automation = declare({
      credentials: {
        federated: [
          github,
          FederatedCredential.gitLab({
            name: 'gitlab-main',
            projectPath: 'fabrikam/azure',
            branch: 'main',
            audience: 'https://gitlab.com',
            description: 'Applies the link',
          }),
        ],
        clientSecrets: [
          { name: 'short', lifetime: '24h', rotateWhenChanged: { quarter: '2027Q1' } },
          { name: 'until-march', expires: END },
          { name: 'usual' },
        ],
        certificates: [
          { name: 'pem', value: PEM },
          { name: 'base64', value: 'MIIB', encoding: 'base64', lifetime: '8760h' },
          { name: 'hex', value: '3082', encoding: 'hex', expires: END },
        ],
      },
    });
    expect(resources(stack, 'azuread_application_federated_identity_credential')).toStrictEqual({
      'pec_FederatedCredential-github-repo-fabrikam-azure-environment-production_2FC46E15': {
        application_id: APPLICATION_ID,
        display_name: 'github-repo-fabrikam-azure-environment-production',
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:fabrikam/azure:environment:production',
        audiences: ['api://AzureADTokenExchange'],
      },
      'pec_FederatedCredential-gitlab-main_8DA1072E': {
        application_id: APPLICATION_ID,
        display_name: 'gitlab-main',
        description: 'Applies the link',
        issuer: 'https://gitlab.com',
        subject: 'project_path:fabrikam/azure:ref_type:branch:ref:main',
        audiences: ['https://gitlab.com'],
      },
    });
    expect(resources(stack, 'azuread_application_password')).toStrictEqual({
      'pec_ClientSecret-short_98F32174': {
        application_id: APPLICATION_ID,
        display_name: 'short',
        end_date: '${timeadd(timestamp(), "24h")}',
        rotate_when_changed: { quarter: '2027Q1', lifetime: '24h' },
        lifecycle: { create_before_destroy: true, ignore_changes: ['end_date'] },
      },
      'pec_ClientSecret-until-march_F269CC5F': {
        application_id: APPLICATION_ID,
        display_name: 'until-march',
        end_date: END,
        lifecycle: { create_before_destroy: true },
      },
      'pec_ClientSecret-usual_F08AE4E7': {
        application_id: APPLICATION_ID,
        display_name: 'usual',
        end_date: '${timeadd(timestamp(), "2160h")}',
        rotate_when_changed: { lifetime: '2160h' },
        lifecycle: { create_before_destroy: true, ignore_changes: ['end_date'] },
      },
    });
    expect(resources(stack, 'azuread_application_certificate')).toStrictEqual({
      'pec_Certificate-pem_9A0956FA': {
        application_id: APPLICATION_ID,
        type: 'AsymmetricX509Cert',
        encoding: 'pem',
        value: PEM,
        lifecycle: { create_before_destroy: true },
      },
      'pec_Certificate-base64_88909276': {
        application_id: APPLICATION_ID,
        type: 'AsymmetricX509Cert',
        encoding: 'base64',
        value: 'MIIB',
        end_date_relative: '8760h',
        lifecycle: { create_before_destroy: true },
      },
      'pec_Certificate-hex_3F7C0844': {
        application_id: APPLICATION_ID,
        type: 'AsymmetricX509Cert',
        encoding: 'hex',
        value: '3082',
        end_date: END,
        lifecycle: { create_before_destroy: true },
      },
    });
    expect(automation.federatedCredentials.map(credential => credential.displayNameInput)).toStrictEqual([
      'github-repo-fabrikam-azure-environment-production',
      'gitlab-main',
    ]);
    expect(Object.keys(automation.clientSecrets)).toStrictEqual(['short', 'until-march', 'usual']);
    expect(automation.clientSecrets.short.displayNameInput).toBe('short');
    expect(automation.certificates.map(certificate => certificate.encodingInput)).toStrictEqual([
      'pem',
      'base64',
      'hex',
    ]);
  });

  it('may have a lifetime, and values that rotate them, that only Terraform knows', () => {
    const lifetime = new TerraformVariable(stack, 'lifetime', {}).stringValue;
    const rotateWhenChanged = Token.asStringMap(new TerraformVariable(stack, 'rotate', {}).value);
    declare({ credentials: { clientSecrets: [{ name: 'pipeline', lifetime, rotateWhenChanged }] } });
    expect(Object.values(resources(stack, 'azuread_application_password'))).toMatchObject([
      {
        end_date: '${timeadd(timestamp(), var.lifetime)}',
        rotate_when_changed: '${merge(var.rotate, {"lifetime" = var.lifetime})}',
      },
    ]);
  });

  it('with an end of their own are rotated by the given values alone', () => {
    const rotateWhenChanged = { quarter: '2027Q1' };
    declare({ credentials: { clientSecrets: [{ name: 'pipeline', expires: END, rotateWhenChanged }] } });
    expect(Object.values(resources(stack, 'azuread_application_password'))).toMatchObject([
      { end_date: END, rotate_when_changed: rotateWhenChanged, lifecycle: { create_before_destroy: true } },
    ]);
  });

  it('expect the audience of the cloud', () => {
    declare({ cloud: AzureCloud.US_GOVERNMENT, credentials: { federated: [github] } });
    expect(Object.values(resources(stack, 'azuread_application_federated_identity_credential'))).toMatchObject([
      { audiences: ['api://AzureADTokenExchangeUSGov'] },
    ]);
  });

  it('may be twenty federated ones', () => {
    const federated = Array.from({ length: 20 }, (_, i) =>
      FederatedCredential.custom({ issuer: 'https://issuer.example', subject: `pipeline ${i}` }),
    );
    declare({ credentials: { federated } });
    expect(Object.keys(resources(stack, 'azuread_application_federated_identity_credential'))).toHaveLength(20);
  });

  it('may have one name in different lists', () => {
    const named = FederatedCredential.custom({ name: 'pipeline', issuer: 'https://issuer.example', subject: 'a' });
    declare({
      credentials: {
        federated: [named],
        clientSecrets: [{ name: 'pipeline' }],
        certificates: [{ name: 'pipeline', value: PEM }],
      },
    });
    expect(allBlocks()).toHaveLength(6);
  });

  const WARNING =
    'PEC-Automation has no credential, so nobody can sign in as it to make its partner admin link; ' +
    'add one, such as FederatedCredential.githubActions';

  it.each<[string, PecAutomationCredentials | undefined, string[]]>([
    ['none is declared', undefined, [WARNING]],
    ['all lists are empty', { federated: [], clientSecrets: [], certificates: [] }, [WARNING]],
    ['there is a federated one', { federated: [github] }, []],
    ['there is a secret', { clientSecrets: [{ name: 'pipeline' }] }, []],
    ['there is a certificate', { certificates: [{ name: 'pipeline', value: PEM }] }, []],
    ['there is one of two kinds', { federated: [github], clientSecrets: [{ name: 'pipeline' }] }, []],
    [
      'there is one of two other kinds',
      { clientSecrets: [{ name: 'pipeline' }], certificates: [{ name: 'pipeline', value: PEM }] },
      [],
    ],
  ])('are missed or not: %s', (_case, credentials, warnings) => {
    const { metadata } = declare({ credentials }).node;
    expect(metadata.map(({ type, data }) => [type, data as string])).toStrictEqual(
      warnings.map(warning => ['@cdktf/warn', warning]),
    );
  });
});

describe('a wrong PecAutomation', () => {
  const custom = (subject: string, name: string) =>
    FederatedCredential.custom({ issuer: 'https://issuer.example', subject, name });

  it.each<[string, Partial<PecAutomationProps>, string]>([
    [
      'without managing tenant',
      { managingTenantId: undefined },
      'managingTenantId: is missing; expected the id of the managing tenant',
    ],
    [
      'whose managing tenant is a domain',
      { managingTenantId: 'fabrikam.example' },
      'managingTenantId: "fabrikam.example" is not a GUID; ' +
        'expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
    ],
    ['with an empty display name', { displayName: '' }, 'displayName: is missing; expected the display name'],
    ['with a blank display name', { displayName: ' ' }, 'displayName: " " is blank; expected the display name'],
    [
      'with an owner that is a name',
      { owners: [PRINCIPAL_ID, 'ada@fabrikam.example'] },
      'owners[1]: "ada@fabrikam.example" is not a GUID; ' +
        'expected the object id of the owner: 8-4-4-4-12 hexadecimal digits',
    ],
    [
      'with a federated credential that was made by hand',
      { credentials: { federated: [github, { name: 'abc' } as never] } },
      'credentials.federated[1]: an object is not a federated credential; make it with FederatedCredential',
    ],
    [
      'with a fault in a federated credential',
      { credentials: { federated: [custom('a', 'abc'), custom('b', 'b')] } },
      'credentials.federated[1].name: "b" is not a name for a credential; expected 3 to 120 letters, digits, "-" and "_"',
    ],
    [
      'with 21 federated credentials',
      { credentials: { federated: Array.from({ length: 21 }, (_, i) => custom(`${i}`, `number-${i}`)) } },
      'credentials.federated: has 21 credentials; an application can have 20',
    ],
    [
      'with two federated credentials for one subject',
      { credentials: { federated: [custom('a', 'first'), custom('a', 'second')] } },
      'credentials.federated[1].subject: "https://issuer.example a" is used twice; ' +
        'two credentials cannot have the same issuer and subject',
    ],
    [
      'with two federated credentials of one name',
      { credentials: { federated: [custom('a', 'same'), custom('b', 'same')] } },
      'credentials.federated[1].name: "same" is used twice; give each credential a name of its own',
    ],
    [
      'with a fault in a secret',
      { credentials: { clientSecrets: [{ name: 'abc' }, { name: 'def', lifetime: '90d' }] } },
      'credentials.clientSecrets[1].lifetime: a text is not a number of hours; ' +
        'expected hours, such as "2160h" for 90 days',
    ],
    [
      'with two secrets of one name',
      { credentials: { clientSecrets: [{ name: 'same' }, { name: 'other' }, { name: 'same' }] } },
      'credentials.clientSecrets[2].name: a text is used twice; give each credential a name of its own',
    ],
    [
      'with a fault in a certificate',
      { credentials: { certificates: [{ name: 'abc', value: 'MIIB' }] } },
      'credentials.certificates[0].value: is not PEM; ' +
        'expected a text that begins with -----BEGIN CERTIFICATE-----, or another encoding',
    ],
    [
      'with two certificates of one name',
      {
        credentials: {
          certificates: [
            { name: 'same', value: PEM },
            { name: 'same', value: PEM },
          ],
        },
      },
      'credentials.certificates[1].name: a text is used twice; give each credential a name of its own',
    ],
  ])('%s is rejected', (_case, props, fault) => {
    expect(() => declare(props)).toThrow(`PEC-Automation "pec" has 1 fault:\n  - ${fault}`);
    expect(stack.node.children).toStrictEqual([]);
  });

  it('is rejected with all of its faults', () => {
    const wrong = {
      managingTenantId: 'x',
      displayName: '',
      owners: ['y'],
      credentials: { clientSecrets: [{ name: 'z' }], certificates: [{ name: '', value: '' }] },
    };
    expect(() => declare(wrong)).toThrow(
      [
        'PEC-Automation "pec" has 6 faults:',
        '  - managingTenantId: "x" is not a GUID; expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
        '  - displayName: is missing; expected the display name',
        '  - owners[0]: "y" is not a GUID; expected the object id of the owner: 8-4-4-4-12 hexadecimal digits',
        '  - credentials.clientSecrets[0].name: a text is not a name for a credential; ' +
          'expected 3 to 120 letters, digits, "-" and "_"',
        '  - credentials.certificates[0].name: is missing; expected the name of the credential',
        '  - credentials.certificates[0].value: is missing; expected the certificate',
      ].join('\n'),
    );
  });

  it('with credentials that lack issuer, subject or name is not told that they are alike', () => {
    const withoutIssuer = (name: string) =>
      FederatedCredential.custom({ issuer: undefined as never, subject: 'a', name });
    const withoutSubject = (name: string) =>
      FederatedCredential.custom({ issuer: 'https://issuer.example', subject: undefined as never, name });
    const credentials = {
      federated: [withoutIssuer('first'), withoutIssuer('second'), withoutSubject('third'), withoutSubject('fourth')],
      clientSecrets: [{ name: '' }, { name: '' }],
    };
    expect(() => declare({ credentials })).toThrow(
      [
        'PEC-Automation "pec" has 6 faults:',
        '  - credentials.federated[0].issuer: is missing; expected the issuer of the token, an https URL',
        '  - credentials.federated[1].issuer: is missing; expected the issuer of the token, an https URL',
        '  - credentials.federated[2].subject: is missing; expected the subject of the token',
        '  - credentials.federated[3].subject: is missing; expected the subject of the token',
        '  - credentials.clientSecrets[0].name: is missing; expected the name of the credential',
        '  - credentials.clientSecrets[1].name: is missing; expected the name of the credential',
      ].join('\n'),
    );
  });

  it('without properties is rejected', () => {
    expect(() => new PecAutomation(stack, 'pec', undefined as never)).toThrow(
      'PEC-Automation "pec" has 1 fault:\n  - props: is missing; expected the properties of the construct',
    );
  });

  it('is rejected in an app of another framework', () => {
    stack.node.setContext('cdktfVersion', '0.0.1');
    expect(() => declare()).toThrow(FrameworkMismatchError);
  });

  it('does not take two subjects that only Terraform knows for the same', () => {
    declare({ credentials: { federated: [custom(TOKEN, 'first'), custom(TOKEN, 'second')] } });
    expect(Object.keys(resources(stack, 'azuread_application_federated_identity_credential'))).toHaveLength(2);
  });
});

describe('PecAutomation.fromAttributes', () => {
  it('is what was given, and nothing in Terraform', () => {
    const attributes = { principalId: PRINCIPAL_ID, clientId: CLIENT_ID, tenantId: TENANT_ID };
    expect(PecAutomation.fromAttributes(attributes)).toStrictEqual(attributes);
    expect(PecAutomation.fromAttributes({ ...attributes, linkedPartnerId: '1234567' })).toStrictEqual({
      ...attributes,
      linkedPartnerId: '1234567',
    });
  });
});

describe('PecAutomation.fromClientId', () => {
  it('looks the object id up', () => {
    const found = PecAutomation.fromClientId(stack, 'found', {
      clientId: CLIENT_ID.toUpperCase(),
      tenantId: TENANT_ID,
    });
    expect(rendered(found)).toStrictEqual({
      principalId: '${data.azuread_service_principal.found.object_id}',
      clientId: CLIENT_ID,
      tenantId: TENANT_ID,
    });
    expect(synthesize(stack).data).toStrictEqual({ azuread_service_principal: { found: { client_id: CLIENT_ID } } });
  });

  it('uses the provider that is given', () => {
    const provider = new AzureadProvider(stack, 'azuread', { alias: 'partner' });
    PecAutomation.fromClientId(stack, 'found', { clientId: CLIENT_ID, tenantId: TENANT_ID, provider });
    expect(dataSources(stack, 'azuread_service_principal')).toStrictEqual({
      found: { client_id: CLIENT_ID, provider: 'azuread.partner' },
    });
  });

  it('rejects ids that are not GUIDs', () => {
    expect(() => PecAutomation.fromClientId(stack, 'found', { clientId: 'PEC', tenantId: '' })).toThrow(
      [
        'the look-up of PEC-Automation "found" has 2 faults:',
        '  - clientId: "PEC" is not a GUID; expected the application (client) id: 8-4-4-4-12 hexadecimal digits',
        '  - tenantId: is missing; expected the id of the managing tenant',
      ].join('\n'),
    );
    expect(stack.node.children).toStrictEqual([]);
  });
});

describe('PecAutomation.fromDisplayName', () => {
  it.each([
    [undefined, 'PEC-Automation'],
    ['Fabrikam PEC', 'Fabrikam PEC'],
  ])('with the name %j looks both ids up by "%s"', (displayName, expected) => {
    const found = PecAutomation.fromDisplayName(stack, 'found', { displayName, tenantId: TENANT_ID });
    expect(rendered(found)).toStrictEqual({
      principalId: '${data.azuread_service_principal.found.object_id}',
      clientId: '${data.azuread_service_principal.found.client_id}',
      tenantId: TENANT_ID,
    });
    expect(dataSources(stack, 'azuread_service_principal')).toStrictEqual({ found: { display_name: expected } });
  });

  it('uses the provider that is given', () => {
    const provider = new AzureadProvider(stack, 'azuread', { alias: 'partner' });
    PecAutomation.fromDisplayName(stack, 'found', { tenantId: TENANT_ID, provider });
    expect(dataSources(stack, 'azuread_service_principal')).toStrictEqual({
      found: { display_name: 'PEC-Automation', provider: 'azuread.partner' },
    });
  });

  it('rejects a blank name and a tenant that is not a GUID', () => {
    expect(() => PecAutomation.fromDisplayName(stack, 'found', { displayName: ' ', tenantId: 'x' })).toThrow(
      [
        'the look-up of PEC-Automation "found" has 2 faults:',
        '  - displayName: " " is blank; expected the display name of the service principal',
        '  - tenantId: "x" is not a GUID; expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
      ].join('\n'),
    );
  });
});

describe('what JavaScript passes for credentials and owners', () => {
  it('is one typed error', () => {
    const garbage = {
      owners: CLIENT_ID,
      credentials: { federated: [undefined], clientSecrets: 'secret', certificates: [3] },
    } as unknown as Partial<PecAutomationProps>;
    expect(() => declare(garbage)).toThrow(
      [
        'PEC-Automation "pec" has 4 faults:',
        '  - credentials.clientSecrets: a text is not a list; expected a list of client secrets',
        '  - credentials.certificates[0]: a number is not a certificate; expected { name, value }',
        '  - owners: a text is not a list; expected a list of object ids',
        '  - credentials.federated[0]: is missing; make it with FederatedCredential',
      ].join('\n'),
    );
  });
});
