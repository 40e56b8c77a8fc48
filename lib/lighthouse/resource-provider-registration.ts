import type { TerraformProvider } from 'cdktf';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { azapi, type AzapiResourceAction, type DataAzapiResourceList } from '../azapi';
import { asGiven, declare, objectOf, optionsOf, provider } from '../declaration';
import { isUnresolved } from '../terraform';
import { inspectSubscriptionId } from './delegation-rules';

/** Properties of {@link ResourceProviderRegistration}. */
export interface ResourceProviderRegistrationProps {
  /** The subscription: a GUID, or a Terraform reference. */
  readonly subscriptionId: string;
  /** @default - the azapi provider of the stack */
  readonly provider?: TerraformProvider;
}

const PROPS = objectOf<ResourceProviderRegistrationProps>('a registration', '{ subscriptionId: "…" }', {
  subscriptionId: asGiven,
  provider,
});

const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01';
const NO_DEFINITION = '00000000-0000-0000-0000-000000000000';

/**
 * Registers the resource provider Microsoft.ManagedServices at a subscription and waits until it is registered:
 * without it Azure refuses delegations.
 *
 * Not `azurerm_resource_provider_registration`, which needs a provider alias for each subscription, fails where it is
 * registered already, and unregisters on destroy; nor azurerm's provider block, which registers at plan.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer
 */
export class ResourceProviderRegistration extends Construct {
  /**
   * The registration for a subscription, made once in the stack however many delegations need it.
   *
   * @param delegation the construct that needs it
   */
  public static forDelegation(
    delegation: Construct,
    props: ResourceProviderRegistrationProps,
  ): ResourceProviderRegistration {
    const { subscriptionId } = optionsOf(props, PROPS).taken;
    if (typeof subscriptionId !== 'string' || isUnresolved(subscriptionId)) {
      return new ResourceProviderRegistration(delegation, 'Registration', props);
    }
    const stack = TerraformStack.of(delegation);
    const id = `managed-services-${subscriptionId}`;
    return (
      (stack.node.tryFindChild(id) as ResourceProviderRegistration | undefined) ??
      new ResourceProviderRegistration(stack, id, props)
    );
  }

  /** Asks Azure to register; sent once, when it enters the state. */
  public readonly register: AzapiResourceAction;
  /** Waits until Azure says that it has registered; sent once, when it enters the state. */
  public readonly wait: AzapiResourceAction;
  /** What to depend on: read only after the registration has come into effect. */
  public readonly registered: DataAzapiResourceList;

  /**
   * @throws DeclarationError if there is no such subscription
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: ResourceProviderRegistrationProps) {
    const { subject, faults, props } = declare(scope, id, given, PROPS, 'the registration');
    inspectSubscriptionId(props.subscriptionId, faults.at('subscriptionId'));
    faults.throwIfAny(subject);
    super(scope, id);
    const subscription = `/subscriptions/${props.subscriptionId}`;
    this.register = new azapi.AzapiResourceAction(this, 'Register', {
      type: 'Microsoft.Resources/subscriptions@2021-01-01',
      resourceId: subscription,
      action: 'providers/Microsoft.ManagedServices/register',
      method: 'POST',
      provider: props.provider,
    });
    // Azure answers the registration before it is in effect, and azurerm does not wait. azapi does: refused because of a
    // missing registration, it asks for the provider's state until that is "Registered". For that it needs a request for
    // one definition; that there is none of this id is fine.
    this.wait = new azapi.AzapiResourceAction(this, 'Wait', {
      type: DEFINITIONS,
      resourceId: `${subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/${NO_DEFINITION}`,
      method: 'GET',
      ignoreNotFound: true,
      dependsOn: [this.register],
      provider: props.provider,
    });
    // Where Azure answers that request all the same, it still refuses to list definitions before they can be made.
    this.registered = new azapi.DataAzapiResourceList(this, 'Registered', {
      type: DEFINITIONS,
      parentId: subscription,
      responseExportValues: { count: 'length(value)' },
      retry: { errorMessageRegex: ['MissingSubscriptionRegistration'], intervalSeconds: 5, maxIntervalSeconds: 15 },
      timeouts: { read: '10m' },
      dependsOn: [this.wait],
      provider: props.provider,
    });
  }
}
