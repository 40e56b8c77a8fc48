import { Construct } from 'constructs';
import { type AzureBuiltInRole, AzureCloud } from '../azure';
import { Faults } from '../declaration';
import {
  cloudOfPrincipal,
  inspectPartnerPrincipal,
  inspectSameCloud,
  type IPartnerPrincipal,
  type IPecAutomation,
} from '../identity';
import { type Authorization, inspectDelegatedAccess, type LighthouseOffer, Onboarding } from '../lighthouse';
import { declareDelegation, PecReadiness } from '../readiness';
import { assertSameFramework, lowerCaseGuid } from '../terraform';
import {
  type Customer,
  CustomerStatus,
  type CustomerSubscription,
  declareAsCustomer,
  inspectCustomer,
  subscriptionKey,
} from './customer';

/** Properties of {@link UnmanagedCustomer}. */
export interface UnmanagedCustomerProps {
  /** Who the customer is and what it delegates. */
  readonly customer: Customer;
  /** How the delegation comes about: anything but `Onboarding.TERRAFORM`. */
  readonly onboarding: Onboarding;
  /**
   * What is delegated to whom. Needed unless the delegation exists already.
   *
   * @default - none
   */
  readonly offer?: LighthouseOffer;
  /**
   * The principal that earns.
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
   * The account that earns by an existing delegation, if it is not PEC-Automation: normally
   * {@link PartnerPrincipal.user}.
   *
   * @default - PEC-Automation
   */
  readonly linkedAccount?: IPartnerPrincipal;
  /**
   * Who holds which role in the existing delegation. Needed with `Onboarding.EXISTING`, and only then.
   *
   * @default - none
   */
  readonly existing?: Authorization[];
}

/**
 * A customer whose delegation Terraform does not make: it deploys a template by itself, accepts a marketplace offer, or
 * was onboarded before and is not to be touched. It has no stack; readiness judges it like any other.
 *
 * Synth fails if the customer would not earn, unless that is acknowledged with a reason.
 */
export class UnmanagedCustomer extends Construct {
  /** Who the customer is. */
  public readonly customer: Customer;
  /** How the delegation comes about. */
  public readonly onboarding: Onboarding;

  /**
   * @throws DeclarationError with every fault of customer, offer and properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, props: UnmanagedCustomerProps) {
    assertSameFramework(scope);
    const subject = `customer "${id}"`;
    const faults = Faults.of(props, subject);
    inspectUnmanagedCustomer(scope, props, faults);
    faults.throwIfAny(subject);
    super(scope, id);

    const { customer, onboarding } = props;
    this.customer = customer;
    this.onboarding = onboarding;
    declareAsCustomer(this, customer, onboarding);
    if (customer.status !== CustomerStatus.OFFBOARDED) {
      customer.subscriptions.forEach(subscription => this.delegate(subscription, props));
    }
    PecReadiness.enforce(this);
  }

  private delegate(subscription: CustomerSubscription, props: UnmanagedCustomerProps): void {
    const { onboarding, offer, automation, linkedAccount, existing = [] } = props;
    // A construct, because acknowledgements hold for constructs.
    const delegation = new Construct(this, `subscription-${subscriptionKey(subscription)}`);
    const isExisting = onboarding === Onboarding.EXISTING;
    declareDelegation(delegation, {
      subscriptionId: lowerCaseGuid(subscription.id),
      resourceGroups: subscription.resourceGroups ?? [],
      offer: offer?.name ?? 'existing delegation',
      onboarding,
      principal: isExisting ? (linkedAccount ?? automation) : automation,
      authorizations: isExisting
        ? existing
        : (offer?.authorizationsWith(automation, subscription.automationRole ?? props.automationRole) ?? []),
      advice: isExisting ? [] : (offer?.advice ?? []),
      deployedTemplateSha256: subscription.deployedTemplateSha256?.toLowerCase(),
    });
    (subscription.acknowledgements ?? []).forEach(acknowledgement =>
      PecReadiness.acknowledge(delegation, acknowledgement),
    );
  }
}

function inspectUnmanagedCustomer(scope: Construct, props: UnmanagedCustomerProps, faults: Faults): void {
  const { customer, onboarding, offer, automation, automationRole, linkedAccount, existing } = props;
  inspectCustomer(customer, offer, faults.at('customer'));
  inspectSameCloud(
    customer?.cloud ?? AzureCloud.PUBLIC,
    cloudOfPrincipal(scope, onboarding === Onboarding.EXISTING ? (linkedAccount ?? automation) : automation),
    faults.at('customer').at('cloud'),
  );
  const ways: Onboarding[] = Object.values(Onboarding).filter(way => way !== Onboarding.TERRAFORM);
  if (!ways.includes(onboarding)) {
    faults
      .at('onboarding')
      .reject(onboarding, 'is no way of onboarding without Terraform', `expected one of ${ways.join(', ')}`);
  }
  if (offer !== undefined || onboarding !== Onboarding.EXISTING) {
    inspectDelegatedAccess({ offer: offer as LighthouseOffer, automation, automationRole }, faults);
  }
  if (linkedAccount !== undefined) {
    inspectPartnerPrincipal(linkedAccount, faults.at('linkedAccount'));
  }
  inspectExisting(existing, onboarding, faults.at('existing'));
}

/** Finds the faults of what an existing delegation is said to hold. */
export function inspectExisting(
  existing: Authorization[] | undefined,
  onboarding: Onboarding | undefined,
  faults: Faults,
): void {
  if (onboarding !== Onboarding.EXISTING) {
    if (existing !== undefined) {
      faults.report('goes with onboarding "existing" only; leave it out, or correct onboarding');
    }
    return;
  }
  const authorizations = faults.list(existing, 'the authorizations of the existing delegation');
  if (Array.isArray(existing) && authorizations.length === 0) {
    faults.report('is empty; list who holds which role in the existing delegation');
  }
  authorizations.forEach((authorization, i) => {
    // Whether Lighthouse would accept the role today is no question: the delegation exists.
    if (typeof authorization?.principal?._inspect !== 'function') {
      faults.at(i).reject(authorization, 'is not an authorization', 'make it with Authorization.permanent or eligible');
    } else {
      authorization.principal._inspect(faults.at(i).at('principal'));
    }
  });
}
