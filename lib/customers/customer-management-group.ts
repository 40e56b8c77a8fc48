import { asGiven, type Faults, objectOf } from '../declaration';
import {
  type DelegatedAccess,
  inspectForPolicy,
  inspectManagementGroup,
  inspectPolicyOptions,
  type LighthouseOffer,
  Onboarding,
  POLICY_OPTIONS,
  type PolicyOptions,
} from '../lighthouse';

/** A management group of the customer, whose subscriptions a policy delegates: those to come included. */
export interface CustomerManagementGroup extends PolicyOptions {
  /** The management group: its full id, `/providers/Microsoft.Management/managementGroups/<name>`, or its name. */
  readonly id: string;
}

/** How to take a management group. */
export const MANAGEMENT_GROUP = objectOf<CustomerManagementGroup>('a management group', '{ id, location }', {
  ...POLICY_OPTIONS,
  id: asGiven,
});

/** What a policy is inspected with. */
interface ByPolicy {
  readonly onboarding: Onboarding;
  readonly managementGroup?: CustomerManagementGroup;
  readonly offer?: LighthouseOffer;
  /** What is delegated to whom. */
  readonly access?: DelegatedAccess;
  /** The subscriptions of the customer, as they were given. */
  readonly subscriptions?: readonly ({ readonly id: string } | undefined)[];
}

/**
 * Finds the faults of a customer whose subscriptions a policy delegates.
 *
 * @param faults collects those of the management group
 * @param atOffer collects those of the offer, which Azure Policy has rules for as well
 */
export function inspectByPolicy(
  { onboarding, managementGroup, offer, access, subscriptions }: ByPolicy,
  faults: Faults,
  atOffer: Faults,
): void {
  if (onboarding !== Onboarding.POLICY) {
    if (managementGroup !== undefined) {
      faults.report('goes with onboarding "policy" only; leave it out, or correct onboarding');
    }
    return;
  }
  if (managementGroup === undefined) {
    faults.missing('expected the management group whose subscriptions the policy delegates');
    return;
  }
  const subscriptionIds = subscriptions?.flatMap(subscription => subscription?.id ?? []);
  inspectManagementGroup(managementGroup.id, offer, faults.at('id'));
  inspectPolicyOptions({ ...managementGroup, offer, subscriptionIds }, faults);
  if (access && offer) {
    inspectForPolicy(access, atOffer);
  }
}
