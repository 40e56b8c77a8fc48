/** What Terraform manages: PEC-Automation, its link to the Partner ID, and a stack for each customer. */
import type { App } from 'cdktf';
import { CustomerPortfolio, PartnerLinkStack, PecIdentityStack, SignIn } from 'cdktf-partner-earned-credit';
import { managedServices } from './offers.ts';
import { automation, credentials, managingTenantId, partnerId, statesIn } from './partner.ts';

/** Applied in this order: pec-identity, then partner-link signed in as PEC-Automation, then the customers. */
export function declareStacks(app: App): void {
  new PecIdentityStack(app, 'pec-identity', { managingTenantId, credentials, backend: statesIn('pec-identity') });
  if (!automation) {
    return;
  }
  new PartnerLinkStack(app, 'partner-link', {
    partnerId,
    principal: automation,
    signIn: SignIn.oidc(),
    backend: statesIn('partner-link'),
  });
  CustomerPortfolio.fromFile(app, 'examples/start/customers.yaml', {
    offers: { 'managed-services': managedServices },
    automation,
    backend: statesIn('customers'),
  });
}
