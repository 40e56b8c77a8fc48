import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptWith } from './files';
import { itWithJq, runnerForEachTest } from './runner';

describe('the pipeline of every night', () => {
  const runner = runnerForEachTest();
  const { bash, program, read, log } = runner;

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
    const script = scriptWith('github/verify.yml', 'issues=');
    expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure', CODE: code }).status).toBe(0);
    expect(log()).toEqual(call === undefined ? [] : [call]);
  });

  it('takes the newest report that a run of the same branch kept; the first night there is none', () => {
    const script = scriptWith('github/verify.yml', 'gh run list');
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
    mkdirSync(join(runner.folder, 'node_modules/.bin'), { recursive: true });
    program('fake', `case "$*" in report*) ;; *--from*) touch verification.md; exit 1 ;; *) exit ${code} ;; esac`);
    cpSync(join(runner.folder, 'bin/fake'), join(runner.folder, 'node_modules/.bin/pec'));
    const script = scriptWith('github/verify.yml', 'pec verify');
    expect(bash(script, { GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary' }).status).toBe(status);
    expect(read('output')).toBe(`code=${code}\n`);
  });

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
    mkdirSync(join(runner.folder, 'verification'));
    writeFileSync(join(runner.folder, 'verification/verification.md'), 'report');
    const script = scriptWith('azure-devops/verify.yml', 'items=');
    const run = bash(script, {
      PIPELINE_WORKSPACE: runner.folder,
      SYSTEM_COLLECTIONURI: 'https://azure.example/fabrikam/',
      SYSTEM_TEAMPROJECTID: 'p',
      SYSTEM_ACCESSTOKEN: 'token',
      CODE: code,
    });
    expect([run.stderr, run.status]).toEqual(['', 0]);
    expect(log()).toEqual(call === undefined ? [] : [expect.stringMatching(call)]);
  });

  it.each([
    ['false', 0],
    ['true', 1],
    ['', 1],
  ])('publishes the page where strangers cannot read it only: public is %j', (isPublic, status) => {
    program('gh', `[ "$*" = 'api repos/fabrikam/azure/pages --jq .public' ] && echo ${isPublic}`);
    const script = scriptWith('github/verify.yml', 'pages');
    expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure' }).status).toBe(status);
  });
});
