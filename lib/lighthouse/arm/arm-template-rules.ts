import type { AzureBuiltInRole } from '../../azure';
import type { Faults } from '../../declaration';
import { isReference, isUnresolved } from '../../terraform';
import type { DelegatedAccess } from '../delegation/delegated-access';
import type { DelegatedScope } from '../delegation/delegated-scope';
import { type Authorization, isWellFormed } from '../offer/authorization';
import { type LighthouseOffer, OFFER } from '../offer/lighthouse-offer';

/**
 * Finds what only Terraform knows of what a template shall delegate, and to whom.
 *
 * @param atOffer collects the faults of the offer
 */
export function inspectPinnedAccess(
  { offer, automation, automationRole }: DelegatedAccess,
  faults: Faults,
  atOffer = faults.at('offer'),
): void {
  const how = 'with PecAutomation.fromAttributes';
  mustBePinned(automation?.principalId, faults.at('automation', 'principalId'), how);
  inspectPinnedRole(automationRole, faults.at('automationRole'));
  if (OFFER.includes(offer)) {
    inspectOffer(offer, atOffer);
  }
}

/** Finds whether only Terraform knows the role of PEC-Automation. */
export function inspectPinnedRole(role: AzureBuiltInRole | undefined, faults: Faults): void {
  mustBePinned(role?.id, faults);
}

/** Finds what only Terraform knows of the place where a template shall delegate. */
export function inspectPinnedScope(scope: DelegatedScope, faults: Faults): void {
  // A list that is a reference as a whole is a fault already.
  if (!isReference(scope.resourceGroups)) {
    scope.resourceGroups?.forEach((name, i) => mustBePinned(name, faults.at('resourceGroups', i)));
  }
  for (const property of ['definitionId', 'assignmentId'] as const) {
    mustBePinned(scope[property], faults.at(property));
  }
  for (const [name, id] of Object.entries(scope.resourceGroupAssignmentIds ?? {})) {
    mustBePinned(id, faults.at('resourceGroupAssignmentIds', name));
  }
}

/** Finds the faults of an address under which the portal shall find a template. */
export function inspectTemplateUrl(templateUrl: string, faults: Faults): void {
  const what = 'the https address of the template, such as "https://fabrikam.example/offer.json"';
  if (!faults.text(templateUrl, what)) {
    return;
  }
  if (isUnresolved(templateUrl)) {
    faults.report('is known to Terraform only; pin it by writing it out, because a link cannot ask Terraform');
  } else if (!/^https:\/\/[^\s/]\S*$/i.test(templateUrl) || !URL.canParse(templateUrl)) {
    faults.reject(templateUrl, 'is not an https address', `expected ${what}`);
  }
}

function inspectOffer(offer: LighthouseOffer, faults: Faults): void {
  for (const property of ['name', 'description', 'managingTenantId'] as const) {
    mustBePinned(offer[property], faults.at(property));
  }
  for (const property of ['name', 'publisher', 'product', 'version'] as const) {
    mustBePinned(offer.plan?.[property], faults.at('plan').at(property));
  }
  offer.authorizations.forEach((authorization, i) => {
    if (isWellFormed(authorization)) {
      inspectAuthorization(authorization, faults.at('authorizations').at(i));
    }
  });
}

function inspectAuthorization(authorization: Authorization, faults: Faults): void {
  const { principal, role, delegatedRoles, justInTimePolicy } = authorization;
  mustBePinned(principal.id, faults.at('principal').at('id'));
  mustBePinned(principal.displayName, faults.at('principal').at('displayName'));
  mustBePinned(role.id, faults.at('role'));
  delegatedRoles.forEach((delegated, i) => mustBePinned(delegated.id, faults.at('delegatedRoles').at(i)));
  mustBePinned(justInTimePolicy?.maximumActivationDuration, faults.at('maximumActivationDuration'));
  justInTimePolicy?.approvers.forEach((approver, i) => {
    mustBePinned(approver.id, faults.at('approvers').at(i).at('id'));
    mustBePinned(approver.displayName, faults.at('approvers').at(i).at('displayName'));
  });
}

function mustBePinned(value: unknown, faults: Faults, how = 'by writing it out'): void {
  if (isUnresolved(value)) {
    faults.report(`is known to Terraform only; pin it ${how}, because the customer's template cannot ask Terraform`);
  }
}
