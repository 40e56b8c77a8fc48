import { Authorization, AzureBuiltInRole, Onboarding } from 'cdktf-partner-earned-credit';
import { Delegation } from '../../../lib/lighthouse';
import { ada, automation, contributors, MANAGING_TENANT, SUBSCRIPTION } from '../../fabrikam';

const MANAGEMENT_GROUP = '/providers/Microsoft.Management/managementGroups/contoso';
const parts = { onboarding: Onboarding.EXISTING, authorizations: [contributors] };

describe('a delegation that exists', () => {
  it('is what was said of it', () => {
    const delegation = new Delegation({
      ...parts,
      subscriptionId: SUBSCRIPTION.toUpperCase(),
      resourceGroups: ['rg-web'],
      principal: { ...automation, tenantId: MANAGING_TENANT.toUpperCase() },
    });
    expect(delegation).toMatchObject({
      onboarding: 'existing',
      subscriptionId: SUBSCRIPTION,
      managementGroupId: undefined,
      resourceGroups: ['rg-web'],
      managingTenantId: MANAGING_TENANT,
    });
    expect(delegation.published).toBe(parts.authorizations);
  });

  it('is of a whole subscription or a management group, to nobody known, unless somebody said so', () => {
    const delegation = new Delegation({ ...parts, managementGroupId: MANAGEMENT_GROUP });
    expect(delegation).toMatchObject({
      subscriptionId: undefined,
      managementGroupId: MANAGEMENT_GROUP,
      resourceGroups: [],
      managingTenantId: '',
    });
  });

  it('has no name, ids or advice of its own', () => {
    const { offerName, ids, advice } = new Delegation(parts);
    expect({ offerName, ids, advice }).toEqual({ offerName: 'existing delegation', ids: undefined, advice: [] });
  });
});

it('a delegation of which something else is written has other authorizations, and is the same in the rest', () => {
  const delegation = new Delegation({ ...parts, subscriptionId: SUBSCRIPTION });
  expect(delegation.asWritten(delegation.authorizations, [])).toBe(delegation);
  const others = [Authorization.permanent(ada, AzureBuiltInRole.READER)];
  const changed = delegation.asWritten(others, []);
  expect(changed.authorizations).toBe(others);
  expect(changed).toMatchObject({ onboarding: 'existing', subscriptionId: SUBSCRIPTION, resourceGroups: [] });
  expect(delegation.authorizations).toBe(parts.authorizations);
});
