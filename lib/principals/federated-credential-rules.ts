import { type Faults, inspectName } from '../declaration';
import { HCP_TERRAFORM_NAMES, isUnresolved } from '../terraform';
import type { GitHubActionsOptions, GitLabOptions, HcpTerraformOptions } from './federated-credential-options';

/** Finds the faults of a workflow; contexts is how many ways it says where it runs. */
export function inspectWorkflow(workflow: GitHubActionsOptions, contexts: number, faults: Faults): void {
  inspectPath(workflow.repository, faults.at('repository'), 'owner and repository, such as "fabrikam/azure"', 2);
  if (contexts !== 1) {
    faults.report(
      `names ${contexts} of environment, branch, tag and pullRequest; name exactly one, because a token has one subject`,
    );
  }
  inspectRefs(workflow, faults);
  if (workflow.ownerId !== undefined || workflow.repositoryId !== undefined) {
    if (isUnresolved(workflow.repository)) {
      faults
        .at('repository')
        .report('is known to Terraform only; write it out, because the ids go between owner and repository');
    }
    for (const property of ['ownerId', 'repositoryId'] as const) {
      inspectNumericId(workflow[property], faults.at(property));
    }
  }
}

/** Finds the faults of a job; refs is how many ways it says where it runs. */
export function inspectJob(job: GitLabOptions, refs: number, faults: Faults): void {
  inspectPath(job.projectPath, faults.at('projectPath'), 'group and project, such as "fabrikam/azure"');
  inspectRefs(job, faults);
  if (typeof job.instance === 'string' && job.instance.endsWith('/')) {
    faults.at('instance').reject(job.instance, 'ends with "/"', 'the tokens of GitLab name it without');
  }
  if (refs !== 1) {
    faults.report(`names ${refs} of branch and tag; name exactly one, because a token has one subject`);
  }
}

/** Finds the faults of a phase of HCP Terraform. */
export function inspectPhase(
  { organization, project, workspace, hostname }: HcpTerraformOptions,
  faults: Faults,
): void {
  const names = HCP_TERRAFORM_NAMES;
  inspectName(organization, 'the organization of HCP Terraform', names.workspace, faults.at('organization'));
  inspectName(workspace, 'the workspace of HCP Terraform', names.workspace, faults.at('workspace'));
  if (project !== undefined) {
    inspectName(project, 'the project of HCP Terraform', names.project, faults.at('project'));
  }
  if (hostname !== undefined) {
    inspectName(hostname, 'the host of Terraform Enterprise', names.host, faults.at('hostname'));
  }
}
/** The most characters of a credential's name. */
export const LONGEST_NAME = 120;

/** Finds the faults of a name that becomes part of a Terraform address and of an Entra credential. */
export function inspectCredentialName(name: string, faults: Faults): void {
  if (!faults.text(name, 'the name of the credential')) {
    return;
  }
  if (isUnresolved(name)) {
    faults.report('is known to Terraform only; write it out, because it becomes part of the resource address');
  } else if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,}$/.test(name) || name.length > LONGEST_NAME) {
    faults.reject(name, 'is not a name for a credential', `expected 3 to ${LONGEST_NAME} letters, digits, "-" and "_"`);
  }
}

/** Finds the faults of the issuer. */
export function inspectIssuer(issuer: string, faults: Faults): void {
  if (!faults.text(issuer, 'the issuer of the token, an https URL', LONGEST_CLAIM) || isUnresolved(issuer)) {
    return;
  }
  if (!/^https:\/\/[^\s/]\S*$/.test(issuer)) {
    faults.reject(issuer, 'is not an https URL', 'expected the `iss` of the token');
  } else if (SLASHLESS.test(issuer) && issuer.endsWith('/')) {
    faults.reject(issuer, 'ends with "/"', 'the tokens of this issuer name it without');
  }
}

/** Issuers known to have no slash at the end. Those of others, such as AKS and Auth0, do have one. */
const SLASHLESS = /^https:\/\/(?:token\.actions\.|login\.microsoftonline\.|vstoken\.dev\.azure\.com\/)/i;

/** Finds the faults of the audience. */
export function inspectAudience(audience: string, faults: Faults): void {
  if (faults.text(audience, 'the audience of the token', LONGEST_CLAIM) && !isUnresolved(audience)) {
    inspectEnds(audience, faults);
  }
}

/** Finds what no token carries in a subject that is given whole. */
export function inspectSubject(subject: string, faults: Faults): void {
  if (typeof subject !== 'string' || subject.trim() === '' || isUnresolved(subject)) {
    return;
  }
  if (subject.includes('*')) {
    faults.reject(subject, 'has a wildcard', 'write one subject in full: Entra ID compares it letter by letter');
  } else {
    inspectEnds(subject, faults);
  }
}

/**
 * The most characters of issuer, subject, audience and description.
 *
 * @see https://learn.microsoft.com/graph/api/resources/federatedidentitycredential
 */
export const LONGEST_CLAIM = 600;

/** Finds a blank before or behind a text. */
function inspectEnds(text: string, faults: Faults): void {
  if (text !== text.trim()) {
    faults.reject(text, 'begins or ends with a blank', 'take it away: Entra ID compares letter by letter');
  }
}

/** What neither Git nor GitHub puts into a subject, and the prefix of a ref, which is added here. */
function inspectRefs(options: { environment?: string; branch?: string; tag?: string }, faults: Faults): void {
  for (const property of ['environment', 'branch', 'tag'] as const) {
    const value = options[property];
    const at = faults.at(property);
    // An empty text is not the same as none.
    if (value === undefined || !at.text(value, `the name of the ${property}`) || isUnresolved(value)) {
      continue;
    }
    if (/^refs\//.test(value)) {
      at.reject(value, 'is a full ref', `write the name of the ${property} alone`);
    } else if ((property === 'environment' ? /\*/ : /[*?[]/).test(value)) {
      at.reject(
        value,
        'has a wildcard',
        `name one ${property}, and add a credential for each: Entra ID knows no wildcards`,
      );
    } else if (property === 'environment' && value.includes(':')) {
      // github/docs, content/actions/reference/security/oidc.md
      at.reject(value, 'has ":"', 'write "%3A" in its place, as GitHub does in the subject');
    } else {
      inspectEnds(value, at);
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
  } else if (path.endsWith('.git')) {
    faults.reject(path, 'ends with ".git"', 'take that away: it belongs to the address for cloning only');
  }
}

function isPathSegment(segment: string): boolean {
  return /^(?!\.\.?$)[A-Za-z0-9._-]+$/.test(segment);
}

function inspectNumericId(id: string | undefined, faults: Faults): void {
  if (
    faults.text(id, 'the numeric id; give ownerId and repositoryId both, or neither for an older repository') &&
    !isUnresolved(id)
  ) {
    if (!/^[1-9][0-9]*$/.test(id)) {
      faults.reject(id, 'is not a numeric id', 'expected a number, as `gh api repos/OWNER/REPOSITORY` shows it');
    }
  }
}
