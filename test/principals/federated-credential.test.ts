import {
  AzureCloud,
  type CustomFederatedCredentialOptions,
  FederatedCredential,
  type GitHubActionsOptions,
  type GitLabOptions,
  type HcpTerraformOptions,
} from 'cdktf-partner-earned-credit';
import * as fc from 'fast-check';
import { faultsOf, TOKEN } from './inspection';

const GITHUB: GitHubActionsOptions = { repository: 'fabrikam/azure', environment: 'production' };
const GITLAB: GitLabOptions = { projectPath: 'fabrikam/azure', branch: 'main' };
const HCP: HcpTerraformOptions = { organization: 'fabrikam', workspace: 'partner-link', phase: 'plan' };
const CUSTOM: CustomFederatedCredentialOptions = { issuer: 'https://issuer.example', subject: 'pipeline' };

const faultsIn = (credential: FederatedCredential) => faultsOf(faults => credential._inspect(faults));

/** A segment of a path, as GitHub and GitLab allow it, that begins with a letter. */
const segment = fc.stringMatching(/^[a-z][A-Za-z0-9._-]{0,15}$/).filter(text => !text.endsWith('.git'));
/** A branch, tag or environment. */
const ref = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9/_. -]{0,20}[A-Za-z0-9])?$/);

describe('FederatedCredential.githubActions', () => {
  it.each<[string, GitHubActionsOptions, string, string]>([
    [
      'an environment',
      { repository: 'fabrikam/azure', environment: 'production' },
      'repo:fabrikam/azure:environment:production',
      'github-repo-fabrikam-azure-environment-production',
    ],
    [
      'a branch',
      { repository: 'fabrikam/azure', branch: 'release/1.0' },
      'repo:fabrikam/azure:ref:refs/heads/release/1.0',
      'github-repo-fabrikam-azure-ref-refs-heads-release-1-0',
    ],
    [
      'a tag',
      { repository: 'fabrikam/azure', tag: 'v1' },
      'repo:fabrikam/azure:ref:refs/tags/v1',
      'github-repo-fabrikam-azure-ref-refs-tags-v1',
    ],
    [
      'pull requests',
      { repository: 'fabrikam/azure', pullRequest: true },
      'repo:fabrikam/azure:pull_request',
      'github-repo-fabrikam-azure-pull-request',
    ],
    [
      'an environment, but not pull requests',
      { repository: 'fabrikam/azure', environment: 'production', pullRequest: false },
      'repo:fabrikam/azure:environment:production',
      'github-repo-fabrikam-azure-environment-production',
    ],
    [
      'an environment, with immutable ids',
      { repository: 'fabrikam/azure', environment: 'production', ownerId: '123456', repositoryId: '456789' },
      'repo:fabrikam@123456/azure@456789:environment:production',
      'github-repo-fabrikam-123456-azure-456789-environment-production',
    ],
    [
      'a branch, with immutable ids',
      { repository: 'fabrikam/azure', branch: 'main', ownerId: '123456', repositoryId: '456789' },
      'repo:fabrikam@123456/azure@456789:ref:refs/heads/main',
      'github-repo-fabrikam-123456-azure-456789-ref-refs-heads-main',
    ],
  ])('makes issuer, subject and name for %s', (_case, options, subject, name) => {
    const credential = FederatedCredential.githubActions(options);
    expect(credential).toMatchObject({ issuer: 'https://token.actions.githubusercontent.com', subject, name });
    expect(faultsIn(credential)).toStrictEqual([]);
  });

  it('takes a branch that has "refs/" in its name', () => {
    const credential = FederatedCredential.githubActions({ repository: 'fabrikam/azure', branch: 'test/refs/heads' });
    expect(credential.subject).toBe('repo:fabrikam/azure:ref:refs/heads/test/refs/heads');
    expect(faultsIn(credential)).toStrictEqual([]);
  });

  it('takes the issuer of an enterprise', () => {
    const issuer = 'https://token.actions.githubusercontent.com/fabrikam';
    expect(FederatedCredential.githubActions({ ...GITHUB, issuer })).toMatchObject({ issuer });
  });

  it('makes the subject for any repository and branch', () => {
    fc.assert(
      fc.property(segment, segment, ref, (owner, repository, branch) => {
        const credential = FederatedCredential.githubActions({ repository: `${owner}/${repository}`, branch });
        expect(credential.subject).toBe(`repo:${owner}/${repository}:ref:refs/heads/${branch}`);
        expect(faultsIn(credential)).toStrictEqual([]);
      }),
    );
  });

  it.each<[string, Partial<GitHubActionsOptions>, string]>([
    [
      'neither environment, branch, tag nor pull request',
      { environment: undefined },
      ': names 0 of environment, branch, tag and pullRequest; name exactly one, because a token has one subject',
    ],
    [
      'pull requests that are declined, and nothing else',
      { environment: undefined, pullRequest: false },
      ': names 0 of environment, branch, tag and pullRequest; name exactly one, because a token has one subject',
    ],
    [
      'environment and branch',
      { branch: 'main' },
      ': names 2 of environment, branch, tag and pullRequest; name exactly one, because a token has one subject',
    ],
    [
      'everything',
      { branch: 'main', tag: 'v1', pullRequest: true },
      ': names 4 of environment, branch, tag and pullRequest; name exactly one, because a token has one subject',
    ],
    [
      'no repository',
      { repository: undefined },
      'repository: is missing; expected owner and repository, such as "fabrikam/azure"',
    ],
    [
      'a repository without owner',
      { repository: 'azure' },
      'repository: "azure" does not name one; expected owner and repository, such as "fabrikam/azure"',
    ],
    [
      'a URL for a repository',
      { repository: 'https://github.com/fabrikam/azure' },
      'repository: "https://github.com/fabrikam/azure" does not name one; ' +
        'expected owner and repository, such as "fabrikam/azure"',
    ],
    [
      'a repository in a group of a group',
      { repository: 'fabrikam/platform/azure' },
      'repository: "fabrikam/platform/azure" does not name one; ' +
        'expected owner and repository, such as "fabrikam/azure"',
    ],
    [
      'a repository with an empty half',
      { repository: 'fabrikam/' },
      'repository: "fabrikam/" does not name one; expected owner and repository, such as "fabrikam/azure"',
    ],
    ...['../azure', 'fabrikam/.'].map<[string, Partial<GitHubActionsOptions>, string]>(repository => [
      `${repository}, which is a way through folders`,
      { repository },
      `repository: "${repository}" does not name one; expected owner and repository, such as "fabrikam/azure"`,
    ]),
    [
      'a repository with a blank',
      { repository: 'fabrikam/my azure' },
      'repository: "fabrikam/my azure" does not name one; expected owner and repository, such as "fabrikam/azure"',
    ],
    [
      'an owner id without repository id',
      { ownerId: '123' },
      'repositoryId: is missing; expected the numeric id; give ownerId and repositoryId both, or neither for an older repository',
    ],
    [
      'a repository id without owner id',
      { repositoryId: '456' },
      'ownerId: is missing; expected the numeric id; give ownerId and repositoryId both, or neither for an older repository',
    ],
    [
      'a name for an id',
      { ownerId: 'fabrikam', repositoryId: '456' },
      'ownerId: "fabrikam" is not a numeric id; expected a number, as `gh api repos/OWNER/REPOSITORY` shows it',
    ],
    ...['x123', '123x', '0', '0123'].map<[string, Partial<GitHubActionsOptions>, string]>(ownerId => [
      `the id ${ownerId}, which is no number that GitHub counts with`,
      { ownerId, repositoryId: '456' },
      `ownerId: "${ownerId}" is not a numeric id; expected a number, as \`gh api repos/OWNER/REPOSITORY\` shows it`,
    ]),
    [
      'a number that is not a text for an id',
      { ownerId: '123', repositoryId: 456 as never },
      'repositoryId: 456 is not a text; expected the numeric id; give ownerId and repositoryId both, or neither for an older repository',
    ],
    [
      'an issuer without https',
      { issuer: 'http://token.actions.githubusercontent.com' },
      'issuer: "http://token.actions.githubusercontent.com" is not an https URL; expected the `iss` of the token',
    ],
  ])('rejects %s', (_case, options, fault) => {
    const credential = FederatedCredential.githubActions({ ...GITHUB, name: 'github', ...options });
    expect(faultsIn(credential)).toStrictEqual([fault]);
  });

  it('says of a mark of pec init once that it is still there, and not of the subject that is made with it', () => {
    const repository = '<replace in partner.ts>';
    expect(faultsIn(FederatedCredential.githubActions({ ...GITHUB, repository }))).toEqual([
      `repository: "${repository}" is still to be replaced in partner.ts; ` +
        'expected owner and repository, such as "fabrikam/azure"',
    ]);
  });

  it('says that a subject is too long where what it is made of is right', () => {
    const credential = FederatedCredential.githubActions({ ...GITHUB, repository: `fabrikam/${'a'.repeat(600)}` });
    expect(faultsIn(credential)).toEqual(['subject: has 637 characters; shorten it to 600']);
  });

  it('gives two credentials of a repository with a long name names that differ', () => {
    const repository = `${'fabrikam-managed-services-'.repeat(2)}/${'a'.repeat(100)}`;
    const [plan, link] = ['partner-link-plan', 'partner-link'].map(environment =>
      FederatedCredential.githubActions({ repository, environment }),
    );
    expect(plan.name).toMatch(/^github-repo-fabrikam-managed-services-.*-[0-9a-f]{8}$/);
    expect(plan.name).toHaveLength(120);
    expect(link.name).toHaveLength(120);
    expect(plan.name).not.toBe(link.name);
    expect([...faultsIn(plan), ...faultsIn(link)]).toEqual([]);
  });

  it('passes on what only Terraform knows', () => {
    const credential = FederatedCredential.githubActions({ repository: TOKEN, branch: TOKEN, name: 'github' });
    expect(credential.subject).toBe(`repo:${TOKEN}:ref:refs/heads/${TOKEN}`);
    expect(faultsIn(credential)).toStrictEqual([]);
  });

  it('passes on ids that only Terraform knows', () => {
    const options = { ...GITHUB, ownerId: TOKEN, repositoryId: TOKEN, name: 'github' };
    const credential = FederatedCredential.githubActions(options);
    expect(credential.subject).toBe(`repo:fabrikam@${TOKEN}/azure@${TOKEN}:environment:production`);
    expect(faultsIn(credential)).toStrictEqual([]);
  });
});

