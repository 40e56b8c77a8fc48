import type { Faults } from '../../declaration';
import { knownToEqual } from '../../terraform';

/**
 * Finds the faults of the customer's tenant.
 *
 * @param managingTenants the tenants in which offer and principals live, as far as somebody said
 */
export function inspectCustomerTenant(tenantId: string, managingTenants: (string | undefined)[], faults: Faults): void {
  if (
    faults.guid(tenantId, "id of the customer's tenant") &&
    managingTenants.some(managing => knownToEqual(managing, tenantId))
  ) {
    faults.reject(
      tenantId,
      'is the managing tenant',
      "expected the customer's own: Azure delegates to another tenant only",
    );
  }
}
