import { AzureBuiltInRole } from '../azure';
import type { Fault } from '../declaration';
import { Faults } from '../declaration';
import type { IPecAutomation } from '../identity';
import { isUnresolved, knownToEqual, lowerCaseGuid } from '../terraform';
import { Authorization, isSameRole, isWellFormed } from './authorization';
import { Principal, PrincipalKind } from './principal';

/** Properties of {@link LighthouseOffer}. */
export interface LighthouseOfferProps {
  /**
   * The name that the customer sees. The ids of definition and assignment are made from it, as Microsoft's templates
   * do: another name is another offer.
   */
  readonly name: string;
  /**
   * What the customer reads below the name.
   *
   * @default - no description
   */
  readonly description?: string;
  /** The partner's Entra tenant (GUID), or a Terraform reference. */
  readonly managingTenantId: string;
  /**
   * Who gets which role. PEC-Automation need not be listed: every delegation adds it.
   *
   * @default - PEC-Automation alone
   */
  readonly authorizations?: Authorization[];
  /**
   * Whether the offer's operators (its permanent groups and users) get the role "Managed Services Registration
   * assignment Delete Role", with which the partner can end the delegation. If an authorization gives that role to
   * somebody, nobody else gets it.
   *
   * @default true
   * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
   */
  readonly operatorsCanEndDelegation?: boolean;
}

/**
 * A name and a set of authorizations that the partner proposes to customers: the content of a registration definition.
 *
 * A value, not a construct. Its faults are reported by the construct that it is given to, together with that
 * construct's own; {@link LighthouseOffer.validate} gives them at once.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/concepts/architecture
 */
export class LighthouseOffer {
  /** The name that the customer sees. */
  public readonly name: string;
  /** What the customer reads below the name. */
  public readonly description?: string;
  /** The managing tenant; a GUID in lower case, or a Terraform reference. */
  public readonly managingTenantId: string;
  /** The authorizations as declared. */
  public readonly authorizations: Authorization[];
  /** Whether operators get the role with which the partner can end the delegation. */
  public readonly operatorsCanEndDelegation: boolean;

  constructor(props: LighthouseOfferProps) {
    this.name = props.name;
    this.description = props.description;
    this.managingTenantId = lowerCaseGuid(props.managingTenantId);
    const { authorizations = [] } = props;
    // Frozen, because an offer that was found sound once is not inspected again for every customer.
    this.authorizations = Array.isArray(authorizations)
      ? (Object.freeze([...authorizations]) as Authorization[])
      : authorizations;
    this.operatorsCanEndDelegation = props.operatorsCanEndDelegation ?? true;
  }

  /** Whether somebody has to activate a role before using it. */
  public get hasEligibleAuthorizations(): boolean {
    return Array.isArray(this.authorizations) && this.authorizations.some(a => a?.isPermanent === false);
  }

  /** Every fault of the offer; empty if there is none. */
  public validate(): Fault[] {
    const faults = new Faults();
    this._inspect(faults);
    return faults.found;
  }

  /**
   * The authorizations of a delegation: those declared, PEC-Automation, and the operators' right to end the delegation.
   *
   * @param automation the principal that earns; undefined for an offer beside another one that has it
   * @param automationRole the role that PEC-Automation holds
   */
  public authorizationsWith(automation?: IPecAutomation, automationRole?: AzureBuiltInRole): Authorization[] {
    const authorizations = [...this.authorizations];
    if (automation) {
      const role = automationRole ?? AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR;
      const earning = Authorization.permanent(
        Principal.servicePrincipal(automation.principalId, 'PEC-Automation'),
        role,
      );
      if (!authorizations.some(authorization => authorization.isPermanent && authorization.grantsSameAs(earning))) {
        authorizations.push(earning);
      }
    }
    return [...authorizations, ...this.rightsToEndDelegation()];
  }

  /** What a reader of the offer should know though nothing is wrong with it. */
  public get advice(): string[] {
    const advice: string[] = [];
    if (!this.authorizations.some(endsDelegation) && this.rightsToEndDelegation().length === 0) {
      advice.push(
        `the offer "${this.name}" gives nobody the role ${DELETE_ROLE.name}: only the customer can end the delegation`,
      );
    }
    const permanent = this.authorizations.filter(authorization => authorization.isPermanent);
    for (const principal of distinct(this.authorizations.filter(a => !a.isPermanent).map(a => a.principal))) {
      if (!permanent.some(authorization => isOnePrincipal(authorization.principal, principal))) {
        advice.push(
          `${principal.label} has eligible roles only and cannot see the customer to activate them: ` +
            'add Authorization.permanent with AzureBuiltInRole.READER',
        );
      }
    }
    return advice;
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    faults.at('name').text(this.name, 'the name that the customer sees');
    if (this.description !== undefined) {
      faults.at('description').text(this.description, 'what the customer reads below the name');
    }
    faults.at('managingTenantId').guid(this.managingTenantId, 'id of the managing tenant');
    const at = faults.at('authorizations');
    const list = at.list(this.authorizations, 'a list of authorizations');
    list.forEach((authorization, i) => {
      at.at(i).part(
        authorization,
        'an authorization',
        'make it with Authorization.permanent or Authorization.eligible',
      );
    });
    if (list.every(isWellFormed)) {
      inspectPairs(list, at);
      inspectPolicies(list, at);
    }
  }

