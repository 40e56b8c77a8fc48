import type { Account } from './account';
import type { DeclaredCustomer, DeclaredSubscription } from './declared-customer';
import type { Ledger } from './ledger';

/** A subscription of a customer, and what the bill holds of it. */
export interface AssignedSubscription {
  readonly declared: DeclaredSubscription;
  /** None without usage; several if the tenant is unknown and the bill has the subscription under several. */
  readonly accounts: readonly Account[];
}

/** A customer with all that the bill holds of it. */
export interface AssignedCustomer {
  readonly declared: DeclaredCustomer;
  readonly subscriptions: readonly AssignedSubscription[];
}

/** Who a bill is about. */
export interface Assignment {
  readonly customers: readonly AssignedCustomer[];
  /** What belongs to no declared subscription, by tenant and subscription. */
  readonly undeclared: readonly Account[];
}

/** Assigns every subscription of a bill to the customer that declares it. */
export function assign(ledger: Ledger, customers: readonly DeclaredCustomer[]): Assignment {
  const accounts = [...ledger.accounts].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const bySubscription = new Map<string, Account[]>();
  for (const account of accounts) {
    bySubscription.set(account.subscriptionId, [...(bySubscription.get(account.subscriptionId) ?? []), account]);
  }
  const assigned = new Set<Account>();
  const take = (found: Account[]) => {
    found.forEach(account => assigned.add(account));
    return found;
  };
  const active = customers.map(declared =>
    declared.subscriptions.map(subscription => ({
      declared: subscription,
      accounts: take(
        (bySubscription.get(subscription.subscriptionId) ?? []).filter(
          account =>
            !assigned.has(account) && (declared.tenantId === undefined || declared.tenantId === account.tenantId),
        ),
      ),
    })),
  );
  const unnamed = ({ tenantId, byPolicy }: DeclaredCustomer): AssignedSubscription[] =>
    accounts
      .filter(account => account.tenantId === tenantId && account.subscriptionId !== '' && !assigned.has(account))
      .map(account => ({
        declared: { subscriptionId: account.subscriptionId, resourceGroups: [], byPolicy, acknowledgements: [] },
        accounts: take([account]),
      }));
  return {
    customers: customers.map((declared, i) => ({
      declared,
      // The declaration names none of an offboarded customer, nor what a policy delegates: the bill does.
      subscriptions: [
        ...active[i],
        ...(declared.subscriptions.length === 0 || declared.byPolicy ? unnamed(declared) : []),
      ],
    })),
    undeclared: accounts.filter(account => !assigned.has(account)),
  };
}

function idOf({ tenantId, subscriptionId }: Account): string {
  return `${tenantId} ${subscriptionId}`;
}
