import type { ManagementGroupPolicyAssignment } from '@cdktf/provider-azurerm/lib/management-group-policy-assignment';
import type { ManagementGroupPolicyRemediation } from '@cdktf/provider-azurerm/lib/management-group-policy-remediation';
import type { PolicyDefinition } from '@cdktf/provider-azurerm/lib/policy-definition';
import type { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import type { SubscriptionPolicyRemediation } from '@cdktf/provider-azurerm/lib/subscription-policy-remediation';
import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { azapi, azurerm } from '../../bindings';
import { asGiven, declare, flag, listOf, objectOf, providerOf } from '../../declaration';
import type { IPecAutomation } from '../../principals';
import { addressOf, armGuid, isUnresolved, lowerCaseGuid } from '../../terraform';
import { DELEGATED_ACCESS, type DelegatedAccessProps } from '../delegation/delegated-access';
import { CARRIED_OUT } from '../delegation/delegation';
import type { Authorization } from '../offer/authorization';
import type { LighthouseOffer } from '../offer/lighthouse-offer';
import { ResourceProviderRegistration } from '../terraform/resource-provider-registration';
import { OWNER_ROLE, POLICY_PARAMETERS, policyParameterValues, policyRule } from './delegation-policy';
import { json } from './json';
import { declareOnboarding, inspectOnboarding } from './management-group-rules';
import { policyNameOf } from './policy-names';
import { type OnboardingByPolicy, POLICY_OPTIONS } from './policy-options';
import { WrittenPolicy } from './written-policy';

/** Properties of {@link ManagementGroupOnboarding}. */
export interface ManagementGroupOnboardingProps extends DelegatedAccessProps, OnboardingByPolicy {
  /**
   * Whether to register the resource providers at `subscriptionIds`, which needs an azapi provider in the stack.
   *
   * @default true
   */
  readonly registerResourceProvider?: boolean;
  /**
   * The azurerm provider, signed in at the customer's tenant as Owner of the management group.
   *
   * @default - the azurerm provider of the stack
   */
  readonly provider?: TerraformProvider;
  /**
   * The azapi provider with which the resource providers are registered.
   *
   * @default - the azapi provider of the stack
   */
  readonly azapiProvider?: TerraformProvider;
}

const PROPS = objectOf<ManagementGroupOnboardingProps>('an onboarding', 'its properties', {
  ...DELEGATED_ACCESS,
  ...POLICY_OPTIONS,
  managementGroupId: asGiven,
  subscriptionIds: listOf<string>(asGiven, 'a list of ids of subscriptions'),
  registerResourceProvider: flag,
  provider: providerOf('azurerm'),
  azapiProvider: providerOf('azapi'),
});

/**
 * Delegates every subscription of a customer's management group, those to come included: an Azure Policy, its
 * assignment with an identity that is Owner of the management group, and remediation tasks for what exists.
 *
 * In each subscription the policy makes the definition and the assignment that {@link LighthouseDelegation} makes, under
 * the same ids. A subscription that was delegated before under the same offer name keeps its assignment, and its
 * definition is updated in place.
 *
 * Microsoft's sample looks at the managing tenant only. This policy also notices, by the aliases that Azure has since
 * February 2025, another description, other permanent authorizations (principal, role, delegated roles) and other
 * eligible ones (principal, role, duration, multifactor authentication, approvers). It does not notice another display
 * name of a principal, a change of case, a description or a policy of activation that was taken away, nor that an
 * assignment is missing while its definition is there. The existence condition has been evaluated by an emulation of Azure Policy only.
 *
 * Removing the construct removes the policy and its identity. The delegations stay until somebody deletes them; while
 * the policy is there, it makes anew what was deleted.
 *
 * @example
 * ```ts
 * new ManagementGroupOnboarding(stack, 'contoso', {
 *   managementGroupId: 'contoso',
 *   location: 'westeurope',
 *   offer,
 *   automation,
 * });
 * ```
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-management-group
 * @see https://github.com/maciejporebski/azure-policy-aliases/blob/main/aliases/Microsoft.ManagedServices/registrationDefinitions.md
 */
export class ManagementGroupOnboarding extends Construct {
  /** What was declared. */
  public readonly offer: LighthouseOffer;
  /** The full resource id of the management group. */
  public readonly managementGroupId: string;
  /** The principal that earns. */
  public readonly automation?: IPecAutomation;
  /** The name of policy definition, assignment and tasks. */
  public readonly policyName: string;
  /** The policy. */
  public readonly policyDefinition: PolicyDefinition;
  /** The policy in force at the management group, with the identity that delegates. */
  public readonly policyAssignment: ManagementGroupPolicyAssignment;
  /** What makes the identity Owner of the management group. */
  public readonly ownership: RoleAssignment;
  /** The task for subscriptions that Azure knows not to comply; undefined without `remediate`. */
  public readonly remediation?: ManagementGroupPolicyRemediation;
  /** The tasks for `subscriptionIds`, in their order; none without `remediate`. */
  public readonly subscriptionRemediations: SubscriptionPolicyRemediation[];
  private readonly written: WrittenPolicy;

  /**
   * @throws DeclarationError with every fault of the properties and of the offer
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: ManagementGroupOnboardingProps) {
    const { subject, faults, props } = declare(scope, id, given, PROPS, 'the onboarding');
    const delegation = inspectOnboarding(scope, props, faults);
    faults.throwIfAny(subject);
    super(scope, id);

    const { offer, automation } = delegation;
    const { location, provider } = props;
    this.offer = offer;
    this.managementGroupId = delegation.managementGroupId ?? '';
    this.automation = automation;
    this.policyName = policyNameOf(props);
    const displayName = props.displayName ?? offer.name;

    this.policyDefinition = new azurerm.PolicyDefinition(this, 'Definition', {
      name: this.policyName,
      managementGroupId: this.managementGroupId,
      policyType: 'Custom',
      mode: 'All', // Others leave subscriptions out.
      displayName,
      description: 'Delegates each subscription with Azure Lighthouse, again if its delegation is not as offered.',
      parameters: json(POLICY_PARAMETERS),
      policyRule: json(policyRule(location)),
      provider,
    });
    this.policyAssignment = new azurerm.ManagementGroupPolicyAssignment(this, 'Assignment', {
      name: this.policyName,
      managementGroupId: this.managementGroupId,
      policyDefinitionId: this.policyDefinition.id,
      displayName,
      location,
      notScopes: props.excludedScopes,
      enforce: props.enforce === false ? false : undefined,
      identity: { type: 'SystemAssigned' },
      parameters: json(policyParameterValues(delegation)),
      provider,
    });
    this.ownership = new azurerm.RoleAssignment(this, 'Ownership', {
      // Stays the same from one apply to the next.
      name: armGuid(`${this.managementGroupId}-${this.policyName}`),
      scope: this.managementGroupId,
      roleDefinitionId: OWNER_ROLE,
      principalId: this.policyAssignment.identity.principalId,
      // Azure then does not look for a principal that its directory may not know yet.
      principalType: 'ServicePrincipal',
      provider,
    });

    const subscriptionIds = (props.subscriptionIds ?? []).map(lowerCaseGuid);
    const registrations = subscriptionIds.map((subscriptionId, i) =>
      (props.registerResourceProvider ?? true) ? this.register(subscriptionId, i, props) : [],
    );
    const task = {
      name: this.policyName,
      policyAssignmentId: this.policyAssignment.id,
      provider,
      lifecycle: { replaceTriggeredBy: [addressOf(this.policyDefinition), addressOf(this.policyAssignment)] },
    };
    this.subscriptionRemediations = [];
    if (props.remediate ?? true) {
      this.remediation = new azurerm.ManagementGroupPolicyRemediation(this, 'Remediation', {
        ...task,
        managementGroupId: this.managementGroupId,
        resourceCount: props.resourceCount,
        parallelDeployments: props.parallelDeployments,
        dependsOn: [this.ownership, ...registrations.flat()],
      });
      subscriptionIds.forEach((subscriptionId, i) => {
        const remediation = new azurerm.SubscriptionPolicyRemediation(this, idFor('Remediation', subscriptionId, i), {
          ...task,
          subscriptionId: `/subscriptions/${subscriptionId}`,
          resourceDiscoveryMode: 'ReEvaluateCompliance',
          dependsOn: [this.ownership, ...registrations[i]],
        });
        this.subscriptionRemediations.push(remediation);
      });
    }

    delegation.advice.forEach(advice => Annotations.of(this).addWarning(advice));
    declareOnboarding(this, this.managementGroupId, props);
    const written = new WrittenPolicy(delegation, this);
    this.written = written;
    CARRIED_OUT.add(this, {
      get delegation() {
        return written.delegation;
      },
    });
  }

  /** Every authorization of the delegations, PEC-Automation's included, with what overrides and Aspects changed so far. */
  public get authorizations(): readonly Authorization[] {
    return this.written.authorizations;
  }

  /** What a task at the subscription has to wait for. */
  private register(
    subscriptionId: string,
    position: number,
    { offer, automation, azapiProvider: provider }: ManagementGroupOnboardingProps,
  ): ITerraformDependable[] {
    const given = { subscriptionId, offer, automation, provider };
    const managedServices = isUnresolved(subscriptionId)
      ? new ResourceProviderRegistration(this, idFor('Registration', subscriptionId, position), given)
      : ResourceProviderRegistration.forDelegation(this, given);
    // Not waited for: meanwhile azurerm looks for minutes whether policy and assignment stay.
    const policyInsights = new azapi.AzapiResourceAction(this, idFor('PolicyInsights', subscriptionId, position), {
      type: 'Microsoft.Resources/subscriptions@2021-01-01',
      resourceId: `/subscriptions/${subscriptionId}`,
      action: 'providers/Microsoft.PolicyInsights/register',
      method: 'POST',
      provider,
    });
    return [managedServices.registered, policyInsights];
  }
}

function idFor(kind: string, subscriptionId: string, position: number): string {
  return isUnresolved(subscriptionId) ? `${kind}-at-${position}` : `${kind}-${subscriptionId}`;
}
