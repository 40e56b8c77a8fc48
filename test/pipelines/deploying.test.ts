import { join } from 'node:path';
import { customer, synthesized, writeManifest } from '../command-line/portfolios';
import { scriptWith } from './files';
import { itWithJq, runnerForEachTest, STORAGE } from './runner';

jest.setTimeout(60_000);

describe('a run that deploys', () => {
  const runner = runnerForEachTest();
  const { bash, program, read, log } = runner;
  const AZURE_DEVOPS = {
    SYSTEM_COLLECTIONURI: 'https://azure.example/fabrikam/',
    SYSTEM_TEAMPROJECTID: 'p',
    SYSTEM_DEFINITIONID: '3',
    SYSTEM_ACCESSTOKEN: 'token',
    BUILD_BUILDID: '7',
  };

  it.each([
    ['github/rings.yml', '{"include":[{"key":"contoso","stack":"customer-contoso","ring":"canary"}]}'],
    ['azure-devops/deploy.yml', '{"customer_contoso":{"key":"contoso","stack":"customer-contoso","ring":"canary"}}'],
  ])('selects what changed: %s', (file, matrix) => {
    const script = scriptWith(file, 'canary=$(');
    program('az', STORAGE);
    synthesized(runner.folder, { ...customer('contoso', { ring: 'canary' }), ...customer('a'), ...customer('b') });
    for (const place of ['store/records', 'deployed']) {
      writeManifest(join(runner.folder, place, 'customer-a.json'), customer('a'));
    }
    const { stdout, status } = bash(script);
    expect(status).toBe(0);
    const outputs = file.startsWith('github')
      ? read('output')
      : stdout.replace(/##vso\[task\.setvariable variable=(\w+);isOutput=true\]/g, '$1=');
    expect(outputs).toContain(`canary=${matrix}\nrest=1\nchanged=2\n`);

    writeManifest(join(runner.folder, 'deployed', 'customer-z.json'), customer('z'));
    expect(bash(script)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('pec: z was deployed as customer-z') as string,
    });
  });

  it.each(['github/rings.yml', 'azure-devops/deploy.yml'])('deletes what earlier runs planned: %s', file => {
    program('az', STORAGE);
    synthesized(runner.folder);
    bash('mkdir -p store/plans/6-abc store/records && touch store/plans/6-abc/customer-contoso.tar');
    expect(bash(scriptWith(file, 'delete-batch')).status).toBe(0);
    expect(bash('find store -type f').stdout).toBe('');
  });

  it('cancels on GitHub the older runs that wait, and no other', () => {
    program(
      'gh',
      `case "$*" in *status=waiting*) printf '5\\n6\\n8\\n' ;; *) echo "$*" >> log; [[ $* != */5/* ]] ;; esac`,
    );
    const script = scriptWith('github/deploy.yml', 'waiting');
    expect(bash(script, { GITHUB_REPOSITORY: 'fabrikam/azure', GITHUB_RUN_ID: '7' })).toMatchObject({
      status: 0,
      stdout: 'Run 5 gives way to this one.\nRun 5 goes on.\nRun 6 gives way to this one.\n',
    });
    expect(log()).toEqual([
      'api --silent --method POST repos/fabrikam/azure/actions/runs/5/cancel',
      'api --silent --method POST repos/fabrikam/azure/actions/runs/6/cancel',
    ]);
  });

  itWithJq('cancels in Azure DevOps the older runs that wait for an approval, and no other', () => {
    const approval = (state: string) => JSON.stringify({ records: [{ type: 'Checkpoint.Approval', state }] });
    program(
      'curl',
      `case "$*" in
        *statusFilter*) echo '{"value":[{"id":8},{"id":7},{"id":6},{"id":5}]}' ;;
        */6/timeline*) echo '${approval('inProgress')}' ;;
        */timeline*) echo '${approval('completed')}' ;;
        *) echo "$*" >> log ;;
      esac`,
    );
    const { status, stdout } = bash(scriptWith('azure-devops/deploy.yml', 'cancelling'), AZURE_DEVOPS);
    expect([status, stdout]).toEqual([0, 'Run 6 gives way to this one.\n']);
    expect(log()).toEqual([
      expect.stringMatching(
        /--request PATCH .*"status": "cancelling".*\/p\/_apis\/build\/builds\/6\?api-version=7\.1$/,
      ),
    ]);
  });

  describe('newest.sh', () => {
    const NEWEST = [
      ['7', 0, ''],
      ['8', 1, 'Run 8 is newer, and deploys instead of this one.\n'],
    ] as const;

    it.each(NEWEST)('lets the newest run deploy on GitHub: it is %s', (newest, status, stderr) => {
      program('gh', `echo "$*" >> log; echo ${newest}`);
      const environment = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'fabrikam/azure', GITHUB_RUN_ID: '7' };
      expect(bash('bash pipelines/newest.sh', environment)).toMatchObject({ status, stderr });
      expect(log()).toEqual([
        'api repos/fabrikam/azure/actions/workflows/deploy.yml/runs?branch=main&per_page=1 --jq .workflow_runs[0].id',
      ]);
    });

    itWithJq.each(NEWEST)('lets the newest run deploy in Azure DevOps: it is %s', (newest, status, stderr) => {
      program('curl', `echo "$*" >> log; echo '{"value":[{"id":${newest}}]}'`);
      expect(bash('bash pipelines/newest.sh', AZURE_DEVOPS)).toMatchObject({ status, stderr });
      expect(log()).toEqual([
        expect.stringContaining(
          '/builds?definitions=3&branchName=refs/heads/main&queryOrder=queueTimeDescending&$top=1&api-version=7.1',
        ),
      ]);
    });
  });

  describe('private.sh', () => {
    const refusal = (visibility: string) =>
      `This repository or project is ${visibility}: everybody could read names and ids of customers. Make it private.\n`;

    it.each([
      ['private', 0, ''],
      ['internal', 0, ''],
      ['public', 1, refusal('public')],
    ])('asks GitHub: %s', (visibility, status, stderr) => {
      program('gh', `[ "$*" = 'api repos/fabrikam/azure --jq .visibility' ] && echo ${visibility}`);
      const environment = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'fabrikam/azure' };
      expect(bash('bash pipelines/private.sh', environment)).toMatchObject({ status, stderr });
    });

    itWithJq.each([
      ['private', 0, ''],
      ['public', 1, refusal('public')],
    ])('asks Azure DevOps: %s', (visibility, status, stderr) => {
      program(
        'curl',
        `[[ $* = *"https://azure.example/fabrikam/_apis/projects/p?"* ]] && echo '{"visibility":"${visibility}"}'`,
      );
      expect(bash('bash pipelines/private.sh', AZURE_DEVOPS)).toMatchObject({ status, stderr });
    });

    it('goes nowhere where nobody answers', () => {
      program('gh', 'exit 1');
      expect(bash('bash pipelines/private.sh', { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'a/b' }).status).toBe(1);
    });
  });
});
