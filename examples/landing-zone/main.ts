/**
 * The constructs in a stack of one's own, with one's own provider, backend and policy.
 *
 *   npm run synth:landing-zone
 */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { PolicyDefinition } from '@cdktf/provider-azurerm/lib/policy-definition';
import { App, AzurermBackend, TerraformOutput, TerraformStack } from 'cdktf';
import {
  Authorization,
  AzapiProvider,
  AzureBuiltInRole,
  LighthouseDelegation,
  LighthouseOffer,
  PecAutomation,
  PecReadiness,
  Principal,
} from 'cdktf-partner-earned-credit';
import type { Construct } from 'constructs';

const managingTenantId = 'f0000000-0000-4000-8000-000000000001';
const customerTenantId = 'a0000000-0000-4000-8000-000000000001';
const subscriptionId = 'a0000000-0000-4000-8000-000000000011';

class LandingZone extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermBackend(this, {
      storageAccountName: 'fabrikamstate',
      containerName: 'landing-zones',
      key: 'adventure-works.tfstate',
      useAzureadAuth: true,
    });

    const provider = new AzurermProvider(this, 'azurerm', {
      features: [{}],
      tenantId: customerTenantId,
      subscriptionId,
      resourceProviderRegistrations: 'none',
    });
    LighthouseDelegation.convergeAfterInterruption(provider);
    this.addOverride('terraform.required_providers.azurerm.version', '>= 4.75, < 6');
    const azapiProvider = new AzapiProvider(this, 'azapi', { tenantId: customerTenantId });

    const delegation = new LighthouseDelegation(this, 'managed-services', {
      customerName: 'Adventure Works',
      customerTenantId,
      subscriptionId,
      offer: new LighthouseOffer({
        name: 'Fabrikam Landing Zone',
        managingTenantId,
        authorizations: [
          Authorization.permanent(
            Principal.group('f0000000-0000-4000-8000-000000000024', 'Fabrikam platform team'),
            AzureBuiltInRole.CONTRIBUTOR,
          ),
        ],
      }),
      automation: PecAutomation.fromAttributes({
        principalId: 'f0000000-0000-4000-8000-000000000002',
        clientId: 'f0000000-0000-4000-8000-000000000003',
        tenantId: managingTenantId,
        linkedPartnerId: '1234567',
      }),
      provider,
      azapiProvider,
    });

    new PolicyDefinition(this, 'allowed-managing-tenants', {
      name: 'allowed-managing-tenants',
      displayName: 'Only Fabrikam may manage this subscription',
      policyType: 'Custom',
      mode: 'All',
      policyRule: JSON.stringify({
        if: {
          allOf: [
            { field: 'type', equals: 'Microsoft.ManagedServices/registrationDefinitions' },
            { field: 'Microsoft.ManagedServices/registrationDefinitions/managedByTenantId', notIn: [managingTenantId] },
          ],
        },
        then: { effect: 'deny' },
      }),
      provider,
    });

    new TerraformOutput(this, 'definition_id', { value: delegation.definitionId });
    PecReadiness.enforce(this);
  }
}

// A folder of its own, so that it does not mix with the portfolio's.
const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? 'cdktf.out.landing-zone' });
new LandingZone(app, 'adventure-works');
app.synth();
console.log(PecReadiness.check(app).toTable());
