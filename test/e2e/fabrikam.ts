/** The cloud of the examples: Fabrikam, the partner, and its customers, before Terraform has done anything. */
import type { TenantSeed, World } from '../../emulator';

/** The subject of the federated credential that the portfolio declares. */
export const PIPELINE_SUBJECT = 'repo:fabrikam@1234/azure@5678:environment:production';

/** Fabrikam's tenant. */
export const MANAGING_TENANT = 'f0000000-0000-4000-8000-000000000001';

/** The stacks of the portfolio that belong to customers, and who deploys them. */
export const CUSTOMER_PIPELINES: Record<string, string> = {
  'customer-contoso': 'Contoso pipeline',
  'customer-northwind': 'Northwind pipeline',
  'customer-tailspin': 'Tailspin pipeline',
  'adventure-works': 'Adventure Works pipeline',
};

/** Who may look at every customer, as a member of the groups that the offers name. */
export const VERIFIER = 'Verifier';

const fabrikam: TenantSeed = {
  id: MANAGING_TENANT,
  displayName: 'Fabrikam',
  applications: [
    {
      displayName: 'Identity pipeline',
      secrets: [{}],
      graphPermissions: ['Application.ReadWrite.OwnedBy'],
    },
    { displayName: VERIFIER, secrets: [{}], graphPermissions: ['Application.Read.All'] },
    {
      displayName: 'Somebody else',
      federatedCredentials: [
        { name: 'other', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:fabrikam/other:ref:x' },
      ],
    },
    {
      // What the portfolio pins before the identity stack has been applied.
      displayName: 'Pinned automation',
      servicePrincipalObjectId: 'f0000000-0000-4000-8000-000000000002',
      clientId: 'f0000000-0000-4000-8000-000000000003',
      federatedCredentials: [
        {
          name: 'production',
          issuer: 'https://token.actions.githubusercontent.com',
          subject: PIPELINE_SUBJECT,
        },
      ],
    },
  ],
  groups: [
    ['f0000000-0000-4000-8000-000000000021', 'Fabrikam operators'],
    ['f0000000-0000-4000-8000-000000000022', 'Fabrikam engineers'],
    ['f0000000-0000-4000-8000-000000000023', 'Fabrikam leads'],
    ['f0000000-0000-4000-8000-000000000024', 'Fabrikam platform team'],
  ].map(([objectId, displayName]) => ({ objectId, displayName, members: [VERIFIER] })),
  activityLogReaders: [VERIFIER],
};

/** A customer's tenant with a pipeline that owns its subscriptions. */
export function customerTenant(
  displayName: string,
  letter: string,
  subscriptions: string[],
  resourceGroups: string[] = [],
  registeredProviders: string[] = [],
): TenantSeed {
  return {
    id: `${letter}0000000-0000-4000-8000-000000000001`,
    displayName,
    applications: [{ displayName: `${displayName} pipeline`, secrets: [{}] }],
    subscriptions: subscriptions.map(digits => ({
      id: `${letter}0000000-0000-4000-8000-0000000000${digits}`,
      displayName: `${displayName} ${digits}`,
      resourceGroups,
      registeredProviders,
      roleAssignments: [{ principal: `${displayName} pipeline`, role: 'Owner' }],
    })),
  };
}

/** Everything that the examples expect to exist. */
export const EXAMPLES_WORLD: World = {
  partners: [
    { id: '1234567', name: 'Fabrikam' },
    { id: '7654321', name: 'Fabrikam International' },
  ],
  tenants: [
    fabrikam,
    customerTenant('Contoso', 'c', ['11']),
    customerTenant('Northwind', 'd', ['11'], ['rg-web-production', 'rg-data-production', 'rg-later']),
    customerTenant('Tailspin', 'e', ['11', '12']),
    customerTenant('Adventure Works', 'a', ['11']),
  ],
};

/** One customer whose resource provider is registered, so that a test need not wait for it. */
export const CONTOSO_WORLD: World = {
  partners: EXAMPLES_WORLD.partners,
  tenants: [
    fabrikam,
    customerTenant('Contoso', 'c', ['11', '12'], ['rg-web', 'rg-data'], ['Microsoft.ManagedServices']),
    customerTenant('Northwind', 'd', ['11'], [], ['Microsoft.ManagedServices']),
  ],
};
