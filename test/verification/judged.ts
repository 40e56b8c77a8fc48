import type { LiveAuthorization, LiveDelegation } from '../../lib/azure-live';
import { armGuid } from '../../lib/azure';
import { type DeclaredDelegation } from '../../lib/readiness';
import { type VerifiableCustomer, type VerificationContent } from '../../lib/reports';
import { type Observations, type SubscriptionObservation, UNSEEN, verify } from '../../lib/verification';
import {
  AUTHORIZATIONS,
  declared,
  OFFER,
  PARTNER,
  subscriptionOf,
  tenantOf,
  VERIFIER,
} from '../command-line/verify-world';

export const NOW = new Date('2026-11-26T03:00:00Z');

/** Live authorizations as declared. */
export const AS_DECLARED: LiveAuthorization[] = AUTHORIZATIONS.map(({ principalId, roleId, permanent }) => ({
  principalId,
  roleId,
  isPermanent: permanent,
}));

/** A live delegation as declared, but for a change. */
export function liveDelegation(
  number: number,
  change: Partial<LiveDelegation> = {},
  definition: Partial<LiveDelegation['definition']> = {},
): LiveDelegation {
  return {
    subscriptionId: subscriptionOf(number),
    name: armGuid(OFFER),
    provisioningState: 'Succeeded',
    definition: {
      name: armGuid(OFFER),
      offer: OFFER,
      managedByTenantId: PARTNER,
      provisioningState: 'Succeeded',
      authorizations: AS_DECLARED,
      ...definition,
    },
    ...change,
  };
}

/** A customer with delegations, one if none are given. */
export function customer(number: number, delegations: DeclaredDelegation[] = [declared(number)]): VerifiableCustomer {
  return {
    key: `customer-${number}`,
    name: `Customer ${number}`,
    tenantId: tenantOf(number),
    cloud: 'AzureCloud',
    delegations,
    formerSubscriptions: [],
  };
}

/** Judges what was seen of some subscriptions by the verifier. */
export function judge(
  customers: readonly VerifiableCustomer[],
  seen: Readonly<Record<number, Partial<SubscriptionObservation>>>,
  rest: Partial<Observations> & { readonly previous?: VerificationContent } = {},
): VerificationContent {
  const { previous, ...observations } = rest;
  return verify({
    customers,
    previous,
    now: NOW,
    as: 'reader',
    notes: [],
    readinessSha256: '',
    observations: {
      signedIn: { tenantId: PARTNER, objectId: VERIFIER },
      identities: [],
      roles: new Map(),
      subscriptions: new Map(
        Object.entries(seen).map(([number, observation]) => [
          subscriptionOf(Number(number)),
          { ...UNSEEN, ...observation },
        ]),
      ),
      ...observations,
    },
  });
}
