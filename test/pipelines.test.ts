import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { customer, customers, synthesized, writeManifest } from './command-line/portfolios';
import { folderForEachTest, pec, PROGRAM, ROOT } from './command-line/run-pec';

const PIPELINES = join(ROOT, 'examples', 'pipelines');
const FILES = readdirSync(PIPELINES, { recursive: true, encoding: 'utf8' }).filter(file => /\.(yml|sh)$/.test(file));
const SCRIPT_MEMBERS = ['run', 'bash', 'inlineScript'];

interface Job {
  readonly environment?: string;
  readonly permissions?: Record<string, string>;
  readonly steps: Record<string, unknown>[];
}

const read = (file: string) => readFileSync(join(PIPELINES, file), 'utf8');
const github = parse(read('github/customers.yml')) as {
  readonly permissions: unknown;
  readonly concurrency: Record<string, unknown>;
  readonly jobs: Record<string, Job>;
};

/** Every shell script in a file, and what it stands in. */
function scriptsIn(file: string): { readonly owner: Record<string, unknown>; readonly script: string }[] {
  if (file.endsWith('.sh')) {
    return [{ owner: {}, script: read(file) }];
  }
  const found: { owner: Record<string, unknown>; script: string }[] = [];
  const walk = (node: unknown): void => {
    if (node !== null && typeof node === 'object') {
      for (const [name, value] of Object.entries(node)) {
        if (SCRIPT_MEMBERS.includes(name) && typeof value === 'string') {
          found.push({ owner: node as Record<string, unknown>, script: value });
        }
        walk(value);
      }
    }
  };
  walk(parse(read(file)));
  return found;
}

const SCRIPTS = FILES.flatMap(file => scriptsIn(file).map(({ script }) => [file, script] as const));

