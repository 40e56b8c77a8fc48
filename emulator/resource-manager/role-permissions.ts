import { AzureBuiltInRole } from '../../lib/azure';

/** What a role allows. */
export interface Permissions {
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
}

/** Roles whose permissions matter to the emulated services. Any other role lets its holder see the scope, no more. */
const PERMISSIONS: readonly [AzureBuiltInRole, Permissions][] = [
  [AzureBuiltInRole.of('Owner'), { actions: ['*'] }],
  [
    AzureBuiltInRole.CONTRIBUTOR,
    {
      actions: ['*'],
      notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
    },
  ],
  [AzureBuiltInRole.READER, { actions: ['*/read'] }],
  [
    AzureBuiltInRole.of('Managed Application Operator Role'),
    { actions: ['*/read', 'Microsoft.Solutions/applications/read', 'Microsoft.Solutions/*/action'] },
  ],
  [
    AzureBuiltInRole.MONITORING_CONTRIBUTOR,
    { actions: ['*/read', 'Microsoft.AlertsManagement/alerts/*', 'Microsoft.Insights/*', 'Microsoft.Support/*'] },
  ],
  [AzureBuiltInRole.MONITORING_READER, { actions: ['*/read', 'Microsoft.Support/*'] }],
  [
    AzureBuiltInRole.of('Resource Policy Contributor'),
    { actions: ['*/read', 'Microsoft.Authorization/policyAssignments/*', 'Microsoft.Support/*'] },
  ],
  [
    AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR,
    {
      actions: [
        'Microsoft.Authorization/*/read',
        'Microsoft.Resources/subscriptions/resourceGroups/read',
        'Microsoft.Support/*',
      ],
    },
  ],
  [
    AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR,
    { actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'] },
  ],
  [
    AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE,
    {
      actions: [
        'Microsoft.ManagedServices/registrationAssignments/read',
        'Microsoft.ManagedServices/registrationAssignments/delete',
        'Microsoft.ManagedServices/operationStatuses/read',
      ],
    },
  ],
];

const SEEING: Permissions = {
  actions: ['Microsoft.Resources/subscriptions/read', 'Microsoft.Resources/subscriptions/resourceGroups/read'],
};

/**
 * Whether a role, given by its GUID, permits an action.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
export function permits(roleId: string, action: string): boolean {
  return [permissionsOf(roleId), SEEING].some(
    ({ actions, notActions }) => matchesAny(actions, action) && !matchesAny(notActions ?? [], action),
  );
}

/** What a role allows, as far as the emulated services know it. */
export function permissionsOf(roleId: string): Permissions {
  const role = AzureBuiltInRole.of(roleId);
  return PERMISSIONS.find(([known]) => known.isSameAs(role))?.[1] ?? SEEING;
}

function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some(pattern => {
    const source = pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*');
    return new RegExp(`^${source}$`, 'i').test(action);
  });
}
