import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pec } from '../command-line/run-pec';
import { Project } from '../project';
import { describeWithTerraform } from './describe-with-terraform';
import { MANAGING_TENANT } from './fabrikam';
import { Stage } from './stage';
import { Terraform } from './terraform';

/** The five steps of the README, one after the other. */
describeWithTerraform('a project of pec init', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'init-')), 'azure');
  let stage: Stage;
  let project: Project;

  beforeAll(async () => {
    stage = await Stage.open({ registration: { milliseconds: 2000 } });
  });

  afterAll(async () => {
    await stage.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  const terraform = (stack: string, signIn: Record<string, string>) =>
    new Terraform(join(folder, 'cdktf.out', 'stacks', stack), { ...stage.azure.environment(), ...signIn });

  async function apply(stack: string, signIn: Record<string, string>): Promise<string> {
    const there = terraform(stack, signIn);
    await there.init();
    return there.apply();
  }

  it('is written', async () => {
    const ids = ['--managing-tenant', MANAGING_TENANT, '--partner-id', '1234567', '--repository', 'fabrikam@1/azure@2'];
    expect(await pec(['init', folder, '--company', 'Fabrikam', ...ids])).toMatchObject({ stderr: '', exitCode: 0 });
    project = new Project(folder);
    expect(project.synth()).toMatchObject({ status: 0 });
  });

  it('makes PEC-Automation', async () => {
    const signIn = stage.azure.signIn('Identity pipeline');
    const printed = await apply('pec-identity', signIn);
    expect(printed).toMatch(/^Apply complete! Resources: 4 added, 0 changed, 0 destroyed\.$/m);
    const { principal_id, client_id } = await terraform('pec-identity', signIn).outputs();
    project.edit('partner.ts', /principalId = ''/, `principalId = '${principal_id}'`);
    project.edit('partner.ts', /clientId = ''/, `clientId = '${client_id}'`);
  });

  it('has a first customer', () => {
    project.edit('offers.ts', /<replace in offers.ts>/, 'f0000000-0000-4000-8000-000000000021');
    project.edit('customers.yaml', /key: .*/, 'key: contoso');
    project.edit('customers.yaml', /name: .*/, 'name: Contoso AG');
    project.edit('customers.yaml', /tenant: .*/, 'tenant: c0000000-0000-4000-8000-000000000001');
    project.edit('customers.yaml', /id: .*/, 'id: c0000000-0000-4000-8000-000000000011');
    expect(project.synth().output).toContain('\n1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.\n');
  });

  it('links PEC-Automation from the environments of its pipeline, and from no other', async () => {
    const from = (environment: string) => ({
      ARM_OIDC_TOKEN: stage.azure.issueToken(`repo:fabrikam@1/azure@2:environment:${environment}`),
    });
    await expect(apply('partner-link', from('production'))).rejects.toThrow('Nothing was linked: signed in as ""');
    expect(await apply('partner-link', from('partner-link'))).toMatch(/^Apply complete! Resources: 1 added, /m);
    expect(await terraform('partner-link', from('partner-link-plan')).plan()).toMatchObject({ isEmpty: true });
  });

  it('delegates the customer, and needs nothing more', async () => {
    const signIn = stage.azure.signIn('Contoso pipeline');
    expect(await apply('customer-contoso', signIn)).toMatch(/^Apply complete! Resources: 5 added, /m);
    expect(await terraform('customer-contoso', signIn).plan()).toMatchObject({ isEmpty: true });
    expect(stage.assignments).toHaveLength(1);
    expect(stage.azure.unknownRequests).toEqual([]);
  });
});
