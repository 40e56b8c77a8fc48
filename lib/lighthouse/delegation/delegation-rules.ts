import type { Construct } from 'constructs';
import { AzureBuiltInRole, BUILT_IN_ROLE, isGuid, LighthouseSupport } from '../../azure';
import type { Faults } from '../../declaration';
import { inspectPartnerPrincipal, type IPecAutomation } from '../../principals';
import { isReference, isUnresolved, knownToDiffer, knownToEqual, lowerCaseGuid } from '../../terraform';
import { inspectDelegableRole, isSameRole, isWellFormed } from '../offer/authorization';
import { areApart, assignmentGuids, definitionGuid, type DelegationIds } from './delegation-ids';
import { delegations } from '../terraform/delegations';
import { inspectArrival } from '../terraform/departures';
import type { DelegatedAccess, DelegatedScope, DelegatedSubscription } from './delegation-shape';
import type { LighthouseDelegation, LighthouseDelegationProps } from '../terraform/lighthouse-delegation';
import { OFFER } from '../offer/kinds';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import { inspectAutomationInOffer } from '../offer/offer-rules';
import type { ResourceProviderRegistrationProps } from '../terraform/resource-provider-registration';

/**
 * Finds every fault of a delegation, those of its offer included.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer
 */
export function inspectLighthouseDelegation(scope: Construct, props: LighthouseDelegationProps, faults: Faults): void {
  const hasSubscription = inspectSubscriptionId(props.subscriptionId, faults.at('subscriptionId'));
  inspectDelegatedScope(props, faults);
  if (props.customerTenantId !== undefined) {
    inspectCustomerTenant(props.customerTenantId, props.offer, faults.at('customerTenantId'));
  }
  const isSound = faults.found.length === 0;
  if (inspectDelegatedAccess(props, faults) && hasSubscription && isSound) {
    inspectArrival(scope, props, faults.at('subscriptionId'));
    inspectNeighbours(scope, props, faults);
  }
}

/** Offers that were found sound together with a PEC-Automation: 3,000 customers have the same few. */
const sound = new WeakMap<LighthouseOffer, Set<IPecAutomation | undefined>>();

/** Finds the faults of offer and PEC-Automation; whether there are none. */
export function inspectDelegatedAccess(access: DelegatedAccess, faults: Faults): boolean {
  const { offer, automation, automationRole } = access;
  if (automationRole === undefined && sound.get(offer)?.has(automation)) {
    return true;
  }
  const before = faults.found.length;
  if (automation !== undefined) {
    inspectPartnerPrincipal(automation, faults.at('automation'));
  }
  const automationIsSound = faults.found.length === before;
  if (automationRole !== undefined) {
    inspectAutomationRole(automationRole, faults.at('automationRole'));
  }
  if (!faults.at('offer').part(offer, OFFER)) {
    return false;
  }
  inspectManagingTenant(access, faults);
  if (automation && automationIsSound) {
    inspectAutomationInOffer(offer, automation, faults.at('offer'));
  } else if (!automation && !faults.at('automation').isRefused) {
    inspectOfferAlone(offer, faults.at('offer').at('authorizations'));
  }
  const isSound = faults.found.length === before;
  if (isSound) {
    sound.set(offer, (sound.get(offer) ?? new Set()).add(automation));
  }
  return isSound;
}

/** Finds the faults of a registration of the resource provider. */
export function inspectRegistration(props: ResourceProviderRegistrationProps, faults: Faults): void {
  inspectSubscriptionId(props.subscriptionId, faults.at('subscriptionId'));
  const { offer, automation } = props;
  if (offer !== undefined) {
    inspectDelegatedAccess({ offer, automation }, faults);
  }
}

/** Nobody is added to the authorizations, so the offer has to bring what a delegation needs. */
function inspectOfferAlone({ authorizations }: LighthouseOffer, faults: Faults): void {
  if (faults.isRefused) {
    return;
  }
  if (authorizations.length === 0) {
    faults.report('is empty and there is no automation; a delegation needs one authorization at least');
  } else if (authorizations.every(a => isWellFormed(a) && !a.isPermanent)) {
    // azurerm insists on one; Azure's own pages ask for Reader beside each eligible role, to see the customer at all.
    faults.report(
      'are eligible only and there is no automation; add Authorization.permanent with AzureBuiltInRole.READER',
    );
  }
}

/** Finds the faults of resource groups and given ids. */
export function inspectDelegatedScope(target: DelegatedScope, faults: Faults): void {
  inspectResourceGroupNames(target.resourceGroups, faults.at('resourceGroups'));
  for (const property of ['definitionId', 'assignmentId'] as const) {
    if (target[property] !== undefined) {
      faults.at(property).guid(target[property]);
    }
  }
  const ids = faults.at('resourceGroupAssignmentIds');
  const groups = new Set<string>(Array.isArray(target.resourceGroups) ? target.resourceGroups : []);
  for (const [name, id] of Object.entries(target.resourceGroupAssignmentIds ?? {})) {
    ids.at(name).guid(id);
    if (!groups.has(name)) {
      ids.at(name).report('names no resource group of this delegation; write the name as in resourceGroups');
    }
  }
  if (target.assignmentId !== undefined && target.resourceGroups !== undefined) {
    faults
      .at('assignmentId')
      .report('is for a whole subscription; with resource groups use resourceGroupAssignmentIds');
  }
}

const RESOURCE_ID = /^\/subscriptions\/[^/]+\/?$/i;

