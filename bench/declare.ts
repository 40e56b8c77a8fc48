/** What the program of a partner declares beside its file of customers. */
import type { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerPortfolio,
  LighthouseOffer,
  PecAutomation,
  Principal,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { AUTOMATION, AUTOMATION_CLIENT, MANAGING_TENANT, OPERATORS, READERS } from './data';

/** Declares the customers of a file. */
export function declare(app: App, file: string): CustomerPortfolio {
  const offer = new LighthouseOffer({
    name: 'Fabrikam Managed Services',
    managingTenantId: MANAGING_TENANT,
    authorizations: [
      Authorization.permanent(Principal.group(OPERATORS, 'Operators'), AzureBuiltInRole.CONTRIBUTOR),
      Authorization.permanent(Principal.group(READERS, 'Readers'), AzureBuiltInRole.READER),
    ],
  });
  return CustomerPortfolio.fromFile(app, file, {
    offers: { 'managed-services': offer },
    automation: PecAutomation.fromAttributes({
      principalId: AUTOMATION,
      clientId: AUTOMATION_CLIENT,
      tenantId: MANAGING_TENANT,
      linkedPartnerId: '1234567',
    }),
    backend: StateBackend.local({ directory: 'state' }),
  });
}
