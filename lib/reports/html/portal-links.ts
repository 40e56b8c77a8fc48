import { AzureCloud, isGuid } from '../../azure';
import type { CustomerReadiness, SubscriptionReadiness } from '../../readiness';

/** A page of Microsoft about something of a customer. */
export interface PortalLink {
  readonly label: string;
  readonly href: string;
}

const CLOUDS = [AzureCloud.PUBLIC, AzureCloud.US_GOVERNMENT, AzureCloud.CHINA];

/**
 * The pages of Microsoft about a customer whose addresses can be made of its ids. The part of the portal is that which
 * `workloadAccelerators/lighthouse/README.md` of Azure/cloud-for-sovereignty-quickstarts links to. That of Partner Center
 * is documented nowhere; it is for the public cloud, whose Partner Center the others do not use.
 */
export function customerLinks({ tenantId, cloud: name, delegations = [] }: CustomerReadiness): PortalLink[] {
  const cloud = CLOUDS.find(each => each.name === name);
  const managingTenantId = managingTenantOf(delegations);
  if (cloud === undefined) {
    return [];
  }
  return [
    ...(managingTenantId === undefined
      ? []
      : [
          {
            label: 'My customers',
            href: `${cloud.portalUrl}/#@${managingTenantId}/view/Microsoft_Azure_CustomerHub/MyCustomersBladeV2/~/customers`,
          },
        ]),
    ...(tenantId === undefined || !isGuid(tenantId)
      ? []
      : [
          {
            label: 'Service providers, signed in at the customer',
            href: `${cloud.portalUrl}/#@${tenantId}/view/Microsoft_Azure_CustomerHub/ServiceProvidersBladeV2/~/providers`,
          },
          ...(cloud === AzureCloud.PUBLIC
            ? [
                {
                  label: 'Partner Center',
                  href: `https://partner.microsoft.com/dashboard/v2/customers/${tenantId}/account`,
                },
              ]
            : []),
        ]),
  ];
}

/** The page of a subscription in the portal, as the partner sees it; undefined if its address is not known. */
export function subscriptionLink(
  { subscriptionId }: SubscriptionReadiness,
  { cloud: name, delegations = [] }: CustomerReadiness,
): string | undefined {
  const cloud = CLOUDS.find(each => each.name === name);
  const managingTenantId = managingTenantOf(delegations);
  return cloud === undefined || managingTenantId === undefined || !isGuid(subscriptionId)
    ? undefined
    : `${cloud.portalUrl}/#@${managingTenantId}/resource/subscriptions/${subscriptionId}/overview`;
}

function managingTenantOf(delegations: NonNullable<CustomerReadiness['delegations']>): string | undefined {
  return delegations.map(({ managingTenantId }) => managingTenantId).find(isGuid);
}
