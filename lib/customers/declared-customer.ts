import type { IConstruct } from 'constructs';
import { AzureCloud, Kind } from '../azure';
import type { Faults } from '../declaration';
import {
  DelegatedAccess,
  Delegation,
  inspectAutomationRole,
  inspectDelegatedScope,
  inspectPinnedAccess,
  inspectPinnedRole,
  inspectPinnedScope,
  OfferedDelegation,
  Onboarding,
} from '../lighthouse';
import { CustomerStatus } from '../manifest';
import { cloudOfPrincipal, inspectLinkedAccount, type ILinkedAccount } from '../principals';
import {
  ACKNOWLEDGEMENTS,
  CUSTOMER_FACTS,
  type CustomerFacts,
  FORMERLY,
  judgeDelegation,
  objectionOf,
  type RuleId,
  stopsSynth,
} from '../readiness';
import { lowerCaseGuid } from '../terraform';
import { memberOf } from '../text';
import type { Customer, CustomerDeclaration, CustomerSubscription } from './customer';
import {
  EarlierSubscriptions,
  inspectAcknowledgements,
  inspectCustomer,
  inspectExisting,
  inspectWay,
} from './customer-rules';

/** A subscription of a customer, and what it delegates. */
export interface DeclaredSubscription {
  /** What the subscription is called in Terraform addresses. */
  readonly key: string;
  /** Its position in the declaration. */
  readonly index: number;
  readonly subscription: CustomerSubscription;
  readonly delegation: Delegation;
  /** The same, if it is of an offer. */
  readonly offered?: OfferedDelegation;
}

/**
 * A customer with its delegations: inspected once, when it is made, by the same rules whether it comes from a file or
 * from code, and whether it gets a stack or not.
 */
export class DeclaredCustomer {
  /**
   * @param scope the app, or a construct of it
   * @param faults collects the faults, under the names that they have in {@link CustomerDeclaration}
   * @param placeOf where a subscription stands in the file that declares the customer
   */
  public static of(
    scope: IConstruct,
    declaration: CustomerDeclaration,
    faults: Faults,
    placeOf?: CustomerFacts['placeOf'],
  ): DeclaredCustomer {
    // That there is none is a fault that whoever took it has found.
    const { customer = NOBODY, onboarding, existing, linkedAccount } = declaration;
    if (customer !== NOBODY) {
      inspectCustomer(declaration, cloudOfPrincipal(scope, principalOf(declaration)), faults.at('customer'));
    }
    const isExisting = onboarding === Onboarding.EXISTING;
    const access = isExisting && declaration.offer === undefined ? undefined : DelegatedAccess.of(declaration);
    const subscriptions = inspectSubscriptions(
      declaration,
      isExisting ? undefined : access,
      faults.at('customer', 'subscriptions'),
    );
    if (access) {
      access.inspect(faults);
    }
    if (onboarding === Onboarding.MARKETPLACE && access?.isSound && declaration.offer?.plan === undefined) {
      faults
        .at('onboarding')
        .reject(onboarding, 'needs an offer with a plan', 'give the offer the plan that the customer accepted');
    }
    if (access && onboarding === Onboarding.ARM_TEMPLATE) {
      inspectPinnedAccess(access, faults);
    }
    if (linkedAccount !== undefined) {
      inspectLinkedAccount(linkedAccount, faults.at('linkedAccount'));
    }
    inspectExisting(existing, onboarding, faults.at('existing'));
    return new DeclaredCustomer(customer, onboarding, subscriptions, placeOf);
  }

  private constructor(
    /** Who the customer is. */
    public readonly customer: Customer,
    /** How its delegations come about. */
    public readonly onboarding: Onboarding,
    /** What it delegates, in the order of its declaration: also of one that is offboarded. */
    public readonly subscriptions: readonly DeclaredSubscription[],
    private readonly placeOf: CustomerFacts['placeOf'],
  ) {
    DECLARED_CUSTOMER.register(this);
    Object.freeze(this);
  }

  /** The same customer with its subscriptions by key, for a list in which their order makes no difference. */
  public get sorted(): DeclaredCustomer {
    const sorted = [...this.subscriptions].sort((a, b) => (a.key < b.key ? -1 : 1));
    const customer = { ...this.customer, subscriptions: sorted.map(({ subscription }) => subscription) };
    return new DeclaredCustomer(customer, this.onboarding, sorted, this.placeOf);
  }

  /** Whether the customer is offboarded. */
  public get hasLeft(): boolean {
    return this.customer.status === CustomerStatus.OFFBOARDED;
  }

  /** The cloud of the customer's tenant. */
  public get cloud(): AzureCloud {
    return this.customer.cloud ?? AzureCloud.PUBLIC;
  }

