import type { Construct, IConstruct } from 'constructs';
import type { Faults } from '../../declaration';
import { AppRegistry } from '../../app';
import { isReference, isUnresolved, knownToEqual } from '../../terraform';
import { DelegatedAccess, type DelegatedAccessProps } from '../delegation/delegated-access';
import { inspectSubscriptionId } from '../delegation/delegated-scope';
import { OfferedDelegation } from '../delegation/offered-delegation';
import { Onboarding } from '../delegation/onboarding';
import { isWellFormed } from '../offer/authorization';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import type { Principal } from '../offer/principal';
import { inspectArrival } from '../terraform/neighbours';
import { managementGroupResourceId, policyNameOf } from './policy-names';

/** Where a policy delegates, and what it is called. */
export interface OnboardingByPolicy {
  /**
   * The customer's management group: its full id, `/providers/Microsoft.Management/managementGroups/<name>`, or its
   * name. A Terraform reference has to give the full id.
   */
  readonly managementGroupId: string;
  /**
   * The Azure region in which the policy keeps its identity and the records of its deployments, such as `westeurope`.
   * Another region is another identity: Terraform replaces the assignment, and no delegation is touched.
   */
  readonly location: string;
  /**
   * Subscriptions that are in the management group already: GUIDs, or Terraform references. At each of them the resource
   * providers Microsoft.ManagedServices and Microsoft.PolicyInsights are registered, and a remediation task evaluates
   * the subscription and delegates it. At any other subscription somebody has to register Microsoft.ManagedServices.
   *
   * @default - none
   */
  readonly subscriptionIds?: string[];
  /**
   * What in the management group the policy leaves alone: full ids of subscriptions and of management groups below it,
   * or Terraform references.
   *
   * @default - nothing
   */
  readonly excludedScopes?: string[];
  /**
   * How many subscriptions the task of the management group delegates at most, 1 to 50,000.
   *
   * @default - what Azure does: 500
   * @see https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources
   */
  readonly resourceCount?: number;
  /**
   * How many of them at the same time, 1 to 30.
   *
   * @default - what Azure does: 10
   */
  readonly parallelDeployments?: number;
  /**
   * The name of policy definition, assignment and tasks: at most 24 lower-case letters, digits and `-`.
   *
   * @default - `lighthouse-` and eight digits of `guid(offer name)`
   */
  readonly policyName?: string;
  /**
   * What the portal calls the policy, at most 128 characters.
   *
   * @default - the name of the offer
   */
  readonly displayName?: string;
}

/** A policy that the app declares. */
interface DeclaredPolicy {
  readonly construct: IConstruct;
  readonly policyName: string;
}

/** The policies of each app, by management group. */
const policies = new AppRegistry<DeclaredPolicy>('onboardings');

/** Notes that a construct declares the policy of that name at a management group. */
export function declareOnboarding(construct: Construct, managementGroupId: string, policyName: string): void {
  policies.add(construct, managementGroupId.toLowerCase(), { construct, policyName });
}

/** Makes the delegation, and finds every fault of the properties, those of the offer included. */
export function inspectOnboarding(
  scope: Construct,
  props: DelegatedAccessProps & OnboardingByPolicy,
  faults: Faults,
): OfferedDelegation {
  inspectManagementGroup(props.managementGroupId, props.offer, faults.at('managementGroupId'));
  inspectLocation(props.location, faults.at('location'));
  inspectSubscriptions(props.subscriptionIds, faults.at('subscriptionIds'));
  inspectExcludedScopes(props, faults.at('excludedScopes'));
  inspectWithin(props.resourceCount, MOST_RESOURCES, faults.at('resourceCount'));
  inspectWithin(props.parallelDeployments, MOST_PARALLEL, faults.at('parallelDeployments'));
  inspectPolicyName(props.policyName, faults.at('policyName'));
  const access = DelegatedAccess.of(props);
  access.inspect(faults);
  if (props.offer) {
    inspectForPolicy(access, faults.at('offer'));
  }
  inspectDisplayName(props, faults.at('displayName'));
  const onboarding = Onboarding.POLICY;
  const managementGroupId = faults.isEmpty ? managementGroupResourceId(props.managementGroupId) : undefined;
  if (managementGroupId !== undefined) {
    inspectOtherPolicies(scope, managementGroupId, props, faults.at('offer'));
    props.subscriptionIds?.forEach((subscriptionId, i) => {
      const at = faults.at('subscriptionIds', i);
      inspectArrival(scope, OfferedDelegation.of(access, { onboarding, subscriptionId }, at), at, at);
    });
  }
  return OfferedDelegation.of(access, { onboarding, managementGroupId }, faults);
}

