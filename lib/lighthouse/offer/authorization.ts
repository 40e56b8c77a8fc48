import { type AzureBuiltInRole, BUILT_IN_ROLE, Kind, LighthouseSupport } from '../../azure';
import { type Fault, type Faults, flag, listOf, objectOf, ofKind, optionsOf, text } from '../../declaration';
import { isUnresolved } from '../../terraform';
import { activationDuration } from './activation-duration';
import { inspectDelegableRole, inspectDelegatedRole, isSameRole } from './delegable-role';
import { PRINCIPAL, type Principal, PrincipalKind } from './principal';

/** What a permanent authorization may have besides principal and role. */
export interface PermanentAuthorizationOptions {
  /**
   * The roles that the principal may assign to managed identities in the customer's tenant. Only, and always, together
   * with the role User Access Administrator. Whether Azure takes one with data actions is not settled: see
   * {@link LighthouseOffer.advice}.
   *
   * @default - none
   * @see https://learn.microsoft.com/azure/lighthouse/how-to/deploy-policy-remediation
   */
  readonly delegatedRoles?: AzureBuiltInRole[];
}

/** How a role that is eligible gets activated. */
export interface EligibleAuthorizationOptions {
  /**
   * The longest time that one activation lasts: ISO 8601, half hours from `PT30M` to `PT8H`.
   *
   * @default "PT8H"
   */
  readonly maximumActivationDuration?: string;
  /**
   * Whether an activation asks for multifactor authentication.
   *
   * @default true
   */
  readonly multiFactorAuthentication?: boolean;
  /**
   * Groups and users of the managing tenant that approve activations, at most 10.
   *
   * @default - nobody has to approve
   */
  readonly approvers?: Principal[];
}

/** How activations of an eligible role are controlled; every value is written out. */
export interface JustInTimePolicy {
  /** ISO 8601, as Azure gives it back. */
  readonly maximumActivationDuration: string;
  /** Whether an activation asks for multifactor authentication. */
  readonly multiFactorAuthentication: boolean;
  /** Who approves activations; empty if nobody has to. */
  readonly approvers: Principal[];
}

const APPROVER = 'make it with Principal.group or Principal.user';

const PERMANENT = objectOf<PermanentAuthorizationOptions>('an authorization', '{ delegatedRoles: […] }, or nothing', {
  delegatedRoles: listOf(ofKind(BUILT_IN_ROLE), 'a list of roles'),
});

const ELIGIBLE = objectOf<EligibleAuthorizationOptions>(
  'an authorization',
  '{ maximumActivationDuration: "PT8H" }, or nothing',
  {
    maximumActivationDuration: text,
    multiFactorAuthentication: flag,
    approvers: listOf(ofKind(PRINCIPAL, APPROVER), 'a list of groups and users'),
  },
);

const MOST_APPROVERS = 10;

/**
 * Gives one principal of the managing tenant one built-in role at the customer.
 *
 * Only a *permanent* authorization can earn partner earned credit.
 *
 * @example
 * ```ts
 * const operators = Principal.group('f0000000-0000-4000-8000-000000000021', 'Operators');
 * const permanent = Authorization.permanent(operators, AzureBuiltInRole.READER);
 * const eligible = Authorization.eligible(operators, AzureBuiltInRole.CONTRIBUTOR);
 * ```
 *
 * @see https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles
 */
export class Authorization {
  /** The principal holds the role all the time. */
  public static permanent(
    principal: Principal,
    role: AzureBuiltInRole,
    options: PermanentAuthorizationOptions = {},
  ): Authorization {
    const { taken, faults } = optionsOf(options, PERMANENT);
    return new Authorization(principal, role, taken.delegatedRoles ?? [], true, undefined, faults.found);
  }

  /**
   * The principal may activate the role for some hours (just in time). Needs a licence for Entra ID Governance in the
   * managing tenant, and a permanent authorization with Reader for the same principal to see the customer at all.
   *
   * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
   */
  public static eligible(
    principal: Principal,
    role: AzureBuiltInRole,
    options: EligibleAuthorizationOptions = {},
  ): Authorization {
    const { taken, faults } = optionsOf(options, ELIGIBLE);
    const { maximumActivationDuration = 'PT8H', multiFactorAuthentication = true, approvers = [] } = taken;
    const policy = {
      maximumActivationDuration: azureDuration(maximumActivationDuration) ?? maximumActivationDuration,
      multiFactorAuthentication,
      approvers,
    };
    return new Authorization(principal, role, [], false, policy, faults.found);
  }

  /**
   * The same for a delegation that exists and says neither how long an activation lasts nor what it asks for, which
   * Azure then decides. To adopt it as it is; anything new is better off with {@link Authorization.eligible}.
   *
   * @see https://learn.microsoft.com/azure/templates/microsoft.managedservices/registrationdefinitions
   */
  public static eligibleWithoutPolicy(principal: Principal, role: AzureBuiltInRole): Authorization {
    return new Authorization(principal, role, [], false, undefined, []);
  }

