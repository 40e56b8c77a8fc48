import type { World } from './world';

/** The ids of the example world that other parts of a test need. */
export const EXAMPLE = {
  partnerId: '1234567',
  fabrikam: {
    tenantId: 'fabf0000-0000-4000-8000-000000000001',
    operators: 'fabf0000-0000-4000-8000-00000000000a',
    subscriptionId: 'fabf0000-0000-4000-8000-0000000000aa',
  },
  contoso: {
    tenantId: 'c0c00000-0000-4000-8000-000000000001',
    subscriptionId: 'c0c00000-0000-4000-8000-0000000000aa',
    secondSubscriptionId: 'c0c00000-0000-4000-8000-0000000000ab',
  },
  northwind: {
    tenantId: 'd0d00000-0000-4000-8000-000000000001',
    subscriptionId: 'd0d00000-0000-4000-8000-0000000000aa',
  },
} as const;

/**
 * A partner and two customers: Fabrikam manages Contoso and Northwind.
 *
 * "PEC-Automation" has its link still to make; "Identity pipeline" may make such applications with the least permission;
 * each customer has a pipeline that is Owner of its subscriptions. Contoso's second subscription and Northwind's have not
 * registered Microsoft.ManagedServices.
 */
export const EXAMPLE_WORLD: World = {
  partners: [{ id: EXAMPLE.partnerId, name: 'Fabrikam' }],
  tenants: [
    {
      id: EXAMPLE.fabrikam.tenantId,
      displayName: 'Fabrikam',
      users: [
        { displayName: 'Ada Administrator', directoryRoles: ['Application Administrator'] },
        { displayName: 'Olaf Operator' },
      ],
      groups: [
        {
          displayName: 'Fabrikam operators',
          objectId: EXAMPLE.fabrikam.operators,
          members: ['Olaf Operator'],
        },
        { displayName: 'Fabrikam friends', kind: 'microsoft365' },
      ],
      applications: [
        {
          displayName: 'Identity pipeline',
          secrets: [{}],
          graphPermissions: ['Application.ReadWrite.OwnedBy'],
        },
        {
          displayName: 'Directory pipeline',
          secrets: [{}],
          graphPermissions: ['Application.ReadWrite.All', 'Directory.Read.All'],
        },
        {
          displayName: 'PEC-Automation',
          owners: ['Identity pipeline'],
          federatedCredentials: [
            {
              name: 'github-production',
              issuer: 'https://token.actions.githubusercontent.com',
              subject: 'repo:fabrikam/azure:environment:production',
            },
          ],
        },
      ],
      subscriptions: [
        {
          id: EXAMPLE.fabrikam.subscriptionId,
          displayName: 'Fabrikam internal',
          registeredProviders: ['Microsoft.ManagedServices'],
          roleAssignments: [{ principal: 'Ada Administrator', role: 'Owner' }],
        },
      ],
    },
    {
      id: EXAMPLE.contoso.tenantId,
      displayName: 'Contoso',
      users: [{ displayName: 'Carla Contributor' }, { displayName: 'Greta Guest', isGuest: true }],
      applications: [
        { displayName: 'Contoso pipeline', secrets: [{}] },
        { displayName: 'Contoso stranger', secrets: [{}] },
      ],
      subscriptions: [
        {
          id: EXAMPLE.contoso.subscriptionId,
          displayName: 'Contoso production',
          resourceGroups: ['rg-web', 'rg-data'],
          registeredProviders: ['Microsoft.ManagedServices'],
          roleAssignments: [
            { principal: 'Contoso pipeline', role: 'Owner' },
            { principal: 'Carla Contributor', role: 'Contributor' },
            { principal: 'Greta Guest', role: 'Owner' },
          ],
        },
        {
          id: EXAMPLE.contoso.secondSubscriptionId,
          displayName: 'Contoso test',
          resourceGroups: ['rg-test'],
          roleAssignments: [{ principal: 'Contoso pipeline', role: 'Owner' }],
        },
      ],
    },
    {
      id: EXAMPLE.northwind.tenantId,
      displayName: 'Northwind',
      applications: [{ displayName: 'Northwind pipeline', secrets: [{}] }],
      subscriptions: [
        {
          id: EXAMPLE.northwind.subscriptionId,
          displayName: 'Northwind everything',
          roleAssignments: [{ principal: 'Northwind pipeline', role: 'Owner' }],
        },
      ],
    },
  ],
};
