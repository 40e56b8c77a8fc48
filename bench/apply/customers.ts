/** N customers, declared in both ways: a stack each, and all in one stack. */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, LocalBackend, TerraformStack } from 'cdktf';
import {
  Authorization,
  AzapiProvider,
  AzureBuiltInRole,
  CustomerStack,
  type IPecAutomation,
  LighthouseDelegation,
  LighthouseOffer,
  PecAutomation,
  Principal,
  StateBackend,
} from 'cdktf-partner-earned-credit';
import type { World } from '../../emulator';
import { AUTOMATION, AUTOMATION_CLIENT, customerIds, MANAGING_TENANT, OPERATORS, READERS } from '../data';

/** The name of the one stack with all customers. */
export const EVERYBODY = 'everybody';

/** How to sign in at a customer's tenant. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The pipeline that owns a customer's subscription. */
export function pipelineOf(i: number): string {
  return `Customer ${i} pipeline`;
}

/** The stack of a customer. */
export function stackOf(i: number): string {
  return `customer-${i}`;
}

/** Azure with N customers. Their resource provider is registered, so that waiting for it does not blur the numbers. */
export function worldOf(count: number): World {
  return {
    tenants: [
      {
        id: MANAGING_TENANT,
        displayName: 'Fabrikam',
        applications: [
          { displayName: 'PEC-Automation', servicePrincipalObjectId: AUTOMATION, clientId: AUTOMATION_CLIENT },
        ],
        groups: [
          { displayName: 'Operators', objectId: OPERATORS },
          { displayName: 'Readers', objectId: READERS },
        ],
      },
      ...numbers(count).map(i => {
        const { tenantId, subscriptionId } = customerIds(i);
        return {
          id: tenantId,
          displayName: `Customer ${i}`,
          applications: [{ displayName: pipelineOf(i), secrets: [{}] }],
          subscriptions: [
            {
              id: subscriptionId,
              displayName: `Subscription ${i}`,
              registeredProviders: ['Microsoft.ManagedServices'],
              roleAssignments: [{ principal: pipelineOf(i), role: 'Owner' }],
            },
          ],
        };
      }),
    ],
  };
}

/** As the library does it: a stack and a state for each customer. */
export function declareOwnStacks(app: App, count: number): void {
  const [offer, automation] = [offerOf(), automationOf()];
  for (const i of numbers(count)) {
    const { tenantId, subscriptionId } = customerIds(i);
    new CustomerStack(app, stackOf(i), {
      customer: { name: `Customer ${i}`, tenantId, subscriptions: [{ id: subscriptionId }] },
      offer,
      automation,
      backend: StateBackend.local({ directory: 'state' }),
    });
  }
}

/** The alternative: one stack with providers for each tenant under an alias, from the same constructs. */
export function declareOneStack(app: App, count: number, credentialsOf: (i: number) => Credentials): void {
  const [offer, automation] = [offerOf(), automationOf()];
  const stack = new TerraformStack(app, EVERYBODY);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  for (const i of numbers(count)) {
    const { tenantId, subscriptionId } = customerIds(i);
    const signIn = { alias: stackOf(i), tenantId, useCli: false, ...credentialsOf(i) };
    const provider = new AzurermProvider(stack, `azurerm-${i}`, {
      features: [{}],
      subscriptionId,
      resourceProviderRegistrations: 'none',
      ...signIn,
    });
    LighthouseDelegation.convergeAfterInterruption(provider);
    new LighthouseDelegation(stack, `customer-${i}-delegation`, {
      offer,
      subscriptionId,
      automation,
      customerTenantId: tenantId,
      provider,
      azapiProvider: new AzapiProvider(stack, `azapi-${i}`, signIn),
    });
  }
  stack.addOverride('terraform.required_providers.azurerm.version', '>= 4.75, < 6');
}

/** 0 to count - 1. */
export function numbers(count: number): number[] {
  return [...Array(count).keys()];
}

function offerOf(): LighthouseOffer {
  return new LighthouseOffer({
    name: 'Fabrikam Managed Services',
    managingTenantId: MANAGING_TENANT,
    authorizations: [
      Authorization.permanent(Principal.group(OPERATORS, 'Operators'), AzureBuiltInRole.CONTRIBUTOR),
      Authorization.permanent(Principal.group(READERS, 'Readers'), AzureBuiltInRole.READER),
    ],
  });
}

function automationOf(): IPecAutomation {
  return PecAutomation.fromAttributes({
    principalId: AUTOMATION,
    clientId: AUTOMATION_CLIENT,
    tenantId: MANAGING_TENANT,
    linkedPartnerId: '1234567',
  });
}
