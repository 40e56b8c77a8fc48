import type { IConstruct } from 'constructs';
import type { AzureCloud } from '../azure';

/** A customer as readiness sees it: what is known of it beyond its delegations. */
export interface DeclaredCustomer {
  readonly key: string;
  readonly name: string;
  /** The customer's tenant, if known. */
  readonly tenantId?: string;
  readonly cloud: AzureCloud;
  /** Whether the customer is offboarded. */
  readonly hasLeft: boolean;
}

const customers = new WeakMap<IConstruct, DeclaredCustomer>();

/** Says that the delegations below a construct belong to a customer. */
export function declareCustomer(scope: IConstruct, customer: DeclaredCustomer): void {
  customers.set(scope, customer);
}

/** The customer that was declared for exactly this construct. */
export function customerAt(scope: IConstruct): DeclaredCustomer | undefined {
  return customers.get(scope);
}
