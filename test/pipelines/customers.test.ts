import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customer, customers, synthesized, writeManifest } from '../command-line/portfolios';
import { ROOT } from '../command-line/run-pec';
import { itWithJq, runnerForEachTest, STORAGE } from './runner';

jest.setTimeout(60_000);

describe('customers.sh', () => {
  const runner = runnerForEachTest();
  const { bash, program, read, log } = runner;
  const plan = (name: string) => join(ROOT, 'test/command-line/plans', `${name}.json`);
  const stackOf = (key: string) => join(runner.folder, 'cdktf.out/stacks', `customer-${key}`);
  const run = (words: string, environment: Record<string, string> = {}) =>
    bash(`bash pipelines/customers.sh ${words}`, environment);
  const record = (stack: string) =>
    JSON.parse(read(`store/records/${stack}.json`)) as {
      customers: Record<string, { sha256?: string; status: string }>;
    };

  beforeEach(() => {
    program('az', STORAGE);
    // Terraform whose plans and state are files. It cannot apply customer-broken, breaks once off customer-flaky, and finds
    // the plan of customer-stale stale.
    program(
      'terraform',
      `echo "\${1##*/} $2 \${3:-}" >> log
      folder="\${1#-chdir=}"
      case "$2 \${3:-} $1" in
        plan*) touch "$folder/plan.tfplan"; printf 'a\\nPlan: 1 to add, 0 to change, 0 to destroy.\\nb\\n' ;;
        "show -json "*) cat "$folder/$([ $# = 4 ] && echo plan || echo state).json" ;;
        show*) printf 'a\\nPlan: 1 to add, 0 to change, 0 to destroy.\\n' ;;
        untaint*) echo '{"format_version":"1.0"}' > "$folder/state.json" ;;
        apply*broken) echo 'Error: refused' && exit 1 ;;
        apply*stale) echo 'Error: Saved plan is stale' && exit 1 ;;
        apply*flaky) cat "$folder/broke" && mv "$folder/broke" "$folder/known" && exit 1 || true ;;
      esac`,
    );
  });

  function declared(...keys: string[]): void {
    synthesized(runner.folder, customers(keys));
    for (const key of keys) {
      mkdirSync(stackOf(key), { recursive: true });
      cpSync(plan(key === 'loser' ? 'offboard' : 'nothing-to-do'), join(stackOf(key), 'plan.json'));
      writeFileSync(join(stackOf(key), 'state.json'), '{"format_version":"1.0"}');
    }
  }

  describe('plan', () => {
    it('plans whoever was deployed with the state, which it does not lock, and a new customer without', () => {
      declared('old', 'new');
      writeManifest(join(runner.folder, 'deployed', 'customer-old.json'), customer('old'));
      expect(run('plan customer-old customer-new').status).toBe(0);
      expect(log()).toEqual(
        ['old', 'new'].flatMap(key => [
          `customer-${key} init `,
          `customer-${key} plan -lock=false`,
          `customer-${key} show -json`,
          `customer-${key} show -json`,
        ]),
      );
      expect(readdirSync(join(runner.folder, 'planned'))).toEqual(['customer-new']);
      expect(read('planned/customer-new/new_override.tf.json')).toBe('{"terraform":{"backend":{"local":{}}}}\n');
      expect(readdirSync(stackOf('new'))).not.toContain('new_override.tf.json');
    });

    it('writes nothing into storage', () => {
      declared('sound');
      expect(run('plan customer-sound').status).toBe(0);
      expect(existsSync(join(runner.folder, 'store'))).toBe(false);
    });

    it('names pec recover where it cannot plan', () => {
      declared('sound');
      program('terraform', '[ "$2" != plan ]');
      const { stderr, status } = run('plan customer-sound');
      expect(stderr).toContain('pec recover customer-sound --error FILE');
      expect(status).toBe(1);
    });

    it('plans nobody where nobody changed, and says so', () => {
      expect(run('plan')).toMatchObject({ status: 0, stdout: '', stderr: '' });
      expect(read('logs/summary.md')).toBe('- plan: nothing to do\n');
    });
  });

  describe('propose', () => {
    itWithJq('locks the state, with which a new customer is planned as well, and keeps the plan', () => {
      declared('new');
      expect(run('propose customer-new').status).toBe(0);
      expect(log()).toEqual([
        'customer-new init ',
        'customer-new plan -lock=true',
        'customer-new show -json',
        'customer-new show -json',
        'az upload plans/7-abc/customer-new.tar',
      ]);
      expect(existsSync(join(runner.folder, 'planned'))).toBe(false);
    });

    itWithJq('keeps no plan that loses credit', () => {
      declared('loser', 'sound');
      expect(run('propose customer-loser customer-sound').status).toBe(1);
      expect(readdirSync(join(runner.folder, 'store/plans/7-abc'))).toEqual(['customer-sound.tar']);
    });

    itWithJq('leaves no plan on the runner', () => {
      declared('sound');
      expect(run('propose customer-sound').status).toBe(0);
      expect(readdirSync(stackOf('sound'))).toEqual(['cdk.tf.json', 'plan.json', 'state.json']);
    });

    itWithJq('shows whoever approves what each plan does to which resource, what may go, and what must not', () => {
      declared('broken', 'loser', 'sound');
      const address = (kind: string) =>
        expect.stringMatching(`^  - \`delete azurerm_lighthouse_${kind}\\.\\S+\`$`) as string;
      program('fake', read('bin/terraform'));
      program('terraform', 'case "$2 $1" in init*broken) exit 1 ;; esac\nexec fake "$@"');
      const words = 'propose customer-broken customer-loser customer-sound';
      expect(run(words, { ALLOW: 'azurerm_lighthouse_assignment.*' }).status).toBe(1);
      expect(read('logs/summary.md').split('\n')).toEqual([
        '**propose: stacks 3, failed 2, not begun 0. Resources: 2 to add, 0 to change, 0 to destroy**',
        '',
        '- customer-broken: propose failed',
        '- customer-loser: propose failed. Plan: 1 to add, 0 to change, 0 to destroy',
        address('assignment'),
        address('definition'),
        expect.stringMatching(/^ {2}- `allowed: azurerm_lighthouse_assignment\S+ is deleted`$/),
        expect.stringMatching(/^ {2}- `lost: the delegation "Fabrikam Managed Services" .*`$/),
        '- customer-sound: propose done. Plan: 1 to add, 0 to change, 0 to destroy',
        '',
      ]);
      expect(read('logs/customer-sound.plan.txt')).toBe('a\nPlan: 1 to add, 0 to change, 0 to destroy.\nb\n');
    });
  });

  describe('apply', () => {
    itWithJq('deploys each customer whom nothing holds back, and remembers just these', () => {
      declared('broken', 'loser', 'sound');
      const all = 'customer-broken customer-loser customer-sound';
      expect(run(`propose ${all}`).status).toBe(1);
      rmSync(join(runner.folder, 'log'));
      const { stderr, status } = run(`apply ${all}`);
      expect(stderr).toContain('Failed: customer-broken customer-loser. The next run tries them again.\n');
      expect(status).toBe(1);
      expect(log()).toEqual([
        'az download plans/7-abc/customer-broken.tar',
        'az delete plans/7-abc/customer-broken.tar',
        'customer-broken init ',
        'customer-broken show -no-color',
        'customer-broken show -json',
        'az upload records/customer-broken.json',
        'customer-broken apply -no-color',
        'customer-broken show -json',
        'customer-broken plan -no-color',
        'customer-broken plan -lock=true',
        'customer-broken show -json',
        'customer-broken show -json',
        'customer-broken apply -no-color',
        'az download plans/7-abc/customer-loser.tar',
        'az download plans/7-abc/customer-sound.tar',
        'az delete plans/7-abc/customer-sound.tar',
        'customer-sound init ',
        'customer-sound show -no-color',
        'customer-sound show -json',
        'az upload records/customer-sound.json',
        'customer-sound apply -no-color',
        'az upload records/customer-sound.json',
      ]);
      expect(record('customer-broken').customers.broken).not.toHaveProperty('sha256');
      expect(record('customer-sound').customers.sound).toHaveProperty('sha256');
      const next = bash('bash pipelines/customers.sh records && pec stacks --changed-since deployed');
      expect(next.stdout).toBe('customer-broken\ncustomer-loser\n');
    });

    itWithJq('applies no plan of another run', () => {
      declared('sound');
      expect(run('propose customer-sound').status).toBe(0);
      const { stderr, status } = run('apply customer-sound', { PLANS_FOLDER: '8-abc' });
      expect(stderr).toContain('customer-sound has no plan of this run that can be fetched. Start a new run');
      expect(status).toBe(1);
      expect(log()).not.toContainEqual(expect.stringContaining('apply'));
    });

    itWithJq('applies a plan once', () => {
      declared('sound');
      expect(run('propose customer-sound').status).toBe(0);
      expect(run('apply customer-sound').status).toBe(0);
      expect(run('apply customer-sound').stderr).toContain('customer-sound has no plan of this run');
    });

    itWithJq('does nothing where the state moved on, and says what to do', () => {
      declared('stale');
      expect(run('propose customer-stale').status).toBe(0);
      rmSync(join(runner.folder, 'log'));
      const { stderr, status } = run('apply customer-stale');
      expect(stderr).toContain('customer-stale changed after it was planned, so nothing was done. Start a new run');
      expect(status).toBe(1);
      expect(log().at(-1)).toBe('customer-stale apply -no-color');
      expect(record('customer-stale').customers.stale).not.toHaveProperty('sha256');
    });

    /** An apply that breaks off once it has made a definition, whose state then holds it as tainted. */
    function flaky(): string {
      declared('flaky');
      const address = 'azurerm_lighthouse_definition.contoso';
      const resources = [{ address, mode: 'managed', type: address.split('.')[0], tainted: true, values: {} }];
      const state = { format_version: '1.0', values: { root_module: { resources } } };
      writeFileSync(join(stackOf('flaky'), 'state.json'), JSON.stringify(state));
      writeFileSync(join(stackOf('flaky'), 'broke'), `${address}: Creating...\nError: EOF\n  with ${address},\n`);
      expect(run('propose customer-flaky').status).toBe(0);
      rmSync(join(runner.folder, 'log'));
      return address;
    }

    itWithJq('recovers from an apply that was interrupted, then plans and guards before it applies again', () => {
      const address = flaky();
      const { stdout, status } = run('apply customer-flaky');
      expect(stdout).toContain(`terraform -chdir=cdktf.out/stacks/customer-flaky untaint ${address}\n`);
      expect(status).toBe(0);
      expect(log().slice(log().indexOf('customer-flaky apply -no-color'))).toEqual([
        'customer-flaky apply -no-color',
        'customer-flaky show -json',
        `customer-flaky untaint ${address}`,
        'customer-flaky show -json',
        'customer-flaky plan -no-color',
        'customer-flaky plan -lock=true',
        'customer-flaky show -json',
        'customer-flaky show -json',
        'customer-flaky apply -no-color',
        'az upload records/customer-flaky.json',
      ]);
      expect(record('customer-flaky').customers.flaky).toHaveProperty('sha256');
    });

    itWithJq('applies nothing that was not approved where it recovered', () => {
      flaky();
      program('fake', read('bin/terraform'));
      // What is planned after "untaint" changes something else.
      program('terraform', `[ "$2" != untaint ] || cp '${plan('drift')}' "\${1#-chdir=}/plan.json"\nexec fake "$@"`);
      const { stderr, status } = run('apply customer-flaky');
      expect(stderr).toMatch(
        /customer-flaky needs more than was approved\. Start a new run: .*\ncreate azurerm_lighthouse_assignment\.\S+\n/,
      );
      expect(status).toBe(1);
      expect(log().filter(line => line.includes('apply'))).toHaveLength(1);
    });

    itWithJq('lets go what was allowed for this run', () => {
      declared('loser');
      const ALLOW = 'azurerm_lighthouse_definition.* azurerm_lighthouse_assignment.*';
      const { stdout, status } = run('propose customer-loser', { ALLOW });
      expect(stdout).toContain('stdin: 2 allowed\n');
      expect(status).toBe(0);
      expect(run('apply customer-loser').status).toBe(0);
    });
  });

  it('summarizes in what a summary of GitHub takes', () => {
    declared('a');
    bash('mkdir logs; yes | head --bytes 2000000 > logs/summary.md');
    run('plan customer-a', { MINUTES: '0' });
    const summary = read('logs/summary.md');
    expect(summary).toMatch(/^\*\*plan: stacks 1, failed 0, not begun 1\./);
    expect(Buffer.byteLength(summary)).toBeLessThan(2 ** 20);
  });

  it('lets no name that is printed give orders to the runner of GitHub', () => {
    declared('sound');
    program('terraform', 'echo ::set-output name=x::y; exit 1');
    const { stdout } = run('plan customer-sound', { GITHUB_ACTIONS: 'true' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^::stop-commands::[0-9a-f-]{36}$/);
    expect(lines).toContain('::set-output name=x::y');
    expect(lines.at(-1)).toBe(`::${lines[0].replace('::stop-commands::', '')}::`);
  });

  itWithJq('proposes and applies a stack that is no customer’s, without a record', () => {
    declared('sound');
    cpSync(stackOf('sound'), join(runner.folder, 'cdktf.out/stacks/pec-identity'), { recursive: true });
    const RECORDS_CONTAINER = '';
    expect(run('propose pec-identity', { RECORDS_CONTAINER }).status).toBe(0);
    expect(run('apply pec-identity', { RECORDS_CONTAINER }).status).toBe(0);
    expect(log().filter(line => /az|apply/.test(line))).toEqual([
      'az upload plans/7-abc/pec-identity.tar',
      'az download plans/7-abc/pec-identity.tar',
      'az delete plans/7-abc/pec-identity.tar',
      'pec-identity apply -no-color',
    ]);
  });

  it.each([
    ['plan', 'Take more shards: this one is too large.'],
    ['propose', 'This run does not deploy them; the next one plans them. Better take more shards.'],
    ['apply', 'Run the failed jobs again: the plans of these are still kept.'],
  ])('begins no customer after its time, and says how to go on: %s', (verb, sentence) => {
    declared('a', 'b');
    expect(run(`${verb} customer-a customer-b`, { MINUTES: '0' })).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `Not begun within 0 minutes: customer-a customer-b. ${sentence}\n`,
    });
    expect(log()).toEqual([]);
    expect(read('logs/summary.md')).toBe(
      [
        `**${verb}: stacks 2, failed 0, not begun 2. Resources: 0 to add, 0 to change, 0 to destroy**`,
        '',
        `- customer-a: ${verb} not begun: the time is up`,
        `- customer-b: ${verb} not begun: the time is up`,
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['', ' true'],
    ['as reviewed', ' '],
  ])('fetches each plugin once, for all customers; lock file %j', (lock, takesAny) => {
    declared('a', 'b');
    if (lock) {
      writeFileSync(join(runner.folder, '.terraform.lock.hcl'), lock);
    }
    program(
      'terraform',
      '[ "$2" = init ] && echo "$TF_PLUGIN_CACHE_DIR ${TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE:-}." >> log',
    );
    run('propose customer-a customer-b');
    const shared = `${join(runner.folder, '.terraform-plugins')}${takesAny}.`;
    expect(log()).toEqual([shared, shared]);
    expect(existsSync(join(stackOf('b'), '.terraform.lock.hcl'))).toBe(lock !== '');
  });

  it.each([
    ['aply customer-sound', '"aply" is none of records, plan, propose, apply'],
    ['', '"" is none of records, plan, propose, apply'],
    ['apply customer-typo', 'synth wrote no cdktf.out/stacks/customer-typo'],
  ])('refuses %j, and runs nothing', (words, sentence) => {
    declared('sound');
    expect(run(words)).toMatchObject({ status: 2, stderr: `customers.sh: ${sentence}\n` });
    expect(log()).toEqual([]);
  });
});
