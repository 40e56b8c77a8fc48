import { Kind } from '../../azure';
import type { ILinkedAccount } from '../../principals';
import { Mark } from '../../app';
import { lowerCaseGuid } from '../../terraform';
import type { Authorization } from '../offer/authorization';
import type { Onboarding } from './onboarding';

/** The GUIDs of a delegation: in lower case, or Terraform expressions. */
export interface DelegationIds {
  /** The registration definition. */
  readonly definition: string;
  /** The registration assignments: one for the subscription, or one for each resource group. */
  readonly assignments: string[];
}

/** Something that is written and was not declared, beside authorizations: an override or an Aspect made it so. */
export interface Alteration {
  /** What is written, one clause. */
  readonly reason: string;
  /** Whether it is known to make another delegation, or none; otherwise only Terraform knows. */
  readonly isKnown: boolean;
}

/** What readiness has to know of a delegation. */
export interface DelegationParts {
  /** How the delegation comes about. */
  readonly onboarding: Onboarding;
  /** The subscription; undefined for a template that any subscription may deploy, and for a management group. */
  readonly subscriptionId?: string;
  /** The full resource id of the management group whose policy delegates each of its subscriptions. */
  readonly managementGroupId?: string;
  /** The delegated resource groups; empty or undefined means the whole subscription. */
  readonly resourceGroups?: readonly string[];
  /** The principal that earns: PEC-Automation, or an account that has access already. */
  readonly principal?: ILinkedAccount;
  /** Who holds which role, the earning principal included. */
  readonly authorizations: readonly Authorization[];
}

/**
 * Who gets which role at a subscription, or at resource groups of it, and how that comes about. A value: Terraform, a
 * template, a policy or the customer itself carries it out, and readiness judges it.
 *
 * This one exists already and is left as it is; what this package offers is an {@link OfferedDelegation}.
 */
export class Delegation {
  /** How the delegation comes about. */
  public readonly onboarding: Onboarding;
  /** The subscription: a GUID in lower case, or a Terraform reference. */
  public readonly subscriptionId?: string;
  /** The full resource id of the management group whose policy delegates its subscriptions. */
  public readonly managementGroupId?: string;
  /** The delegated resource groups; empty means the whole subscription. */
  public readonly resourceGroups: readonly string[];
  /** The principal that earns: PEC-Automation, or an account that has access already. */
  public readonly principal?: ILinkedAccount;
  /** Who holds which role, the earning principal included. */
  public readonly authorizations: readonly Authorization[];
  /** What else is written and was not declared. */
  public readonly alterations: readonly Alteration[] = [];

  constructor(parts: DelegationParts) {
    DELEGATION.register(this);
    this.onboarding = parts.onboarding;
    this.subscriptionId = parts.subscriptionId === undefined ? undefined : lowerCaseGuid(parts.subscriptionId);
    this.managementGroupId = parts.managementGroupId;
    this.resourceGroups = parts.resourceGroups ?? [];
    this.principal = parts.principal;
    this.authorizations = parts.authorizations;
  }

  /** What reports call the offer. */
  public get offerName(): string {
    return 'existing delegation';
  }

  /** The tenant that it is delegated to: a GUID, or a Terraform reference; empty where nobody said. */
  public get managingTenantId(): string {
    return lowerCaseGuid(this.principal?.tenantId ?? '');
  }

  /** The ids of definition and assignments, where they are known. */
  public get ids(): DelegationIds | undefined {
    return undefined;
  }

  /** Who holds which role if nobody is added: what a marketplace plan says. */
  public get published(): readonly Authorization[] {
    return this.authorizations;
  }

  /** What a reader should know though nothing is wrong with it. */
  public get advice(): readonly string[] {
    return [];
  }

  /** The same delegation, once what carries it out was changed; itself if nothing was. */
  public asWritten(authorizations: readonly Authorization[], alterations: readonly Alteration[]): Delegation {
    const written = { authorizations: { value: authorizations }, alterations: { value: alterations } };
    const isUnchanged = authorizations === this.authorizations && alterations.length === 0;
    return isUnchanged ? this : (Object.create(this, written) as Delegation);
  }
}

/** Delegations of every sort. */
export const DELEGATION = new Kind<Delegation>('Delegation', 'a delegation', 'give it its properties');

/** A delegation at the construct that carries it out. */
export interface CarriedOut {
  /** What is carried out, as it stands when it is asked for. */
  readonly delegation: Delegation;
  /** What reports call the customer, where the construct belongs to no declared one. */
  readonly customerName?: string;
  /** The customer's tenant, if known. */
  readonly customerTenantId?: string;
  /** SHA-256 of the template that is handed to the customer now. */
  readonly templateSha256?: string;
  /** SHA-256 of the template that the customer deployed, as the partner noted it. */
  readonly deployedTemplateSha256?: string;
}

/** Which delegation a construct carries out. */
export const CARRIED_OUT = new Mark<CarriedOut>('delegation');