describe('FederatedCredential.gitLab', () => {
  it.each<[string, GitLabOptions, string, string]>([
    [
      'a branch',
      { projectPath: 'fabrikam/azure', branch: 'main' },
      'project_path:fabrikam/azure:ref_type:branch:ref:main',
      'gitlab-project-path-fabrikam-azure-ref-type-branch-ref-main',
    ],
    [
      'a tag',
      { projectPath: 'fabrikam/azure', tag: 'v1.0' },
      'project_path:fabrikam/azure:ref_type:tag:ref:v1.0',
      'gitlab-project-path-fabrikam-azure-ref-type-tag-ref-v1-0',
    ],
    [
      'a project in a group of a group',
      { projectPath: 'fabrikam/platform/azure', branch: 'main' },
      'project_path:fabrikam/platform/azure:ref_type:branch:ref:main',
      'gitlab-project-path-fabrikam-platform-azure-ref-type-branch-ref-main',
    ],
  ])('makes issuer, subject and name for %s', (_case, options, subject, name) => {
    const credential = FederatedCredential.gitLab(options);
    expect(credential).toMatchObject({ issuer: 'https://gitlab.com', subject, name });
    expect(faultsIn(credential)).toStrictEqual([]);
  });

  it("takes an instance of one's own", () => {
    const instance = 'https://gitlab.fabrikam.example';
    expect(FederatedCredential.gitLab({ ...GITLAB, instance })).toMatchObject({ issuer: instance });
  });

  it.each<[string, Partial<GitLabOptions>, string]>([
    [
      'neither branch nor tag',
      { branch: undefined },
      ': names 0 of branch and tag; name exactly one, because a token has one subject',
    ],
    ['branch and tag', { tag: 'v1' }, ': names 2 of branch and tag; name exactly one, because a token has one subject'],
    [
      'no project',
      { projectPath: undefined },
      'projectPath: is missing; expected group and project, such as "fabrikam/azure"',
    ],
    [
      'a project without group',
      { projectPath: 'azure' },
      'projectPath: "azure" does not name one; expected group and project, such as "fabrikam/azure"',
    ],
    [
      'a project path that begins with a slash',
      { projectPath: '/fabrikam/azure' },
      'projectPath: "/fabrikam/azure" does not name one; expected group and project, such as "fabrikam/azure"',
    ],
    [
      'an instance without https',
      { instance: 'gitlab.com' },
      'issuer: "gitlab.com" is not an https URL; expected the `iss` of the token',
    ],
  ])('rejects %s', (_case, options, fault) => {
    expect(faultsIn(FederatedCredential.gitLab({ ...GITLAB, name: 'gitlab', ...options }))).toStrictEqual([fault]);
  });

  it('passes on what only Terraform knows', () => {
    const credential = FederatedCredential.gitLab({ projectPath: TOKEN, tag: 'v1', instance: TOKEN, name: 'gitlab' });
    expect(credential).toMatchObject({ issuer: TOKEN, subject: `project_path:${TOKEN}:ref_type:tag:ref:v1` });
    expect(faultsIn(credential)).toStrictEqual([]);
  });
});

