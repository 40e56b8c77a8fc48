import type { TerraformProvider } from 'cdktf';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { azapi, type AzapiResourceAction, type DataAzapiResourceList } from '../azapi';
import { isUnresolved } from '../terraform';

/** Properties of {@link ResourceProviderRegistration}. */
export interface ResourceProviderRegistrationProps {
  /** The subscription: a GUID, or a Terraform reference. */
  readonly subscriptionId: string;
  /** @default - the azapi provider of the stack */
  readonly provider?: TerraformProvider;
}

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
  public static for(delegation: Construct, props: ResourceProviderRegistrationProps): ResourceProviderRegistration {
    if (isUnresolved(props.subscriptionId)) {
      return new ResourceProviderRegistration(delegation, 'Registration', props);
    }
    const stack = TerraformStack.of(delegation);
    const id = `managed-services-${props.subscriptionId}`;
    return (
      (stack.node.tryFindChild(id) as ResourceProviderRegistration | undefined) ??
      new ResourceProviderRegistration(stack, id, props)
    );
  }

  /** Asks Azure to register; sent once, when it enters the state. */
  public readonly register: AzapiResourceAction;
  /** What to depend on: read only after the registration has come into effect. */
  public readonly registered: DataAzapiResourceList;

  constructor(scope: Construct, id: string, props: ResourceProviderRegistrationProps) {
    super(scope, id);
    const subscription = `/subscriptions/${props.subscriptionId}`;
    this.register = new azapi.AzapiResourceAction(this, 'Register', {
      type: 'Microsoft.Resources/subscriptions@2021-01-01',
      resourceId: subscription,
      action: 'providers/Microsoft.ManagedServices/register',
      method: 'POST',
      provider: props.provider,
    });
    // Azure answers the registration before it is in effect, and azurerm does not wait. Until then it refuses this list.
    this.registered = new azapi.DataAzapiResourceList(this, 'Registered', {
      type: 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01',
      parentId: subscription,
      responseExportValues: { count: 'length(value)' },
      retry: { errorMessageRegex: ['MissingSubscriptionRegistration'], intervalSeconds: 5, maxIntervalSeconds: 15 },
      timeouts: { read: '15m' },
      dependsOn: [this.register],
      provider: props.provider,
    });
  }
}
