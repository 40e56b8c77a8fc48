import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { customer, sha256OfStack, synthesized } from '../command-line/portfolios';
import { has, runnerForEachTest, STORAGE } from './runner';

jest.setTimeout(60_000);

const describeWithTerraform = has('terraform') && has('jq') ? describe : describe.skip;

describeWithTerraform('stack.sh with real Terraform', () => {
  const runner = runnerForEachTest();
  const { bash, program, read, log } = runner;
  // Whatever this machine says of plugins: none is needed.
  const run = (words: string) => bash(`bash pipelines/customers.sh ${words}`, { TF_CLI_CONFIG_FILE: '' });
  const state = () =>
    (JSON.parse(read('store/states/contoso.tfstate')) as { resources: { name: string; instances: object[] }[] })
      .resources;

  /** A stack of resources that Terraform has without a plugin, whose state lies outside the runner's checkout. */
  function declared(inputs: Record<string, string>): void {
    const path = join(runner.folder, 'store/states/contoso.tfstate');
    const sha256 = sha256OfStack({
      terraform: { backend: { local: { path } } },
      resource: {
        terraform_data: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, { input }])),
      },
    });
    synthesized(runner.folder, customer('contoso', { sha256 }));
  }

  beforeEach(() => program('az', STORAGE));

  it('applies exactly what was planned, on another runner', () => {
    declared({ offer: 'gold', link: 'x' });
    expect(run('propose customer-contoso')).toMatchObject({ status: 0, stderr: '' });
    expect(read('logs/summary.md')).toBe(
      [
        '**propose: stacks 1, failed 0, not begun 0. Resources: 2 to add, 0 to change, 0 to destroy**',
        '',
        '- customer-contoso: propose done. Plan: 2 to add, 0 to change, 0 to destroy',
        '  - `create terraform_data.link`',
        '  - `create terraform_data.offer`',
        '',
      ].join('\n'),
    );
    expect(existsSync(join(runner.folder, 'store/states/contoso.tfstate'))).toBe(false);

    // The checkout of another job: synthesized anew, and nothing that Terraform left in it.
    declared({ offer: 'gold', link: 'x' });
    expect(run('apply customer-contoso')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Apply complete! Resources: 2 added, 0 changed, 0 destroyed.') as string,
    });
    expect(state().map(({ name }) => name)).toEqual(['link', 'offer']);
    expect(readdirSync(join(runner.folder, 'store/plans/7-abc'))).toEqual([]);
    expect(readdirSync(join(runner.folder, 'cdktf.out/stacks/customer-contoso')).sort()).toEqual([
      '.terraform',
      'cdk.tf.json',
    ]);
  });

  it('refuses a plan whose state moved on since, and changes nothing', () => {
    declared({ offer: 'gold' });
    expect(run('propose customer-contoso').status).toBe(0);
    // Somebody applies by hand between plan and approval.
    expect(bash('terraform -chdir=cdktf.out/stacks/customer-contoso apply -auto-approve').status).toBe(0);
    const before = read('store/states/contoso.tfstate');
    const { status, stdout, stderr } = run('apply customer-contoso');
    expect(stdout).toContain('Error: Saved plan is stale');
    expect(stderr).toBe(
      'customer-contoso changed after it was planned, so nothing was done. Start a new run: it plans again, and asks again.\n' +
        'Failed: customer-contoso. The next run tries them again.\n',
    );
    expect(status).toBe(1);
    expect(read('store/states/contoso.tfstate')).toBe(before);
  });

  it('finishes what is left of the approved plan where the apply broke off', () => {
    declared({ first: '1', second: '2' });
    expect(run('propose customer-contoso').status).toBe(0);
    // The first apply makes one of two resources, as if the runner had lost its connection, and moves the state on.
    program(
      'terraform',
      `real=$(PATH=\${PATH#*:} command -v terraform)
      case "$2" in
        apply) [ -f broke ] || { touch broke; "$real" "$1" apply -auto-approve -target=terraform_data.first; echo 'Error: EOF'; exit 1; } ;;
      esac
      exec "$real" "$@"`,
    );
    expect(run('apply customer-contoso').status).toBe(0);
    expect(state().map(({ name }) => name)).toEqual(['first', 'second']);
    expect(read('logs/customer-contoso.changes.txt.now')).toBe('create terraform_data.second\n');
    expect(log().at(-1)).toBe('az upload records/customer-contoso.json');
  });
});
