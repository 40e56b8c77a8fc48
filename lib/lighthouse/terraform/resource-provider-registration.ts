import type { TerraformProvider } from 'cdktf';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { azapi, type AzapiResourceAction } from '../../bindings';
import { AzureBuiltInRole, Kind, REGISTRATION_PROBE } from '../../azure';
import { asGiven, declare, type Faults, objectOf, ofKind, optionsOf, providerOf } from '../../declaration';
import { type IPecAutomation, linkedAccount } from '../../principals';
import { addressOf, armGuid, dependOn, isUnresolved, lowerCaseGuid } from '../../terraform';
import { DelegatedAccess } from '../delegation/delegated-access';
import { inspectSubscriptionId } from '../delegation/delegated-scope';
import { type LighthouseOffer, OFFER } from '../offer/lighthouse-offer';

/** Properties of {@link ResourceProviderRegistration}. */
export interface ResourceProviderRegistrationProps {
  /** The subscription: a GUID, or a Terraform reference. */
  readonly subscriptionId: string;
  /**
   * What will be delegated. Azure shows only by a write that it accepts delegations, so a definition of this name with
   * ` (registration)` behind it, which gives nobody access, is written and deleted at once.
   *
   * @default - nothing is written: the deletion of a definition that never existed is repeated until Azure accepts it.
   * Whether Azure refuses deletions as long as it refuses definitions, nobody outside Microsoft knows
   */
  readonly offer?: LighthouseOffer;
  /**
   * The principal that earns, if it is the only one with a permanent authorization.
   *
   * @default - a principal of the offer
   */
  readonly automation?: IPecAutomation;
  /**
   * The azapi provider, signed in at the customer's tenant as somebody who may register resource providers and assign
   * roles, such as an Owner.
   *
   * @default - the azapi provider of the stack
   */
  readonly provider?: TerraformProvider;
}

const PROPS = objectOf<ResourceProviderRegistrationProps>('a registration', '{ subscriptionId: "…" }', {
  subscriptionId: asGiven,
  offer: ofKind(OFFER),
  automation: linkedAccount<IPecAutomation>,
  provider: providerOf('azapi'),
});

const REGISTRATION = new Kind<ResourceProviderRegistration>(
  'ResourceProviderRegistration',
  'a registration',
  'make it with ResourceProviderRegistration.forDelegation',
);

const DEFINITIONS = 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01';

/**
 * Registers the resource provider Microsoft.ManagedServices at a subscription and waits until it accepts delegations:
 * let them depend on {@link ResourceProviderRegistration.registered}. Takes seconds where it is registered, and minutes
 * where it is not. Each request is sent once, when its resource enters the state; later plans ask Azure nothing.
 *
 * Removing it sends nothing: the provider stays registered.
 *
 * @example
 * ```ts
 * const registration = new ResourceProviderRegistration(stack, 'registration', { subscriptionId, offer });
 * new LighthouseDefinition(stack, 'definition', { ...definition, dependsOn: [registration.registered] });
 * ```
 *
 * @see docs/decisions/3-waiting-for-the-resource-provider.md for the ways that were tried
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
    const id = `managed-services-${lowerCaseGuid(subscriptionId)}`;
    const made = stack.node.tryFindChild(id);
    return REGISTRATION.includes(made) ? made : new ResourceProviderRegistration(stack, id, props);
  }

  /** Asks Azure to register. */
  public readonly register: AzapiResourceAction;
  /** Writes a definition that gives nobody access, again and again until Azure accepts it; undefined without an offer. */
  public readonly probe?: AzapiResourceAction;
  /** What to depend on: the deletion of that definition, after which delegations are accepted. */
  public readonly registered: AzapiResourceAction;

  /**
   * @throws DeclarationError with every fault of the properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: ResourceProviderRegistrationProps) {
    const { subject, faults, props } = declare(scope, id, given, PROPS, 'the registration');
    inspectRegistration(props, faults);
    faults.throwIfAny(subject);
    super(scope, id);
    REGISTRATION.register(this);

    const { offer, automation, provider } = props;
    const subscription = `/subscriptions/${lowerCaseGuid(props.subscriptionId)}`;
    // Not the guid of a name that an offer may have: what is deleted here must never be somebody's delegation.
    const guid = armGuid(`${REGISTRATION_PROBE}${offer?.name ?? ''}`);
    const write = {
      type: DEFINITIONS,
      resourceId: `${subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/${guid}`,
      // The code only: Azure's sentence differs from one front end to the other. Its state may read `Registered` for
      // minutes while this code still comes back.
      retry: { errorMessageRegex: ['MissingSubscriptionRegistration'], intervalSeconds: 5, maxIntervalSeconds: 15 },
      lifecycle: { ignoreChanges: 'all' as const },
      provider,
    };
    this.register = new azapi.AzapiResourceAction(this, 'Register', {
      type: 'Microsoft.Resources/subscriptions@2021-01-01',
      resourceId: subscription,
      action: 'providers/Microsoft.ManagedServices/register',
      method: 'POST',
      provider,
    });
    this.probe =
      offer &&
      new azapi.AzapiResourceAction(this, 'Probe', {
        ...write,
        method: 'PUT',
        body: { properties: probeProperties(offer, automation) },
      });
    if (this.probe) {
      dependOn(this.probe, [this.register]);
    }
    this.registered = new azapi.AzapiResourceAction(this, 'Registered', {
      ...write,
      method: 'DELETE',
      // A probe that is written again, by -replace or after a taint, is deleted again.
      lifecycle: { ...write.lifecycle, replaceTriggeredBy: this.probe && [addressOf(this.probe)] },
    });
    dependOn(this.registered, [this.probe ?? this.register]);
  }
}

function inspectRegistration(
  { subscriptionId, offer, automation }: ResourceProviderRegistrationProps,
  faults: Faults,
): void {
  inspectSubscriptionId(subscriptionId, faults.at('subscriptionId'));
  if (offer !== undefined) {
    DelegatedAccess.of({ offer, automation }).inspect(faults);
  }
}

/** One principal of the offer as Reader: a definition needs an authorization, and nobody assigns this one. */
function probeProperties(offer: LighthouseOffer, automation: IPecAutomation | undefined) {
  const authorized = DelegatedAccess.of({ offer, automation }).authorizations.find(
    authorization => authorization.isPermanent,
  );
  return {
    registrationDefinitionName: `${offer.name} (registration)`,
    description: 'Deleted at once: shows that Azure accepts delegations at this subscription. Gives nobody access.',
    managedByTenantId: offer.managingTenantId,
    authorizations: [
      {
        principalId: authorized?.principal.id,
        principalIdDisplayName: authorized?.principal.displayName,
        roleDefinitionId: AzureBuiltInRole.READER.id,
      },
    ],
  };
}
