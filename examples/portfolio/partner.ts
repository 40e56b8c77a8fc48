/** The partner's own ids. All of them are made up: replace them. */
import { PecAutomation } from 'cdktf-partner-earned-credit';

/** The tenant of Fabrikam, the partner. */
export const managingTenantId = 'f0000000-0000-4000-8000-000000000001';

/** The Partner ID of the location account, from Partner Center. */
export const partnerId = '1234567';

/**
 * The repository whose pipeline signs in as PEC-Automation. `gh api repos/fabrikam/azure --jq '.owner.id, .id'` prints
 * the ids, the owner's first; one made before 2026-07-15 that has not opted in has none in its tokens: leave them out.
 */
export const repository = { repository: 'fabrikam/azure', ownerId: '1234', repositoryId: '5678' };

/**
 * PEC-Automation, pinned: the outputs of the stack pec-identity after its only apply. The environment variables are for
 * trying the example out before there are any.
 */
export const automation = PecAutomation.fromAttributes({
  principalId: process.env.PEC_PRINCIPAL_ID ?? 'f0000000-0000-4000-8000-000000000002',
  clientId: process.env.PEC_CLIENT_ID ?? 'f0000000-0000-4000-8000-000000000003',
  tenantId: managingTenantId,
});