const MANAGEMENT_GROUP = /^(?:\/providers\/Microsoft\.Management\/managementGroups\/)?([\w().-]{1,90})$/i;

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagement */
function inspectManagementGroup(id: string, offer: LighthouseOffer | undefined, faults: Faults): void {
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

/** Part of the policy rule, in which Azure reads a text in brackets as an expression. */
function inspectLocation(location: string, faults: Faults): void {
  const what = 'the Azure region of the deployments, such as "westeurope"';
  if (faults.text(location, what) && !isUnresolved(location) && !/^[A-Za-z0-9 ]+$/.test(location)) {
    faults.reject(location, 'is not a region', `expected ${what}`);
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

const SCOPE = /^\/(?:subscriptions\/([^/]+)|providers\/Microsoft\.Management\/managementGroups\/[^/]+)$/i;

function inspectExcludedScopes({ excludedScopes, subscriptionIds }: OnboardingByPolicy, faults: Faults): void {
  if (excludedScopes === undefined || isReference(excludedScopes)) {
    return;
  }
  excludedScopes.forEach((scope, i) => {
    const at = faults.at(i);
    if (!at.text(scope, 'the full id of a subscription or management group') || isUnresolved(scope)) {
      return;
    }
    const [matched, subscription] = SCOPE.exec(scope) ?? [];
    if (matched === undefined) {
      at.reject(
        scope,
        'cannot be excluded',
        'expected "/subscriptions/<GUID>" or "/providers/Microsoft.Management/managementGroups/<name>"',
      );
    } else if (subscription !== undefined && at.guid(subscription, 'id of the subscription')) {
      const isListed = !isReference(subscriptionIds) && subscriptionIds?.some(id => knownToEqual(id, subscription));
      if (isListed) {
        at.reject(scope, 'is named in subscriptionIds', 'take it out of one of the two');
      }
    }
  });
}

/** Both: https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources */
const MOST_RESOURCES = 50_000;
const MOST_PARALLEL = 30;

function inspectWithin(value: number | undefined, most: number, faults: Faults): void {
  if (value === undefined || isUnresolved(value)) {
    return;
  }
  if (!Number.isInteger(value) || value < 1 || value > most) {
    faults.reject(value, 'is not accepted', `expected a whole number from 1 to ${most.toLocaleString('en')}`);
  }
}

/** azurerm accepts 24 characters for an assignment at a management group, and no capitals for a remediation. */
function inspectPolicyName(name: string | undefined, faults: Faults): void {
  if (name === undefined || !faults.text(name, 'the name of the policy') || isUnresolved(name)) {
    return;
  }
  if (!/^[a-z0-9-]{1,24}$/.test(name)) {
    faults.reject(name, 'cannot name a policy', 'expected at most 24 lower-case letters, digits and "-"');
  }
}

const LONGEST_DISPLAY_NAME = 128;

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftauthorization */
function inspectDisplayName({ displayName, offer }: DelegatedAccessProps & OnboardingByPolicy, faults: Faults): void {
  const name = displayName ?? offer?.name;
  const isGiven = displayName !== undefined && faults.text(displayName, 'the name of the policy in the portal');
  if (typeof name === 'string' && !isUnresolved(name) && name.length > LONGEST_DISPLAY_NAME) {
    const cure = isGiven ? 'shorten it' : 'give the policy a shorter displayName';
    faults.reject(name, `is ${name.length} characters long; Azure accepts ${LONGEST_DISPLAY_NAME}`, cure);
  }
}

const MOST_AUTHORIZATIONS = 100;

/** What Azure Policy adds to the rules of Azure Lighthouse. */
function inspectForPolicy({ offer, authorizations }: DelegatedAccess, faults: Faults): void {
  if (offer.plan !== undefined) {
    faults
      .at('plan')
      .report('means an offer of the marketplace, which a person accepts in the portal; leave it out here');
  }
  refuseExpression(offer.name, faults.at('name'));
  refuseExpression(offer.description, faults.at('description'));
  const at = faults.at('authorizations');
  offer.authorizations.forEach((authorization, i) => {
    if (isWellFormed(authorization)) {
      const { principal, justInTimePolicy } = authorization;
      refuseDisplayName(principal, at.at(i).at('principal'));
      justInTimePolicy?.approvers.forEach((approver, j) => refuseDisplayName(approver, at.at(i).at('approvers').at(j)));
    }
  });
  const number = authorizations.length;
  if (number > MOST_AUTHORIZATIONS) {
    at.report(
      `gives ${number} authorizations, PEC-Automation's and those to end the delegation included; a policy compares ` +
        `${MOST_AUTHORIZATIONS}, so name groups instead of people`,
    );
  }
}

function refuseDisplayName(principal: Principal, faults: Faults): void {
  refuseExpression(principal.displayName, faults.at('displayName'));
}

/**
 * Judges brackets around a reference too, which would make an expression of whatever it gives.
 *
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
 */
function refuseExpression(text: string | undefined, faults: Faults): void {
  if (typeof text === 'string' && /^\[.*\]$/s.test(text)) {
    faults.reject(text, 'would be read as an expression by Azure Policy', 'write it without the outer brackets');
  }
}

function inspectOtherPolicies(
  scope: Construct,
  managementGroupId: string,
  props: DelegatedAccessProps & OnboardingByPolicy,
  faults: Faults,
): void {
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
