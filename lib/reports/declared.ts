import { type CustomerReadiness, type Readiness, Verdict } from '../readiness';

/** A customer with everything that verification needs. */
export type VerifiableCustomer = Pick<CustomerReadiness, 'key' | 'name' | 'tenantId' | 'cloud'> &
  Required<Pick<CustomerReadiness, 'delegations' | 'formerSubscriptions'>>;

/**
 * The customers of a report, as verification needs them: the one place that reads these members.
 *
 * @throws Error if an older package wrote the report, which lacks them
 */
export function verifiableCustomers({ customers }: Readiness): VerifiableCustomer[] {
  return customers.map(customer => {
    const { key, name, tenantId, cloud, verdict, delegations, formerSubscriptions } = customer;
    if (verdict === Verdict.OFFBOARDED ? formerSubscriptions === undefined : delegations === undefined) {
      throw new Error(`this readiness report does not say what to look for in Azure (customer ${key}); synth again`);
    }
    return {
      key,
      name,
      tenantId,
      cloud,
      delegations: delegations ?? [],
      formerSubscriptions: formerSubscriptions ?? [],
    };
  });
}
