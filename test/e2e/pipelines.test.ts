import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { itWithJq, runnerForEachTest, STORAGE } from '../pipelines/runner';
import { describeWithTerraform } from './describe-with-terraform';
import { EXAMPLES_WORLD } from './fabrikam';
import { Program } from './program';
import { Stage } from './stage';
import { BINARY } from './terraform';

const PLANNER = 'Contoso planner';

/** The examples' world, in which somebody may look at Contoso and change nothing. */
const WORLD = {
  ...EXAMPLES_WORLD,
  tenants: EXAMPLES_WORLD.tenants.map(tenant =>
    tenant.displayName === 'Contoso'
      ? {
          ...tenant,
          applications: [...(tenant.applications ?? []), { displayName: PLANNER, secrets: [{}] }],
          subscriptions: tenant.subscriptions?.map(subscription => ({
            ...subscription,
            roleAssignments: [...(subscription.roleAssignments ?? []), { principal: PLANNER, role: 'Reader' }],
          })),
        }
      : tenant,
  ),
};

describeWithTerraform('stack.sh', () => {
  const runner = runnerForEachTest();
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open({ world: WORLD });
    stage.runExample('portfolio');
    runner.program('az', STORAGE);
    // The scripts say `terraform`.
    if (BINARY !== 'terraform') {
      runner.program('terraform', `exec '${BINARY}' "$@"`);
    }
  });

  afterEach(() => stage.close());

  /** Runs the scripts in a checkout of their own, signed in as somebody. */
  function run(verb: string, stack: string, signIn: Record<string, string>, more: Record<string, string> = {}) {
    const outdir = join(runner.folder, 'cdktf.out');
    rmSync(outdir, { recursive: true, force: true });
    cpSync(stage.outdir, outdir, { recursive: true });
    const environment = { ...runner.environment, ...stage.azure.environment(), ...signIn, ...more };
    return new Program('bash', runner.folder, environment).run(['pipelines/customers.sh', verb, stack]);
  }

  const contoso = (verb: string, who: string) => run(verb, 'customer-contoso', stage.azure.signIn(who));

  itWithJq('plans as whoever may look, and applies that plan as whoever may delegate', async () => {
    expect(await contoso('propose', PLANNER)).toMatchObject({ exitCode: 0 });
    expect(stage.azure.requests.writes().filter(({ path }) => path.includes('ManagedServices'))).toEqual([]);
    expect(runner.read('logs/customer-contoso.changes.txt')).toMatch(/^create azurerm_lighthouse_assignment\./m);

    expect(await contoso('apply', 'Contoso pipeline')).toMatchObject({ exitCode: 0 });
    expect(stage.assignments).toHaveLength(1);
    expect(runner.log().at(-1)).toBe('az upload records/customer-contoso.json');
  });

  itWithJq('leaves to a new run what an apply was not allowed to do', async () => {
    expect(await contoso('propose', PLANNER)).toMatchObject({ exitCode: 0 });
    const refused = await contoso('apply', PLANNER);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.output).toContain('AuthorizationFailed');
    expect(stage.assignments).toEqual([]);

    // The plan was taken; another run plans anew.
    expect(await contoso('propose', PLANNER)).toMatchObject({ exitCode: 0 });
    expect(await contoso('apply', 'Contoso pipeline')).toMatchObject({ exitCode: 0 });
    expect(stage.assignments).toHaveLength(1);
  });

  itWithJq('makes PEC-Automation, and its link signed in as it, with no record of either', async () => {
    const deployed = async (stack: string) => {
      for (const verb of ['propose', 'apply']) {
        const signIn = stage.signInFor(stack);
        expect(await run(verb, stack, signIn, { RECORDS_CONTAINER: '' })).toMatchObject({ exitCode: 0 });
      }
    };
    await deployed('pec-identity');
    const { outputs } = JSON.parse(runner.read('state/pec-identity.tfstate')) as {
      outputs: Record<string, { value: string }>;
    };
    stage.runExample('portfolio', {
      PEC_PRINCIPAL_ID: outputs.principal_id.value,
      PEC_CLIENT_ID: outputs.client_id.value,
    });
    await deployed('partner-link');
    expect(runner.read('logs/partner-link.changes.txt')).toMatch(/^create azapi_resource\.partner-admin-link/m);
    expect(runner.read('logs/partner-link.log')).toContain('partner_id = "1234567"');
    expect(runner.log().filter(line => line.includes('records'))).toEqual([]);
  });
});
