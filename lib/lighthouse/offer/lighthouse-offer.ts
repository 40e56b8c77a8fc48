import { AzureBuiltInRole, Kind } from '../../azure';
import { asGiven, type Fault, type Faults, flag, listOf, objectOf, ofKind, optionsOf } from '../../declaration';
import type { IPecAutomation } from '../../principals';
import { lowerCaseGuid } from '../../terraform';
import { AUTHORIZATION, Authorization, isWellFormed } from './authorization';
import { inspectMarketplacePlan, MARKETPLACE_PLAN, type MarketplacePlan } from './marketplace-plan';
import { adviceOn } from './offer-advice';
import { DELETE_ROLE, endsDelegation, inspectPairs, inspectPolicies } from './offer-rules';
import { distinct, Principal, PrincipalKind } from './principal';

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
  readonly authorizations?: readonly Authorization[];
  /**
   * Whether the offer's operators (its permanent groups and users) get the role "Managed Services Registration
   * assignment Delete Role", with which the partner can end the delegation. If an authorization gives that role to
   * somebody, nobody else gets it.
   *
   * @default true
   * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
   */
  readonly operatorsCanEndDelegation?: boolean;
  /**
   * The plan under which the offer is published in Azure Marketplace, for customers who accepted it there.
   *
   * @default - the offer is not of the marketplace
   */
  readonly plan?: MarketplacePlan;
}

const PROPS = objectOf<LighthouseOfferProps>('an offer', '{ name, managingTenantId, authorizations }', {
  name: asGiven,
  description: asGiven,
  managingTenantId: asGiven,
  authorizations: listOf(ofKind(AUTHORIZATION), 'a list of authorizations'),
  operatorsCanEndDelegation: flag,
  plan: MARKETPLACE_PLAN,
});

/**
 * A name and a set of authorizations that the partner proposes to customers: the content of a registration definition.
 *
 * A value, not a construct. Its faults are reported by the construct that it is given to, together with that
 * construct's own; {@link LighthouseOffer.validate} gives them at once.
 *
 * @example
 * ```ts
 * const managedServices = new LighthouseOffer({
 *   name: 'Fabrikam Managed Services',
 *   managingTenantId: 'f0000000-0000-4000-8000-000000000001',
 *   authorizations: [
 *     Authorization.permanent(
 *       Principal.group('f0000000-0000-4000-8000-000000000021', 'Operators'),
 *       AzureBuiltInRole.CONTRIBUTOR,
 *     ),
 *   ],
 * });
 * ```
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
  public readonly authorizations: readonly Authorization[];
  /** Whether operators get the role with which the partner can end the delegation. */
  public readonly operatorsCanEndDelegation: boolean;
  /** The plan of the marketplace, if the offer is published there. */
  public readonly plan?: MarketplacePlan;

  /** Kept, because thousands of customers have the same few offers, and an offer does not change. */
  private foundAdvice?: readonly string[];

  private readonly faults: Faults;

  constructor(props: LighthouseOfferProps) {
    OFFER.register(this);
    const { taken, faults } = optionsOf(props, PROPS);
    this.faults = faults;
    this.name = taken.name;
    this.description = taken.description;
    this.managingTenantId = lowerCaseGuid(taken.managingTenantId);
    this.authorizations = Object.freeze(taken.authorizations ?? []);
    this.operatorsCanEndDelegation = taken.operatorsCanEndDelegation ?? true;
    this.plan = taken.plan && Object.freeze(taken.plan);
    this.inspect(faults);
  }

  /** Whether somebody has to activate a role before using it. */
  public get hasEligibleAuthorizations(): boolean {
    return this.authorizations.some(a => AUTHORIZATION.includes(a) && !a.isPermanent);
  }

  /** Every fault of the offer; empty if there is none. */
  public validate(): Fault[] {
    return this.faults.found;
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
    this.foundAdvice ??= adviceOn(this.name, [...this.authorizations, ...this.rightsToEndDelegation()]);
    return [...this.foundAdvice];
  }

  /** @internal */
  public _inspect(faults: Faults): void {
    faults.include(this.faults.found);
  }

  private inspect(faults: Faults): void {
    faults.at('name').text(this.name, 'the name that the customer sees');
    // What the portal made has an empty description where nobody wrote one.
    if (this.description !== undefined && this.description !== '') {
      faults.at('description').text(this.description, 'what the customer reads below the name');
    }
    faults.at('managingTenantId').guid(this.managingTenantId, 'id of the managing tenant');
    if (this.plan !== undefined) {
      inspectMarketplacePlan(this.plan, faults.at('plan'));
    }
    const at = faults.at('authorizations');
    this.authorizations.forEach((authorization, i) => at.at(i).part(authorization, AUTHORIZATION));
    if (this.authorizations.every(isWellFormed)) {
      inspectPairs(this.authorizations, at);
      inspectPolicies(this.authorizations, at);
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

/** Offers. */
export const OFFER = new Kind<LighthouseOffer>('LighthouseOffer', 'an offer', 'make it with new LighthouseOffer');
