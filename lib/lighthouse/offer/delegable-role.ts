import { type AzureBuiltInRole, BUILT_IN_ROLE, LighthouseSupport } from '../../azure';
import type { Faults } from '../../declaration';
import { isUnresolved } from '../../terraform';

/**
 * Finds the faults of a role that shall be delegated; User Access Administrator passes.
 *
 * @param another what to choose in place of one that cannot be it, where only a role that earns will do
 */
export function inspectDelegableRole(role: AzureBuiltInRole, faults: Faults, another?: string): void {
  if (!role.isKnown) {
    if (isUnresolved(role.id)) {
      return;
    }
    if (role.isNewerThanCatalogue) {
      faults.at('id').guid(role.id, 'id of the role definition');
      faults.at('name').text(role.name, "the role's name");
    } else {
      faults.reject(role._given, 'is not a built-in role', role._advice(another));
    }
    return;
  }
  switch (role.lighthouseSupport) {
    case LighthouseSupport.OWNER:
      faults.reject(role.name, 'cannot be delegated', another ?? 'choose "Contributor" or a narrower role');
      break;
    case LighthouseSupport.DATA_ACTIONS:
      faults.reject(
        role.name,
        'has data actions, which Azure Lighthouse refuses',
        another ?? 'choose a role without, such as "Contributor" or "Reader"',
      );
      break;
    case LighthouseSupport.RESTRICTED_ACTIONS:
      faults.reject(
        role.name,
        `contains ${role.restrictedActions.join(', ')}, which Azure Lighthouse refuses`,
        another ?? 'choose a role without',
      );
      break;
    default:
  }
}

/**
 * Finds the faults of a role that a User Access Administrator shall assign to managed identities. One with data actions
 * passes: Microsoft's samples delegate such roles, and its list of what is not supported does not say whether it is
 * about these as well. Only Azure knows, so that there is advice and no fault.
 *
 * @see https://github.com/Azure/Azure-Lighthouse-samples/tree/master/templates/assign-msi-blob-data-role
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/deploy-policy-remediation
 */
export function inspectDelegatedRole(role: AzureBuiltInRole, faults: Faults): void {
  if (role.lighthouseSupport === LighthouseSupport.DELEGATED_ROLES_ONLY) {
    faults.reject(role.name, 'cannot be assigned to managed identities', 'choose a role that is neither it nor Owner');
  } else if (role.lighthouseSupport !== LighthouseSupport.DATA_ACTIONS) {
    inspectDelegableRole(role, faults);
  }
}

/** Whether two roles are known to be the same. */
export function isSameRole(a: AzureBuiltInRole, b: AzureBuiltInRole): boolean {
  return BUILT_IN_ROLE.includes(a) && BUILT_IN_ROLE.includes(b) && !isUnresolved([a.id, b.id]) && a.isSameAs(b);
}
