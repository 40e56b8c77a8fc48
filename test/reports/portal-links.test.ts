import { EarnsBy } from 'cdktf-partner-earned-credit';
import { customerLinks, subscriptionLink } from '../../lib/reports/html/portal-links';
import { customer, guid, subscription } from './sample-reports';

const MANAGING = 'f0000000-0000-4000-8000-000000000001';
const delegations = [MANAGING].map(managingTenantId => ({
  subscriptionId: guid(1),
  resourceGroups: [],
  offer: 'Offer',
  earnsBy: EarnsBy.DELEGATION,
  managingTenantId,
  authorizations: [],
}));
const hrefs = (more: object) => customerLinks(customer('Contoso', [subscription(1)], more)).map(({ href }) => href);

describe('the links of a customer', () => {
  it('go to the portal of its cloud, and to Partner Center', () => {
    expect(hrefs({ delegations })).toEqual([
      `https://portal.azure.com/#@${MANAGING}/view/Microsoft_Azure_CustomerHub/MyCustomersBladeV2/~/customers`,
      `https://portal.azure.com/#@${guid(1)}/view/Microsoft_Azure_CustomerHub/ServiceProvidersBladeV2/~/providers`,
      `https://partner.microsoft.com/dashboard/v2/customers/${guid(1)}/account`,
    ]);
    expect(hrefs({ delegations, cloud: 'AzureUSGovernment' })).toEqual([
      expect.stringMatching(/^https:\/\/portal\.azure\.us\/.*MyCustomers/),
      expect.stringMatching(/^https:\/\/portal\.azure\.us\/.*ServiceProviders/),
    ]);
    expect(hrefs({ cloud: 'AzureChinaCloud' })).toEqual([expect.stringMatching(/^https:\/\/portal\.azure\.cn\//)]);
  });

  it('are those whose ids are known: no text of others becomes part of an address', () => {
    expect(hrefs({ tenantId: undefined })).toEqual([]);
    expect(
      hrefs({ tenantId: 'javascript:alert(1)', delegations: [{ ...delegations[0], managingTenantId: '../x' }] }),
    ).toEqual([]);
    expect(hrefs({ cloud: 'AzureMoon', delegations })).toEqual([]);
  });

  it('go to a subscription, as the partner sees it', () => {
    const contoso = customer('Contoso', [], { delegations });
    expect(subscriptionLink(subscription(2), contoso)).toBe(
      `https://portal.azure.com/#@${MANAGING}/resource/subscriptions/${guid(2)}/overview`,
    );
    expect(subscriptionLink({ ...subscription(2), subscriptionId: '(known to Terraform)' }, contoso)).toBeUndefined();
    expect(subscriptionLink(subscription(2), customer('Contoso', []))).toBeUndefined();
    expect(subscriptionLink(subscription(2), { ...contoso, cloud: 'AzureMoon' })).toBeUndefined();
  });
});