describe('FederatedCredential.azureDevOps', () => {
  const issuer = 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0';

  it('takes issuer and subject as the service connection shows them', () => {
    const subject = '/eid1/c/pub/t/AAECAw/a/BAUGBw/sc/00000000/11111111';
    const credential = FederatedCredential.azureDevOps({ issuer, subject });
    expect(credential).toMatchObject({
      issuer,
      subject,
      name: 'azure-devops-eid1-c-pub-t-AAECAw-a-BAUGBw-sc-00000000-11111111',
    });
    expect(faultsIn(credential)).toStrictEqual([]);
  });

  it('rejects a service connection without issuer and subject', () => {
    const credential = FederatedCredential.azureDevOps({ name: 'devops' } as never);
    expect(faultsIn(credential)).toStrictEqual([
      'issuer: is missing; expected the issuer of the token, an https URL',
      'subject: is missing; expected the subject of the token',
    ]);
  });
});

describe('FederatedCredential.hcpTerraform', () => {
  it.each<[string, HcpTerraformOptions, object]>([
    [
      'the plan of a workspace in the default project',
      HCP,
      {
        issuer: 'https://app.terraform.io',
        subject: 'organization:fabrikam:project:Default Project:workspace:partner-link:run_phase:plan',
        name: 'hcp-terraform-organization-fabrikam-project-Default-Project-workspace-partner-link-run-phase-plan',
      },
    ],
    [
      'the apply of a workspace in a project, on a host of its own',
      {
        ...HCP,
        project: 'Partner Credit_1',
        workspace: 'PEC_link-1',
        phase: 'apply',
        hostname: 'tfe.fabrikam.example',
      },
      {
        issuer: 'https://tfe.fabrikam.example',
        subject: 'organization:fabrikam:project:Partner Credit_1:workspace:PEC_link-1:run_phase:apply',
        name: 'hcp-terraform-organization-fabrikam-project-Partner-Credit-1-workspace-PEC-link-1-run-phase-apply',
      },
    ],
  ])('makes issuer, subject and name for %s', (_case, options, expected) => {
    const credential = FederatedCredential.hcpTerraform(options);
    expect(credential).toMatchObject(expected);
    expect(credential.audience).toBeUndefined();
    expect(faultsIn(credential)).toStrictEqual([]);
  });

  it('makes names that differ for plan and apply, however long the workspace is called', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,150}[A-Za-z]$/), workspace => {
        const [plan, apply] = (['plan', 'apply'] as const).map(phase =>
          FederatedCredential.hcpTerraform({ ...HCP, workspace, phase }),
        );
        expect(plan.name).not.toBe(apply.name);
        expect([...faultsIn(plan), ...faultsIn(apply)]).toStrictEqual([]);
      }),
    );
  });

  it.each<[string, object, string]>([
    [
      'no organization',
      { organization: undefined },
      'organization: is missing; expected the organization of HCP Terraform',
    ],
    [
      'an organization with a colon',
      { organization: 'fabrikam:eu' },
      'organization: "fabrikam:eu" has characters that do not belong there; expected letters, digits, "-" and "_"',
    ],
    ['no workspace', { workspace: '' }, 'workspace: is missing; expected the workspace of HCP Terraform'],
    [
      'a wildcard for a workspace',
      { workspace: 'customer-*' },
      'workspace: "customer-*" has characters that do not belong there; expected letters, digits, "-" and "_"',
    ],
    ...['ab', 'a'.repeat(41), ' Partner', 'Partner ', 'Partner/Credit'].map<[string, object, string]>(project => [
      `the project "${project}"`,
      { project },
      `project: "${project}" has characters that do not belong there; ` +
        'expected 3 to 40 letters, digits, "-", "_" and blanks, with none at an end',
    ]),
    [
      'no phase',
      { phase: undefined },
      'phase: is missing; expected plan or apply, and another credential for the other',
    ],
    [
      'a phase that is none',
      { phase: 'destroy' },
      'phase: "destroy" is none of the words for it; expected one of plan, apply',
    ],
    ...['https://tfe.example', 'tfe.example/', 'tfe example'].map<[string, object, string]>(hostname => [
      `the host ${hostname}`,
      { hostname },
      `hostname: "${hostname}" has characters that do not belong there; expected the name of a host, such as "app.terraform.io"`,
    ]),
    ['an empty host', { hostname: '' }, 'hostname: is missing; expected the host of Terraform Enterprise'],
    ['a host that is no text', { hostname: 1 }, 'hostname: 1 is not a text; expected the host of Terraform Enterprise'],
    ['more than Entra ID takes', { organization: 'a'.repeat(540) }, 'subject: has 615 characters; shorten it to 600'],
  ])('rejects %s', (_case, options, fault) => {
    const credential = FederatedCredential.hcpTerraform({ ...HCP, name: 'hcp', ...options });
    expect(faultsIn(credential)).toStrictEqual([fault]);
  });

  it('passes on what only Terraform knows, and asks for a name', () => {
    const options = { ...HCP, organization: TOKEN, project: TOKEN, hostname: TOKEN };
    expect(FederatedCredential.hcpTerraform(options)).toMatchObject({
      issuer: `https://${TOKEN}`,
      subject: `organization:${TOKEN}:project:${TOKEN}:workspace:partner-link:run_phase:plan`,
    });
    expect(faultsIn(FederatedCredential.hcpTerraform({ ...options, name: 'hcp' }))).toStrictEqual([]);
    expect(faultsIn(FederatedCredential.hcpTerraform(options))).toStrictEqual([
      'name: is missing; expected a name, because the subject is known to Terraform only',
    ]);
  });
});

