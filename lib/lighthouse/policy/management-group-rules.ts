import type { Construct } from 'constructs';
import type { Faults } from '../../declaration';
import { inspectArrival } from '../terraform/departures';
import { inspectDelegatedAccess, inspectNeighbours, inspectSubscriptionId } from '../delegation/delegation-rules';
import { isWellFormed } from '../offer/authorization';
import { type LighthouseOffer } from '../offer/lighthouse-offer';
import { type Principal } from '../offer/principal';
import { AppRegistry, isReference, isUnresolved, knownToEqual } from '../../terraform';
import type { ManagementGroupOnboarding, ManagementGroupOnboardingProps } from './management-group-onboarding';
import { managementGroupResourceId, policyNameOf } from './policy-names';

/** The onboardings of each app, by management group. */
export const onboardings = new AppRegistry<ManagementGroupOnboarding>();

/** Finds every fault of the properties, those of the offer included. */
export function inspectOnboarding(scope: Construct, props: ManagementGroupOnboardingProps, faults: Faults): void {
  inspectManagementGroup(props.managementGroupId, props.offer, faults.at('managementGroupId'));
  inspectLocation(props.location, faults.at('location'));
  inspectSubscriptions(props.subscriptionIds, faults.at('subscriptionIds'));
  inspectPolicyName(props.policyName, faults.at('policyName'));
  const isSound = inspectDelegatedAccess(props, faults);
  if (props.offer) {
    inspectForPolicy(props, faults.at('offer'));
  }
  inspectDisplayName(props, faults.at('displayName'));
  if (isSound && faults.found.length === 0) {
    inspectOtherOnboardings(scope, props, faults.at('offer'));
    props.subscriptionIds?.forEach((subscriptionId, i) => {
      inspectArrival(scope, { ...props, subscriptionId }, faults.at('subscriptionIds').at(i));
      inspectNeighbours(scope, { ...props, subscriptionId }, faults.at('subscriptionIds').at(i));
    });
  }
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
function inspectDisplayName({ displayName, offer }: ManagementGroupOnboardingProps, faults: Faults): void {
  const name = displayName ?? offer?.name;
  const isGiven = displayName !== undefined && faults.text(displayName, 'the name of the policy in the portal');
  if (typeof name === 'string' && !isUnresolved(name) && name.length > LONGEST_DISPLAY_NAME) {
    const cure = isGiven ? 'shorten it' : 'give the policy a shorter displayName';
    faults.reject(name, `is ${name.length} characters long; Azure accepts ${LONGEST_DISPLAY_NAME}`, cure);
  }
}

const MOST_AUTHORIZATIONS = 100;

/** What Azure Policy adds to the rules of Azure Lighthouse. */
function inspectForPolicy({ offer, automation, automationRole }: ManagementGroupOnboardingProps, faults: Faults): void {
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
  // What is added to the declared ones can be computed only from sound ones.
  const number = faults.found.length > 0 ? 0 : offer.authorizationsWith(automation, automationRole).length;
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

function inspectOtherOnboardings(scope: Construct, props: ManagementGroupOnboardingProps, faults: Faults): void {
  const group = managementGroupResourceId(props.managementGroupId);
  const other = isUnresolved(group)
    ? undefined
    : onboardings.find(scope, group.toLowerCase()).find(o => knownToEqual(o.policyName, policyNameOf(props)));
  if (other) {
    faults.reject(
      props.offer.name,
      `has the same policy "${other.policyName}" as ${other.node.path} at this management group`,
      'onboard an offer once, or give another policyName',
    );
  }
}