  private rightsToEndDelegation(): Authorization[] {
    if (!this.operatorsCanEndDelegation || this.authorizations.some(endsDelegation)) {
      return [];
    }
    const operators = this.authorizations
      .filter(({ isPermanent, principal }) => isPermanent && principal.kind !== PrincipalKind.SERVICE_PRINCIPAL)
      .map(authorization => authorization.principal);
    return distinct(operators).map(operator => Authorization.permanent(operator, DELETE_ROLE));
  }
}

const DELETE_ROLE = AzureBuiltInRole.MANAGED_SERVICES_REGISTRATION_ASSIGNMENT_DELETE;

/** Finds what is wrong between an offer and the PEC-Automation that a delegation adds to it. */
export function inspectAutomationInOffer(offer: LighthouseOffer, automation: IPecAutomation, faults: Faults): void {
  offer.authorizations.filter(isWellFormed).forEach((authorization, i) => {
    const at = faults.at('authorizations').at(i);
    const { principal } = authorization;
    if (knownToEqual(principal.id, automation.clientId)) {
      at.at('principal').reject(
        principal.id,
        'is the application (client) id of PEC-Automation',
        "expected the service principal's object id",
      );
    }
    const isAutomation = knownToEqual(principal.id, automation.principalId);
    if (isAutomation && principal.kind !== PrincipalKind.SERVICE_PRINCIPAL) {
      at.at('principal').reject(
        principal.label,
        `is PEC-Automation and no ${principal.kind}`,
        'make it with Principal.servicePrincipal, or leave it out: every delegation adds it',
      );
    }
    if (isAutomation && endsDelegation(authorization)) {
      at.reject(
        principal.label,
        `is PEC-Automation and must not hold ${DELETE_ROLE.name}`,
        'give it to a group: PEC-Automation never signs in to a customer',
      );
    }
  });
}

function endsDelegation(authorization: Authorization): boolean {
  return isWellFormed(authorization) && isSameRole(authorization.role, DELETE_ROLE);
}

function inspectPairs(authorizations: Authorization[], faults: Faults): void {
  authorizations.forEach((authorization, i) => {
    const first = authorizations.findIndex(earlier => earlier.grantsSameAs(authorization));
    if (first >= 0 && first < i) {
      faults
        .at(i)
        .report(
          `gives ${authorization.principal.label} the role ${authorization.role.name}, as authorizations[${first}] ` +
            'does; keep one of the two',
        );
    }
  });
}

/** https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations: one policy for one role. */
function inspectPolicies(authorizations: Authorization[], faults: Faults): void {
  const eligible = authorizations
    .map((authorization, i) => ({ authorization, i }))
    .filter(e => !e.authorization.isPermanent);
  eligible.forEach(({ authorization, i }, position) => {
    const other = eligible
      .slice(0, position)
      .find(
        earlier =>
          isSameRole(earlier.authorization.role, authorization.role) &&
          policyIsKnownToDiffer(earlier.authorization, authorization),
      );
    if (other) {
      faults
        .at(i)
        .report(
          `activates ${authorization.role.name} by another policy than authorizations[${other.i}]; ` +
            'give both the same duration, multifactor authentication and approvers',
        );
    }
  });
}

function policyIsKnownToDiffer(a: Authorization, b: Authorization): boolean {
  const [one, other] = [a.justInTimePolicy, b.justInTimePolicy];
  if (!one || !other || isUnresolved([one.maximumActivationDuration, other.maximumActivationDuration])) {
    return false;
  }
  if (
    one.maximumActivationDuration !== other.maximumActivationDuration ||
    one.multiFactorAuthentication !== other.multiFactorAuthentication ||
    one.approvers.length !== other.approvers.length
  ) {
    return true;
  }
  const approvers = [...one.approvers, ...other.approvers].map(approver => approver.id);
  return (
    !isUnresolved(approvers) &&
    !one.approvers.every(approver => other.approvers.some(another => another.isSameAs(approver)))
  );
}

/** Each principal once; a Terraform reference that was given twice is one principal. */
function distinct(principals: Principal[]): Principal[] {
  return principals.filter(
    (principal, i) => !principals.slice(0, i).some(earlier => isOnePrincipal(earlier, principal)),
  );
}

function isOnePrincipal(a: Principal, b: Principal): boolean {
  return a.id === b.id || a.isSameAs(b);
}