describe('FederatedCredential.custom', () => {
  it('takes any issuer, and any subject without wildcards and blanks at its ends', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ validSchemes: ['https'] }),
        fc.string({ minLength: 1 }).filter(text => text.trim() === text && !text.includes('*')),
        (issuer, subject) => {
          const credential = FederatedCredential.custom({ issuer, subject });
          expect(credential).toMatchObject({ issuer, subject });
          expect(credential.name).toMatch(/^federated-[A-Za-z0-9-]{0,110}$/);
          expect(faultsIn(credential)).toStrictEqual([]);
        },
      ),
    );
  });

  it.each([
    ['pipeline', 'federated-pipeline'],
    ['a: b//c!', 'federated-a-b-c'],
    ['!!!', 'federated-'],
    ['x'.repeat(110), `federated-${'x'.repeat(110)}`],
  ])('makes of the subject "%s" the name %s', (subject, name) => {
    expect(FederatedCredential.custom({ ...CUSTOM, subject }).name).toBe(name);
  });

  it.each<[string, Partial<CustomFederatedCredentialOptions>, string]>([
    ['no issuer', { issuer: undefined }, 'issuer: is missing; expected the issuer of the token, an https URL'],
    [
      'a number for an issuer',
      { issuer: 1 as never },
      'issuer: 1 is not a text; expected the issuer of the token, an https URL',
    ],
    [
      'an issuer without https',
      { issuer: 'issuer.example' },
      'issuer: "issuer.example" is not an https URL; expected the `iss` of the token',
    ],
    [
      'an issuer with words before it',
      { issuer: 'iss: https://issuer.example' },
      'issuer: "iss: https://issuer.example" is not an https URL; expected the `iss` of the token',
    ],
    ['a blank audience', { audience: ' ' }, 'audience: " " is blank; expected the audience of the token'],
    ['a blank description', { description: ' ' }, 'description: " " is blank; expected what the credential is for'],
    [
      'an issuer without host',
      { issuer: 'https://' },
      'issuer: "https://" is not an https URL; expected the `iss` of the token',
    ],
    ['no subject', { subject: undefined }, 'subject: is missing; expected the subject of the token'],
    ['a blank subject', { subject: ' ' }, 'subject: " " is blank; expected the subject of the token'],
  ])('rejects %s', (_case, options, fault) => {
    expect(faultsIn(FederatedCredential.custom({ ...CUSTOM, ...options }))).toStrictEqual([fault]);
  });
});

