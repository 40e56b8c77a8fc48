import { Construct } from 'constructs';
import { asGiven, declare, type Faults, listOf, objectOf, ofKind } from '../declaration';
import {
  ArmTemplate,
  AUTHORIZATION,
  type Authorization,
  CARRIED_OUT,
  DELEGATED_ACCESS,
  type DelegatedAccessProps,
  type LighthouseOffer,
  Onboarding,
} from '../lighthouse';
import { AppOutput, TEMPLATE_FOLDER } from '../manifest';
import { type ILinkedAccount, linkedAccount } from '../principals';
import { noteExpectation } from '../readiness';
import { inspectConstructId, PecReadiness } from '../stacks';
import { AppRegistry } from '../app';
import { type Customer, CUSTOMER } from './customer';
import { DeclaredCustomer, type Inspected, isInspected } from './declared-customer';
import type { DeclaredSubscription } from './declared-offer';

/** How a delegation comes about that Terraform does not make. */
export type UnmanagedOnboarding = Onboarding.ARM_TEMPLATE | Onboarding.MARKETPLACE | Onboarding.EXISTING;

/** Properties of {@link UnmanagedCustomer}. */
export interface UnmanagedCustomerProps extends Omit<DelegatedAccessProps, 'offer'> {
  /** Who the customer is and what it delegates. */
  readonly customer: Customer;
  /** How the delegation comes about. */
  readonly onboarding: UnmanagedOnboarding;
  /**
   * What is delegated to whom. Needed unless the delegation exists already, or the customer lists offers.
   *
   * @default - the offers of the customer
   */
  readonly offer?: LighthouseOffer;
  /**
   * The account that earns by an existing delegation, if it is not PEC-Automation: normally
   * {@link LinkedAccount.user}.
   *
   * @default - PEC-Automation
   */
  readonly linkedAccount?: ILinkedAccount;
  /**
   * Who holds which role in the existing delegation. Needed with `Onboarding.EXISTING`, and only then.
   *
   * @default - none
   */
  readonly existing?: readonly Authorization[];
}

const PROPS = objectOf<UnmanagedCustomerProps>('a customer without a stack', 'its properties', {
  ...DELEGATED_ACCESS,
  customer: CUSTOMER,
  onboarding: asGiven,
  linkedAccount: linkedAccount,
  existing: listOf(ofKind(AUTHORIZATION), 'the authorizations of the existing delegation'),
});

/**
 * A customer whose delegation Terraform does not make: it deploys a template by itself, accepts a marketplace offer, or
 * was onboarded before and is not to be touched. It has no stack; readiness judges it like any other.
 *
 * Synth fails if the customer would not earn, unless that is acknowledged with a reason.
 *
 * @example
 * ```ts
 * new UnmanagedCustomer(app, 'tailspin', {
 *   customer: {
 *     name: 'Tailspin',
 *     tenantId: 'c0000000-0000-4000-8000-000000000002',
 *     subscriptions: [{ id: 'c0000000-0000-4000-8000-000000000021' }],
 *   },
 *   onboarding: Onboarding.ARM_TEMPLATE,
 *   offer,
 *   automation,
 * });
 * ```
 */
export class UnmanagedCustomer extends Construct {
  /** Who the customer is. */
  public readonly customer: Customer;
  /** How the delegation comes about. */
  public readonly onboarding: Onboarding;
  /**
   * The templates to hand to the customer, by the path under which synth writes them into the output folder; none
   * unless the customer deploys them itself. Subscriptions that delegate the same share one.
   */
  public readonly templates: Record<string, ArmTemplate>;

  /**
   * @param id names the customer's templates, unless the customer has a key: a lower-case letter, then lower-case
   * letters, digits and `-`
   * @throws DeclarationError with every fault of customer, offer and properties
   * @throws FrameworkMismatchError
   */
  constructor(scope: Construct, id: string, props: UnmanagedCustomerProps);
  /** @internal */
  constructor(scope: Construct, id: string, inspected: Inspected);
  constructor(scope: Construct, id: string, given: UnmanagedCustomerProps | Inspected) {
    const { subject, faults, props } = declare(scope, id, given, takeProps, 'customer', 'the key of the customer');
    const declared = isInspected(props) ? props.declared : inspect(scope, props, faults);
    const { customer, onboarding, isOffboarded } = declared;
    const key = customer.key ?? id;
    inspectIds(scope, id, key, faults);
    faults.throwIfAny(subject);
    super(scope, id);
    keys.add(this, key, this);

    this.customer = customer;
    this.onboarding = onboarding;
    declared.noteAt(this);
    const subscriptions = isOffboarded ? [] : declared.subscriptions;
    const templates = subscriptions.map(({ offered }) =>
      offered && onboarding === Onboarding.ARM_TEMPLATE ? ArmTemplate._of(offered) : undefined,
    );
    subscriptions.forEach((subscription, i) => this.delegate(subscription, templates[i]));
    this.templates = templateFiles(key, subscriptions, templates);
    PecReadiness.enforce(this);
    for (const [path, template] of Object.entries(this.templates)) {
      AppOutput.of(this).addText(path, () => template.json);
    }
  }

  private delegate({ key, delegation, subscription }: DeclaredSubscription, template: ArmTemplate | undefined): void {
    // A construct, because acknowledgements hold for constructs.
    const construct = new Construct(this, `subscription-${key}`);
    CARRIED_OUT.add(construct, {
      delegation,
      templateSha256: template?.sha256,
      deployedTemplateSha256: subscription.deployedTemplateSha256?.toLowerCase(),
    });
    noteExpectation(construct, subscription);
  }
}

/** One file, as long as all subscriptions delegate the same. */
function templateFiles(
  key: string,
  subscriptions: readonly DeclaredSubscription[],
  templates: (ArmTemplate | undefined)[],
): Record<string, ArmTemplate> {
  const distinct = new Map<string, { subscription: string; template: ArmTemplate }>();
  templates.forEach((template, i) => {
    if (template && !distinct.has(template.sha256)) {
      distinct.set(template.sha256, { subscription: subscriptions[i].key, template });
    }
  });
  return Object.fromEntries(
    [...distinct.values()].map(({ subscription, template }) => [
      distinct.size === 1 ? `${TEMPLATE_FOLDER}/${key}.json` : `${TEMPLATE_FOLDER}/${key}/${subscription}.json`,
      template,
    ]),
  );
}

/** The customers without a stack, by the keys that reports and templates have for them. */
const keys = new AppRegistry<Construct>('unmanaged-customers');

function inspectIds(scope: Construct, id: string, key: string, faults: Faults): void {
  const atId = faults.at('id');
  inspectConstructId(id, 'customer', atId);
  if (keys.find(scope, key).length > 0) {
    const at = key === id ? atId : faults.at('customer', 'key');
    at.reject(key, 'is the key of another customer', 'give each customer a key of its own, or its template is lost');
  }
}

function takeProps(given: unknown, faults: Faults): UnmanagedCustomerProps | Inspected | undefined {
  return isInspected(given) ? given : PROPS(given, faults);
}

function inspect(scope: Construct, props: UnmanagedCustomerProps, faults: Faults): DeclaredCustomer {
  const ways: Onboarding[] = [Onboarding.ARM_TEMPLATE, Onboarding.MARKETPLACE, Onboarding.EXISTING];
  const { onboarding } = props;
  if (!ways.includes(onboarding)) {
    faults
      .at('onboarding')
      .reject(onboarding, 'is no way of onboarding without Terraform', `expected one of ${ways.join(', ')}`);
  }
  return DeclaredCustomer.of(scope, props, faults);
}
