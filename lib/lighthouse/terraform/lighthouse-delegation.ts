import type { LighthouseAssignment } from '@cdktf/provider-azurerm/lib/lighthouse-assignment';
import type { LighthouseDefinition } from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import type { TerraformProvider } from 'cdktf';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { Kind } from '../../azure';
import { azurerm } from '../../bindings';
import { asGiven, declare, Faults, flag, objectOf, providerOf, required, text } from '../../declaration';
import type { IPecAutomation } from '../../principals';
import { dependOn, ImportBlock, isUnresolved, lowerCaseGuid } from '../../terraform';
import { memberOf } from '../../text';
import { inspectCustomerTenant } from '../delegation/customer-tenant';
import { DELEGATED_ACCESS, DelegatedAccess, type DelegatedAccessProps } from '../delegation/delegated-access';
import { DELEGATED_SCOPE, type DelegatedScope, inspectSubscriptionId } from '../delegation/delegated-scope';
import { CARRIED_OUT, DELEGATION } from '../delegation/delegation';
import { OfferedDelegation } from '../delegation/offered-delegation';
import { Onboarding } from '../delegation/onboarding';
import type { Authorization } from '../offer/authorization';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import { eligibleBlock, permanentBlock, unlessEmpty } from './authorization-blocks';
import { declareArrival, inspectArrival } from './neighbours';
import { ResourceProviderRegistration } from './resource-provider-registration';
import { WrittenDelegation } from './written-delegation';

/** How Terraform carries a delegation out. */
export interface LighthouseDelegationOptions {
  /**
   * The customer's Entra tenant (GUID), which must not be the managing tenant.
   *
   * @default - unknown, so that this rule is left to Azure
   */
  readonly customerTenantId?: string;
  /**
   * What reports call the customer.
   *
   * @default - the construct's path
   */
  readonly customerName?: string;
  /**
   * Whether Terraform refuses to remove or replace definition and assignments. A day without access is a day without
   * credit.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether definition and assignments exist, made by template or in the portal, and Terraform shall take them over.
   * The plan fails if one of them does not exist.
   *
   * @default false
   */
  readonly adopt?: boolean;
  /**
   * Whether to register the resource provider Microsoft.ManagedServices at the subscription, which needs an azapi
   * provider in the stack.
   *
   * @default - true, unless the delegation is adopted: where one exists, the provider is registered
   */
  readonly registerResourceProvider?: boolean;
  /**
   * The azurerm provider, signed in at the customer's tenant. One serves all subscriptions of a tenant.
   *
   * @default - the azurerm provider of the stack
   */
  readonly provider?: TerraformProvider;
  /**
   * The azapi provider with which the resource provider is registered.
   *
   * @default - the azapi provider of the stack
   */
  readonly azapiProvider?: TerraformProvider;
}

/** Properties of {@link LighthouseDelegation}. */
export interface LighthouseDelegationProps extends DelegatedAccessProps, DelegatedScope, LighthouseDelegationOptions {
  /** The customer's subscription: a GUID, or a Terraform reference. */
  readonly subscriptionId: string;
}

const PROPS = objectOf<LighthouseDelegationProps>('a delegation', 'its properties', {
  ...DELEGATED_ACCESS,
  ...DELEGATED_SCOPE,
  subscriptionId: asGiven,
  customerTenantId: asGiven,
  customerName: text,
  deletionProtection: flag,
  adopt: flag,
  registerResourceProvider: flag,
  provider: providerOf('azurerm'),
  azapiProvider: providerOf('azapi'),
});

/** A delegation that was inspected together with its customer, and how Terraform carries it out. */
interface InspectedDelegation extends LighthouseDelegationOptions {
  readonly delegation: OfferedDelegation;
  readonly subscriptionId: string;
}

/** Delegations that Terraform makes. */
const LIGHTHOUSE_DELEGATION = new Kind<LighthouseDelegation>(
  'LighthouseDelegation',
  'a LighthouseDelegation',
  'make it with new LighthouseDelegation',
);

