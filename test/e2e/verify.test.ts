import { describeWithTerraform } from './describe-with-terraform';
import { CUSTOMER_PIPELINES } from './fabrikam';
import { Stage } from './stage';
import { removeDelegation, verify } from './verification';

const CUSTOMERS = Object.keys(CUSTOMER_PIPELINES).filter(stack => stack.startsWith('customer-'));

describeWithTerraform('pec verify', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    stage.runExample('portfolio');
    await deploy('pec-identity');
    const { principal_id, client_id } = await stage.stack('pec-identity').outputs();
    stage.runExample('portfolio', { PEC_PRINCIPAL_ID: principal_id, PEC_CLIENT_ID: client_id });
  });

  afterAll(() => stage.close());

  async function deploy(name: string): Promise<void> {
    await stage.stack(name).init();
    await stage.stack(name).apply();
  }

  it('says what is not there yet: the link, and every delegation that nobody could have seen', async () => {
    const { exitCode, table } = await verify(stage);
    expect(table).toContain('Identity: missing\n');
    expect(table).toContain('\n      link-present: PEC-Automation has no partner admin link');
    expect(table).toContain('3 customers: 3 not visible.');
    expect(exitCode).toBe(1);
  });

  it.each(['partner-link', ...CUSTOMERS])('%s is deployed', deploy);

  it('finds what real Terraform made as it was declared', async () => {
    expect(await verify(stage)).toEqual({
      exitCode: 0,
      table: 'Identity: as-declared\n\n3 customers: 3 as declared.',
    });
  });

  it('tells the next night what somebody removed behind the back of Terraform, and who', async () => {
    await removeDelegation(stage, 'customer-contoso');
    const { exitCode, table } = await verify(stage);
    expect(table).toMatch(/^Contoso AG +contoso +missing\n.* missing, still earns: does-not-earn\n/m);
    expect(table).toMatch(/changed: unregister on .* by /);
    expect(table).toContain('3 customers: 1 missing, 2 as declared.');
    expect(exitCode).toBe(1);
  });

  it('is cured as it says: the stack of the customer is applied again', async () => {
    await deploy('customer-contoso');
    expect((await verify(stage)).exitCode).toBe(0);
  });

  it('asked Azure for nothing that the emulation does not know', () => {
    expect(stage.azure.unknownRequests).toEqual([]);
  });
});
