import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptWith } from './files';
import { itWithJq, runnerForEachTest } from './runner';

describe('the pipeline of a pull request', () => {
  const runner = runnerForEachTest();
  const { bash, program, read, log } = runner;

  describe('judging a pull request', () => {
    const FAULTS = [
      'DeclarationError: customers.yaml has 2 faults:',
      '  - customers.yaml:9:5 contoso.rign: is no property; 100 % ::error::sure',
      '  - customers.yaml:12:3: ``` @everybody',
      '    at main.ts:1:1',
    ];

    /** Runs the script with a pec that prints and ends so, after it wrote this report. */
    function judged(code: number, printed: string[], report: string | undefined, environment = {}) {
      mkdirSync(join(runner.folder, 'node_modules/.bin'), { recursive: true });
      writeFileSync(join(runner.folder, 'printed'), printed.map(line => `${line}\n`).join(''));
      const write = report === undefined ? '' : `echo '${report}' > cdktf.out/readiness.md;`;
      program('fake', `${write} cat printed >&2; exit ${code}`);
      cpSync(join(runner.folder, 'bin/fake'), join(runner.folder, 'node_modules/.bin/pec'));
      return bash('bash pipelines/readiness.sh', environment);
    }
    const report = () => read('cdktf.out/readiness.md');

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
    writeFileSync(join(runner.folder, 'readiness.md'), 'report');
    const script = scriptWith('github/pull-request.yml', 'comments=');
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
    const commented = () => read('readiness.md');
    const commit = '\nCommit abc, [its run](https://github.example/fabrikam/azure/actions/runs/5).\n';
    expect(commented()).toBe(`report${commit}`);
    rmSync(join(runner.folder, 'readiness.md'));
    expect(bash(script, environment).status).toBe(0);
    expect(commented()).toBe(`<!-- pec-readiness -->\n## Nobody was judged: the run broke off before\n${commit}`);
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
    mkdirSync(join(runner.folder, 'readiness'));
    writeFileSync(join(runner.folder, 'readiness/readiness.md'), 'report');
    const script = scriptWith('azure-devops/pull-request.yml', 'threads=');
    const run = bash(script, {
      PIPELINE_WORKSPACE: runner.folder,
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
