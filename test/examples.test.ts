import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Terraform {
  readonly resource?: Record<string, Record<string, object>>;
  readonly data?: Record<string, Record<string, object>>;
  readonly import?: object[];
}

const ROOT = resolve(__dirname, '..');

/** Runs an example as a program and gives back what it printed and wrote. */
function run(example: string): { printed: string; text: string; stacks: Record<string, Terraform> } {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  const printed: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  process.env.CDKTF_OUTDIR = outdir;
  try {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- an example runs when it is loaded
      require(`../examples/${example}/main`);
    });
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    const files = Object.entries(manifest.stacks).map(
      ([name, stack]) => [name, readFileSync(join(outdir, stack.synthesizedStackPath), 'utf8')] as const,
    );
    return {
      printed: printed.join('\n').replaceAll(outdir, 'cdktf.out'),
      text: files.map(([, text]) => text).join('\n'),
      stacks: Object.fromEntries(files.map(([name, text]) => [name, withoutVersion(text)])),
    };
  } finally {
    delete process.env.CDKTF_OUTDIR;
    log.mockRestore();
    rmSync(outdir, { recursive: true });
  }
}

/** The parsed output without the version of the framework, which is not ours. */
function withoutVersion(text: string): Terraform {
  return JSON.parse(text, (key, value: unknown) =>
    key === 'metadata' && typeof value === 'object' ? { ...value, version: 'any' } : value,
  ) as Terraform;
}

/** Every address that ends up in a state. */
function addresses(terraform: Terraform): string[] {
  const list = (blocks: Record<string, Record<string, object>> = {}, prefix = '') =>
    Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map(name => `${prefix}${type}.${name}`));
  return [...list(terraform.resource), ...list(terraform.data, 'data.')].sort();
}

describe('examples/portfolio', () => {
  const portfolio = run('portfolio');

  it('writes this Terraform', () => {
    expect(portfolio.stacks).toMatchSnapshot();
  });

  // A changed address replaces a live delegation, and with it a day of credit. Never update this list lightly.
  it('keeps every address', () => {
    const kept = Object.fromEntries(Object.entries(portfolio.stacks).map(([name, stack]) => [name, addresses(stack)]));
    expect(kept).toEqual({
      'customer-contoso': [
        'azapi_resource_action.managed-services-c0000000-0000-4000-8000-000000000011_Probe_DBD444F6',
        'azapi_resource_action.managed-services-c0000000-0000-4000-8000-000000000011_Register_62CC60C6',
        'azapi_resource_action.managed-services-c0000000-0000-4000-8000-000000000011_Registered_30ABE5FD',
        'azurerm_lighthouse_assignment.subscription-c0000000-0000-4000-8000-000000000011_Assignment_53EE5189',
        'azurerm_lighthouse_definition.subscription-c0000000-0000-4000-8000-000000000011_Definition_3A603330',
      ],
      'customer-northwind': [
        'azapi_resource_action.managed-services-d0000000-0000-4000-8000-000000000011_Probe_AAFC2DE2',
        'azapi_resource_action.managed-services-d0000000-0000-4000-8000-000000000011_Register_C756B4C1',
        'azapi_resource_action.managed-services-d0000000-0000-4000-8000-000000000011_Registered_6A041476',
        'azurerm_lighthouse_assignment.subscription-d0000000-0000-4000-8000-000000000011_Assignment-rg-data-production_F8A06D45',
        'azurerm_lighthouse_assignment.subscription-d0000000-0000-4000-8000-000000000011_Assignment-rg-web-production_22931D80',
        'azurerm_lighthouse_definition.subscription-d0000000-0000-4000-8000-000000000011_Definition_41F5C9D7',
      ],
      'customer-tailspin': [
        'azapi_resource_action.managed-services-e0000000-0000-4000-8000-000000000011_Probe_0AA30DED',
        'azapi_resource_action.managed-services-e0000000-0000-4000-8000-000000000011_Register_DA1A36BF',
        'azapi_resource_action.managed-services-e0000000-0000-4000-8000-000000000011_Registered_F2A36144',
        'azapi_resource_action.managed-services-e0000000-0000-4000-8000-000000000012_Probe_504BA57F',
        'azapi_resource_action.managed-services-e0000000-0000-4000-8000-000000000012_Register_C8A6813C',
        'azapi_resource_action.managed-services-e0000000-0000-4000-8000-000000000012_Registered_574089F5',
        'azurerm_lighthouse_assignment.subscription-e0000000-0000-4000-8000-000000000011_Assignment_E5653142',
        'azurerm_lighthouse_assignment.subscription-e0000000-0000-4000-8000-000000000012_Assignment_9C800C6C',
        'azurerm_lighthouse_definition.subscription-e0000000-0000-4000-8000-000000000011_Definition_E678252E',
        'azurerm_lighthouse_definition.subscription-e0000000-0000-4000-8000-000000000012_Definition_09D80F7B',
      ],
      'partner-link': [
        'azapi_resource.partner-admin-link_3C805B55',
        'data.azapi_client_config.partner-admin-link_SignedIn_E600D634',
        'data.azapi_resource.partner-admin-link_Reported_2DCDEA5C',
      ],
      'pec-identity': [
        'azuread_application.pec-automation_Application_10CE84AF',
        'azuread_application_federated_identity_credential.pec-automation_FederatedCredential-github-repo-fabrikam-1234-azure-5678-environment-production_2FD93BB9',
        'azuread_service_principal.pec-automation_ServicePrincipal_AF2C14C6',
        'data.azuread_client_config.pec-automation_Caller_BDD69CEA',
      ],
    });
  });

  it('holds no absolute path, no secret and no token left over', () => {
    expect(portfolio.text).not.toContain(ROOT);
    expect(portfolio.text).not.toContain(tmpdir());
    expect(portfolio.text).not.toMatch(/client_secret|TfToken/);
  });

  it('prints where the Terraform lies and who would earn', () => {
    expect(portfolio.printed).toContain('stacks/partner-link/cdk.tf.json');
    expect(portfolio.printed).toContain('3 customers: 3 would earn, 0 would not, 0 unknown, 0 offboarded.');
  });
});

