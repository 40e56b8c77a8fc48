import type { Faults } from '../../declaration';
import { isReference, isUnresolved, knownToEqual } from '../../terraform';
import type { DelegatedAccess } from '../delegation/delegated-access';
import { isWellFormed } from '../offer/authorization';
import { type LighthouseOffer, OFFER } from '../offer/lighthouse-offer';
import type { Principal } from '../offer/principal';
import type { PolicyOptions } from './policy-options';

/** What the options of a policy are compared with. */
interface InspectedOptions extends PolicyOptions {
  /** The offer, if there is one. */
  readonly offer?: LighthouseOffer;
  /** The subscriptions that are named. */
  readonly subscriptionIds?: readonly string[];
}

/** Finds the faults of how a policy delegates. */
export function inspectPolicyOptions(options: InspectedOptions, faults: Faults): void {
  inspectLocation(options.location, faults.at('location'));
  inspectExcludedScopes(options, faults.at('excludedScopes'));
  inspectWithin(options.resourceCount, MOST_RESOURCES, faults.at('resourceCount'));
  inspectWithin(options.parallelDeployments, MOST_PARALLEL, faults.at('parallelDeployments'));
  inspectPolicyName(options.policyName, faults.at('policyName'));
  inspectDisplayName(options, faults.at('displayName'));
}

/** Part of the policy rule, in which Azure reads a text in brackets as an expression. */
function inspectLocation(location: string, faults: Faults): void {
  const what = 'the Azure region of the deployments, such as "westeurope"';
  if (faults.text(location, what) && !isUnresolved(location) && !/^[A-Za-z0-9 ]+$/.test(location)) {
    faults.reject(location, 'is not a region', `expected ${what}`);
  }
}

const SCOPE = /^\/(?:subscriptions\/([^/]+)|providers\/Microsoft\.Management\/managementGroups\/[^/]+)$/i;

function inspectExcludedScopes({ excludedScopes, subscriptionIds }: InspectedOptions, faults: Faults): void {
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
        at.reject(scope, 'is one of the subscriptions that are named', 'take it out of one of the two');
      }
    }
  });
}

/** Both: https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources */
const MOST_RESOURCES = 50_000;
const MOST_PARALLEL = 30;

function inspectWithin(value: number | undefined, most: number, faults: Faults): void {
  if (value === undefined || (typeof value === 'number' && isUnresolved(value))) {
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
function inspectDisplayName({ displayName, offer }: InspectedOptions, faults: Faults): void {
  const name = displayName ?? offer?.name;
  const isGiven = displayName !== undefined && faults.text(displayName, 'the name of the policy in the portal');
  if (typeof name === 'string' && !isUnresolved(name) && name.length > LONGEST_DISPLAY_NAME) {
    const cure = isGiven ? 'shorten it' : 'give the policy a shorter displayName';
    faults.reject(name, `is ${name.length} characters long; Azure accepts ${LONGEST_DISPLAY_NAME}`, cure);
  }
}

const MOST_AUTHORIZATIONS = 100;

/** Finds what Azure Policy adds to the rules of Azure Lighthouse, of the offer that it shall delegate. */
export function inspectForPolicy({ offer, authorizations }: DelegatedAccess, faults: Faults): void {
  if (!OFFER.includes(offer)) {
    return;
  }
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