  /**
   * Finds why the customer would not earn, where that has to be acknowledged.
   *
   * Synth judges the constructs, later and with the links of the app. A list with faults never gets there; with this its
   * reader sees in one run what there is to mend.
   */
  public inspectReadiness(faults: Faults): void {
    for (const { delegation, subscription, index } of this.hasLeft ? [] : this.subscriptions) {
      const accepted = [...(subscription.acknowledgements ?? []), ...(this.customer.acknowledgements ?? [])];
      const acknowledged = (id: RuleId) => accepted.find(({ rule }) => rule === id)?.reason;
      judgeDelegation({ delegation }, { ...this.customer, cloud: this.cloud }, [], acknowledged)
        .findings.filter(stopsSynth)
        .forEach(finding => faults.at('customer', 'subscriptions', index).report(objectionOf(finding)));
    }
  }

  /** What the customer calls its subscriptions; undefined where nobody said. */
  private get subscriptionNames(): Record<string, string> | undefined {
    const named = this.subscriptions.flatMap(({ subscription: { id, name } }) =>
      name === undefined ? [] : [[lowerCaseGuid(id), name] as const],
    );
    return named.length === 0 ? undefined : Object.fromEntries(named);
  }

  /** Says to readiness who the customer of everything below a construct is, and what is accepted of it. */
  public noteAt(scope: IConstruct): void {
    const {
      key = scope.node.id,
      name,
      tenantId,
      domain,
      agreement,
      adminOnBehalfOf,
      ring,
      tags,
      notes,
    } = this.customer;
    CUSTOMER_FACTS.add(scope, {
      key,
      name,
      tenantId: lowerCaseGuid(tenantId),
      domain,
      cloud: this.cloud,
      onboarding: this.onboarding,
      agreement,
      adminOnBehalfOf,
      hasLeft: this.hasLeft,
      ring,
      tags: tags && Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))),
      notes,
      subscriptionNames: this.subscriptionNames,
      placeOf: this.placeOf,
    });
    this.customer.acknowledgements?.forEach(acknowledgement => ACKNOWLEDGEMENTS.add(scope, acknowledgement));
    if (this.hasLeft) {
      this.subscriptions.forEach(({ delegation }) => FORMERLY.add(scope, delegation));
    }
  }
}

/** What a construct is given whose customer was inspected together with others. */
export interface Inspected {
  readonly declared: DeclaredCustomer;
}

/** Whether a construct is given a customer that was inspected. */
export function isInspected(given: unknown): given is Inspected {
  return DECLARED_CUSTOMER.includes(memberOf(given, 'declared'));
}

const DECLARED_CUSTOMER = new Kind<DeclaredCustomer>('DeclaredCustomer', 'a customer', 'give its properties');

const NOBODY: Customer = { name: '', tenantId: '', subscriptions: [] };

/** Nothing is added to a delegation that exists, so another account than PEC-Automation may earn by it. */
function principalOf({ onboarding, automation, linkedAccount }: CustomerDeclaration): ILinkedAccount | undefined {
  return onboarding === Onboarding.EXISTING ? (linkedAccount ?? automation) : automation;
}

function inspectSubscriptions(
  declaration: CustomerDeclaration,
  access: DelegatedAccess | undefined,
  faults: Faults,
): DeclaredSubscription[] {
  const earlier = new EarlierSubscriptions();
  return (declaration.customer?.subscriptions ?? []).flatMap((subscription, i) => {
    if (!subscription) {
      return [];
    }
    const at = faults.at(i);
    earlier.inspect(subscription, declaration.customer?.tenantId, at);
    const declared = delegate(subscription, i, declaration, access, at);
    const { automationRole: role } = subscription;
    if (role !== undefined) {
      inspectAutomationRole(role, at.at('automationRole'));
    }
    inspectWay(subscription, declaration.onboarding, at);
    inspectAcknowledgements(subscription.acknowledgements, at.at('acknowledgements'));
    if (declaration.onboarding === Onboarding.ARM_TEMPLATE) {
      inspectPinnedScope(subscription, at);
      inspectPinnedRole(role, at.at('automationRole'));
    }
    return [declared];
  });
}

/** @param access what is delegated to whom; undefined of what exists */
function delegate(
  subscription: CustomerSubscription,
  index: number,
  declaration: CustomerDeclaration,
  access: DelegatedAccess | undefined,
  faults: Faults,
): DeclaredSubscription {
  const { id: subscriptionId, key = String(subscriptionId).toLowerCase(), automationRole, ...scope } = subscription;
  const place = { ...scope, subscriptionId, onboarding: declaration.onboarding };
  if (access === undefined) {
    inspectDelegatedScope(scope, faults);
    const existing = { principal: principalOf(declaration), authorizations: declaration.existing ?? [] };
    return { key, index, subscription, delegation: new Delegation({ ...place, ...existing }) };
  }
  const { offer, automation } = declaration;
  const own = automationRole === undefined ? access : DelegatedAccess.of({ offer, automation, automationRole });
  const offered = OfferedDelegation.of(own, place, faults);
  return { key, index, subscription, delegation: offered, offered };
}
