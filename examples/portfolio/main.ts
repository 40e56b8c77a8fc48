/**
 * A partner whose customers are in customers.yaml: what `npm run synth` and cdktf.json run. examples/start is the least
 * that earns; here there are two offers, and customers who differ.
 *
 * Applied in this order: pec-identity, then partner-link signed in as PEC-Automation, then the customers.
 */
import { join, relative } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  CustomerPortfolio,
  PartnerLinkStack,
  PecIdentityStack,
  PecReadiness,
  SignIn,
} from 'cdktf-partner-earned-credit';
import { managedServices, managedServicesOnDemand } from './offers';
import { automation, backend, managingTenantId, partnerId, pipeline } from './partner';

const app = new App();

new PecIdentityStack(app, 'pec-identity', { managingTenantId, credentials: { federated: [pipeline] }, backend });

new PartnerLinkStack(app, 'partner-link', { partnerId, principal: automation, signIn: SignIn.oidc(), backend });

CustomerPortfolio.fromFile(app, join(__dirname, 'customers.yaml'), {
  offers: { 'managed-services': managedServices, 'on-demand': managedServicesOnDemand },
  automation,
  backend,
});

app.synth();

for (const stack of app.node.children.filter(child => TerraformStack.isStack(child))) {
  console.log(`${stack.node.id.padEnd(20)} ${relative('.', `${app.outdir}/stacks/${stack.node.id}/cdk.tf.json`)}`);
}
console.log(`\n${PecReadiness.check(app).toTable()}`);
