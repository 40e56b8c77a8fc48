import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdktf';
import {
  CustomerStatus,
  PartnerLinkStack,
  PecAutomation,
  PecIdentityStack,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  MANAGING_TENANT,
  newCustomer,
  ROLE_ID,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  writingApp,
  writtenBy,
} from '../fabrikam';

const THIRD_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000013';

function newPartner(backend?: StateBackend): App {
  const app = writingApp();
  const identity = new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT, backend });
  const pec = identity.automation;
  new PartnerLinkStack(app, 'partner-link', {
    partnerId: '123',
    principal: pec,
    signIn: SignIn.oidc(),
    backend,
  });
  newCustomer(app, 'contoso', { automation: pec, backend });
  newCustomer(
    app,
    'northwind',
    { automation: pec, backend },
    { subscriptions: [{ id: OTHER_SUBSCRIPTION, resourceGroups: ['rg-web'], adopt: true }] },
  );
  newCustomer(
    app,
    'tailspin',
    { automation: pec, backend },
    { subscriptions: [{ id: THIRD_SUBSCRIPTION }], status: CustomerStatus.OFFBOARDED },
  );
  return app;
}

describe('an app of this package', () => {
  it.each<[string, StateBackend | undefined]>([
    ['the default', undefined],
    ['a folder', StateBackend.local({ directory: 'state' })],
    ['Azure Storage', StateBackend.azurerm({ storageAccountName: 'fabrikamstate', containerName: 'pec' })],
    ['HCP Terraform', StateBackend.hcpTerraform({ organization: 'fabrikam' })],
  ])('writes a file for each stack, and no path of the machine: %s', (_case, backend) => {
    const app = newPartner(backend);
    app.synth();
    const files = writtenBy(app);
    expect(Object.keys(files)).toEqual([
      'readiness.html',
      'readiness.json',
      'readiness.md',
      'stacks/contoso/cdk.tf.json',
      'stacks/northwind/cdk.tf.json',
      'stacks/partner-link/cdk.tf.json',
      'stacks/pec-identity/cdk.tf.json',
      'stacks/tailspin/cdk.tf.json',
    ]);
    for (const [path, text] of Object.entries(files)) {
      for (const folder of [process.cwd(), tmpdir(), homedir(), app.outdir]) {
        expect(`${path} ${text.includes(`"${folder}`) ? folder : ''}`).toBe(`${path} `);
      }
      expect(text).not.toMatch(/"(\/(home|Users|tmp|work|root|var)\/|[A-Za-z]:\\\\)/);
      expect(text).not.toContain('TfToken');
    }
  });

  it('writes the same again', () => {
    const [one, two] = [newPartner(), newPartner()].map(app => {
      app.synth();
      return writtenBy(app);
    });
    expect(two).toEqual(one);
  });

  it('writes nothing if a declaration is faulty', () => {
    const app = writingApp();
    newCustomer(app, 'contoso');
    expect(() => newCustomer(app, 'northwind', {}, { subscriptions: [{ id: SUBSCRIPTION }, { id: 'x' }] })).toThrow();
    expect(existsSync(join(app.outdir, 'manifest.json'))).toBe(false);
    expect(writtenBy(app)).toEqual({});
  });
});

describe('a PEC-Automation of the same app', () => {
  const OUTPUT = 'cross-stack-output-azuread_service_principalpec-automation_ServicePrincipal_AF2C14C6object_id';
  const stackOf = (app: App, id: string) =>
    JSON.parse(writtenBy(app)[`stacks/${id}/cdk.tf.json`]) as Record<string, Record<string, Record<string, unknown>>>;

  it('is read from the state of the identity stack', () => {
    const app = newPartner(StateBackend.local({ directory: 'state' }));
    app.synth();
    const { data, resource } = stackOf(app, 'contoso');
    expect(data.terraform_remote_state).toEqual({
      'cross-stack-reference-input-pec-identity': {
        backend: 'local',
        config: { path: '../../../state/pec-identity.tfstate' },
        workspace: '${terraform.workspace}',
      },
    });
    expect(Object.values(resource.azurerm_lighthouse_definition)).toMatchObject([
      {
        authorization: [
          {},
          {
            principal_id: `\${data.terraform_remote_state.cross-stack-reference-input-pec-identity.outputs.${OUTPUT}}`,
            principal_display_name: 'PEC-Automation',
            role_definition_id: ROLE_ID.supportRequestContributor,
          },
          {},
        ],
      },
    ]);
    expect(stackOf(app, 'pec-identity').output[OUTPUT]).toEqual({
      sensitive: true,
      value: '${azuread_service_principal.pec-automation_ServicePrincipal_AF2C14C6.object_id}',
    });
    expect(app.manifest.stacks.contoso.dependencies).toEqual(['pec-identity']);
  });

  it('is not read where its ids are pinned', () => {
    const app = writingApp();
    new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT });
    newCustomer(app, 'contoso', { automation: PecAutomation.fromAttributes(automation) });
    app.synth();
    expect(stackOf(app, 'contoso').data).toBeUndefined();
    expect(Object.keys(stackOf(app, 'pec-identity').output).sort()).toEqual(['client_id', 'principal_id', 'tenant_id']);
    expect(app.manifest.stacks.contoso.dependencies).toEqual([]);
  });
});
