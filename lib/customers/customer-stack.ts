import type { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import type { Construct } from 'constructs';
import { azapi, type AzapiProvider, azurerm } from '../bindings';
import { type AzureBuiltInRole, AzureCloud } from '../azure';
import { confidential, type Faults, flag, objectOf, ofKind } from '../declaration';
import { cloudOfPrincipal, inspectSameCloud, type IPecAutomation, SIGN_IN, SignIn } from '../principals';
import {
  declareDeparture,
  DELEGATED_ACCESS,
  inspectArrival,
  inspectDelegatedAccess,
  inspectDeparture,
  inspectNeighbours,
  LighthouseDelegation,
  type LighthouseOffer,
  Onboarding,
} from '../lighthouse';
import { lowerCaseGuid } from '../terraform';
import {
  type Customer,
  CUSTOMER,
  CustomerStatus,
  type CustomerSubscription,
  declareAsCustomer,
  inspectCustomer,
  subscriptionKey,
} from './customer';
import {
  declareStack,
  environmentOf,
  PARTNER_STACK,
  PartnerStack,
  type PartnerStackProps,
  PecReadiness,
} from '../stacks';

/** Properties of {@link CustomerStack}. */
export interface CustomerStackProps extends PartnerStackProps {
  /** Who the customer is and what it delegates. */
  readonly customer: Customer;
  /** What is delegated to whom. */
  readonly offer: LighthouseOffer;
  /**
   * The principal that earns, normally pinned with {@link PecAutomation.fromAttributes}.
   *
   * @default - nobody: synth fails unless that is acknowledged
   */
  readonly automation?: IPecAutomation;
  /**
   * The role that PEC-Automation holds.
   *
   * @default AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR
   */
  readonly automationRole?: AzureBuiltInRole;
  /**
   * How Terraform signs in at the customer's tenant, as somebody who may assign roles at its subscriptions.
   *
   * @default SignIn.environment()
   */
  readonly signIn?: SignIn;
  /**
   * Whether Terraform refuses to remove or replace the delegation. It does not hold back `status: offboarded`.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether to register the resource provider Microsoft.ManagedServices at each subscription.
   *
   * @default - true, except at subscriptions whose delegation is adopted
   */
  readonly registerResourceProvider?: boolean;
}

const PROPS = objectOf<CustomerStackProps>('a customer stack', 'its properties', {
  ...PARTNER_STACK,
  ...DELEGATED_ACCESS,
  customer: CUSTOMER,
  signIn: confidential(ofKind(SIGN_IN)),
  deletionProtection: flag,
  registerResourceProvider: flag,
});

/**
 * Everything that makes one customer earn: providers signed in at the customer's tenant, and a delegation for each
 * subscription. One stack and one state for each customer, so that no mistake reaches two of them.
 *
 * Synth fails if the customer would not earn, unless that is acknowledged with a reason.
 */
export class CustomerStack extends PartnerStack {
  /** Who the customer is. */
  public readonly customer: Customer;
  /** The delegations, in the order of the subscriptions; none if the customer is offboarded. */
  public readonly delegations: LighthouseDelegation[];
  /** The azurerm provider of the customer's tenant. */
  public readonly azurermProvider: AzurermProvider;
  /** The azapi provider of the customer's tenant; undefined if `registerResourceProvider` is false. */
  public readonly azapiProvider?: AzapiProvider;

  /**
   * @param id the customer's key: lower-case letters, digits and `-`; the name of folder and state
   * @throws DeclarationError with every fault of customer, offer and properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, given: CustomerStackProps) {
    const { subject, faults, props } = declareStack(scope, id, given, PROPS, 'customer');
    inspectCustomerStack(scope, props, faults);
    faults.throwIfAny(subject);
    const registers = props.registerResourceProvider ?? true;
    super(scope, id, props, registers ? ['azurerm', 'azapi'] : ['azurerm']);

    const { customer, signIn = SignIn.environment() } = props;
    this.customer = customer;
    const hasLeft = customer.status === CustomerStatus.OFFBOARDED;
    const tenantId = lowerCaseGuid(customer.tenantId);
    const environment = environmentOf(customer.cloud);

    // An offboarded customer keeps its providers: Terraform needs them to remove what the state still holds.
    this.azurermProvider = new azurerm.AzurermProvider(this, 'azurerm', {
      features: [{}],
      tenantId,
      // The scope of each resource names its subscription; the provider only insists on having one.
      subscriptionId: lowerCaseGuid(customer.subscriptions[0].id),
      resourceProviderRegistrations: 'none',
      environment,
      ...signIn._hashicorpArguments,
    });
    LighthouseDelegation.convergeAfterInterruption(this.azurermProvider);
    if (registers) {
      this.azapiProvider = new azapi.AzapiProvider(this, 'azapi', { tenantId, environment, ...signIn._azapiArguments });
    }

    declareAsCustomer(this, customer, Onboarding.TERRAFORM);
    if (hasLeft) {
      customer.subscriptions.forEach(subscription => declareDeparture(this, delegationAt(subscription, props)));
    }
    this.delegations = [];
    // A loop, not a method: cdktf keeps a stack trace for every token, so each frame costs in every customer.
    for (const subscription of hasLeft ? [] : customer.subscriptions) {
      const { id: subscriptionId, resourceGroups, definitionId, assignmentId, adopt, acknowledgements } = subscription;
      const delegation = new LighthouseDelegation(this, `subscription-${subscriptionKey(subscription)}`, {
        subscriptionId,
        resourceGroups,
        definitionId,
        assignmentId,
        resourceGroupAssignmentIds: subscription.resourceGroupAssignmentIds,
        adopt,
        offer: props.offer,
        automation: props.automation,
        automationRole: subscription.automationRole ?? props.automationRole,
        customerTenantId: customer.tenantId,
        customerName: customer.name,
        deletionProtection: props.deletionProtection,
        registerResourceProvider: props.registerResourceProvider,
      });
      (acknowledgements ?? []).forEach(acknowledgement => PecReadiness.acknowledge(delegation, acknowledgement));
      this.delegations.push(delegation);
    }
    PecReadiness.enforce(this);

    this.output('customer_tenant_id', tenantId, "The customer's tenant.");
    this.output(
      'definition_ids',
      Object.fromEntries(
        this.delegations.map((delegation, i) => [subscriptionKey(customer.subscriptions[i]), delegation.definitionId]),
      ),
      'The resource id of the registration definition of each delegated subscription.',
    );
  }
}

function inspectCustomerStack(scope: Construct, props: CustomerStackProps, faults: Faults): void {
  const { customer, offer, automation } = props;
  inspectCustomer(customer, offer, faults.at('customer'));
  inspectSameCloud(
    customer?.cloud ?? AzureCloud.PUBLIC,
    cloudOfPrincipal(scope, automation),
    faults.at('customer').at('cloud'),
  );
  props.signIn?._inspect(faults.at('signIn').confidential);
  inspectDelegatedAccess({ offer, automation, automationRole: props.automationRole }, faults);
  const isSound = faults.found.every(fault => fault.path === 'id' || fault.path.startsWith('backend'));
  if (isSound) {
    customer.subscriptions.forEach((subscription, i) => {
      const at = faults.at('customer').at('subscriptions').at(i);
      const delegation = delegationAt(subscription, props);
      if (customer.status === CustomerStatus.OFFBOARDED) {
        inspectDeparture(scope, delegation, at.at('id'));
      } else {
        inspectArrival(scope, delegation, at.at('id'));
        inspectNeighbours(scope, delegation, at);
      }
    });
  }
}

/** What a subscription delegates, as its neighbours see it. */
function delegationAt(subscription: CustomerSubscription, { offer, automation, ...props }: CustomerStackProps) {
  const automationRole = subscription.automationRole ?? props.automationRole;
  return { ...subscription, offer, automation, automationRole, subscriptionId: subscription.id };
}
