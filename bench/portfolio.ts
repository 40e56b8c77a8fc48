/** N customers from a file, with the reports. */
import { App } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerPortfolio,
  LighthouseOffer,
  PecAutomation,
  Principal,
  StateBackend,
} from '../lib';
import { AUTOMATION, AUTOMATION_CLIENT, MANAGING_TENANT, OPERATORS, READERS } from './data';
import { report } from './report';

const [outdir, , file] = process.argv.slice(2);
const app = new App({ outdir });
const offer = new LighthouseOffer({
  name: 'Fabrikam Managed Services',
  managingTenantId: MANAGING_TENANT,
  authorizations: [
    Authorization.permanent(Principal.group(OPERATORS, 'Operators'), AzureBuiltInRole.CONTRIBUTOR),
    Authorization.permanent(Principal.group(READERS, 'Readers'), AzureBuiltInRole.READER),
  ],
});
CustomerPortfolio.fromFile(app, file, {
  offers: { 'managed-services': offer },
  automation: PecAutomation.fromAttributes({
    principalId: AUTOMATION,
    clientId: AUTOMATION_CLIENT,
    tenantId: MANAGING_TENANT,
    linkedPartnerId: '1234567',
  }),
  state: StateBackend.local({ directory: 'state' }),
});
app.synth();
report();
