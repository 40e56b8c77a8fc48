import type { Faults } from '../declaration';
import { isUnresolved } from '../terraform';
import type { GitHubActionsOptions, GitLabOptions } from './federated-credential-options';

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

/** Finds the faults of an issuer. */
export function inspectIssuer(issuer: string, faults: Faults): void {
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
    if (!/^[0-9]+$/.test(id)) {
      faults.reject(id, 'is not a numeric id', 'expected digits, as `gh api repos/OWNER/REPOSITORY` shows them');
    }
  }
}
