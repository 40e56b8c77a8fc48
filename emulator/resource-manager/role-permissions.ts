import { AzureBuiltInRole } from '../../lib/azure';

interface Permissions {
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
  const role = AzureBuiltInRole.of(roleId);
  const own = PERMISSIONS.find(([known]) => known.isSameAs(role))?.[1];
  return [own ?? SEEING, SEEING].some(
    ({ actions, notActions }) => matchesAny(actions, action) && !matchesAny(notActions ?? [], action),
  );
}

function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some(pattern => {
    const source = pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*');
    return new RegExp(`^${source}$`, 'i').test(action);
  });
}
