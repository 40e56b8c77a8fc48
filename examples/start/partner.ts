/** What is the partner's own: ids, the pipeline that signs in, the place of the states. */
import { FederatedCredential, PecAutomation, StateBackend } from 'cdktf-partner-earned-credit';

/** The Entra tenant that manages the customers. */
export const managingTenantId = 'f0000000-0000-4000-8000-000000000001';

/** The Partner ID of the location account, from Partner Center. */
export const partnerId = '1234567';

/**
 * The pipeline that signs in as PEC-Automation. `gh api repos/OWNER/REPO --jq '.owner.id, .id'` prints the ids, the
 * owner's first; a repository made before 2026-07-15 that has not opted in has none in its tokens: leave them out.
 */
export const pipeline = FederatedCredential.githubActions({
  repository: 'fabrikam/azure',
  ownerId: '1234',
  repositoryId: '5678',
  environment: 'production',
});

/** The storage account whose container `states` holds the states. Without one they are files, for trying things out. */
const storageAccountName = '';

/** Where Terraform keeps the states. */
export const backend = storageAccountName
  ? StateBackend.azurerm({ storageAccountName, containerName: 'states', tenantId: managingTenantId })
  : StateBackend.local({ directory: 'state' });

/** The outputs of the stack pec-identity. They are empty until its only apply, and until then it is declared alone. */
const principalId = 'f0000000-0000-4000-8000-000000000002';
const clientId = 'f0000000-0000-4000-8000-000000000003';

/** PEC-Automation, pinned by its ids. */
export const automation = principalId
  ? PecAutomation.fromAttributes({ principalId, clientId, tenantId: managingTenantId })
  : undefined;
