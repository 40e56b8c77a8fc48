import { type AzureCloud } from '../azure';
import type { Faults } from '../declaration';
import { isUnresolved } from '../terraform';

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
  /** Owner and repository: `fabrikam/azure`. */
  readonly repository: string;
  /**
   * The job's environment.
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
   * The numeric id of the owner, for subjects with immutable ids. Repositories made, renamed or transferred after
   * 2026-07-15 use them.
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

/** Any other issuer of OpenID Connect tokens. */
export interface CustomFederatedCredentialOptions extends FederatedCredentialOptions {
  /** The `iss` of the token: an https URL. */
  readonly issuer: string;
  /** The `sub` of the token, exactly. */
  readonly subject: string;
}

/**
 * Lets a pipeline sign in as PEC-Automation without a secret.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 */
export class FederatedCredential {
  /** A workflow of GitHub Actions, with a subject of names, or of names with immutable ids. */
  public static githubActions(options: GitHubActionsOptions): FederatedCredential {
    const [owner, repository] = String(options.repository).split('/');
    const hasIds = options.ownerId !== undefined || options.repositoryId !== undefined;
    const where = hasIds
      ? `${owner}@${options.ownerId}/${repository}@${options.repositoryId}`
      : String(options.repository);
    const contexts = [
      options.environment !== undefined && `environment:${options.environment}`,
      options.branch !== undefined && `ref:refs/heads/${options.branch}`,
      options.tag !== undefined && `ref:refs/tags/${options.tag}`,
      options.pullRequest === true && 'pull_request',
    ].filter(context => context !== false);
    return new FederatedCredential(
      'github',
      options.issuer ?? 'https://token.actions.githubusercontent.com',
      `repo:${where}:${contexts[0]}`,
      options,
      faults => {
        inspectPath(options.repository, faults.at('repository'), 'owner and repository, such as "fabrikam/azure"', 2);
        if (contexts.length !== 1) {
          faults.report(
            `names ${contexts.length} of environment, branch, tag and pullRequest; name exactly one, ` +
              'because a token has one subject',
          );
        }
        inspectRefs(options, faults);
        if (hasIds) {
          if (isUnresolved(options.repository)) {
            faults
              .at('repository')
              .report('is known to Terraform only; write it out, because the ids go between owner and repository');
          }
          for (const property of ['ownerId', 'repositoryId'] as const) {
            inspectNumericId(options[property], faults.at(property));
          }
        }
      },
    );
  }

  /** A job of GitLab, on gitlab.com or on an instance of one's own. */
  public static gitLab(options: GitLabOptions): FederatedCredential {
    const refs = [
      options.branch !== undefined && `ref_type:branch:ref:${options.branch}`,
      options.tag !== undefined && `ref_type:tag:ref:${options.tag}`,
    ].filter(ref => ref !== false);
    return new FederatedCredential(
      'gitlab',
      options.instance ?? 'https://gitlab.com',
      `project_path:${options.projectPath}:${refs[0]}`,
      options,
      faults => {
        inspectPath(options.projectPath, faults.at('projectPath'), 'group and project, such as "fabrikam/azure"');
        inspectRefs(options, faults);
        if (options.instance?.endsWith('/')) {
          faults.at('instance').reject(options.instance, 'ends with "/"', 'the tokens of GitLab name it without');
        }
        if (refs.length !== 1) {
          faults.report(`names ${refs.length} of branch and tag; name exactly one, because a token has one subject`);
        }
      },
    );
  }

  /**
   * A service connection of Azure DevOps, with the issuer and the subject that the connection shows.
   *
   * Issuer and subject cannot be derived: connections made since the end of 2025 have an opaque subject, and the old
   * issuer `vstoken.dev.azure.com` is retired on 2027-07-01.
   */
  public static azureDevOps(options: AzureDevOpsOptions): FederatedCredential {
    return new FederatedCredential('azure-devops', options.issuer, options.subject, options);
  }

