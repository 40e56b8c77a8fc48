/** N customers with the library. */
import { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerStack,
  LighthouseOffer,
  PecAutomation,
  Principal,
  StateBackend,
} from '../lib';
import { AUTOMATION, AUTOMATION_CLIENT, customerIds, MANAGING_TENANT, OPERATORS, READERS } from './data';
import { report } from './report';

const [outdir, count] = process.argv.slice(2);
const app = new App({ outdir });
const offer = new LighthouseOffer({
  name: 'Fabrikam Managed Services',
  managingTenantId: MANAGING_TENANT,
  authorizations: [
    Authorization.permanent(Principal.group(OPERATORS, 'Operators'), AzureBuiltInRole.CONTRIBUTOR),
    Authorization.permanent(Principal.group(READERS, 'Readers'), AzureBuiltInRole.READER),
  ],
});
const automation = PecAutomation.fromAttributes({
  principalId: AUTOMATION,
  clientId: AUTOMATION_CLIENT,
  tenantId: MANAGING_TENANT,
  linkedPartnerId: '1234567',
});
for (let i = 0; i < Number(count); i++) {
  const { tenantId, subscriptionId } = customerIds(i);
  new CustomerStack(app, `customer-${i}`, {
    customer: { name: `Customer ${i}`, tenantId, subscriptions: [{ id: subscriptionId }] },
    offer,
    automation,
    backend: StateBackend.local({ directory: 'state' }),
  });
}
app.synth();
report();
