import { AzureCloud, PecIdentityStack, type PecIdentityStackProps, SignIn } from 'cdktf-partner-earned-credit';
import { resources, synthesize } from '../synth';
import { faultsOf, MANAGING_TENANT, newApp } from '../fabrikam';

const GIVEN = 'a0000000-0000-4000-8000-00000000000a';
const newIdentity = (props: Partial<PecIdentityStackProps> = {}) =>
  new PecIdentityStack(newApp(), 'pec-identity', { managingTenantId: MANAGING_TENANT, ...props });

describe('PecIdentityStack', () => {
  it('declares PEC-Automation with a provider and a state of its own, and puts out its ids', () => {
    const stack = newIdentity();
    const { terraform, provider, output, ...rest } = synthesize(stack);
    expect(terraform).toEqual({
      backend: { local: { path: '../../../pec-identity.tfstate' } },
      required_version: '>= 1.5',
      required_providers: { azuread: { source: 'hashicorp/azuread', version: '>= 3.7, < 4' } },
    });
    expect(provider).toEqual({ azuread: [{ tenant_id: MANAGING_TENANT }] });
    expect(output).toEqual({
      principal_id: {
        value: '${azuread_service_principal.pec-automation_ServicePrincipal_AF2C14C6.object_id}',
        description: 'The object id of the service principal PEC-Automation.',
      },
      client_id: {
        value: '${azuread_application.pec-automation_Application_10CE84AF.client_id}',
        description: 'The application (client) id of PEC-Automation.',
      },
      tenant_id: { value: MANAGING_TENANT, description: 'The managing tenant.' },
    });
    expect(Object.keys(rest).sort()).toEqual(['data', 'resource']);
    expect(Object.keys(resources(stack, 'azuread_application'))).toEqual(['pec-automation_Application_10CE84AF']);
    expect(stack.automation.node.path).toBe('pec-identity/pec-automation');
    expect(stack.azureadProvider.node.path).toBe('pec-identity/azuread');
  });

  it('hands on what is said of PEC-Automation', () => {
    const stack = newIdentity({ displayName: 'Credit', deletionProtection: false });
    const [application] = Object.values(resources(stack, 'azuread_application'));
    expect(application.display_name).toBe('Credit');
    expect(application.lifecycle).toBeUndefined();
  });

  it.each([
    [AzureCloud.PUBLIC, undefined],
    [AzureCloud.US_GOVERNMENT, 'usgovernment'],
    [AzureCloud.CHINA, 'china'],
  ])('lives in $name', (cloud, environment) => {
    const provider = { tenant_id: MANAGING_TENANT, ...(environment && { environment }) };
    expect(synthesize(newIdentity({ cloud })).provider).toEqual({ azuread: [provider] });
  });

  it.each<[string, SignIn, object]>([
    ['environment', SignIn.environment(), {}],
    [
      'oidc of Azure DevOps',
      SignIn.oidc({ azureServiceConnectionId: GIVEN }),
      { use_oidc: true, use_cli: false, use_msi: false, ado_pipeline_service_connection_id: GIVEN },
    ],
    ['Azure CLI', SignIn.azureCli(), { use_oidc: false, use_cli: true, use_msi: false }],
  ])('signs in: %s', (_case, signIn, expected) => {
    expect(synthesize(newIdentity({ signIn })).provider).toEqual({
      azuread: [{ tenant_id: MANAGING_TENANT, ...expected }],
    });
  });

  it('puts client secrets out as sensitive', () => {
    const stack = newIdentity({ credentials: { clientSecrets: [{ name: 'pipeline' }] } });
    expect(synthesize(stack).output).toMatchObject({
      client_secret_pipeline: { sensitive: true, description: 'The client secret "pipeline" of PEC-Automation.' },
    });
    expect(JSON.stringify(synthesize(newIdentity()).output)).not.toContain('secret');
  });

  it('tells all its faults in one error', () => {
    const declare = () =>
      newIdentity({
        managingTenantId: 'fabrikam',
        displayName: ' ',
        signIn: SignIn.clientSecret({ secret: 'hunter2' }),
      });
    expect(faultsOf(declare)).toEqual([
      'managingTenantId: "fabrikam" is not a GUID; expected the id of the managing tenant: 8-4-4-4-12 hexadecimal digits',
      'displayName: " " is blank; expected the display name',
      'signIn.secret: is written out; leave it out and set ARM_CLIENT_SECRET, or give the value of a sensitive ' +
        'TerraformVariable',
    ]);
    expect(declare).toThrow('the identity stack "pec-identity" has 3 faults:\n');
  });
});