describe('the scripts of the pipelines', () => {
  it('are sound bash', () => {
    const faults = SCRIPTS.map(([file, script]) => [
      file,
      spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr,
    ]);
    expect(faults.filter(([, fault]) => fault !== '')).toEqual([]);
    expect(SCRIPTS.length).toBeGreaterThan(15);
  });

  // What an expression inserts becomes part of the script: the name of a branch, or a parameter, would be run.
  it('take everything from the environment', () => {
    expect(SCRIPTS.filter(([, script]) => /\$\{\{|\$\([A-Za-z_.]+\)/.test(script))).toEqual([]);
  });

  it('print no token', () => {
    expect(SCRIPTS.filter(([, script]) => /(echo|printf|cat).*(TOKEN|SECRET)|set -x/.test(script))).toEqual([]);
  });

  // A name in a log would be an order otherwise. What prints names: pec, and terraform through customers.sh.
  it('let no name that they print give orders to the runner', () => {
    const printing = SCRIPTS.filter(([, script]) => /pec readiness|^stack=/m.test(script));
    expect(printing).toHaveLength(8);
    for (const [file, script] of printing.filter(([name]) => !name.startsWith('azure-devops'))) {
      expect({ file, script }).toMatchObject({
        script: expect.stringMatching(
          /read -r token <\/proc\/sys\/kernel\/random\/uuid\n *echo "::stop-commands::\$token"\n *trap 'echo "::\$token::"' EXIT\n/,
        ) as string,
      });
    }
    const steps = ['azure-pipelines.yml', 'prepare.yml', 'verify.yml', 'confirm.yml']
      .flatMap(file => scriptsIn(`azure-devops/${file}`))
      .filter(({ script }) => /pec |pipelines\/\w+\.sh/.test(script));
    const inputs = [
      ...(parse(read('azure-devops/azure-pipelines.yml')) as { stages: { jobs: Job[] }[] }).stages,
      parse(read('azure-devops/verify.yml')) as { jobs: Job[] },
      parse(read('azure-devops/confirm.yml')) as { jobs: Job[] },
    ]
      .flatMap(({ jobs }) => jobs)
      .flatMap(job => job.steps);
    const targets = [
      ...inputs.filter(step => step.task === 'AzureCLI@2' || /pec |pipelines\/\w+\.sh/.test(String(step.bash))),
      ...(parse(read('azure-devops/prepare.yml')) as Job).steps.filter(step => /pec /.test(String(step.bash))),
    ].map(({ target }) => target);
    expect(targets).toHaveLength(steps.length);
    const sets = (settableVariables: unknown) => ({ container: 'host', commands: 'restricted', settableVariables });
    expect(targets.filter(target => (target as { settableVariables: unknown }).settableVariables === 'none')).toEqual(
      Array(targets.length - 2).fill(sets('none')),
    );
    expect(targets).toContainEqual(sets(['canary', 'rest']));
    expect(targets).toContainEqual(sets(['code']));
  });

  it('of Azure DevOps stop at the first failure', () => {
    const multiLine = ['azure-devops/azure-pipelines.yml', 'azure-devops/verify.yml', 'azure-devops/confirm.yml']
      .flatMap(scriptsIn)
      .filter(({ script }) => script.includes('\n'));
    expect(multiLine.filter(({ script }) => !script.startsWith('set -euo pipefail\n'))).toEqual([]);
  });

  it('call pec as it is', async () => {
    const calls = SCRIPTS.flatMap(([, script]) => [...script.matchAll(/\bpec (\w+)\b([^|)\n]*)/g)]);
    const options = calls.map(([, command, rest]) => [command, ...(rest.match(/--[a-z-]+/g) ?? [])]);
    options.push(['guard', ...(read('customers.sh').match(/guard\+?=\(--[a-z]+/g) ?? []).map(at => at.split('(')[1])]);
    const usage = [...read('confirm.sh').matchAll(/usage\+?=\((.*)\)/g)].flatMap(
      ([, text]) => text.match(/--[a-z]+/g) ?? [],
    );
    options.push(['confirm', ...usage]);
    expect(new Set(options.map(([command]) => command))).toEqual(
      new Set(['readiness', 'verify', 'confirm', 'report', 'stacks', 'guard', 'record', 'recover']),
    );
    for (const [command, ...used] of options) {
      const { stdout } = await pec([command, '--help']);
      expect(used.filter(option => !stdout.includes(`${option} `))).toEqual([]);
    }
  });
});

describe('the page about the pipelines', () => {
  const page = read('README.md');

  it('names every file', () => {
    expect(FILES.filter(file => !page.includes(`\`${file}\``))).toEqual([]);
  });

  it('has no dead link', () => {
    const targets = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target);
    expect(targets.filter(target => !existsSync(join(PIPELINES, target)))).toEqual([]);
  });
});

describe('the workflow of GitHub', () => {
  const texts = ['github/customers.yml', 'github/prepare/action.yml', 'github/verify.yml', 'github/confirm.yml'].map(
    read,
  );

  it('pins every action by its commit, the ones of our own workflow as there', () => {
    const ours = readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8');
    const used = texts.flatMap(text => [...text.matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, action]) => action));
    expect(used.length).toBeGreaterThan(8);
    for (const action of used) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      const [name] = action.split('@');
      expect({ action, isOurs: !ours.includes(`${name}@`) || ours.includes(action) }).toEqual({ action, isOurs: true });
    }
  });

  it('gives no job more than it needs', () => {
    expect(github.permissions).toEqual({ contents: 'read' });
    const permissions = Object.entries(github.jobs).map(([name, job]) => [name, job.permissions, job.environment]);
    const signsIn = { contents: 'read', 'id-token': 'write' };
    expect(permissions).toEqual([
      ['readiness', undefined, undefined],
      ['comment', { 'pull-requests': 'write' }, undefined],
      ['plan', signsIn, 'plan'],
      ['select', signsIn, 'plan'],
      ['canary', signsIn, 'canary'],
      ['rest', signsIn, 'production'],
    ]);
  });

  it('that verifies signs in where it cannot write, and writes issues where nothing of the repository runs', () => {
    const { permissions, jobs } = parse(read('github/verify.yml')) as typeof github;
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.verify.permissions).toEqual({ actions: 'read', contents: 'read', 'id-token': 'write' });
    expect(jobs.verify.environment).toBe('verify');
    expect(jobs.issue.permissions).toEqual({ issues: 'write' });
    expect(JSON.stringify(jobs.issue.steps)).not.toMatch(/checkout|npm|pec verify/);
  });

  it('that confirms signs in as whoever reads bills, and writes issues where nothing of the repository runs', () => {
    const { permissions, jobs } = parse(read('github/confirm.yml')) as typeof github;
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.confirm.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(jobs.confirm.environment).toBe('confirm');
    expect(jobs.issues.permissions).toEqual({ issues: 'write' });
    expect(JSON.stringify(jobs.issues.steps)).not.toMatch(/checkout|npm|pec (?!-)|\.sh/);
  });

  it('leaves no credentials to what it runs, and runs nothing where it may comment', () => {
    const checkouts = Object.values(github.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => String(uses).startsWith('actions/checkout@'));
    expect(checkouts.map(step => step.with)).toEqual(checkouts.map(() => ({ 'persist-credentials': false })));
    expect(JSON.stringify(github.jobs.comment.steps)).not.toMatch(/checkout|npm|pec (readiness|stacks)/);
  });

  it('deploys one run at a time', () => {
    expect(github.concurrency['cancel-in-progress']).toBe("${{ github.event_name == 'pull_request' }}");
  });
});

describe('the pipeline of Azure DevOps', () => {
  it('hands a token to the steps that need it only', () => {
    const owners = FILES.filter(file => file.startsWith('azure-devops')).flatMap(scriptsIn);
    const withToken = owners.filter(({ owner }) => JSON.stringify(owner).includes('System.AccessToken'));
    expect(withToken.filter(({ script }) => /npm|pec readiness/.test(script))).toEqual([]);
  });

  it('has the files that it refers to', () => {
    const templates = [...read('azure-devops/azure-pipelines.yml').matchAll(/template: (\S+)/g)].map(
      ([, file]) => file,
    );
    expect(templates.filter(file => !existsSync(join(PIPELINES, 'azure-devops', file)))).toEqual([]);
  });
});