describe('the name of a federated credential', () => {
  it.each(['abc', 'ABC-1_2', '0ab', 'x'.repeat(120)])('can be given: %s', name => {
    const credential = FederatedCredential.custom({ ...CUSTOM, name });
    expect(credential.name).toBe(name);
    expect(faultsIn(credential)).toStrictEqual([]);
  });

  it.each([
    ['has two characters', 'ab', '"ab"'],
    ['has 121 characters', 'x'.repeat(121), `"${'x'.repeat(79)}…`],
    ['begins with a hyphen', '-abc', '"-abc"'],
    ['has a blank', 'my pipeline', '"my pipeline"'],
    ['has a dot', 'my.pipeline', '"my.pipeline"'],
    ['has an umlaut', 'büro', '"büro"'],
  ])('is rejected if it %s', (_case, name, shown) => {
    expect(faultsIn(FederatedCredential.custom({ ...CUSTOM, name }))).toStrictEqual([
      `name: ${shown} is not a name for a credential; expected 3 to 120 letters, digits, "-" and "_"`,
    ]);
  });

  it('is rejected if it is not a text', () => {
    expect(faultsIn(FederatedCredential.custom({ ...CUSTOM, name: 5 as never }))).toStrictEqual([
      'name: 5 is not a text; expected the name of the credential',
    ]);
  });

  it('is rejected if only Terraform knows it', () => {
    expect(faultsIn(FederatedCredential.custom({ ...CUSTOM, name: TOKEN }))).toStrictEqual([
      'name: is known to Terraform only; write it out, because it becomes part of the resource address',
    ]);
  });

  it('has to be given if only Terraform knows the subject', () => {
    const credential = FederatedCredential.custom({ ...CUSTOM, subject: TOKEN });
    expect(credential).toMatchObject({ subject: TOKEN, name: '' });
    expect(faultsIn(credential)).toStrictEqual([
      'name: is missing; expected a name, because the subject is known to Terraform only',
    ]);
    expect(faultsIn(FederatedCredential.custom({ ...CUSTOM, subject: TOKEN, name: 'given' }))).toStrictEqual([]);
  });
});

