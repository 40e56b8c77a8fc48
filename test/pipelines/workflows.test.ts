import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../command-line/run-pec';
import { filesOf, objectsIn, PIPELINES, read, scriptsIn, workflow } from './files';

const SIGNS_IN = { contents: 'read', 'id-token': 'write' };
const DEPLOYS = { actions: 'read', ...SIGNS_IN };

/** What each job may do, and as whom. */
const rightsIn = (file: string) =>
  Object.entries(workflow(file).jobs).map(([name, job]) => [name, job.permissions, job.environment]);

describe('the workflows of GitHub', () => {
  it('pin every action by its commit, the ones of our own workflow as there', () => {
    const ours = readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8');
    const used = filesOf('github').flatMap(file =>
      [...read(file).matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, action]) => action),
    );
    expect(used.length).toBeGreaterThan(8);
    for (const action of used) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      const [name] = action.split('@');
      expect({ action, isOurs: !ours.includes(`${name}@`) || ours.includes(action) }).toEqual({ action, isOurs: true });
    }
  });

  it('give no job more than it needs', () => {
    expect(rightsIn('pull-request.yml')).toEqual([
      ['readiness', undefined, undefined],
      ['comment', { 'pull-requests': 'write' }, undefined],
      ['plan', SIGNS_IN, 'plan'],
    ]);
    expect(rightsIn('deploy.yml')).toEqual([
      ['supersede', { actions: 'write' }, undefined],
      ['rings', DEPLOYS, undefined],
    ]);
    expect(rightsIn('rings.yml')).toEqual([
      ['select', SIGNS_IN, 'propose'],
      ['plan', SIGNS_IN, 'propose'],
      ['canary', DEPLOYS, 'canary'],
      ['overtaken', { actions: 'read', contents: 'read' }, undefined],
      ['rest', DEPLOYS, 'production'],
    ]);
    expect(rightsIn('identity.yml')).toEqual([
      ['plan', SIGNS_IN, '${{ inputs.stack }}-plan'],
      ['apply', SIGNS_IN, '${{ inputs.stack }}'],
    ]);
    expect(rightsIn('verify.yml')).toEqual([
      ['verify', DEPLOYS, 'verify'],
      ['issue', { issues: 'write' }, undefined],
      ['page', { 'id-token': 'write', pages: 'write' }, 'github-pages'],
    ]);
    expect(rightsIn('confirm.yml')).toEqual([
      ['confirm', { actions: 'read', ...SIGNS_IN }, 'confirm'],
      ['issues', { issues: 'write' }, undefined],
    ]);
    for (const file of filesOf('github').filter(name => !name.includes('prepare'))) {
      const { permissions } = parse(read(file)) as { permissions: unknown };
      expect([{}, { contents: 'read' }]).toContainEqual(permissions);
    }
  });

  it('run nothing of the repository where they may write', () => {
    const writing = filesOf('github')
      .filter(name => !name.includes('prepare'))
      .flatMap(file => Object.values(workflow(file.slice('github/'.length)).jobs))
      .filter(({ permissions = {} }) =>
        Object.entries(permissions).some(([right, level]) => level === 'write' && right !== 'id-token'),
      );
    expect(writing).toHaveLength(5);
    for (const { steps } of writing) {
      expect(JSON.stringify(steps)).not.toMatch(/checkout|npm|pec (readiness|stacks|verify|confirm)|\.sh"/);
    }
  });

  it('leave no credentials to what they run', () => {
    const checkouts = filesOf('github')
      .flatMap(file => objectsIn(parse(read(file))))
      .filter(({ uses }) => String(uses).startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(6);
    expect(checkouts.map(step => step.with)).toEqual(checkouts.map(() => ({ 'persist-credentials': false })));
  });

  it('deploy one run at a time, cut none off, and let nothing before that wait for its turn', () => {
    const { jobs, concurrency } = workflow('deploy.yml');
    expect(concurrency).toBeUndefined();
    expect(jobs.supersede.concurrency).toBeUndefined();
    expect(jobs.rings.concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
  });

  it('deploy where no document changed only', () => {
    const { push } = workflow('deploy.yml').on as { push: Record<string, unknown> };
    expect(push).toEqual({ branches: ['main'], 'paths-ignore': ['**.md', 'docs/**', 'LICENSE'] });
    expect(workflow('pull-request.yml').on).toBe('pull_request');
  });

  // Terraform waits 30 minutes for a resource provider: docs/guides/first-apply.md.
  it('give every job the time that a customer takes who is begun last', () => {
    const begun = Number(/MINUTES:-(\d+)/.exec(read('customers.sh'))?.[1]);
    const { plan, canary, rest } = workflow('rings.yml').jobs;
    expect(plan['timeout-minutes']).toBeGreaterThanOrEqual(begun + 30);
    expect(canary['timeout-minutes']).toBeGreaterThan(30);
    expect(rest['timeout-minutes']).toBeGreaterThanOrEqual(begun + 30);
  });
});

describe('the pipelines of Azure DevOps', () => {
  it('hand a token to the steps that need it only', () => {
    const withToken = filesOf('azure-devops')
      .flatMap(scriptsIn)
      .filter(({ owner }) => JSON.stringify(owner).includes('System.AccessToken'));
    expect(withToken.filter(({ script }) => /npm|pec readiness/.test(script))).toEqual([]);
  });

  it('have the files that they refer to', () => {
    const templates = filesOf('azure-devops').flatMap(file =>
      [...read(file).matchAll(/template: (\S+)/g)].map(([, template]) => template),
    );
    expect(templates).not.toEqual([]);
    expect(templates.filter(file => !existsSync(join(PIPELINES, 'azure-devops', file)))).toEqual([]);
  });

  it('use the lock in every stage that plans or deploys', () => {
    const { stages, lockBehavior } = parse(read('azure-devops/deploy.yml')) as {
      stages: { stage: string; variables: unknown }[];
      lockBehavior: string;
    };
    expect(lockBehavior).toBe('runLatest');
    expect(stages.map(({ stage, variables }) => [stage, variables])).toEqual(
      ['Plan', 'Canary', 'Production'].map(stage => [stage, [{ group: 'deployments' }]]),
    );
  });

  it('run the same pieces as the workflows of GitHub', () => {
    const pieces = (files: string[]) =>
      files
        .flatMap(scriptsIn)
        .flatMap(({ script }) => script.match(/pipelines\/\w+\.sh( [a-z]+)?/g) ?? [])
        .filter(piece => !/private|newest|records/.test(piece))
        .sort();
    expect(pieces(filesOf('azure-devops'))).toEqual(pieces(filesOf('github')));
  });
});