describe('examples/start', () => {
  const start = run('start');

  it('is of the same partner as examples/portfolio, byte for byte where Terraform manages the same', () => {
    const { stacks } = run('portfolio');
    expect(Object.keys(start.stacks).sort()).toEqual(['customer-contoso', 'partner-link', 'pec-identity']);
    expect(start.stacks['customer-contoso']).toEqual(stacks['customer-contoso']);
    expect(start.stacks['partner-link']).toEqual(stacks['partner-link']);
  });

  it('signs in as PEC-Automation from the two environments of the pipeline that links it', () => {
    const credentials = start.stacks['pec-identity'].resource?.azuread_application_federated_identity_credential ?? {};
    expect(Object.values(credentials).map(credential => (credential as { subject: string }).subject)).toEqual([
      'repo:fabrikam@1234/azure@5678:environment:partner-link-plan',
      'repo:fabrikam@1234/azure@5678:environment:partner-link',
    ]);
  });

  it('prints where the Terraform lies and who would earn', () => {
    expect(start.printed).toContain('cdktf.out/stacks/partner-link\n');
    expect(start.printed).toContain('1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.');
  });
});

describe('examples/landing-zone', () => {
  const landingZone = run('landing-zone');

  it('writes this Terraform', () => {
    expect(landingZone.stacks).toMatchSnapshot();
  });

  it('keeps every address', () => {
    expect(addresses(landingZone.stacks['adventure-works'])).toEqual([
      'azapi_resource_action.managed-services-a0000000-0000-4000-8000-000000000011_Probe_E8B0275E',
      'azapi_resource_action.managed-services-a0000000-0000-4000-8000-000000000011_Register_26870454',
      'azapi_resource_action.managed-services-a0000000-0000-4000-8000-000000000011_Registered_0F0986AD',
      'azurerm_lighthouse_assignment.managed-services_Assignment_D82C4B54',
      'azurerm_lighthouse_definition.managed-services_Definition_77D6C0D8',
      'azurerm_policy_definition.allowed-managing-tenants',
    ]);
  });

  it('holds no absolute path', () => {
    expect(landingZone.text).not.toContain(ROOT);
  });

  it('prints who would earn', () => {
    expect(landingZone.printed).toContain('1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.');
  });
});