  /** Any other issuer. */
  public static custom(options: CustomFederatedCredentialOptions): FederatedCredential {
    return new FederatedCredential('federated', options.issuer, options.subject, options);
  }

  /** The name in Entra and in the Terraform address; empty if it can neither be read nor be made. */
  public readonly name: string;
  /** The audience; undefined means the one of the cloud. */
  public readonly audience?: string;
  /** What the credential is for. */
  public readonly description?: string;

  private constructor(
    kind: string,
    /** The `iss` of the token. */
    public readonly issuer: string,
    /** The `sub` of the token. */
    public readonly subject: string,
    options: FederatedCredentialOptions,
    private readonly inspectInput: (faults: Faults) => void = () => {},
  ) {
    this.name = options.name ?? (isUnresolved(subject) ? '' : nameFrom(kind, subject));
    this.audience = options.audience;
    this.description = options.description;
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    this.inspectInput(faults);
    inspectIssuer(this.issuer, faults.at('issuer'));
    faults.at('subject').text(this.subject, 'the subject of the token');
    if (this.audience !== undefined) {
      faults.at('audience').text(this.audience, 'the audience of the token');
    }
    if (this.description !== undefined) {
      faults.at('description').text(this.description, 'what the credential is for');
    }
    if (this.name === '' && isUnresolved(this.subject)) {
      faults.at('name').report('is missing; expected a name, because the subject is known to Terraform only');
    } else {
      inspectCredentialName(this.name, faults.at('name'));
    }
  }

  /** @internal */
  public _audienceIn(cloud: AzureCloud): string {
    return this.audience ?? cloud.tokenExchangeAudience;
  }
}

/** Finds the faults of a name that becomes part of a Terraform address and of an Entra credential. */
export function inspectCredentialName(name: string, faults: Faults): void {
  if (!faults.text(name, 'the name of the credential')) {
    return;
  }
  if (isUnresolved(name)) {
    faults.report('is known to Terraform only; write it out, because it becomes part of the resource address');
  } else if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(name)) {
    faults.reject(name, 'is not a name for a credential', 'expected 3 to 120 letters, digits, "-" and "_"');
  }
}

function nameFrom(kind: string, subject: string): string {
  const words = String(subject)
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${kind}-${words}`.slice(0, 120);
}

function inspectIssuer(issuer: string, faults: Faults): void {
  if (faults.text(issuer, 'the issuer of the token, an https URL') && !isUnresolved(issuer)) {
    if (!/^https:\/\/[^\s/]\S*$/.test(issuer)) {
      faults.reject(issuer, 'is not an https URL', 'expected the `iss` of the token');
    }
  }
}

/** An empty text is not the same as none, and the prefix of a ref is added here. */
function inspectRefs(options: { environment?: string; branch?: string; tag?: string }, faults: Faults): void {
  for (const property of ['environment', 'branch', 'tag'] as const) {
    const value = options[property];
    const at = faults.at(property);
    if (value !== undefined && at.text(value, `the name of the ${property}`) && /^refs\//.test(value)) {
      at.reject(value, 'is a full ref', `write the name of the ${property} alone`);
    }
  }
}

function inspectPath(path: string, faults: Faults, what: string, segments?: number): void {
  if (!faults.text(path, what) || isUnresolved(path)) {
    return;
  }
  const parts = path.split('/');
  if (parts.length < 2 || (segments !== undefined && parts.length !== segments) || !parts.every(isPathSegment)) {
    faults.reject(path, 'does not name one', `expected ${what}`);
  }
}

function isPathSegment(segment: string): boolean {
  return /^[A-Za-z0-9._-]+$/.test(segment);
}

function inspectNumericId(id: string | undefined, faults: Faults): void {
  if (faults.text(id, 'the numeric id; ownerId and repositoryId go together') && !isUnresolved(id)) {
    if (!/^[0-9]+$/.test(id as string)) {
      faults.reject(id, 'is not a numeric id', 'expected digits, as `gh api repos/OWNER/REPOSITORY` shows them');
    }
  }
}
