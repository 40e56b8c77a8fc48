import 'cdktf-partner-earned-credit/testing';
import { PartnerLinkStack, type PartnerLinkStackProps, LinkedAccount, SignIn } from 'cdktf-partner-earned-credit';
import { resources, synthesize } from '../synth';
import { automation, faultsOf, MANAGING_TENANT, newApp, newStack, token, untyped } from '../fabrikam';

const GIVEN = 'a0000000-0000-4000-8000-00000000000a';
const person = LinkedAccount.user({ principalId: GIVEN, tenantId: MANAGING_TENANT });
const { linkedPartnerId: _linked, ...unlinked } = automation;

const newLink = (props: Partial<PartnerLinkStackProps> = {}) =>
  new PartnerLinkStack(newApp(), 'partner-link', {
    partnerId: '0123456',
    principal: unlinked,
    signIn: SignIn.oidc(),
    ...props,
  });
const faults = (props: Partial<PartnerLinkStackProps>) => faultsOf(() => newLink(props));

describe('PartnerLinkStack', () => {
  it('has a provider, the link, and outputs', () => {
    const stack = newLink();
    const { terraform, provider, output, ...rest } = synthesize(stack);
    expect(terraform).toEqual({
      backend: { local: { path: '../../../partner-link.tfstate' } },
      required_version: '>= 1.5',
      required_providers: { azapi: { source: 'azure/azapi', version: '>= 2.12, < 3' } },
    });
    expect(Object.keys(provider as object)).toEqual(['azapi']);
    expect(output).toEqual({
      partner_id: { value: '0123456', description: 'The linked Partner ID.' },
      linked_principal_id: {
        value: '${data.azapi_resource.partner-admin-link_Reported_2DCDEA5C.output["objectId"]}',
        description: 'The object id of the linked principal, as Azure reports it.',
      },
    });
    expect(Object.keys(rest).sort()).toEqual(['data', 'resource']);
    expect(Object.values(resources(stack, 'azapi_resource'))).toMatchObject([
      {
        type: 'Microsoft.ManagementPartner/partners@2018-02-01',
        name: '0123456',
        lifecycle: { prevent_destroy: true },
      },
    ]);
    expect(stack).toLinkPartnerId('0123456');
    expect(stack.link.node.path).toBe('partner-link/partner-admin-link');
    expect(stack.azapiProvider.node.path).toBe('partner-link/azapi');
  });

  it('hands on what is said of the link', () => {
    const stack = newLink({ adopt: true, deletionProtection: false });
    expect(synthesize(stack).import).toMatchObject([{ id: '/providers/Microsoft.ManagementPartner/partners/0123456' }]);
    const [link] = Object.values(resources(stack, 'azapi_resource'));
    expect(link.lifecycle).not.toHaveProperty('prevent_destroy');
  });
});

