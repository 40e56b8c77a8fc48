/** N customers by hand, with deep imports: the same resources. */
import { LighthouseAssignment } from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import { LighthouseDefinition } from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { AzapiProvider } from '../lib/bindings/generated/azapi/provider';
import { ResourceAction } from '../lib/bindings/generated/azapi/resource-action';
import { AUTOMATION, customerIds, MANAGING_TENANT, OPERATORS, READERS } from './data';
import { report } from './report';

const DELETE_ROLE = '91c1777a-f3dc-4fae-b103-61d183457e46';
const DEFINITION = '550da55f-48fd-5c59-9c9c-86d86ee466b3';
const PROBE = '51c07e4a-822f-5e21-ba7a-bfb141c53c25';

const [outdir, count] = process.argv.slice(2);
const app = new App({ outdir });
for (let i = 0; i < Number(count); i++) {
  const { tenantId, subscriptionId } = customerIds(i);
  const id = `customer-${i}`;
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: `../../../state/${id}.tfstate` });
  stack.addOverride('terraform.required_version', '>= 1.5');
  stack.addOverride('terraform.required_providers.azapi.version', '>= 2.12, < 3');
  stack.addOverride('terraform.required_providers.azurerm.version', '>= 4.75, < 6');
  const azurerm = new AzurermProvider(stack, 'azurerm', {
    features: [{}],
    tenantId,
    subscriptionId,
    resourceProviderRegistrations: 'none',
  });
  azurerm.addOverride('features.0.skip_import_check_on_create_and_allow_overwriting_existing_resources', true);
  new AzapiProvider(stack, 'azapi', { tenantId });
  const scope = `/subscriptions/${subscriptionId}`;
  const register = new ResourceAction(stack, 'register', {
    type: 'Microsoft.Resources/subscriptions@2021-01-01',
    resourceId: scope,
    action: 'providers/Microsoft.ManagedServices/register',
    method: 'POST',
  });
  register.overrideLogicalId(`managed-services-${subscriptionId}_Register_00000000`);
  const probe = {
    type: 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01',
    resourceId: `${scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${PROBE}`,
    retry: { errorMessageRegex: ['MissingSubscriptionRegistration'], intervalSeconds: 5, maxIntervalSeconds: 15 },
    lifecycle: { ignoreChanges: 'all' as const },
  };
  const written = new ResourceAction(stack, 'probe', {
    ...probe,
    method: 'PUT',
    body: {
      properties: {
        registrationDefinitionName: 'Fabrikam Managed Services (registration)',
        description: 'Deleted at once: shows that Azure accepts delegations at this subscription. Gives nobody access.',
        managedByTenantId: MANAGING_TENANT,
        authorizations: [
          {
            principalId: OPERATORS,
            principalIdDisplayName: 'Operators',
            roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
          },
        ],
      },
    },
    dependsOn: [register],
  });
  written.overrideLogicalId(`managed-services-${subscriptionId}_Probe_00000000`);
  const registered = new ResourceAction(stack, 'registered', {
    ...probe,
    method: 'DELETE',
    dependsOn: [written],
    lifecycle: {
      ...probe.lifecycle,
      replaceTriggeredBy: [`azapi_resource_action.managed-services-${subscriptionId}_Probe_00000000`],
    },
  });
  registered.overrideLogicalId(`managed-services-${subscriptionId}_Registered_00000000`);
  const definition = new LighthouseDefinition(stack, 'definition', {
    name: 'Fabrikam Managed Services',
    managingTenantId: MANAGING_TENANT,
    scope,
    lighthouseDefinitionId: DEFINITION,
    authorization: [
      {
        principalId: OPERATORS,
        principalDisplayName: 'Operators',
        roleDefinitionId: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
      },
      {
        principalId: READERS,
        principalDisplayName: 'Readers',
        roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
      },
      {
        principalId: AUTOMATION,
        principalDisplayName: 'PEC-Automation',
        roleDefinitionId: 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e',
      },
      { principalId: OPERATORS, principalDisplayName: 'Operators', roleDefinitionId: DELETE_ROLE },
      { principalId: READERS, principalDisplayName: 'Readers', roleDefinitionId: DELETE_ROLE },
    ],
    dependsOn: [registered],
    lifecycle: { preventDestroy: true },
  });
  definition.overrideLogicalId(`subscription-${subscriptionId}_Definition_00000000`);
  const assignment = new LighthouseAssignment(stack, 'assignment', {
    name: DEFINITION,
    scope,
    lighthouseDefinitionId: definition.id,
    lifecycle: { preventDestroy: true },
  });
  assignment.overrideLogicalId(`subscription-${subscriptionId}_Assignment_00000000`);
  new TerraformOutput(stack, 'customer_tenant_id', { value: tenantId, description: "The customer's tenant." });
  new TerraformOutput(stack, 'definition_ids', {
    value: { [subscriptionId]: definition.id },
    description: 'The resource id of the registration definition of each delegated subscription.',
  });
}
app.synth();
report();
