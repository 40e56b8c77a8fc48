import { Fn } from 'cdktf';
import type { AzureBuiltInRole } from '../../azure';
import type { Faults } from '../../declaration';
import type { IPecAutomation } from '../../principals';
import { argument, armGuid, isUnresolved, lowerCaseGuid } from '../../terraform';
import type { Authorization } from '../offer/authorization';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import type { DelegatedAccess } from './delegated-access';
import { definitionGuid, type DelegatedScope, inspectDelegatedScope } from './delegated-scope';
import { Delegation, type DelegationIds, type DelegationParts } from './delegation';

/** Where a delegation is, and how it comes about. */
export interface DelegationPlace
  extends DelegatedScope, Pick<DelegationParts, 'onboarding' | 'subscriptionId' | 'managementGroupId'> {}

/**
 * An offer at a subscription, or at resource groups of it, with PEC-Automation in it and ids of its own. Inspected once,
 * when it is made, and the same from then on.
 */
export class OfferedDelegation extends Delegation {
  /**
   * @param access what is delegated to whom, inspected when it was made
   * @param place where
   * @param faults collects the faults of the place
   */
  public static of(access: DelegatedAccess, place: DelegationPlace, faults: Faults): OfferedDelegation {
    inspectDelegatedScope(place, faults);
    return new OfferedDelegation(access, place);
  }

  /** What is delegated to whom. */
  public readonly offer: LighthouseOffer;
  /** The principal that earns. */
  public readonly automation?: IPecAutomation;
  /** The role that PEC-Automation holds, if it was given. */
  public readonly automationRole?: AzureBuiltInRole;
  /** The GUID of the definition, if it was given. */
  public readonly definitionId?: string;
  /** The id of the assignment of the subscription, if it was given. */
  public readonly assignmentId?: string;
  /** The ids of the assignments of resource groups that were given. */
  public readonly resourceGroupAssignmentIds: Record<string, string>;

  private constructor({ offer, automation, automationRole, authorizations }: DelegatedAccess, place: DelegationPlace) {
    super({ ...place, resourceGroups: sortedNames(place.resourceGroups), principal: automation, authorizations });
    this.offer = offer;
    this.automation = automation;
    this.automationRole = automationRole;
    this.definitionId = definitionGuid(place.definitionId);
    this.assignmentId = place.assignmentId;
    this.resourceGroupAssignmentIds = place.resourceGroupAssignmentIds ?? {};
    Object.freeze(this);
  }

  public override get offerName(): string {
    return this.offer.name;
  }

  public override get managingTenantId(): string {
    return this.offer.managingTenantId;
  }

  public override get published(): readonly Authorization[] {
    return this.offer.authorizations;
  }

  public override get advice(): readonly string[] {
    return this.offer.advice;
  }

  /**
   * The ids: those that were given. Else definition and assignment of a subscription have those of Microsoft's templates,
   * and the assignment of a resource group has one of offer and group: that of Microsoft's template is of the group alone,
   * so that it is the same resource for every partner who used it there.
   *
   * @see https://github.com/Azure/Azure-Lighthouse-samples/blob/master/templates/delegated-resource-management/rg/multi-rg.json
   */
  public override get ids(): DelegationIds {
    const ofOffer = () => armGuid(this.offer.name);
    const assignments =
      this.resourceGroups.length === 0
        ? [this.assignmentId ?? ofOffer()]
        : this.resourceGroups.map(name => this.givenIdAt(name) ?? armGuid(this.offer.name, lowerCase(name)));
    return { definition: lowerCaseGuid(this.definitionId ?? ofOffer()), assignments: assignments.map(lowerCaseGuid) };
  }

  /** The id that was given to the assignment of a resource group. */
  public givenIdAt(resourceGroup: string): string | undefined {
    const ids = this.resourceGroupAssignmentIds;
    return Object.hasOwn(ids, resourceGroup) ? ids[resourceGroup] : undefined;
  }
}

/** Azure compares names of resource groups without case, so the id is the same in every spelling. */
function lowerCase(resourceGroup: string): string {
  return isUnresolved(resourceGroup) ? Fn.lower(argument(resourceGroup)) : resourceGroup.toLowerCase();
}

/**
 * The order in which somebody names resource groups makes no difference, nor does their case. The address of a name that
 * only Terraform knows is its position, so there it stays.
 */
function sortedNames(names: readonly string[] | undefined): readonly string[] | undefined {
  return names?.every(name => typeof name === 'string') && !isUnresolved(names)
    ? [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    : names;
}
