import type { Construct, IConstruct } from 'constructs';
import { Faults } from '../../declaration';
import { AppRegistry } from '../../app';
import { isReference, isUnresolved, knownToEqual } from '../../terraform';
import { DelegatedAccess, type DelegatedAccessProps } from '../delegation/delegated-access';
import { inspectSubscriptionId } from '../delegation/delegated-scope';
import { OfferedDelegation } from '../delegation/offered-delegation';
import { Onboarding } from '../delegation/onboarding';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import { declareArrival, inspectArrival } from '../terraform/neighbours';
import { managementGroupResourceId, policyNameOf } from './policy-names';
import type { OnboardingByPolicy } from './policy-options';
import { inspectForPolicy, inspectPolicyOptions } from './policy-rules';

/** A policy that the app declares. */
interface DeclaredPolicy {
  readonly construct: IConstruct;
  readonly policyName: string;
}

/** The policies of each app, by management group. */
const policies = new AppRegistry<DeclaredPolicy>('onboardings');

/** Notes that a construct declares a policy at a management group, and what it gives the subscriptions that are named. */
export function declareOnboarding(
  construct: Construct,
  managementGroupId: string,
  props: DelegatedAccessProps & OnboardingByPolicy,
): void {
  policies.add(construct, managementGroupId.toLowerCase(), { construct, policyName: policyNameOf(props) });
  delegationsOf(props).forEach(delegation => declareArrival(construct, delegation));
}

/** Makes the delegation, and finds every fault of the properties, those of the offer included. */
export function inspectOnboarding(
  scope: Construct,
  props: DelegatedAccessProps & OnboardingByPolicy,
  faults: Faults,
): OfferedDelegation {
  inspectManagementGroup(props.managementGroupId, props.offer, faults.at('managementGroupId'));
  inspectSubscriptions(props.subscriptionIds, faults.at('subscriptionIds'));
  inspectPolicyOptions(props, faults);
  const access = DelegatedAccess.of(props);
  access.inspect(faults);
  if (props.offer) {
    inspectForPolicy(access, faults.at('offer'));
  }
  const managementGroupId = faults.isEmpty ? managementGroupResourceId(props.managementGroupId) : undefined;
  if (managementGroupId !== undefined) {
    inspectOtherPolicies(scope, props, faults.at('offer'));
    delegationsOf(props).forEach((delegation, i) => {
      const at = faults.at('subscriptionIds', i);
      inspectArrival(scope, delegation, at, at);
    });
  }
  return OfferedDelegation.of(access, { onboarding: Onboarding.POLICY, managementGroupId }, faults);
}

/** What the policy gives each of the subscriptions that are named. */
function delegationsOf(props: DelegatedAccessProps & OnboardingByPolicy): OfferedDelegation[] {
  const [access, faults, onboarding] = [DelegatedAccess.of(props), Faults.none(), Onboarding.POLICY];
  return (props.subscriptionIds ?? []).map(subscriptionId =>
    OfferedDelegation.of(access, { onboarding, subscriptionId }, faults),
  );
}

const MANAGEMENT_GROUP = /^(?:\/providers\/Microsoft\.Management\/managementGroups\/)?([\w().-]{1,90})$/i;

/**
 * Finds the faults of a management group's id.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagement
 */
export function inspectManagementGroup(id: string, offer: LighthouseOffer | undefined, faults: Faults): void {
  if (!faults.text(id, 'the id or the name of the management group') || isUnresolved(id)) {
    return;
  }
  const name = MANAGEMENT_GROUP.exec(id)?.[1];
  if (name === undefined || name.endsWith('.')) {
    faults.reject(
      id,
      'is not a management group',
      'expected "/providers/Microsoft.Management/managementGroups/<name>", or the name alone: at most 90 letters, ' +
        'digits, "_", "-", "(", ")" and ".", not ending in "."',
    );
  } else if (knownToEqual(name, offer?.managingTenantId)) {
    faults.reject(
      id,
      'is the root management group of the managing tenant',
      "expected one of the customer's: Azure delegates to another tenant only",
    );
  }
}

function inspectSubscriptions(subscriptionIds: string[] | undefined, faults: Faults): void {
  if (subscriptionIds === undefined) {
    return;
  }
  if (isReference(subscriptionIds)) {
    faults.report('is known to Terraform only; write the ids out, because each becomes an address of its own');
    return;
  }
  const earlier = new Set<string>();
  subscriptionIds.forEach((id, i) => {
    if (inspectSubscriptionId(id, faults.at(i)) && !isUnresolved(id)) {
      if (earlier.has(id.toLowerCase())) {
        faults.at(i).reject(id, 'is listed twice', 'list each subscription once');
      }
      earlier.add(id.toLowerCase());
    }
  });
}

/** Finds whether the app declares a policy of the same name at a management group that is sound. */
export function inspectOtherPolicies(
  scope: Construct,
  props: DelegatedAccessProps & OnboardingByPolicy,
  faults: Faults,
): void {
  const managementGroupId = managementGroupResourceId(props.managementGroupId);
  const other = isUnresolved(managementGroupId)
    ? undefined
    : policies
        .find(scope, managementGroupId.toLowerCase())
        .find(({ policyName }) => knownToEqual(policyName, policyNameOf(props)));
  if (other) {
    faults.reject(
      props.offer.name,
      `has the same policy "${other.policyName}" as ${other.construct.node.path} at this management group`,
      'onboard an offer once, or give another policyName',
    );
  }
}