  private constructor(
    /** Who gets the role. */
    public readonly principal: Principal,
    /** The role. */
    public readonly role: AzureBuiltInRole,
    /** The roles that a User Access Administrator may assign to managed identities. */
    public readonly delegatedRoles: AzureBuiltInRole[],
    /** Whether the principal holds the role all the time. */
    public readonly isPermanent: boolean,
    /** How the role gets activated; undefined if it is permanent, or eligible without a policy. */
    public readonly justInTimePolicy: JustInTimePolicy | undefined,
    private readonly faultsOfOptions: Fault[],
  ) {
    AUTHORIZATION.register(this);
  }

  /** Whether both are known to give the same role to the same principal. */
  public grantsSameAs(other: Authorization): boolean {
    return isSameRole(this.role, other.role) && this.principal.isSameAs(other.principal);
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    faults.include(this.faultsOfOptions);
    const hasPrincipal = faults.at('principal').part(this.principal, PRINCIPAL);
    if (!faults.at('role').is(this.role, BUILT_IN_ROLE)) {
      return;
    }
    inspectDelegableRole(this.role, faults.at('role'));
    this.inspectDelegatedRoles(faults);
    if (!this.isPermanent && hasPrincipal) {
      this.inspectEligibility(faults);
    }
  }

  private inspectDelegatedRoles(faults: Faults): void {
    const at = faults.at('delegatedRoles');
    const { delegatedRoles } = this;
    const isAdministrator = this.role.lighthouseSupport === LighthouseSupport.DELEGATED_ROLES_ONLY;
    if (isAdministrator && this.isPermanent && delegatedRoles.length === 0) {
      at.report(
        'is missing; User Access Administrator can be delegated only with the roles that it may assign to managed ' +
          'identities of the customer',
      );
    }
    if (!isAdministrator && delegatedRoles.length > 0 && !isUnresolved(this.role.id)) {
      at.report(`goes with User Access Administrator only; leave it out, or replace the role ${this.role.name}`);
    }
    delegatedRoles.forEach((role, i) => {
      if (at.at(i).is(role, BUILT_IN_ROLE)) {
        inspectDelegatedRole(role, at.at(i));
        if (delegatedRoles.slice(0, i).some(earlier => isSameRole(earlier, role))) {
          at.at(i).reject(role.name, 'is listed twice', 'list each role once');
        }
      }
    });
  }

  private inspectEligibility(faults: Faults): void {
    if (this.principal.kind === PrincipalKind.SERVICE_PRINCIPAL) {
      faults
        .at('principal')
        .reject(
          this.principal.label,
          'is a service principal and cannot be eligible',
          'use Authorization.permanent, or a group or user',
        );
    }
    if (this.role.lighthouseSupport === LighthouseSupport.DELEGATED_ROLES_ONLY) {
      faults.at('role').reject(this.role.name, 'cannot be eligible', 'use Authorization.permanent with delegatedRoles');
    }
    if (this.justInTimePolicy === undefined) {
      return;
    }
    const { maximumActivationDuration: duration, approvers } = this.justInTimePolicy;
    if (azureDuration(duration) === undefined) {
      faults
        .at('maximumActivationDuration')
        .reject(duration, 'is not accepted', 'expected half hours from "PT30M" to "PT8H" (ISO 8601)');
    }
    this.inspectApprovers(approvers, faults.at('approvers'));
  }

  private inspectApprovers(approvers: Principal[], faults: Faults): void {
    if (approvers.length > MOST_APPROVERS) {
      faults.report(`has ${approvers.length} approvers; Lighthouse accepts 10, so name a group instead`);
    }
    approvers.forEach((approver, i) => {
      const at = faults.at(i);
      if (!at.part(approver, PRINCIPAL, APPROVER)) {
        return;
      }
      if (approver.kind === PrincipalKind.SERVICE_PRINCIPAL) {
        at.reject(approver.label, 'is a service principal and cannot approve', 'name a group or user');
      }
      // Members of a group approve each other, and an approver among others is approved by them.
      if (approvers.length === 1 && approver.kind === PrincipalKind.USER && approver.isSameAs(this.principal)) {
        at.reject(approver.label, 'would have to approve its own activations', 'name somebody else as well');
      }
      if (approvers.slice(0, i).some(earlier => PRINCIPAL.includes(earlier) && earlier.isSameAs(approver))) {
        at.reject(approver.label, 'is listed twice', 'list each approver once');
      }
    });
  }
}

/** Authorizations. */
export const AUTHORIZATION = new Kind<Authorization>(
  'Authorization',
  'an authorization',
  'make it with Authorization.permanent or Authorization.eligible',
);

/** Whether an authorization is made of what it has to be made of, so that it can be compared with others. */
export function isWellFormed(authorization: unknown): authorization is Authorization {
  return (
    AUTHORIZATION.includes(authorization) &&
    PRINCIPAL.includes(authorization.principal) &&
    BUILT_IN_ROLE.includes(authorization.role) &&
    authorization.delegatedRoles.every(role => BUILT_IN_ROLE.includes(role)) &&
    (authorization.justInTimePolicy?.approvers ?? []).every(approver => PRINCIPAL.includes(approver))
  );
}

/** A duration as Azure gives it back; a reference as it is; undefined if Lighthouse does not accept it. */
function azureDuration(duration: string): string | undefined {
  return isUnresolved(duration) ? duration : activationDuration(duration);
}