/**
 * An offer accepted at one subscription, or at resource groups of it: one registration definition and one or more
 * registration assignments. PEC-Automation goes in, permanently, so that the customer earns.
 *
 * @example
 * ```ts
 * new LighthouseDelegation(stack, 'contoso', {
 *   subscriptionId: 'c0000000-0000-4000-8000-000000000011',
 *   offer,
 *   automation,
 * });
 * ```
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer
 */
export class LighthouseDelegation extends Construct {
  /** Whether a construct is a delegation. */
  public static isLighthouseDelegation(construct: unknown): construct is LighthouseDelegation {
    return LIGHTHOUSE_DELEGATION.includes(construct);
  }

  /**
   * Lets an apply that was interrupted go on: without this, a definition that Azure made but the state does not know
   * makes every later apply fail. Safe here, because ids are deterministic and Azure refuses another managing tenant.
   *
   * Needs azurerm 4.75 or newer. {@link CustomerStack} does it; call it for an azurerm provider of one's own.
   *
   * @param provider the azurerm provider of the delegations
   * @throws DeclarationError if it is none
   */
  public static convergeAfterInterruption(provider: TerraformProvider): void {
    const faults = Faults.none();
    required(providerOf('azurerm'), 'the azurerm provider of the delegations')(provider, faults.at('provider'));
    faults.throwIfAny('the delegations');
    // The prebuilt bindings were made from azurerm 4.55, which did not have the flag.
    provider.addOverride('features.0.skip_import_check_on_create_and_allow_overwriting_existing_resources', true);
  }

  /** What was declared. */
  public readonly offer: LighthouseOffer;
  /** The subscription. */
  public readonly subscriptionId: string;
  /** The resource groups; empty means the whole subscription. */
  public readonly resourceGroups: readonly string[];
  /** The principal that earns. */
  public readonly automation?: IPecAutomation;
  /** The customer's tenant, if known. */
  public readonly customerTenantId?: string;
  /** What reports call the customer. */
  public readonly customerName: string;
  /** The registration definition. */
  public readonly definition: LighthouseDefinition;
  /** The registration assignments: one, or one for each resource group. */
  public readonly assignments: LighthouseAssignment[];
  /** The GUID of the definition; a Terraform expression if the offer's name is one. */
  public readonly definitionGuid: string;
  /** The GUIDs of the assignments, in the order of the resource groups. */
  public readonly assignmentGuids: string[];
  /** The full resource id of the definition. */
  public readonly definitionId: string;
  private readonly written: WrittenDelegation;

