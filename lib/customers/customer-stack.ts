import type { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import type { Construct } from 'constructs';
import { azapi, type AzapiProvider, azurerm } from '../bindings';
import { confidential, type Faults, flag, objectOf, ofKind } from '../declaration';
import {
  DELEGATED_ACCESS,
  type DelegatedAccessProps,
  declareDeparture,
  inspectArrival,
  inspectDeparture,
  inspectOtherPolicies,
  LighthouseDelegation,
  type LighthouseOffer,
  ManagementGroupOnboarding,
  Onboarding,
  type OnboardingByPolicy,
} from '../lighthouse';
import { SIGN_IN, SignIn } from '../principals';
import { noteExpectation } from '../readiness';
import {
  declareStack,
  environmentOf,
  PARTNER_STACK,
  PartnerStack,
  type PartnerStackProps,
  PecReadiness,
} from '../stacks';
import { lowerCaseGuid } from '../terraform';
import { type Customer, CUSTOMER } from './customer';
import { DeclaredCustomer, type Inspected, isInspected } from './declared-customer';

/** How Terraform makes the delegations of a customer. */
export interface CustomerStackOptions extends PartnerStackProps {
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

/** Properties of {@link CustomerStack}. */
export interface CustomerStackProps extends Omit<DelegatedAccessProps, 'offer'>, CustomerStackOptions {
  /** Who the customer is and what it delegates. */
  readonly customer: Customer;
  /**
   * What is delegated to whom.
   *
   * @default - the offers of the customer
   */
  readonly offer?: LighthouseOffer;
}

const PROPS = objectOf<CustomerStackProps>('a customer stack', 'its properties', {
  ...PARTNER_STACK,
  ...DELEGATED_ACCESS,
  customer: CUSTOMER,
  signIn: confidential(ofKind(SIGN_IN)),
  deletionProtection: flag,
  registerResourceProvider: flag,
});

/** A customer that was inspected together with others, and how Terraform makes its delegations. */
interface InspectedCustomer extends CustomerStackOptions, Inspected {}

/**
 * Everything that makes one customer earn: providers signed in at the customer's tenant, and a delegation for each
 * subscription. One stack and one state for each customer, so that no mistake reaches two of them.
 *
 * Synth fails if the customer would not earn, unless that is acknowledged with a reason.
 *
 * @example
 * ```ts
 * new CustomerStack(app, 'contoso', {
 *   customer: {
 *     name: 'Contoso',
 *     tenantId: 'c0000000-0000-4000-8000-000000000001',
 *     subscriptions: [{ id: 'c0000000-0000-4000-8000-000000000011' }],
 *   },
 *   offer,
 *   automation,
 * });
 * ```
 */
export class CustomerStack extends PartnerStack {
  /** Who the customer is. */
  public readonly customer: Customer;
  /** The delegations, in the order of the subscriptions; none if a policy makes them, or the customer is offboarded. */
  public readonly delegations: LighthouseDelegation[];
  /** The policy that makes the delegations; undefined without a management group, or if the customer is offboarded. */
  public readonly policy?: ManagementGroupOnboarding;
  /** The azurerm provider of the customer's tenant. */
  public readonly azurermProvider: AzurermProvider;
  /** The azapi provider of the customer's tenant; undefined if `registerResourceProvider` is false. */
  public readonly azapiProvider?: AzapiProvider;

  /**
   * @param id the customer's key: lower-case letters, digits and `-`; the name of folder and state
   * @throws DeclarationError with every fault of customer, offer and properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, props: CustomerStackProps);
  /** @internal */
  constructor(scope: Construct, id: string, inspected: InspectedCustomer);
  constructor(scope: Construct, id: string, given: CustomerStackProps | InspectedCustomer) {
    const { subject, faults, props } = declareStack(scope, id, given, takeProps, 'customer');
    const declared = isInspected(props) ? props.declared : inspect(scope, props, faults);
    inspectNeighbours(scope, declared, faults);
    faults.throwIfAny(subject);
    const registers = props.registerResourceProvider ?? true;
    super(scope, id, props, registers ? ['azurerm', 'azapi'] : ['azurerm']);

    const { customer, isOffboarded, subscriptions } = declared;
    const { signIn = SignIn.environment() } = props;
    this.customer = customer;
    const tenantId = lowerCaseGuid(customer.tenantId);
    const environment = environmentOf(customer.cloud);

    // An offboarded customer keeps its providers: Terraform needs them to remove what the state still holds.
    this.azurermProvider = new azurerm.AzurermProvider(this, 'azurerm', {
      features: [{}],
      tenantId,
      // The scope of each resource names its subscription; the provider only insists on having one.
      subscriptionId: lowerCaseGuid(subscriptions[0].subscription.id),
      resourceProviderRegistrations: 'none',
      environment,
      ...signIn._hashicorpArguments,
    });
    LighthouseDelegation.convergeAfterInterruption(this.azurermProvider);
    if (registers) {
      this.azapiProvider = new azapi.AzapiProvider(this, 'azapi', { tenantId, environment, ...signIn._azapiArguments });
    }

    declared.noteAt(this);
    this.delegations = [];
    const definitionIds: Record<string, string> = {};
    // A loop, not a method: cdktf keeps a stack trace for every token, so each frame costs in every customer.
    for (const { key, subscription, offered } of declared.onboarding === Onboarding.POLICY ? [] : subscriptions) {
      if (offered && isOffboarded) {
        declareDeparture(this, offered);
      } else if (offered) {
        const delegation = new LighthouseDelegation(this, `subscription-${key}`, {
          delegation: offered,
          subscriptionId: subscription.id,
          adopt: subscription.adopt,
          customerTenantId: customer.tenantId,
          customerName: customer.name,
          deletionProtection: props.deletionProtection,
          registerResourceProvider: props.registerResourceProvider,
        });
        noteExpectation(delegation, subscription);
        this.delegations.push(delegation);
        definitionIds[key] = delegation.definitionId;
      }
    }
    const policy = policyOf(declared);
    if (policy) {
      const { registerResourceProvider } = props;
      this.policy = new ManagementGroupOnboarding(this, 'management-group', { ...policy, registerResourceProvider });
    }
    PecReadiness.enforce(this);

    this.output('customer_tenant_id', tenantId, "The customer's tenant.");
    this.output(
      'definition_ids',
      definitionIds,
      'The resource id of the registration definition of each delegated subscription.',
    );
  }
}

function takeProps(given: unknown, faults: Faults): CustomerStackProps | InspectedCustomer | undefined {
  return isInspected(given) ? given : PROPS(given, faults);
}

function inspect(scope: Construct, props: CustomerStackProps, faults: Faults): DeclaredCustomer {
  const onboarding = props.customer?.managementGroup === undefined ? Onboarding.TERRAFORM : Onboarding.POLICY;
  const declared = DeclaredCustomer.of(scope, { ...props, onboarding }, faults);
  props.signIn?._inspect(faults.at('signIn').confidential);
  return declared;
}

/** Compares with the delegations of other stacks, if the customer itself is sound. */
function inspectNeighbours(scope: Construct, declared: DeclaredCustomer, faults: Faults): void {
  if (!faults.found.every(({ path: [property] }) => property === 'id' || property === 'backend')) {
    return;
  }
  declared.subscriptions.forEach(({ offered, path }) => {
    const at = faults.at(...path);
    if (offered && !declared.isOffboarded) {
      inspectArrival(scope, offered, at, at.at('id'));
    } else if (offered && declared.onboarding !== Onboarding.POLICY) {
      inspectDeparture(scope, offered, at.at('id'));
    }
  });
  const policy = policyOf(declared);
  if (policy) {
    inspectOtherPolicies(scope, policy, faults.at('customer', 'managementGroup', 'id'));
  }
}

/** The policy that delegates the subscriptions of a customer. What it has made stays when the customer leaves. */
function policyOf({
  customer: { managementGroup },
  isOffboarded,
  subscriptions,
}: DeclaredCustomer): (DelegatedAccessProps & OnboardingByPolicy) | undefined {
  const [{ offered }] = subscriptions;
  if (managementGroup === undefined || offered === undefined || isOffboarded) {
    return undefined;
  }
  const { id: managementGroupId, ...options } = managementGroup;
  const { offer, automation, automationRole } = offered;
  const subscriptionIds = subscriptions.map(({ subscription }) => subscription.id);
  return { ...options, managementGroupId, offer, automation, automationRole, subscriptionIds };
}