/** Whether the value can be a subscription's id; adds a fault if not. */
export function inspectSubscriptionId(subscriptionId: string, faults: Faults): boolean {
  if (typeof subscriptionId === 'string' && RESOURCE_ID.test(subscriptionId) && !isUnresolved(subscriptionId)) {
    faults.reject(subscriptionId, 'is a resource id', 'write the GUID alone');
    return false;
  }
  return faults.guid(subscriptionId, 'id of the subscription');
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const RESOURCE_GROUP = /^[\p{L}\p{N}._()-]{0,89}[\p{L}\p{N}_()-]$/u;

/** Finds the fault of the name of a resource group. */
export function inspectResourceGroupName(name: string, faults: Faults): void {
  if (faults.text(name, 'the name of a resource group') && !isUnresolved(name) && !RESOURCE_GROUP.test(name)) {
    faults.reject(
      name,
      'is not the name of a resource group',
      'expected at most 90 letters, digits, "_", "-", "(", ")" and ".", not ending in "."',
    );
  }
}

function inspectResourceGroupNames(names: string[] | undefined, faults: Faults): void {
  if (names === undefined) {
    return;
  }
  if (isReference(names)) {
    faults.report('is known to Terraform only; write the names out, because each becomes an address of its own');
    return;
  }
  if (names.length === 0) {
    faults.report('is empty; leave it out to delegate the whole subscription, or name a resource group');
  }
  const earlier = new Set<string>();
  names.forEach((name, i) => {
    const at = faults.at(i);
    inspectResourceGroupName(name, at);
    if (typeof name !== 'string') {
      return;
    }
    if (earlier.has(name.toLowerCase()) && !isUnresolved(name)) {
      at.reject(name, 'is listed twice', 'Azure does not tell upper from lower case here; list each group once');
    }
    earlier.add(name.toLowerCase());
  });
}

/** Finds the faults of the role that PEC-Automation shall hold. */
export function inspectAutomationRole(role: AzureBuiltInRole, faults: Faults): void {
  if (!faults.is(role, BUILT_IN_ROLE)) {
    return;
  }
  if (role.lighthouseSupport === LighthouseSupport.DELEGATED_ROLES_ONLY) {
    faults.reject(
      role.name,
      'needs delegated roles',
      'PEC-Automation needs one role that earns, such as "Contributor"',
    );
  } else if (isSameRole(role, AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE)) {
    faults.reject(role.name, 'must not go to PEC-Automation', 'choose a role that earns, such as "Contributor"');
  } else {
    inspectDelegableRole(role, faults);
  }
}

/** Finds the faults of the customer's tenant. */
export function inspectCustomerTenant(tenantId: string, offer: LighthouseOffer | undefined, faults: Faults): void {
  if (faults.guid(tenantId, "id of the customer's tenant") && knownToEqual(offer?.managingTenantId, tenantId)) {
    faults.reject(
      tenantId,
      'is the managing tenant',
      "expected the customer's own: Azure delegates to another tenant only",
    );
  }
}

function inspectManagingTenant({ offer, automation }: DelegatedAccess, faults: Faults): void {
  const managing = offer.managingTenantId;
  if (automation?.tenantId !== undefined && isGuid(managing) && knownToDiffer(automation.tenantId, managing)) {
    faults
      .at('automation')
      .at('tenantId')
      .reject(
        automation.tenantId,
        `is not the managing tenant ${managing} of the offer`,
        'PEC-Automation has to live in the managing tenant',
      );
  }
}

/**
 * Two delegations of one subscription: no second definition of the same id, and no pair of principal and role in both,
 * because removing one of them can take the access of the other.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
export function inspectNeighbours(scope: Construct, props: DelegatedSubscription, faults: Faults): void {
  const { offer, subscriptionId } = props;
  if (isUnresolved(subscriptionId)) {
    return;
  }
  const others = delegations.find(scope, lowerCaseGuid(subscriptionId));
  const mine = others.length === 0 ? [] : offer.authorizationsWith(props.automation, props.automationRole);
  for (const other of others) {
    const theirs = { resourceGroups: other.resourceGroups, definitionId: other._givenDefinitionId };
    if (other.offer === offer && areApart(props, theirs)) {
      continue;
    }
    if (knownToEqual(other.offer.name, offer.name) || knownToEqual(other.definitionGuid, definitionGuid(props))) {
      faults
        .at('offer')
        .reject(
          offer.name,
          `is delegated at this subscription by ${other.node.path} already`,
          'list all resource groups in that delegation, or give this offer another name',
        );
      continue;
    }
    for (const authorization of mine.filter(a => other.authorizations.some(b => b.grantsSameAs(a)))) {
      faults
        .at('offer')
        .report(
          `gives ${authorization.principal.label} the role ${authorization.role.name}, as the offer ` +
            `"${other.offer.name}" of ${other.node.path} does at the same subscription; removing one would take the ` +
            'access of both, so keep the pair in one of them; for PEC-Automation leave out automation here',
        );
    }
    rejectSameAssignments(props, other, faults);
  }
}

/** Two offers on one resource group: both assignments would be called `guid(resource group name)`. */
function rejectSameAssignments(props: DelegationIds, other: LighthouseDelegation, faults: Faults): void {
  const guids = assignmentGuids(props);
  (props.resourceGroups ?? []).forEach((name, i) => {
    const theirs = other.resourceGroups.findIndex(resourceGroup => knownToEqual(resourceGroup, name));
    if (theirs >= 0 && knownToEqual(other.assignmentGuids[theirs], guids[i])) {
      faults
        .at('resourceGroups')
        .at(i)
        .reject(
          name,
          `has an assignment of the same id in ${other.node.path}`,
          'give it another id in resourceGroupAssignmentIds',
        );
    }
  });
}