describe('the sign-in of a link', () => {
  const AS_PEC = { tenant_id: MANAGING_TENANT, client_id: automation.clientId };
  it.each<[string, () => SignIn, object]>([
    ['oidc', () => SignIn.oidc(), { ...AS_PEC, use_oidc: true, use_cli: false, use_msi: false }],
    [
      'oidc of Azure DevOps',
      () => SignIn.oidc({ tokenFilePath: '/tmp/token', azureServiceConnectionId: GIVEN }),
      {
        ...AS_PEC,
        use_oidc: true,
        use_cli: false,
        use_msi: false,
        oidc_token_file_path: '/tmp/token',
        oidc_azure_service_connection_id: GIVEN,
      },
    ],
    [
      'client secret of the environment',
      () => SignIn.clientSecret(),
      { ...AS_PEC, use_oidc: false, use_cli: false, use_msi: false },
    ],
    [
      'client secret of a variable',
      () => SignIn.clientSecret({ secret: token(newStack(), 'Secret') }),
      { ...AS_PEC, use_oidc: false, use_cli: false, use_msi: false, client_secret: '${var.Secret}' },
    ],
    [
      'client certificate',
      () => SignIn.clientCertificate({ path: 'pec.pfx' }),
      { ...AS_PEC, use_oidc: false, use_cli: false, use_msi: false, client_certificate_path: 'pec.pfx' },
    ],
    [
      'Azure CLI',
      () => SignIn.azureCli(),
      { tenant_id: MANAGING_TENANT, use_oidc: false, use_cli: true, use_msi: false },
    ],
  ])('%s', (_case, signIn, azapi) => {
    expect(synthesize(newLink({ signIn: signIn() })).provider).toEqual({ azapi: [azapi] });
  });

  it('writes ids in lower case', () => {
    const principal = {
      principalId: automation.principalId.toUpperCase(),
      clientId: automation.clientId.toUpperCase(),
      tenantId: MANAGING_TENANT.toUpperCase(),
    };
    expect(synthesize(newLink({ principal })).provider).toMatchObject({ azapi: [AS_PEC] });
  });

  it('passes Terraform references on as they are', () => {
    const [principalId, clientId, tenantId] = ['Principal', 'Client', 'Tenant'].map(name => token(newStack(), name));
    expect(synthesize(newLink({ principal: { principalId, clientId, tenantId } })).provider).toMatchObject({
      azapi: [{ tenant_id: '${var.Tenant}', client_id: '${var.Client}' }],
    });
  });

  it('is a person’s with the Azure CLI', () => {
    expect(synthesize(newLink({ principal: person, signIn: SignIn.azureCli() })).provider).toEqual({
      azapi: [{ tenant_id: MANAGING_TENANT, use_oidc: false, use_cli: true, use_msi: false }],
    });
  });

  it.each([SignIn.oidc(), SignIn.clientSecret(), SignIn.clientCertificate()])('needs a client id: %j', signIn => {
    expect(faults({ principal: person, signIn })).toEqual([
      'principal.clientId: is missing; expected the application (client) id, or SignIn.azureCli() for the account of a person',
    ]);
  });

  it('cannot be that of the environment', () => {
    const sentence =
      'signIn: is SignIn.environment(), which could be anybody; a link belongs to whoever is signed in, so say how the ' +
      'principal signs in: SignIn.oidc(), clientSecret(), clientCertificate() or azureCli()';
    expect(faults({ signIn: SignIn.environment() })).toEqual([sentence]);
    expect(faults({ signIn: SignIn.environment(), principal: person })).toEqual([sentence]);
  });

  it.each([
    [undefined, 'is missing'],
    [null, 'is missing'],
    ['oidc', 'a text is not a SignIn'],
    [{}, 'an object is not a SignIn'],
  ])('cannot be %j', (signIn, problem) => {
    expect(faults({ signIn: untyped(signIn) })).toEqual([
      `signIn: ${problem}; expected SignIn.oidc(), clientSecret(), clientCertificate() or, for a person, azureCli()`,
    ]);
  });

  it('is inspected', () => {
    expect(faults({ signIn: SignIn.clientSecret({ secret: 'hunter2' }) })).toEqual([
      'signIn.secret: is written out; leave it out and set ARM_CLIENT_SECRET, or give the value of a sensitive ' +
        'TerraformVariable',
    ]);
  });
});

describe('a faulty link', () => {
  it('tells all its faults in one error', () => {
    expect(faults({ partnerId: '', principal: untyped(undefined), signIn: SignIn.environment() })).toEqual([
      'principal: is missing; expected PecAutomation, or what PecAutomation.fromAttributes gives',
      'partnerId: is missing; expected the Partner ID of the location account: digits, as text',
      'signIn: is SignIn.environment(), which could be anybody; a link belongs to whoever is signed in, so say how the ' +
        'principal signs in: SignIn.oidc(), clientSecret(), clientCertificate() or azureCli()',
    ]);
    expect(() => newLink({ partnerId: 'x' })).toThrow('the partner link stack "partner-link" has 1 fault:\n');
  });
});
