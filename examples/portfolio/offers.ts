/** What Fabrikam proposes to its customers: the offer of examples/start, and one more. */
import { Authorization, AzureBuiltInRole, LighthouseOffer, Principal } from 'cdktf-partner-earned-credit';
import { managingTenantId } from './partner';

export { managedServices } from '../start/offers.ts';

const engineers = Principal.group('f0000000-0000-4000-8000-000000000022', 'Fabrikam engineers');
const leads = Principal.group('f0000000-0000-4000-8000-000000000023', 'Fabrikam leads');

/** Engineers look at any time, and change things after a lead has approved. */
export const managedServicesOnDemand = new LighthouseOffer({
  name: 'Fabrikam Managed Services on demand',
  description: 'Fabrikam reads at any time and changes on approval.',
  managingTenantId,
  authorizations: [
    Authorization.permanent(engineers, AzureBuiltInRole.READER),
    Authorization.eligible(engineers, AzureBuiltInRole.CONTRIBUTOR, {
      maximumActivationDuration: 'PT4H',
      approvers: [leads],
    }),
  ],
});
