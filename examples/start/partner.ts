/** What is the partner's own: ids, the pipeline that signs in, the place of the states. */
import { FederatedCredential, PecAutomation, StateBackend } from 'cdktf-partner-earned-credit';

/** The Entra tenant that manages the customers. */
export const managingTenantId = 'f0000000-0000-4000-8000-000000000001';

/** The Partner ID of the location account, from Partner Center. */
export const partnerId = '1234567';

/**
 * The repository with the pipeline. `gh api repos/OWNER/REPO --jq '.owner.id, .id'` prints the ids, the owner's first;
 * a repository made before 2026-07-15 that has not opted in has none in its tokens: leave them out.
 */
export const repository = { repository: 'fabrikam/azure', ownerId: '1234', repositoryId: '5678' };

/** What signs in as PEC-Automation: the jobs that plan its link and make it. Restrict both environments to main. */
export const credentials = {
  federated: ['partner-link-plan', 'partner-link'].map(environment =>
    FederatedCredential.githubActions({ ...repository, environment }),
  ),
};

/** The storage account for the states. Without one they are files, which is for trying things out. */
const storageAccountName = '';

/** Where Terraform keeps states: each kind in a container of its own, because another identity applies it. */
export function statesIn(containerName: string): StateBackend {
  return storageAccountName
    ? StateBackend.azurerm({ storageAccountName, containerName, tenantId: managingTenantId })
    : StateBackend.local({ directory: 'state' });
}

/** The outputs of the stack pec-identity. They are empty until its only apply, and until then it is declared alone. */
const principalId = 'f0000000-0000-4000-8000-000000000002';
const clientId = 'f0000000-0000-4000-8000-000000000003';

/** PEC-Automation, pinned by its ids. */
export const automation = principalId
  ? PecAutomation.fromAttributes({ principalId, clientId, tenantId: managingTenantId })
  : undefined;
