import type { IConstruct } from 'constructs';
import type { AzureCloud } from '../azure';
import type { Faults } from '../declaration';
import { AppRegistry } from '../app';
import { isUnresolved } from '../terraform';
import type { ILinkedAccount } from './linked-account';

/** The clouds of the managing tenants that an app makes a PEC-Automation in. */
const clouds = new AppRegistry<AzureCloud>('managing-clouds');

/** Notes in which cloud a managing tenant is. */
export function declareManagingCloud(scope: IConstruct, tenantId: string, cloud: AzureCloud): void {
  if (!isUnresolved(tenantId)) {
    clouds.add(scope, tenantId.toLowerCase(), cloud);
  }
}

/** The cloud of a principal: as it was declared, or that of its tenant; undefined if nobody said. */
export function cloudOfPrincipal(scope: IConstruct, principal: ILinkedAccount | undefined): AzureCloud | undefined {
  const { cloud, tenantId } = principal ?? {};
  return cloud ?? (typeof tenantId === 'string' ? clouds.find(scope, tenantId.toLowerCase()).at(0) : undefined);
}

/**
 * Finds whether a customer is in another cloud than the principal that shall earn: nothing can be delegated there.
 *
 * @param cloud the cloud of the customer
 * @param home the cloud of the principal; undefined if nobody said
 * @param who the principal, in a sentence
 * @see https://learn.microsoft.com/azure/lighthouse/overview#cross-region-and-cloud-considerations
 */
export function inspectSameCloud(
  cloud: AzureCloud | undefined,
  home: AzureCloud | undefined,
  who: string,
  faults: Faults,
): void {
  if (cloud?.name !== undefined && home?.name !== undefined && cloud.name !== home.name) {
    faults.reject(
      cloud.name,
      `is not ${home.name}, the cloud of ${who}`,
      'nothing can be delegated from one cloud to another: make a PEC-Automation, a link and customers for each cloud',
    );
  }
}
