import { Faults, faultText } from '../../../lib/declaration';
import { inspectCustomerTenant } from '../../../lib/lighthouse';
import { CUSTOMER_TENANT, MANAGING_TENANT, newStack, OTHER_SUBSCRIPTION, token, untyped } from '../../fabrikam';

function faultsOf(tenantId: unknown, ...managingTenants: (string | undefined)[]): string[] {
  const faults = Faults.none();
  inspectCustomerTenant(untyped(tenantId), managingTenants, faults.at('tenantId'));
  return faults.found.map(faultText);
}

describe('the customer’s tenant', () => {
  it('is none of the managing tenants, whatever the case', () => {
    expect(faultsOf(CUSTOMER_TENANT, MANAGING_TENANT, undefined)).toEqual([]);
    expect(faultsOf(MANAGING_TENANT.toUpperCase(), OTHER_SUBSCRIPTION, MANAGING_TENANT)).toEqual([
      `tenantId: "${MANAGING_TENANT.toUpperCase()}" is the managing tenant; ` +
        "expected the customer's own: Azure delegates to another tenant only",
    ]);
  });

  it.each<[unknown, string]>([
    [
      'contoso.example',
      '"contoso.example" is not a GUID; expected the id of the customer\'s tenant: 8-4-4-4-12 hexadecimal digits',
    ],
    ['', "is missing; expected the id of the customer's tenant"],
    [5, "5 is not a text; expected the id of the customer's tenant"],
  ])('cannot be %j', (tenantId, sentence) => {
    expect(faultsOf(tenantId, untyped(tenantId))).toEqual([`tenantId: ${sentence}`]);
  });

  it('is not compared where only Terraform knows', () => {
    const tenant = token(newStack(), 'tenant');
    expect(faultsOf(tenant, tenant, MANAGING_TENANT)).toEqual([]);
    expect(faultsOf(MANAGING_TENANT, tenant)).toEqual([]);
  });
});