describe('the audience of a federated credential', () => {
  it.each([
    [AzureCloud.PUBLIC, 'api://AzureADTokenExchange'],
    [AzureCloud.US_GOVERNMENT, 'api://AzureADTokenExchangeUSGov'],
    [AzureCloud.CHINA, 'api://AzureADTokenExchangeChina'],
  ])('is that of the cloud: $name', (cloud, audience) => {
    const credential = FederatedCredential.custom(CUSTOM);
    expect(credential.audience).toBeUndefined();
    expect(credential._audienceIn(cloud)).toBe(audience);
  });

  it('can be given', () => {
    const credential = FederatedCredential.gitLab({ ...GITLAB, audience: 'https://gitlab.com' });
    expect(credential.audience).toBe('https://gitlab.com');
    expect(credential._audienceIn(AzureCloud.CHINA)).toBe('https://gitlab.com');
  });
});

describe('the description of a federated credential', () => {
  it('is what was given', () => {
    expect(FederatedCredential.githubActions({ ...GITHUB, description: 'Deploys' }).description).toBe('Deploys');
    expect(FederatedCredential.githubActions(GITHUB).description).toBeUndefined();
  });
});

describe('a federated credential that no token would match', () => {
  it.each<[string, FederatedCredential, string]>([
    [
      'an empty environment',
      FederatedCredential.githubActions({ repository: 'fabrikam/azure', environment: '' }),
      'environment: is missing; expected the name of the environment',
    ],
    [
      'a branch with its prefix',
      FederatedCredential.githubActions({ repository: 'fabrikam/azure', branch: 'refs/heads/main' }),
      'branch: "refs/heads/main" is a full ref; write the name of the branch alone',
    ],
    [
      'a GitLab tag with its prefix',
      FederatedCredential.gitLab({ projectPath: 'fabrikam/azure', tag: 'refs/tags/v1' }),
      'tag: "refs/tags/v1" is a full ref; write the name of the tag alone',
    ],
    [
      'a GitLab instance with a slash at the end',
      FederatedCredential.gitLab({ ...GITLAB, instance: 'https://git.example/' }),
      'instance: "https://git.example/" ends with "/"; the tokens of GitLab name it without',
    ],
    ...(['environment', 'branch', 'tag'] as const).map((property): [string, FederatedCredential, string] => [
      `a wildcard in the ${property}`,
      FederatedCredential.githubActions({ repository: 'fabrikam/azure', [property]: 'release/*', name: 'github' }),
      `${property}: "release/*" has a wildcard; name one ${property}, and add a credential for each: Entra ID knows no wildcards`,
    ]),
    ...['v1.?', 'v[12]'].map((tag): [string, FederatedCredential, string] => [
      `a pattern for the tag of GitLab, ${tag}`,
      FederatedCredential.gitLab({ projectPath: 'fabrikam/azure', tag }),
      `tag: "${tag}" has a wildcard; name one tag, and add a credential for each: Entra ID knows no wildcards`,
    ]),
    [
      'a wildcard in the subject',
      FederatedCredential.custom({ ...CUSTOM, subject: 'repo:fabrikam/azure:*' }),
      'subject: "repo:fabrikam/azure:*" has a wildcard; write one subject in full: Entra ID compares it letter by letter',
    ],
    [
      'a colon in the environment',
      FederatedCredential.githubActions({ repository: 'fabrikam/azure', environment: 'production:eu' }),
      'environment: "production:eu" has ":"; write "%3A" in its place, as GitHub does in the subject',
    ],
    [
      'a blank behind the branch',
      FederatedCredential.githubActions({ repository: 'fabrikam/azure', branch: 'main ' }),
      'branch: "main " begins or ends with a blank; take it away: Entra ID compares letter by letter',
    ],
    [
      'a blank before the subject',
      FederatedCredential.custom({ ...CUSTOM, subject: ' pipeline' }),
      'subject: " pipeline" begins or ends with a blank; take it away: Entra ID compares letter by letter',
    ],
    [
      'a blank behind the audience',
      FederatedCredential.custom({ ...CUSTOM, audience: 'api://a ' }),
      'audience: "api://a " begins or ends with a blank; take it away: Entra ID compares letter by letter',
    ],
    ...(['issuer', 'subject', 'audience', 'description'] as const).map(
      (property): [string, FederatedCredential, string] => [
        `601 characters as ${property}`,
        FederatedCredential.custom({ ...CUSTOM, [property]: 'https://'.padEnd(601, 'a') }),
        `${property}: has 601 characters; shorten it to 600`,
      ],
    ),
    [
      'the address for cloning a repository of GitHub',
      FederatedCredential.githubActions({ ...GITHUB, repository: 'fabrikam/azure.git' }),
      'repository: "fabrikam/azure.git" ends with ".git"; take that away: it belongs to the address for cloning only',
    ],
    [
      'the address for cloning a project of GitLab',
      FederatedCredential.gitLab({ ...GITLAB, projectPath: 'fabrikam/azure.git' }),
      'projectPath: "fabrikam/azure.git" ends with ".git"; take that away: it belongs to the address for cloning only',
    ],
    ...[
      FederatedCredential.githubActions({ ...GITHUB, issuer: 'https://token.actions.fabrikam.ghe.com/' }),
      FederatedCredential.azureDevOps({ ...CUSTOM, issuer: 'https://login.microsoftonline.com/tenant/v2.0/' }),
      FederatedCredential.azureDevOps({ ...CUSTOM, issuer: 'https://vstoken.dev.azure.com/organization/' }),
      FederatedCredential.custom({ ...CUSTOM, issuer: 'https://token.actions.githubusercontent.com/' }),
    ].map((credential): [string, FederatedCredential, string] => [
      `a slash behind the issuer ${credential.issuer}`,
      credential,
      `issuer: "${credential.issuer}" ends with "/"; the tokens of this issuer name it without`,
    ]),
    [
      'an issuer with a blank in it',
      FederatedCredential.custom({ ...CUSTOM, issuer: 'https://x y' }),
      'issuer: "https://x y" is not an https URL; expected the `iss` of the token',
    ],
    [
      'ids around a repository that only Terraform knows',
      FederatedCredential.githubActions({ ...GITHUB, repository: TOKEN, ownerId: '1', repositoryId: '2', name: 'ids' }),
      'repository: is known to Terraform only; write it out, because the ids go between owner and repository',
    ],
  ])('%s is a fault', (_name, credential, fault) => {
    expect(faultsIn(credential)).toEqual([fault]);
  });
});

describe('a federated credential that a token may match', () => {
  it.each([
    [
      'the issuer of AKS, which ends with a slash',
      { issuer: 'https://westeurope.oic.prod-aks.azure.com/tenant/cluster/' },
    ],
    ['600 characters', { subject: 'x'.repeat(600), audience: 'x'.repeat(600), description: 'x'.repeat(600) }],
    ['a question mark in a subject', { subject: 'https://issuer.example/pipeline?name=a' }],
  ])('has %s', (_what, options) => {
    expect(faultsIn(FederatedCredential.custom({ ...CUSTOM, ...options }))).toEqual([]);
  });

  it('has the encoded name of an environment, and what only Terraform knows', () => {
    const environment = 'production%3Aeu';
    expect(faultsIn(FederatedCredential.githubActions({ ...GITHUB, environment }))).toEqual([]);
    const options = { issuer: `https://${TOKEN}`, subject: `${TOKEN}:*`, audience: ` ${TOKEN}`, name: 'known' };
    expect(faultsIn(FederatedCredential.custom(options))).toEqual([]);
  });
});
