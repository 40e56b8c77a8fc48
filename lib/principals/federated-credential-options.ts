import { asGiven, flag, objectOf, oneOf, type Properties, required, text } from '../declaration';

/** What all kinds of federated credential have in common. */
export interface FederatedCredentialOptions {
  /**
   * The credential's name in Entra and in the Terraform address: 3 to 120 letters, digits, `-` and `_`.
   *
   * @default - made from the subject
   */
  readonly name?: string;
  /**
   * The audience that the token must carry.
   *
   * @default "api://AzureADTokenExchange"
   */
  readonly audience?: string;
  /**
   * What the credential is for, as Entra shows it.
   *
   * @default - no description
   */
  readonly description?: string;
}

/** A workflow of GitHub Actions. Exactly one of environment, branch, tag and pullRequest. */
export interface GitHubActionsOptions extends FederatedCredentialOptions {
  /** Owner and repository, without `.git`: `fabrikam/azure`. */
  readonly repository: string;
  /**
   * The job's environment, with `%3A` in place of `:`, as GitHub writes it into the subject.
   *
   * @default - another one of the four counts
   */
  readonly environment?: string;
  /**
   * The branch that the workflow runs on, without `refs/heads/`.
   *
   * @default - another one of the four counts
   */
  readonly branch?: string;
  /**
   * The tag that the workflow runs on, without `refs/tags/`.
   *
   * @default - another one of the four counts
   */
  readonly tag?: string;
  /**
   * Whether the workflow runs on pull requests.
   *
   * @default false
   */
  readonly pullRequest?: boolean;
  /**
   * The numeric id of the owner, for subjects with immutable ids. Repositories made, renamed or transferred since
   * 2026-07-15 use them. `gh api repos/OWNER/REPO --jq '.owner.id, .id'` prints it and that of the repository.
   *
   * @default - the subject has names only
   * @see https://docs.github.com/actions/reference/security/oidc
   */
  readonly ownerId?: string;
  /**
   * The numeric id of the repository; goes together with ownerId.
   *
   * @default - the subject has names only
   */
  readonly repositoryId?: string;
  /**
   * The issuer of the tokens; another one for GitHub Enterprise Cloud with data residency.
   *
   * @default "https://token.actions.githubusercontent.com"
   */
  readonly issuer?: string;
}

/** A job of GitLab. Exactly one of branch and tag. */
export interface GitLabOptions extends FederatedCredentialOptions {
  /** Group and project: `fabrikam/azure`. */
  readonly projectPath: string;
  /**
   * The branch that the job runs on, without `refs/heads/`.
   *
   * @default - tag counts
   */
  readonly branch?: string;
  /**
   * The tag that the job runs on, without `refs/tags/`.
   *
   * @default - branch counts
   */
  readonly tag?: string;
  /**
   * The GitLab instance, an https URL without `/` at the end.
   *
   * @default "https://gitlab.com"
   */
  readonly instance?: string;
}

/** A service connection of Azure DevOps. */
export interface AzureDevOpsOptions extends FederatedCredentialOptions {
  /** The issuer that the service connection shows, such as `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuer: string;
  /** The subject identifier that the service connection shows. */
  readonly subject: string;
}

/**
 * A phase of the runs of a workspace of HCP Terraform, in the execution mode _remote_ or _agent_.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/azure-configuration
 */
export interface HcpTerraformOptions extends FederatedCredentialOptions {
  /** The organization of HCP Terraform: letters, digits, `-` and `_`. */
  readonly organization: string;
  /**
   * The project that the workspace is in: 3 to 40 letters, digits, `-`, `_` and blanks.
   *
   * @default "Default Project"
   */
  readonly project?: string;
  /** The workspace: letters, digits, `-` and `_`. */
  readonly workspace: string;
  /** What may sign in. A workspace that plans and applies needs a credential for each. */
  readonly phase: 'plan' | 'apply';
  /**
   * The host of Terraform Enterprise or of another region of HCP Terraform, which Entra ID has to reach.
   *
   * @default "app.terraform.io"
   */
  readonly hostname?: string;
}

/** Any other issuer of OpenID Connect tokens. */
export interface CustomFederatedCredentialOptions extends FederatedCredentialOptions {
  /** The `iss` of the token, exactly: an https URL of at most 600 characters. */
  readonly issuer: string;
  /** The `sub` of the token, exactly, in at most 600 characters; Entra ID knows no wildcards. */
  readonly subject: string;
}

const OPTIONS: Properties<FederatedCredentialOptions> = { name: asGiven, audience: text, description: text };

/** How to take a workflow of GitHub Actions. */
export const GITHUB_ACTIONS = objectOf<GitHubActionsOptions>('a workflow', '{ repository: "…", environment: "…" }', {
  ...OPTIONS,
  repository: asGiven,
  environment: asGiven,
  branch: asGiven,
  tag: asGiven,
  pullRequest: flag,
  ownerId: asGiven,
  repositoryId: asGiven,
  issuer: asGiven,
});

/** How to take a job of GitLab. */
export const GITLAB = objectOf<GitLabOptions>('a job', '{ projectPath: "…", branch: "…" }', {
  ...OPTIONS,
  projectPath: asGiven,
  branch: asGiven,
  tag: asGiven,
  instance: asGiven,
});

/** How to take a phase of HCP Terraform. */
export const HCP_TERRAFORM = objectOf<HcpTerraformOptions>(
  'a workspace',
  '{ organization: "…", workspace: "…", phase: "plan" }',
  {
    ...OPTIONS,
    organization: asGiven,
    project: asGiven,
    workspace: asGiven,
    phase: required(oneOf(['plan', 'apply']), 'plan or apply, and another credential for the other'),
    hostname: asGiven,
  },
);

/** How to take any other issuer and subject. */
export const ISSUER_AND_SUBJECT = objectOf<CustomFederatedCredentialOptions>(
  'a token',
  '{ issuer: "…", subject: "…" }',
  {
    ...OPTIONS,
    issuer: asGiven,
    subject: asGiven,
  },
);
