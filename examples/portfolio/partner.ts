/** The partner of examples/start. */
import { PecAutomation } from 'cdktf-partner-earned-credit';
import { managingTenantId } from '../start/partner.ts';

export { managingTenantId, partnerId, repository } from '../start/partner.ts';

/** PEC-Automation. The environment variables are for trying the example out: npm run demo makes a new one each time. */
export const automation = PecAutomation.fromAttributes({
  principalId: process.env.PEC_PRINCIPAL_ID ?? 'f0000000-0000-4000-8000-000000000002',
  clientId: process.env.PEC_CLIENT_ID ?? 'f0000000-0000-4000-8000-000000000003',
  tenantId: managingTenantId,
});
