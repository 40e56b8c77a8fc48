import { Construct } from 'constructs';
import { type AzureBuiltInRole, AzureCloud } from '../azure';
import { asGiven, declare, Faults, listOf, objectOf, ofKind } from '../declaration';
import {
  cloudOfPrincipal,
  inspectPartnerPrincipal,
  inspectSameCloud,
  type IPartnerPrincipal,
  type IPecAutomation,
  partnerPrincipal,
} from '../principals';
import {
  type ArmTemplate,
  type ArmTemplateOptions,
  type Authorization,
  AUTHORIZATION,
  DELEGATED_ACCESS,
  inspectArmTemplate,
  inspectDelegableRole,
  inspectDelegatedAccess,
  isWellFormed,
  type LighthouseOffer,
  Onboarding,
} from '../lighthouse';
import { AppOutput, TEMPLATE_FOLDER } from '../manifest';
import { type DeclaredDelegation, declareDelegation } from '../readiness';
import { AppRegistry, knownToEqual, lowerCaseGuid } from '../terraform';
import { inspectConstructId, PecReadiness } from '../stacks';
import {
  type Customer,
  CUSTOMER,
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
  /** How the delegation comes about: `Onboarding.ARM_TEMPLATE`, `MARKETPLACE` or `EXISTING`. */
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

const PROPS = objectOf<UnmanagedCustomerProps>('a customer without a stack', 'its properties', {
  ...DELEGATED_ACCESS,
  customer: CUSTOMER,
  onboarding: asGiven,
  linkedAccount: partnerPrincipal,
  existing: listOf(ofKind(AUTHORIZATION), 'the authorizations of the existing delegation'),
});

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
  constructor(scope: Construct, id: string, given: UnmanagedCustomerProps) {
    const { subject, faults, props } = declare(scope, id, given, PROPS, 'customer', 'the key of the customer');
    inspectCustomerId(scope, id, props, faults);
    inspectUnmanagedCustomer(scope, props, faults);
    faults.throwIfAny(subject);
    super(scope, id);
    unmanaged.add(this, keyOf(id, props), this);

    const { customer, onboarding } = props;
    this.customer = customer;
    this.onboarding = onboarding;
    declareAsCustomer(this, customer, onboarding);
    const subscriptions = customer.status === CustomerStatus.OFFBOARDED ? [] : customer.subscriptions;
    const templates = subscriptions.map(subscription => templateOf(subscription, props));
    subscriptions.forEach((subscription, i) => this.delegate(subscription, props, templates[i]));
    this.templates = templateFiles(keyOf(id, props), subscriptions, templates);
    PecReadiness.enforce(this);
    for (const [path, template] of Object.entries(this.templates)) {
      AppOutput.of(this).addText(path, () => template.json);
    }
  }

  private delegate(
    subscription: CustomerSubscription,
    props: UnmanagedCustomerProps,
    template: ArmTemplate | undefined,
  ): void {
    // A construct, because acknowledgements hold for constructs.
    const delegation = new Construct(this, `subscription-${subscriptionKey(subscription)}`);
    declareDelegation(delegation, { ...delegationOf(subscription, props), templateSha256: template?.sha256 });
    (subscription.acknowledgements ?? []).forEach(acknowledgement =>
      PecReadiness.acknowledge(delegation, acknowledgement),
    );
  }
}

/** What a customer delegates at a subscription, as readiness sees it. */
export function delegationOf(
  subscription: CustomerSubscription,
  props: UnmanagedCustomerProps,
): Omit<DeclaredDelegation, 'construct'> {
  const { onboarding, offer, automation, existing = [] } = props;
  const isExisting = onboarding === Onboarding.EXISTING;
  const automationRole = subscription.automationRole ?? props.automationRole;
  return {
    subscriptionId: lowerCaseGuid(subscription.id),
    resourceGroups: subscription.resourceGroups ?? [],
    offer: offer?.name ?? 'existing delegation',
    onboarding,
    principal: earningPrincipal(props),
    authorizations: isExisting ? existing : (offer?.authorizationsWith(automation, automationRole) ?? []),
    advice: isExisting ? [] : (offer?.advice ?? []),
    deployedTemplateSha256: subscription.deployedTemplateSha256?.toLowerCase(),
  };
}

/** Nothing is added to a delegation that exists, so another account than PEC-Automation may earn by it. */
export function earningPrincipal({
  onboarding,
  automation,
  linkedAccount,
}: Pick<UnmanagedCustomerProps, 'onboarding' | 'automation' | 'linkedAccount'>): IPartnerPrincipal | undefined {
  return onboarding === Onboarding.EXISTING ? (linkedAccount ?? automation) : automation;
}

/** The template for a subscription; undefined unless the customer deploys it itself. */
function templateOf(
  subscription: CustomerSubscription,
  { onboarding, offer, automation, automationRole }: UnmanagedCustomerProps,
): ArmTemplate | undefined {
  if (onboarding !== Onboarding.ARM_TEMPLATE) {
    return undefined;
  }
  return offer?.toArmTemplate({ automation, automationRole, ...templateOptions(subscription) });
}