describe('what the pipelines run', () => {
  const folder = folderForEachTest();
  const plan = (name: string) => join(ROOT, 'test/command-line/plans', `${name}.json`);
  const log = () => readFileSync(join(folder.path, 'log'), 'utf8').trim().split('\n');
  const record = (stack: string) =>
    JSON.parse(readFileSync(join(folder.path, 'store', `${stack}.json`), 'utf8')) as {
      customers: Record<string, { sha256?: string; status: string }>;
    };

  /** A program on the PATH that notes how it was called. */
  function program(name: string, body: string): void {
    const file = join(folder.path, 'bin', name);
    mkdirSync(join(folder.path, 'bin'), { recursive: true });
    writeFileSync(file, `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(file, 0o755);
  }

  beforeEach(() => {
    cpSync(join(PIPELINES, 'customers.sh'), join(folder.path, 'pipelines', 'customers.sh'));
    program('pec', `exec '${process.execPath}' ${PROGRAM.map(arg => `'${arg}'`).join(' ')} "$@"`);
    // Storage that is a folder.
    program(
      'az',
      `echo "az $3 $(sed 's/.*--name \\([^ ]*\\.json\\).*/\\1/' <<< "$*")" >> log
      mkdir -p store
      if [ "$3" = upload ]; then cp "deployed/$7" "store/$7"; else cp store/*.json deployed 2>/dev/null || true; fi`,
    );
    // Terraform whose plans and state are files. It cannot apply customer-broken, and breaks once off customer-flaky.
    program(
      'terraform',
      `echo "\${1##*/} $2 \${3:-}" >> log
      folder="\${1#-chdir=}"
      case "$2 $3 $1" in
        "show -json "*) cat "$folder/$([ $# = 4 ] && echo plan || echo state).json" ;;
        untaint*) echo '{"format_version":"1.0"}' > "$folder/state.json" ;;
        apply*broken) echo 'Error: refused' && exit 1 ;;
        apply*flaky) cat "$folder/broke" && mv "$folder/broke" "$folder/known" && exit 1 || true ;;
      esac`,
    );
  });

  function declared(...keys: string[]): void {
    synthesized(folder.path, customers(keys));
    for (const key of keys) {
      const stack = join(folder.path, 'cdktf.out/stacks', `customer-${key}`);
      mkdirSync(stack, { recursive: true });
      cpSync(plan(key === 'loser' ? 'offboard' : 'nothing-to-do'), join(stack, 'plan.json'));
      writeFileSync(join(stack, 'state.json'), '{"format_version":"1.0"}');
    }
  }

  function bash(script: string, environment: Record<string, string> = {}) {
    // As GitHub runs `shell: bash`.
    return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder.path,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${join(folder.path, 'bin')}${delimiter}${process.env.PATH}`,
        RECORDS_ACCOUNT: 'account',
        RECORDS_CONTAINER: 'records',
        GITHUB_ACTIONS: '',
        GITHUB_STEP_SUMMARY: '',
        ...environment,
      },
    });
  }

  it('deploys each customer whom nothing holds back, and remembers just these', () => {
    declared('broken', 'loser', 'sound');
    const run = bash('bash pipelines/customers.sh apply customer-broken customer-loser customer-sound');
    expect(run.stderr).toContain('Failed: customer-broken customer-loser. The next run tries them again.\n');
    expect(run.status).toBe(1);
    expect(log()).toEqual([
      'customer-broken init ',
      'customer-broken plan -lock=true',
      'customer-broken show -json',
      'az upload customer-broken.json',
      'customer-broken apply plan.tfplan',
      'customer-broken show -json',
      'customer-broken plan -no-color',
      'customer-broken plan -lock=true',
      'customer-broken show -json',
      'customer-broken apply plan.tfplan',
      'customer-loser init ',
      'customer-loser plan -lock=true',
      'customer-loser show -json',
      'customer-sound init ',
      'customer-sound plan -lock=true',
      'customer-sound show -json',
      'az upload customer-sound.json',
      'customer-sound apply plan.tfplan',
      'az upload customer-sound.json',
    ]);
    expect(record('customer-broken').customers.broken).not.toHaveProperty('sha256');
    expect(record('customer-sound').customers.sound).toHaveProperty('sha256');
    expect(existsSync(join(folder.path, 'store/customer-loser.json'))).toBe(false);
    const next = bash('bash pipelines/customers.sh records && pec stacks --changed-since deployed');
    expect(next.stdout).toBe('customer-broken\ncustomer-loser\n');
  }, 60_000);

  it('recovers from an apply that was interrupted, then plans and guards before it applies again', () => {
    declared('flaky');
    const stack = join(folder.path, 'cdktf.out/stacks/customer-flaky');
    const address = 'azurerm_lighthouse_definition.contoso';
    const resources = [{ address, mode: 'managed', type: address.split('.')[0], tainted: true, values: {} }];
    const state = { format_version: '1.0', values: { root_module: { resources } } };
    writeFileSync(join(stack, 'state.json'), JSON.stringify(state));
    writeFileSync(join(stack, 'broke'), `${address}: Creating...\nError: EOF\n  with ${address},\n`);
    const { stdout, status } = bash('bash pipelines/customers.sh apply customer-flaky');
    expect(stdout).toContain(`terraform -chdir=cdktf.out/stacks/customer-flaky untaint ${address}\n`);
    expect(status).toBe(0);
    expect(log()).toEqual([
      'customer-flaky init ',
      'customer-flaky plan -lock=true',
      'customer-flaky show -json',
      'az upload customer-flaky.json',
      'customer-flaky apply plan.tfplan',
      'customer-flaky show -json',
      `customer-flaky untaint ${address}`,
      'customer-flaky show -json',
      'customer-flaky plan -no-color',
      'customer-flaky plan -lock=true',
      'customer-flaky show -json',
      'customer-flaky apply plan.tfplan',
      'az upload customer-flaky.json',
    ]);
    expect(record('customer-flaky').customers.flaky).toHaveProperty('sha256');
  }, 60_000);

  it('names pec recover where it cannot plan', () => {
    declared('sound');
    program('terraform', '[ "$2" != plan ]');
    const { stderr, status } = bash('bash pipelines/customers.sh plan customer-sound');
    expect(stderr).toContain('pec recover customer-sound --error FILE');
    expect(status).toBe(1);
  }, 60_000);

  it('lets go what is allowed for this run', () => {
    declared('loser');
    const { stdout, status } = bash('bash pipelines/customers.sh apply customer-loser', {
      ALLOW: 'azurerm_lighthouse_definition.* azurerm_lighthouse_assignment.*',
    });
    expect(stdout).toContain('stdin: 2 allowed\n');
    expect(status).toBe(0);
  }, 60_000);

  it('plans whoever was deployed with the state, which it does not lock, and a new customer without', () => {
    declared('old', 'new');
    writeManifest(join(folder.path, 'deployed', 'customer-old.json'), customer('old'));
    expect(bash('bash pipelines/customers.sh plan customer-old customer-new').status).toBe(0);
    expect(log()).toEqual(
      ['old', 'new'].flatMap(key => [
        `customer-${key} init `,
        `customer-${key} plan -lock=false`,
        `customer-${key} show -json`,
      ]),
    );
    expect(readdirSync(join(folder.path, 'planned'))).toEqual(['customer-new']);
    expect(readFileSync(join(folder.path, 'planned/customer-new/new_override.tf.json'), 'utf8')).toBe(
      '{"terraform":{"backend":{"local":{}}}}\n',
    );
    expect(readdirSync(join(folder.path, 'cdktf.out/stacks/customer-new'))).not.toContain('new_override.tf.json');
  }, 60_000);

  it.each([
    ['logs/summary.md', {}],
    ['page', { GITHUB_STEP_SUMMARY: 'page' }],
  ])(
    'leaves what became of each customer: %s',
    (summary, environment) => {
      declared('broken', 'sound');
      program(
        'terraform',
        `case "$2 $1" in
        show*) cat "\${1#-chdir=}/plan.json" ;;
        plan*) printf 'a\nPlan: 1 to add, 0 to change, 0 to destroy.\nb\n' ;;
        init*broken) exit 1 ;;
      esac`,
      );
      expect(bash('bash pipelines/customers.sh plan customer-broken customer-sound', environment).status).toBe(1);
      expect(readFileSync(join(folder.path, summary), 'utf8')).toBe(
        '- customer-broken: plan failed\n- customer-sound: plan done. Plan: 1 to add, 0 to change, 0 to destroy\n',
      );
      expect(readFileSync(join(folder.path, 'logs/customer-sound.plan.txt'), 'utf8')).toBe(
        'a\nPlan: 1 to add, 0 to change, 0 to destroy.\nb\n',
      );
    },
    60_000,
  );

  it('applies a new customer with the state', () => {
    declared('new');
    expect(bash('bash pipelines/customers.sh apply customer-new').status).toBe(0);
    expect(existsSync(join(folder.path, 'planned'))).toBe(false);
  }, 60_000);

  it.each([
    ['', ' true'],
    ['as reviewed', ' '],
  ])(
    'fetches each plugin once, for all customers; lock file %j',
    (lock, takesAny) => {
      declared('a', 'b');
      if (lock) {
        writeFileSync(join(folder.path, '.terraform.lock.hcl'), lock);
      }
      program(
        'terraform',
        '[ "$2" = init ] && echo "$TF_PLUGIN_CACHE_DIR ${TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE:-}." >> log',
      );
      bash('bash pipelines/customers.sh apply customer-a customer-b');
      const shared = `${join(folder.path, '.terraform-plugins')}${takesAny}.`;
      expect(log()).toEqual([shared, shared]);
      expect(existsSync(join(folder.path, 'cdktf.out/stacks/customer-b/.terraform.lock.hcl'))).toBe(lock !== '');
    },
    60_000,
  );

  it.each([
    ['aply customer-sound', '"aply" is none of records, plan, apply'],
    ['', '"" is none of records, plan, apply'],
    ['apply customer-typo', 'synth wrote no cdktf.out/stacks/customer-typo'],
  ])('refuses %j, and runs nothing', (words, sentence) => {
    declared('sound');
    expect(bash(`bash pipelines/customers.sh ${words}`)).toMatchObject({
      status: 2,
      stderr: `customers.sh: ${sentence}\n`,
    });
    expect(existsSync(join(folder.path, 'log'))).toBe(false);
  });

  it('plans nobody where nobody changed', () => {
    expect(bash('bash pipelines/customers.sh plan')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it.each([
    ['github/customers.yml', '{"include":[{"key":"contoso","stack":"customer-contoso","ring":"canary"}]}'],
    [
      'azure-devops/azure-pipelines.yml',
      '{"customer_contoso":{"key":"contoso","stack":"customer-contoso","ring":"canary"}}',
    ],
  ])(
    'selects what changed: %s',
    (file, matrix) => {
      const [{ script }] = scriptsIn(file).filter(({ script }) => script.includes('canary=$('));
      synthesized(folder.path, { ...customer('contoso', { ring: 'canary' }), ...customer('a'), ...customer('b') });
      for (const place of ['store', 'deployed']) {
        writeManifest(join(folder.path, place, 'customer-a.json'), customer('a'));
      }
      const { stdout, status } = bash(script, { GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary' });
      expect(status).toBe(0);
      const outputs = file.startsWith('github')
        ? readFileSync(join(folder.path, 'output'), 'utf8')
        : stdout.replace(/##vso\[task\.setvariable variable=(\w+);isOutput=true\]/g, '$1=');
      expect(outputs).toContain(`canary=${matrix}\nrest=1\n`);

      writeManifest(join(folder.path, 'deployed', 'customer-z.json'), customer('z'));
      expect(bash(script, { GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary' })).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('pec: z was deployed as customer-z') as string,
      });
    },
    60_000,
  );

  describe('judging a pull request', () => {
    const FAULTS = [
      'DeclarationError: customers.yaml has 2 faults:',
      '  - customers.yaml:9:5 contoso.rign: is no property; 100 % ::error::sure',
      '  - customers.yaml:12:3: ``` @everybody',
      '    at main.ts:1:1',
    ];

    /** Runs the script with a pec that prints and ends so, after it wrote this report. */
    function judged(code: number, printed: string[], report: string | undefined, environment = {}) {
      mkdirSync(join(folder.path, 'node_modules/.bin'), { recursive: true });
      writeFileSync(join(folder.path, 'printed'), printed.map(line => `${line}\n`).join(''));
      const write = report === undefined ? '' : `echo '${report}' > cdktf.out/readiness.md;`;
      program('fake', `${write} cat printed >&2; exit ${code}`);
      cpSync(join(folder.path, 'bin/fake'), join(folder.path, 'node_modules/.bin/pec'));
      cpSync(join(PIPELINES, 'readiness.sh'), join(folder.path, 'pipelines', 'readiness.sh'));
      return bash('bash pipelines/readiness.sh', environment);
    }
    const report = () => readFileSync(join(folder.path, 'cdktf.out/readiness.md'), 'utf8');

    it.each([0, 1])('leaves the report that synth wrote, and ends as it ended: %d', code => {
      expect(judged(code, FAULTS, 'the report')).toMatchObject({ status: code, stdout: `${FAULTS.join('\n')}\n` });
      expect(report()).toBe('the report\n');
    });

    it('reports the faults where there is no report, and not what an earlier run left', () => {
      expect(judged(0, [], 'everybody earns').status).toBe(0);
      expect(judged(2, FAULTS, undefined).status).toBe(2);
      expect(report()).toBe(
        [
          '<!-- pec-readiness -->',
          '## Nobody was judged: the app fails',
          '',
          `    ${FAULTS[1]}`,
          `    ${FAULTS[2]}`,
          '',
        ].join('\n'),
      );
    });

    it('reports what the app printed where it has no list of faults', () => {
      judged(2, ['TypeError: x', ' at y'], undefined);
      expect(report()).toMatch(/fails\n\n {4}TypeError: x\n {5}at y\n$/);
    });

    it('reports no more than a comment takes', () => {
      expect(judged(2, Array<string>(9_000).fill(FAULTS[1]), undefined).status).toBe(2);
      expect(report().length).toBeLessThan(65_536);
    });

    it('marks each fault at its line on GitHub, after the orders of others had no effect', () => {
      const { stdout } = judged(2, FAULTS, undefined, { GITHUB_ACTIONS: 'true' });
      const [stop, ...rest] = stdout.trimEnd().split('\n');
      expect(rest).toEqual([
        ...FAULTS,
        `::${stop.replace('::stop-commands::', '')}::`,
        '::error file=customers.yaml,line=9,col=5::contoso.rign: is no property; 100 %25 ::error::sure',
        '::error file=customers.yaml,line=12,col=3::``` @everybody',
      ]);
    });

    it('marks each fault at its line in Azure DevOps', () => {
      const { stdout } = judged(2, FAULTS, undefined);
      const issue = '##vso[task.logissue type=error;sourcepath=customers.yaml';
      expect(stdout.trimEnd().split('\n').slice(FAULTS.length)).toEqual([
        `${issue};linenumber=9;columnnumber=5]contoso.rign: is no property; 100 % ::error::sure`,
        `${issue};linenumber=12;columnnumber=3]\`\`\` @everybody`,
      ]);
    });
  });

  it.each([
    ['', 'api --silent --method POST repos/fabrikam/azure/issues/7/comments --field body=@readiness.md'],
    ['12\n34', 'api --silent --method PATCH repos/fabrikam/azure/issues/comments/12 --field body=@readiness.md'],
  ])('comments on GitHub once: found %j', (ids, call) => {
    program('gh', `case "$*" in *--paginate*) printf '%s' '${ids}' ;; *) echo "$*" >> log ;; esac`);
    writeFileSync(join(folder.path, 'readiness.md'), 'report');
    const [{ script }] = scriptsIn('github/customers.yml').filter(({ script }) => script.includes('comments='));
    const environment = {
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'fabrikam/azure',
      GITHUB_RUN_ID: '5',
      PULL_REQUEST: '7',
      COMMIT: 'abc',
      GITHUB_STEP_SUMMARY: 'summary',
    };
    expect(bash(script, environment).status).toBe(0);
    expect(log()).toEqual([call]);
    const commented = () => readFileSync(join(folder.path, 'readiness.md'), 'utf8');
    const commit = '\nCommit abc, [its run](https://github.example/fabrikam/azure/actions/runs/5).\n';
    expect(commented()).toBe(`report${commit}`);
    rmSync(join(folder.path, 'readiness.md'));
    expect(bash(script, environment).status).toBe(0);
    expect(commented()).toBe(`<!-- pec-readiness -->\n## Nobody was judged: the run broke off before\n${commit}`);
  });

  it.each([
    [
      '1',
      '',
      'api --silent --method POST repos/fabrikam/azure/issues --field title=Partner earned credit: not as declared --field body=@verification.md',
    ],
    [
      '1',
      '12\n34',
      'api --silent --method PATCH repos/fabrikam/azure/issues/12 --field body=@verification.md --field state=open',
    ],
    [
      '0',
      '12',
      'api --silent --method PATCH repos/fabrikam/azure/issues/12 --field body=@verification.md --field state=closed',
    ],
    ['0', '', undefined],
  ])('keeps one issue on GitHub: verify ended with %s, found %j', (code, numbers, call) => {
    program('gh', `case "$*" in *--paginate*) printf '%s' '${numbers}' ;; *) echo "$*" >> log ;; esac`);
    const [{ script }] = scriptsIn('github/verify.yml').filter(({ script }) => script.includes('issues='));
    expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure', CODE: code }).status).toBe(0);
    expect(existsSync(join(folder.path, 'log')) ? log() : []).toEqual(call === undefined ? [] : [call]);
  });

  it('takes the newest report that a run of the same branch kept; the first night there is none', () => {
    const [{ script }] = scriptsIn('github/verify.yml').filter(({ script }) => script.includes('gh run list'));
    program('gh', `case "$2" in list) printf '33\\n22\\n11\\n' ;; *) echo "$*" >> log; [ "$3" = 22 ] ;; esac`);
    expect(bash(script, { GITHUB_REF_NAME: 'main' }).status).toBe(0);
    expect(log()).toEqual([
      'run download 33 --name verification --dir previous',
      'run download 22 --name verification --dir previous',
    ]);
    expect(script).toContain('--branch "$GITHUB_REF_NAME"');
    program('gh', `[ "$2" = list ]`);
    expect(bash(script, { GITHUB_REF_NAME: 'main' }).status).toBe(0);
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
  ])('a verification that ends with %d ends the step with %d', (code, status) => {
    mkdirSync(join(folder.path, 'node_modules/.bin'), { recursive: true });
    program('fake', `case "$*" in *--from*) touch verification.md; exit 1 ;; *) exit ${code} ;; esac`);
    cpSync(join(folder.path, 'bin/fake'), join(folder.path, 'node_modules/.bin/pec'));
    const [{ script }] = scriptsIn('github/verify.yml').filter(({ script }) => script.includes('pec verify'));
    expect(bash(script, { GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary' }).status).toBe(status);
    expect(readFileSync(join(folder.path, 'output'), 'utf8')).toBe(`code=${code}\n`);
  });

  const itWithJq = spawnSync('jq', ['--version']).error ? it.skip : it;

  itWithJq.each([
    [
      '1',
      '{"workItems":[]}',
      /--request POST .*json-patch\+json --data @- .*workitems\/\$Task\?.*"path":"\/fields\/System.Title"/,
    ],
    ['1', '{"workItems":[{"id":5}]}', /--request PATCH .*"path": "\/fields\/System.Description".*workitems\/5\?/],
    ['0', '{"workItems":[]}', undefined],
  ])('keeps one work item: verify ended with %s, found %s', (code, found, call) => {
    program(
      'curl',
      `case "$*" in *wiql*) cat > /dev/null; printf '%s' '${found}' ;; *) echo "$(tr '\\n' ' ' <<< "$*") $([ -t 0 ] || timeout 1 cat | tr -d '\\n ')" >> log ;; esac`,
    );
    mkdirSync(join(folder.path, 'verification'));
    writeFileSync(join(folder.path, 'verification/verification.md'), 'report');
    const [{ script }] = scriptsIn('azure-devops/verify.yml').filter(({ script }) => script.includes('items='));
    const run = bash(script, {
      PIPELINE_WORKSPACE: folder.path,
      SYSTEM_COLLECTIONURI: 'https://azure.example/fabrikam/',
      SYSTEM_TEAMPROJECTID: 'p',
      SYSTEM_ACCESSTOKEN: 'token',
      CODE: code,
    });
    expect([run.stderr, run.status]).toEqual(['', 0]);
    expect(existsSync(join(folder.path, 'log')) ? log() : []).toEqual(
      call === undefined ? [] : [expect.stringMatching(call)],
    );
  });

  describe('every month', () => {
    const totals = [{ currency: 'EUR', lostCertain: '12.34', lostLikely: '0.50' }];
    const day = (number: number, verdict: string, ...reasons: string[]) => ({
      date: `2026-10-0${number}`,
      verdict,
      reasons,
    });
    const customerOf = (key: string, isAlarm: boolean, days: object[] = []) => ({
      key,
      name: '<!-- ::set-output',
      isAlarm,
      totals,
      subscriptions: [{ subscriptionId: `id-of-${key}`, days }],
    });
    const confirmation = (nobodyEarned: boolean, customers: object[]) =>
      JSON.stringify({ covers: { from: '2026-10-01', to: '2026-10-31' }, nobodyEarned, customers });

    /** Runs the script with a pec that ends so, and wrote this. */
    function confirmed(code: number, written: string, environment: Record<string, string>) {
      cpSync(join(PIPELINES, 'confirm.sh'), join(folder.path, 'pipelines', 'confirm.sh'));
      writeFileSync(join(folder.path, 'written.json'), written);
      program(
        'pec',
        `echo "$*" >> log; case "$1" in
          confirm) [ ${code} -gt 1 ] || cp written.json confirmation/confirmation.json; exit ${code} ;;
          report) touch confirmation/report.html ;;
        esac`,
      );
      return bash('bash pipelines/confirm.sh confirmation', environment);
    }
    const alarms = () => readdirSync(join(folder.path, 'confirmation/alarms'));
    const textOf = (key: string) => readFileSync(join(folder.path, 'confirmation/alarms', `${key}.md`), 'utf8');

    itWithJq('fetches last month, or the invoices that somebody names', () => {
      const none = confirmation(false, []);
      expect(confirmed(0, none, { CURRENCIES: 'EUR USD', INVOICES: ' ' })).toMatchObject({ status: 0, stderr: '' });
      expect(confirmed(0, none, { CURRENCIES: 'EUR', INVOICES: 'G1 G2' }).status).toBe(0);
      const rest = '--format json --write confirmation/confirmation.json';
      const page = 'report --confirmation confirmation/confirmation.json --write confirmation/report.html';
      expect(log()).toEqual([
        `confirm --fetch unbilled --period last --currency EUR --currency USD ${rest}`,
        page,
        `confirm --fetch G1 --fetch G2 ${rest}`,
        page,
      ]);
      expect(alarms()).toEqual([]);
    });

    itWithJq('writes a text for each alarm, of which nothing is anybody else’s', () => {
      const lossy = [
        day(1, 'earned'),
        day(2, 'partly', 'certain: x', 'lost-in: rg-@somebody'),
        day(3, 'lost', 'certain: x', 'no-longer: y'),
        day(4, 'lost', 'certain: z', 'no-longer: y'),
      ];
      const written = confirmation(true, [customerOf('contoso', true, lossy), customerOf('northwind', false, lossy)]);
      expect(confirmed(1, written, { CURRENCIES: 'EUR' })).toMatchObject({ status: 0, stderr: '' });
      expect(alarms()).toEqual(['_everybody.md', 'contoso.md']);
      expect(textOf('contoso')).toBe(
        [
          '<!-- pec-confirmation contoso -->',
          'Should earn partner earned credit and lost it, 2026-10-01 to 2026-10-31: 12.34 EUR for certain, 0.50 likely.',
          '',
          '| Subscription | Days | Why |',
          '| --- | --- | --- |',
          '| `id-of-contoso` | 2026-10-02 | certain, lost-in |',
          '| `id-of-contoso` | 2026-10-03 to 2026-10-04, 2 days | certain, no-longer |',
          '',
          'The page of the run has the rest.',
          '',
        ].join('\n'),
      );
      expect(textOf('_everybody')).toContain('Nobody earned partner earned credit, 2026-10-01 to 2026-10-31.');
    });

    itWithJq('writes fifty texts at most, and says how many there would be', () => {
      const many = Array.from({ length: 52 }, (_, i) => customerOf(`customer-${i}`, true));
      expect(confirmed(1, confirmation(false, many), { CURRENCIES: 'EUR' }).stderr).toBe(
        '2 more customers lost credit; the page names them\n',
      );
      expect(alarms()).toHaveLength(50);
    });

    itWithJq('fails where pec could not confirm', () => {
      expect(confirmed(2, '', { CURRENCIES: 'EUR' }).status).toBe(2);
      expect(alarms()).toEqual([]);
    });

    const alarming = (...keys: string[]) => {
      mkdirSync(join(folder.path, 'confirmation/alarms'), { recursive: true });
      keys.forEach(key => writeFileSync(join(folder.path, 'confirmation/alarms', `${key}.md`), `text of ${key}`));
    };

    it('keeps an issue for each alarm on GitHub', () => {
      alarming('contoso', 'con');
      const open = [
        '11 <!-- pec-verification -->',
        '12 <!-- pec-confirmation contoso -->\r',
        '13 <!-- pec-confirmation contoso -->',
      ];
      program('gh', `case "$*" in *--paginate*) printf '${open.join('\\n')}' ;; *) echo "$*" >> log ;; esac`);
      const [{ script }] = scriptsIn('github/confirm.yml').filter(({ script }) => script.includes('issues='));
      expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure' })).toMatchObject({ status: 0, stderr: '' });
      const body = (key: string) => `--field body=@confirmation/alarms/${key}.md`;
      expect(log()).toEqual([
        `api --silent --method POST repos/fabrikam/azure/issues --field title=Partner earned credit lost: con ${body('con')}`,
        `api --silent --method PATCH repos/fabrikam/azure/issues/12 ${body('contoso')}`,
      ]);
    });

    it('opens nothing on GitHub where there is no alarm', () => {
      program('gh', `case "$*" in *--paginate*) ;; *) echo "$*" >> log ;; esac`);
      const [{ script }] = scriptsIn('github/confirm.yml').filter(({ script }) => script.includes('issues='));
      expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure' }).status).toBe(0);
      expect(existsSync(join(folder.path, 'log'))).toBe(false);
    });

    itWithJq('keeps a work item for each alarm in Azure DevOps', () => {
      alarming('contoso', 'northwind');
      program(
        'curl',
        `text=$([ -t 0 ] || timeout 1 cat | tr -d '\\n')
        case "$*" in
          *wiql*) case "$text" in *"lost: contoso'"*) printf '{"workItems":[{"id":5}]}' ;; *) printf '{"workItems":[]}' ;; esac ;;
          *) echo "$(tr '\\n' ' ' <<< "$*") $text" >> log ;;
        esac`,
      );
      const [{ script }] = scriptsIn('azure-devops/confirm.yml').filter(({ script }) => script.includes('items='));
      const run = bash(script, {
        PIPELINE_WORKSPACE: folder.path,
        SYSTEM_COLLECTIONURI: 'https://azure.example/fabrikam/',
        SYSTEM_TEAMPROJECTID: 'p',
        SYSTEM_ACCESSTOKEN: 'token',
      });
      expect([run.stderr, run.status]).toEqual(['', 0]);
      expect(log()).toEqual([
        expect.stringMatching(/--request PATCH .*"value": "text of contoso".*workitems\/5\?/),
        expect.stringMatching(
          /--request POST .*workitems\/\$Task\?.*"value": "text of northwind".*"Partner earned credit lost: northwind"/,
        ),
      ]);
    });
  });

  itWithJq.each([
    ['{"value":[{"id":1,"comments":[{"id":1}]}]}', /--request POST https:\S+\/pullRequests\/7\/threads\?.*"closed"/],
    [
      '{"value":[{"id":3,"comments":[{"id":4,"content":"<!-- pec-readiness -->\\nold"}]}]}',
      /--request PATCH https:\S+\/threads\/3\/comments\/4\?.*"content":"report\\nCommitabc,\[itsrun\]\(\S+buildId=5\)/,
    ],
  ])('comments on Azure DevOps once: %s', (threads, call) => {
    program(
      'curl',
      `case "$*" in *--request*) echo "$* $(tr -d '\\n ')" >> log ;; *) printf '%s' '${threads}' ;; esac`,
    );
    mkdirSync(join(folder.path, 'readiness'));
    writeFileSync(join(folder.path, 'readiness/readiness.md'), 'report');
    const [{ script }] = scriptsIn('azure-devops/azure-pipelines.yml').filter(({ script }) =>
      script.includes('threads='),
    );
    const run = bash(script, {
      PIPELINE_WORKSPACE: folder.path,
      SYSTEM_COLLECTIONURI: 'https://azure.example/fabrikam/',
      SYSTEM_TEAMPROJECTID: 'p',
      BUILD_REPOSITORY_ID: 'r',
      BUILD_BUILDID: '5',
      SYSTEM_PULLREQUEST_PULLREQUESTID: '7',
      SYSTEM_PULLREQUEST_SOURCECOMMITID: 'abc',
      SYSTEM_ACCESSTOKEN: 'token',
    });
    expect([run.stderr, run.status]).toEqual(['', 0]);
    expect(log()).toEqual([expect.stringMatching(call)]);
  });
});
