/**
 * A partner with three customers: what `npm run synth` and cdktf.json run.
 *
 * Applied in this order: pec-identity, then partner-link signed in as PEC-Automation, then the customers.
 */
import { relative } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  AzureBuiltInRole,
  CustomerStack,
  FederatedCredential,
  PartnerLinkStack,
  PecIdentityStack,
  PecReadiness,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { managedServices, managedServicesOnDemand } from './offers';
import { automation, managingTenantId, partnerId } from './partner';

const app = new App();

// In earnest: StateBackend.azurerm({ storageAccountName: '…', containerName: '…', tenantId: managingTenantId }).
const backend = StateBackend.local({ directory: 'state' });

new PecIdentityStack(app, 'pec-identity', {
  managingTenantId,
  credentials: {
    federated: [FederatedCredential.githubActions({ repository: 'fabrikam/azure', environment: 'production' })],
  },
  backend,
});

new PartnerLinkStack(app, 'partner-link', { partnerId, principal: automation, signIn: SignIn.oidc(), backend });

new CustomerStack(app, 'customer-contoso', {
  customer: {
    name: 'Contoso AG',
    tenantId: 'c0000000-0000-4000-8000-000000000001',
    subscriptions: [{ id: 'c0000000-0000-4000-8000-000000000011' }],
  },
  offer: managedServices,
  automation,
  backend,
});

new CustomerStack(app, 'customer-northwind', {
  customer: {
    name: 'Northwind Traders',
    tenantId: 'd0000000-0000-4000-8000-000000000001',
    subscriptions: [
      { id: 'd0000000-0000-4000-8000-000000000011', resourceGroups: ['rg-web-production', 'rg-data-production'] },
    ],
  },
  offer: managedServicesOnDemand,
  automation,
  backend,
});

new CustomerStack(app, 'customer-tailspin', {
  customer: {
    name: 'Tailspin Toys',
    tenantId: 'e0000000-0000-4000-8000-000000000001',
    subscriptions: [
      { id: 'e0000000-0000-4000-8000-000000000011' },
      { id: 'e0000000-0000-4000-8000-000000000012', automationRole: AzureBuiltInRole.BACKUP_CONTRIBUTOR },
    ],
  },
  offer: managedServices,
  automation,
  automationRole: AzureBuiltInRole.MONITORING_CONTRIBUTOR,
  backend,
});

app.synth();

for (const stack of app.node.children.filter(child => TerraformStack.isStack(child))) {
  console.log(`${stack.node.id.padEnd(20)} ${relative('.', `${app.outdir}/stacks/${stack.node.id}/cdk.tf.json`)}`);
}
console.log(`\n${PecReadiness.check(app).toTable()}`);
