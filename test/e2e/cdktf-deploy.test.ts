import type { TenantSeed, World } from '../../emulator';
import { CdktfCli } from './cdktf-cli';
import { describeWithCdktfCli } from './describe-with-terraform';
import { CUSTOMER_PIPELINES, EXAMPLES_WORLD } from './fabrikam';
import type { ProgramRun } from './program';
import { Stage } from './stage';
import { PROTECTED } from './terraform';

const CUSTOMERS = 'customer-*';
const STACKS = [
  'pec-identity',
  'partner-link',
  ...Object.keys(CUSTOMER_PIPELINES).filter(stack => stack.startsWith('customer-')),
];

/** An application of Fabrikam's that every customer has admitted, so that one sign-in deploys all of them. */
const DEPLOYMENT = { displayName: 'Deployment', clientId: 'f0000000-0000-4000-8000-000000000004' };

describeWithCdktfCli('examples/portfolio, with cdktf deploy', () => {
  let stage: Stage;
  let pinned: Record<string, string> = {};

  beforeAll(async () => {
    stage = await Stage.open({ world: worldOfOneDeployment() });
  });

  afterAll(() => stage.close());

  const signInFor = (stacks: string) =>
    stacks.startsWith('customer-') ? stage.azure.signIn(DEPLOYMENT.displayName) : stage.signInFor(stacks);
  const signedInFor = (stacks: string) =>
    new CdktfCli(stage.outdir, { ...stage.azure.environment(), ...pinned, ...signInFor(stacks) });

  it('makes PEC-Automation, whose ids then get pinned', async () => {
    expectSuccess(await signedInFor('pec-identity').deploy('pec-identity'));
    const { principal_id, client_id } = await stage.stack('pec-identity').outputs();
    expect(stage.azure.principal('PEC-Automation')).toMatchObject({ id: principal_id, appId: client_id });
    pinned = { PEC_PRINCIPAL_ID: principal_id, PEC_CLIENT_ID: client_id };
  });

  it('links it, signed in as itself', async () => {
    expectSuccess(await signedInFor('partner-link').deploy('partner-link'));
    expect(await stage.stack('partner-link').outputs()).toEqual({
      partner_id: '1234567',
      linked_principal_id: pinned.PEC_PRINCIPAL_ID,
    });
  });

  it('delegates all customers with one command', async () => {
    expectSuccess(await signedInFor(CUSTOMERS).deploy(CUSTOMERS, '--parallelism', '3'));
    expect(stage.definitions.map(({ subscription }) => subscription.displayName).sort()).toEqual([
      'Contoso 11',
      'Northwind 11',
      'Tailspin 11',
      'Tailspin 12',
    ]);
    expect(stage.assignments).toHaveLength(5);
  });

  it.each(STACKS)('cdktf diff %s is empty', async stack => {
    const run = await signedInFor(stack).diff(stack);
    expectSuccess(run);
    expect(run.output).toContain('No changes. Your infrastructure matches the configuration.');
  });

  it.each(['pec-identity', 'partner-link', CUSTOMERS])('cdktf destroy %s is refused', async stacks => {
    const addresses = () => Promise.all(STACKS.map(stack => stage.stack(stack).addresses()));
    const before = await addresses();
    const { exitCode, output } = await signedInFor(stacks).destroy(stacks);
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(PROTECTED);
    expect(await addresses()).toEqual(before);
  });
});

function expectSuccess({ exitCode, output }: ProgramRun): void {
  if (exitCode !== 0) {
    throw new Error(output);
  }
}

/** The world of the examples, with an application that may sign in at every customer. */
function worldOfOneDeployment(): World {
  const [managing, ...customers] = EXAMPLES_WORLD.tenants;
  const applications = [...(managing.applications ?? []), { ...DEPLOYMENT, secrets: [{}] }];
  return { ...EXAMPLES_WORLD, tenants: [{ ...managing, applications }, ...customers.map(admitDeployment)] };
}

function admitDeployment(tenant: TenantSeed): TenantSeed {
  const displayName = `Deployment at ${tenant.displayName}`;
  return {
    ...tenant,
    guestServicePrincipals: [{ clientId: DEPLOYMENT.clientId, displayName }],
    subscriptions: tenant.subscriptions?.map(subscription => ({
      ...subscription,
      roleAssignments: [{ principal: displayName, role: 'Owner' }],
    })),
  };
}