  /**
   * @throws DeclarationError with every fault of the properties and of the offer
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, props: LighthouseDelegationProps);
  /** @internal */
  constructor(scope: Construct, id: string, inspected: InspectedDelegation);
  constructor(scope: Construct, id: string, given: LighthouseDelegationProps | InspectedDelegation) {
    const { subject, faults, props } = declare(scope, id, given, takeProps, 'the delegation');
    const delegation = isInspected(props) ? props.delegation : inspect(scope, props, faults);
    faults.throwIfAny(subject);
    super(scope, id);
    LIGHTHOUSE_DELEGATION.register(this);

    const { offer, automation } = delegation;
    const { customerName, customerTenantId } = props;
    this.offer = offer;
    this.subscriptionId = lowerCaseGuid(props.subscriptionId);
    this.resourceGroups = delegation.resourceGroups;
    this.automation = automation;
    this.customerTenantId = customerTenantId;
    this.customerName = customerName ?? this.node.path;
    const { authorizations } = delegation;
    const { definition, assignments } = delegation.ids;
    this.definitionGuid = definition;
    this.assignmentGuids = assignments;

    const subscription = `/subscriptions/${this.subscriptionId}`;
    const registration =
      (props.registerResourceProvider ?? !props.adopt)
        ? ResourceProviderRegistration.forDelegation(this, {
            subscriptionId: this.subscriptionId,
            offer,
            automation,
            provider: props.azapiProvider,
          })
        : undefined;
    const lifecycle = (props.deletionProtection ?? true) ? { preventDestroy: true } : undefined;

    this.definition = new azurerm.LighthouseDefinition(this, 'Definition', {
      name: offer.name,
      description: offer.description,
      managingTenantId: offer.managingTenantId,
      scope: subscription,
      lighthouseDefinitionId: this.definitionGuid,
      plan: offer.plan,
      authorization: authorizations.filter(a => a.isPermanent).map(permanentBlock),
      eligibleAuthorization: unlessEmpty(authorizations.filter(a => !a.isPermanent).map(eligibleBlock)),
      provider: props.provider,
      lifecycle,
    });
    if (registration) {
      dependOn(this.definition, [registration.registered]);
    }
    this.definitionId = this.definition.id;

    const targets = this.resourceGroups.length > 0 ? this.resourceGroups : [undefined];
    this.assignments = targets.map(
      (resourceGroup, i) =>
        new azurerm.LighthouseAssignment(this, assignmentConstructId(resourceGroup, i), {
          name: this.assignmentGuids[i],
          scope: resourceGroup === undefined ? subscription : `${subscription}/resourceGroups/${resourceGroup}`,
          lighthouseDefinitionId: this.definitionId,
          provider: props.provider,
          lifecycle,
        }),
    );

    if (props.adopt) {
      this.adopt(subscription);
    }
    delegation.advice.forEach(advice => Annotations.of(this).addWarning(advice));
    declareArrival(this, delegation);
    const written = new WrittenDelegation(delegation, this.definition, this.assignments);
    this.written = written;
    CARRIED_OUT.add(this, {
      get delegation() {
        return written.delegation;
      },
      customerName,
      customerTenantId,
    });
  }

  /** Every authorization of the definition, PEC-Automation's included, with what overrides and Aspects changed so far. */
  public get authorizations(): readonly Authorization[] {
    return this.written.authorizations;
  }

  private adopt(subscription: string): void {
    const type = 'providers/Microsoft.ManagedServices';
    new ImportBlock(
      this,
      'ImportDefinition',
      this.definition,
      `${subscription}/${type}/registrationDefinitions/${this.definitionGuid}`,
    );
    this.assignments.forEach((assignment, i) => {
      const resourceGroup = this.resourceGroups.at(i);
      const scope = resourceGroup === undefined ? subscription : `${subscription}/resourceGroups/${resourceGroup}`;
      new ImportBlock(
        this,
        `Import${assignment.node.id}`,
        assignment,
        `${scope}/${type}/registrationAssignments/${this.assignmentGuids[i]}`,
      );
    });
  }
}

function isInspected(given: unknown): given is InspectedDelegation {
  return DELEGATION.includes(memberOf(given, 'delegation'));
}

function takeProps(given: unknown, faults: Faults): LighthouseDelegationProps | InspectedDelegation | undefined {
  return isInspected(given) ? given : PROPS(given, faults);
}

/** https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer */
function inspect(scope: Construct, props: LighthouseDelegationProps, faults: Faults): OfferedDelegation {
  const { subscriptionId, customerTenantId, offer } = props;
  inspectSubscriptionId(subscriptionId, faults.at('subscriptionId'), customerTenantId);
  const access = DelegatedAccess.of(props);
  const delegation = OfferedDelegation.of(access, { ...props, onboarding: Onboarding.TERRAFORM }, faults);
  if (customerTenantId !== undefined) {
    const managing = [offer?.managingTenantId, props.automation?.tenantId];
    inspectCustomerTenant(customerTenantId, managing, faults.at('customerTenantId'));
  }
  access.inspect(faults);
  if (faults.isEmpty) {
    inspectArrival(scope, delegation, faults, faults.at('subscriptionId'));
  }
  return delegation;
}

/** Azure compares names of resource groups without case, so a change of case must not change the address. */
function assignmentConstructId(resourceGroup: string | undefined, position: number): string {
  if (resourceGroup === undefined) {
    return 'Assignment';
  }
  return isUnresolved(resourceGroup) ? `Assignment-at-${position}` : `Assignment-${resourceGroup.toLowerCase()}`;
}
