/** What is proposed to customers. */
import { Authorization, AzureBuiltInRole, LighthouseOffer, Principal } from 'cdktf-partner-earned-credit';
import { managingTenantId } from './partner.ts';

const operators = Principal.group('f0000000-0000-4000-8000-000000000021', 'Fabrikam operators');

/** Operators work in the customer's subscriptions at any time. */
export const managedServices = new LighthouseOffer({
  name: 'Fabrikam Managed Services',
  description: 'Operation, monitoring and backup by Fabrikam.',
  managingTenantId,
  authorizations: [Authorization.permanent(operators, AzureBuiltInRole.CONTRIBUTOR)],
});
