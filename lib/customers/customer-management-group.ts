import { asGiven, type Faults, objectOf } from '../declaration';
import {
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
  /** The subscriptions of the customer, as they were given. */
  readonly subscriptions?: readonly ({ readonly id: string } | undefined)[];
}

/** Finds the faults of the management group of a customer, whose subscriptions a policy delegates. */
export function inspectByPolicy({ onboarding, managementGroup, offer, subscriptions }: ByPolicy, faults: Faults): void {
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
}
