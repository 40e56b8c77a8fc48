import { asObjects, asText } from './json';
import { listAll } from './paging';
import type { SignedIn } from './sign-in';

/** A subscription that somebody may see, as Azure Resource Manager lists it. */
export interface LiveSubscription {
  /** In lower case, as every id here. */
  readonly id: string;
  readonly name: string;
  /** Its own tenant, also of one that is delegated. */
  readonly tenantId: string;
  /** The tenants that it is delegated to. */
  readonly managingTenantIds: readonly string[];
}

/**
 * The subscriptions that the caller may see, those of customers included; none if it may not list them.
 *
 * @see https://learn.microsoft.com/rest/api/resources/subscriptions/list
 */
export async function subscriptionsSeen({ arm, endpoints }: SignedIn): Promise<LiveSubscription[]> {
  const listed = await listAll(arm, `${endpoints.resourceManager}/subscriptions?api-version=2022-12-01`);
  return 'refused' in listed
    ? []
    : listed.items.map(item => ({
        id: asText(item.subscriptionId).toLowerCase(),
        name: asText(item.displayName),
        tenantId: asText(item.tenantId).toLowerCase(),
        managingTenantIds: asObjects(item.managedByTenants).map(({ tenantId }) => asText(tenantId).toLowerCase()),
      }));
}
