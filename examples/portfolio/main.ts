/**
 * A partner whose customers are in customers.yaml: what `npm run synth` and cdktf.json run. examples/start is the least
 * that earns; here are two offers, and customers who differ.
 *
 * Applied in this order: pec-identity, then partner-link signed in as PEC-Automation, then the customers.
 */
import { join, relative } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  CustomerPortfolio,
  FederatedCredential,
  PartnerLinkStack,
  PecIdentityStack,
  PecReadiness,
  SignIn,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import { managedServices, managedServicesOnDemand } from './offers';
import { automation, managingTenantId, partnerId, repository } from './partner';

const app = new App();

// In earnest: StateBackend.azurerm({ storageAccountName: '…', containerName: '…', tenantId: managingTenantId }).
const state = StateBackend.local({ directory: 'state' });

new PecIdentityStack(app, 'pec-identity', {
  managingTenantId,
  credentials: {
    federated: [FederatedCredential.githubActions({ ...repository, environment: 'production' })],
  },
  backend: state,
});

new PartnerLinkStack(app, 'partner-link', { partnerId, principal: automation, signIn: SignIn.oidc(), backend: state });

CustomerPortfolio.fromFile(app, join(__dirname, 'customers.yaml'), {
  offers: { 'managed-services': managedServices, 'on-demand': managedServicesOnDemand },
  automation,
  backend: state,
});

app.synth();

for (const stack of app.node.children.filter(child => TerraformStack.isStack(child))) {
  console.log(`${stack.node.id.padEnd(20)} ${relative('.', `${app.outdir}/stacks/${stack.node.id}/cdk.tf.json`)}`);
}
console.log(`\n${PecReadiness.check(app).toTable()}`);
