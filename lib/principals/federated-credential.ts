import { createHash } from 'node:crypto';
import { type AzureCloud, Kind } from '../azure';
import { type Fault, type Faults, optionsOf, type Taker } from '../declaration';
import { isUnresolved } from '../terraform';
import { textOrNone } from '../text';
import {
  type AzureDevOpsOptions,
  type CustomFederatedCredentialOptions,
  type FederatedCredentialOptions,
  GITHUB_ACTIONS,
  type GitHubActionsOptions,
  GITLAB,
  type GitLabOptions,
  HCP_TERRAFORM,
  type HcpTerraformOptions,
  ISSUER_AND_SUBJECT,
} from './federated-credential-options';
import {
  inspectAudience,
  inspectCredentialName,
  inspectIssuer,
  inspectJob,
  inspectPhase,
  inspectSubject,
  inspectWorkflow,
  LONGEST_CLAIM,
  LONGEST_NAME,
} from './federated-credential-rules';

/** Federated credentials. */
export const FEDERATED_CREDENTIAL = new Kind<FederatedCredential>(
  'FederatedCredential',
  'a federated credential',
  'make it with FederatedCredential',
);

/**
 * Lets a pipeline sign in as PEC-Automation without a secret.
 *
 * @example
 * ```ts
 * FederatedCredential.githubActions({ repository: 'fabrikam/customers', environment: 'production' });
 * ```
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 */
export class FederatedCredential {
  /** A workflow of GitHub Actions, with a subject of names, or of names with immutable ids. */
  public static githubActions(options: GitHubActionsOptions): FederatedCredential {
    return FederatedCredential.#of('github', options, GITHUB_ACTIONS, (workflow, faults) => {
      const contexts = [
        workflow.environment !== undefined && `environment:${textOrNone(workflow.environment)}`,
        workflow.branch !== undefined && `ref:refs/heads/${textOrNone(workflow.branch)}`,
        workflow.tag !== undefined && `ref:refs/tags/${textOrNone(workflow.tag)}`,
        workflow.pullRequest === true && 'pull_request',
      ].filter(context => context !== false);
      inspectWorkflow(workflow, contexts.length, faults);
      return {
        issuer: workflow.issuer ?? 'https://token.actions.githubusercontent.com',
        subject: `repo:${repositoryOf(workflow)}:${contexts[0] ?? ''}`,
        isOfFaults: !faults.isEmpty,
      };
    });
  }

  /** A job of GitLab, on gitlab.com or on an instance of one's own. */
  public static gitLab(options: GitLabOptions): FederatedCredential {
    return FederatedCredential.#of('gitlab', options, GITLAB, (job, faults) => {
      const refs = [
        job.branch !== undefined && `ref_type:branch:ref:${textOrNone(job.branch)}`,
        job.tag !== undefined && `ref_type:tag:ref:${textOrNone(job.tag)}`,
      ].filter(ref => ref !== false);
      inspectJob(job, refs.length, faults);
      return {
        issuer: job.instance ?? 'https://gitlab.com',
        subject: `project_path:${textOrNone(job.projectPath)}:${refs[0] ?? ''}`,
        isOfFaults: !faults.isEmpty,
      };
    });
  }

  /**
   * A service connection of Azure DevOps, with the issuer and the subject that the connection shows.
   *
   * Issuer and subject cannot be derived: connections made since the end of 2025 have an opaque subject, and the old
   * issuer `vstoken.dev.azure.com` is retired on 2027-07-01.
   */
  public static azureDevOps(options: AzureDevOpsOptions): FederatedCredential {
    return FederatedCredential.#of('azure-devops', options, ISSUER_AND_SUBJECT, givenToken);
  }

  /**
   * One phase of the runs of a workspace of HCP Terraform or Terraform Enterprise, which sign in from there.
   *
   * The subjects of plan and apply differ, so a workspace needs two credentials:
   *
   * ```ts
   * const link = { organization: 'fabrikam', workspace: 'partner-link' };
   * const federated = [
   *   FederatedCredential.hcpTerraform({ ...link, phase: 'plan' }),
   *   FederatedCredential.hcpTerraform({ ...link, phase: 'apply' }),
   * ];
   * ```
   *
   * HashiCorp documents issuer, subject and audience (hashicorp/web-unified-docs, content/terraform-docs-common/docs/
   * cloud-docs/dynamic-provider-credentials/azure-configuration.mdx and workload-identity-tokens.mdx); no run of HCP
   * Terraform has tried it with this package.
   */
  public static hcpTerraform(options: HcpTerraformOptions): FederatedCredential {
    return FederatedCredential.#of('hcp-terraform', options, HCP_TERRAFORM, (run, faults) => {
      inspectPhase(run, faults);
      const organization = `organization:${textOrNone(run.organization)}`;
      const project = `project:${textOrNone(run.project ?? 'Default Project')}`;
      const workspace = `workspace:${textOrNone(run.workspace)}`;
      const hostname = faults.at('hostname').isRefused ? undefined : run.hostname; // Its fault is told once.
      return {
        issuer: `https://${hostname ?? 'app.terraform.io'}`,
        subject: `${organization}:${project}:${workspace}:run_phase:${textOrNone(run.phase)}`,
        isOfFaults: !faults.isEmpty,
      };
    });
  }

  /** Any other issuer. */
  public static custom(options: CustomFederatedCredentialOptions): FederatedCredential {
    return FederatedCredential.#of('federated', options, ISSUER_AND_SUBJECT, givenToken);
  }

  /** Takes the options and makes of them what a token carries; what is wrong with them is told when inspected. */
  static #of<T extends FederatedCredentialOptions>(
    kind: string,
    given: T,
    taker: Taker<T>,
    tokenOf: (options: T, faults: Faults) => Token,
  ): FederatedCredential {
    const { taken, faults } = optionsOf(given, taker);
    const token = tokenOf(taken, faults);
    return new FederatedCredential(kind, token, taken, faults.found);
  }

  /** The `iss` of the token. */
  public readonly issuer: string;
  /** The `sub` of the token. */
  public readonly subject: string;
  /** The name in Entra and in the Terraform address; empty if it can neither be read nor be made. */
  public readonly name: string;
  /** The audience; undefined means the one of the cloud. */
  public readonly audience?: string;
  /** What the credential is for. */
  public readonly description?: string;

  private readonly isOfFaults: boolean;

  private constructor(
    kind: string,
    { issuer, subject, isOfFaults }: Token,
    options: FederatedCredentialOptions,
    private readonly faultsOfOptions: Fault[],
  ) {
    FEDERATED_CREDENTIAL.register(this);
    this.issuer = issuer;
    this.subject = subject;
    this.isOfFaults = isOfFaults;
    this.name = options.name ?? (isUnresolved(subject) ? '' : nameFrom(kind, subject));
    this.audience = options.audience;
    this.description = options.description;
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    faults.include(this.faultsOfOptions);
    inspectIssuer(this.issuer, faults.at('issuer'));
    if (!this.isOfFaults) {
      faults.at('subject').text(this.subject, 'the subject of the token', LONGEST_CLAIM);
    }
    if (this.audience !== undefined) {
      inspectAudience(this.audience, faults.at('audience'));
    }
    if (this.description !== undefined) {
      faults.at('description').text(this.description, 'what the credential is for', LONGEST_CLAIM);
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

/** What Entra compares a token with. */
interface Token {
  readonly issuer: string;
  readonly subject: string;
  /** Whether the subject was made of options that are wrong, so that it needs no fault of its own. */
  readonly isOfFaults: boolean;
}

/** The token as it was given, with what is wrong with its subject. */
function givenToken({ issuer, subject }: CustomFederatedCredentialOptions, faults: Faults): Token {
  inspectSubject(subject, faults.at('subject'));
  return { issuer, subject, isOfFaults: false };
}

/** Owner and repository as the subject names them. */
function repositoryOf({ repository, ownerId, repositoryId }: GitHubActionsOptions): string {
  const [owner, name] = textOrNone(repository).split('/');
  return ownerId === undefined
    ? textOrNone(repository)
    : `${owner}@${textOrNone(ownerId)}/${name}@${textOrNone(repositoryId)}`;
}

/** Of a longer name the beginning and a digest, because subjects of one repository differ at their ends. */
function nameFrom(kind: string, subject: string): string {
  const words = textOrNone(subject)
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const name = `${kind}-${words}`;
  if (name.length <= LONGEST_NAME) {
    return name;
  }
  const digest = createHash('sha256').update(subject).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST_NAME - 1 - digest.length)}-${digest}`;
}