function templateOptions(subscription: CustomerSubscription): ArmTemplateOptions {
  const { resourceGroups, automationRole, definitionId, assignmentId, resourceGroupAssignmentIds } = subscription;
  return {
    resourceGroups,
    definitionId,
    assignmentId,
    resourceGroupAssignmentIds,
    ...(automationRole && { automationRole }),
  };
}

/** One file, as long as all subscriptions delegate the same. */
function templateFiles(
  key: string,
  subscriptions: CustomerSubscription[],
  templates: (ArmTemplate | undefined)[],
): Record<string, ArmTemplate> {
  const distinct = new Map<string, { subscription: string; template: ArmTemplate }>();
  templates.forEach((template, i) => {
    if (template && !distinct.has(template.sha256)) {
      distinct.set(template.sha256, { subscription: subscriptionKey(subscriptions[i]), template });
    }
  });
  return Object.fromEntries(
    [...distinct.values()].map(({ subscription, template }) => [
      distinct.size === 1 ? `${TEMPLATE_FOLDER}/${key}.json` : `${TEMPLATE_FOLDER}/${key}/${subscription}.json`,
      template,
    ]),
  );
}

const unmanaged = new AppRegistry<UnmanagedCustomer>();

/** What reports and templates call the customer. */
function keyOf(id: string, { customer }: UnmanagedCustomerProps): string {
  return customer?.key ?? id;
}

function inspectCustomerId(scope: Construct, id: string, props: UnmanagedCustomerProps, faults: Faults): void {
  const key = keyOf(id, props);
  const atId = faults.at('id');
  if (!atId.isRefused && inspectConstructId(id, 'customer', atId) && unmanaged.find(scope, key).length > 0) {
    const at = key === id ? atId : faults.at('customer').at('key');
    at.reject(key, 'is the key of another customer', 'give each customer a key of its own, or its template is lost');
  }
}

function inspectUnmanagedCustomer(scope: Construct, props: UnmanagedCustomerProps, faults: Faults): void {
  const { customer, onboarding, offer, automation, automationRole, linkedAccount, existing } = props;
  inspectCustomer(customer, offer, faults.at('customer'));
  inspectSameCloud(
    customer?.cloud ?? AzureCloud.PUBLIC,
    cloudOfPrincipal(scope, earningPrincipal(props)),
    faults.at('customer').at('cloud'),
  );
  const ways = [Onboarding.ARM_TEMPLATE, Onboarding.MARKETPLACE, Onboarding.EXISTING];
  if (!ways.includes(onboarding)) {
    faults
      .at('onboarding')
      .reject(onboarding, 'is no way of onboarding without Terraform', `expected one of ${ways.join(', ')}`);
  }
  if (onboarding === Onboarding.ARM_TEMPLATE && offer) {
    inspectTemplates(props, faults);
  } else if (offer !== undefined || onboarding !== Onboarding.EXISTING) {
    inspectDelegatedAccess({ offer: offer as LighthouseOffer, automation, automationRole }, faults);
  }
  if (linkedAccount !== undefined) {
    inspectPartnerPrincipal(linkedAccount, faults.at('linkedAccount'));
    if (knownToEqual(linkedAccount.tenantId, customer?.tenantId)) {
      faults
        .at('linkedAccount')
        .at('tenantId')
        .reject(linkedAccount.tenantId, "is the customer's tenant", 'the account has to live in the managing tenant');
    }
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
  if (existing === undefined) {
    faults.missing('expected the authorizations of the existing delegation');
  } else if (existing.length === 0) {
    faults.report('is empty; list who holds which role in the existing delegation');
  }
  existing?.forEach((authorization, i) => {
    if (!isWellFormed(authorization)) {
      faults.at(i).part(authorization, AUTHORIZATION);
      return;
    }
    authorization.principal._inspect(faults.at(i).at('principal'));
    // Which roles a User Access Administrator may assign says the template of the time, and makes no difference here.
    inspectDelegableRole(authorization.role, faults.at(i).at('role'));
  });
}

/** Finds the faults of offer and PEC-Automation, and everything in the templates that only Terraform knows. */
function inspectTemplates(props: UnmanagedCustomerProps, faults: Faults): void {
  const { customer, offer, automation, automationRole } = props;
  customer?.subscriptions?.forEach((subscription, i) => {
    const options = templateOptions(subscription ?? {});
    const found = new Faults();
    inspectArmTemplate(offer as LighthouseOffer, { automation, automationRole, ...options }, found);
    for (const { path, message } of found.found) {
      const [property] = path.split(/[.[]/);
      const isOfSubscription = options[property as keyof ArmTemplateOptions] !== undefined;
      const full = isOfSubscription ? `customer.subscriptions[${i}].${path}` : path;
      if (!faults.found.some(fault => fault.path === full && fault.message === message)) {
        faults.at(full).report(message);
      }
    }
  });
}
