import type { IConstruct } from 'constructs';
import { AzureCloud, Kind } from '../azure';
import type { FaultKey, Faults } from '../declaration';
import {
  DelegatedAccess,
  Delegation,
  inspectCoexistence,
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
import { knownToEqual, lowerCaseGuid } from '../terraform';
import { memberOf } from '../text';
import type { Customer, CustomerDeclaration, CustomerSubscription } from './customer';
import {
  inspectAcknowledgements,
  inspectCustomer,
  inspectExisting,
  inspectOffers,
  inspectRole,
  inspectWay,
} from './customer-rules';
import { EarlierSubscriptions } from './earlier-subscriptions';
import { AutomationPlaces, knownId, type OfferAtCustomer, offersAt } from './offers-at-customer';

/** A subscription of a customer, and what it delegates. */
export interface DeclaredSubscription {
  /** What the subscription is called in Terraform addresses. */
  readonly key: string;
  /** Where the declaration has it. */
  readonly path: FaultKey[];
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
    const offers = offersAt(customer, declaration.offer);
    if (customer !== NOBODY) {
      inspectOffers(declaration, offers, faults);
      inspectCustomer(declaration, offers, cloudOfPrincipal(scope, principalOf(declaration)), faults.at('customer'));
    }
    const places = new AutomationPlaces(offers);
    const earlier = new EarlierSubscriptions(customer.tenantId);
    const subscriptions = offers.flatMap(offer => declareOffer(declaration, offer, places, earlier, faults));
    if (onboarding === Onboarding.MARKETPLACE && offers.some(({ offer }) => offer && offer.plan === undefined)) {
      faults
        .at('onboarding')
        .reject(onboarding, 'needs an offer with a plan', 'give the offer the plan that the customer accepted');
    }
    if (faults.isEmpty) {
      inspectOffersBeside(subscriptions, faults);
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
    return new DeclaredCustomer(this.customer, this.onboarding, sorted, this.placeOf);
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
    const judged = this.subscriptions.filter(({ delegation }) => delegation.principal || !this.earnsBeside(delegation));
    for (const { delegation, subscription, path } of this.hasLeft ? [] : judged) {
      const accepted = [...(subscription.acknowledgements ?? []), ...(this.customer.acknowledgements ?? [])];
      const acknowledged = (id: RuleId) => accepted.find(({ rule }) => rule === id)?.reason;
      judgeDelegation({ delegation }, { ...this.customer, cloud: this.cloud }, [], acknowledged)
        .findings.filter(stopsSynth)
        .forEach(finding => faults.at(...path).report(objectionOf(finding)));
    }
  }

  /** What the customer calls its subscriptions; undefined where nobody said. */
  private get subscriptionNames(): Record<string, string> | undefined {
    const named = this.subscriptions.flatMap(({ subscription: { id, name } }) =>
      name === undefined ? [] : [[lowerCaseGuid(id), name] as const],
    );
    return named.length === 0 ? undefined : Object.fromEntries(named);
  }

  /** Whether another offer gives PEC-Automation something at the same subscription: one way that earns is enough. */
  private earnsBeside({ subscriptionId }: Delegation): boolean {
    return this.subscriptions.some(
      ({ delegation }) => delegation.principal && knownToEqual(delegation.subscriptionId, subscriptionId),
    );
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

/** What a customer delegates by one offer; finds its faults. */
function declareOffer(
  declaration: CustomerDeclaration,
  given: OfferAtCustomer,
  places: AutomationPlaces,
  earlier: EarlierSubscriptions,
  faults: Faults,
): DeclaredSubscription[] {
  const { onboarding, automation, automationRole } = declaration;
  const { offer, atOffer, subscriptions = [] } = given;
  const isExisting = onboarding === Onboarding.EXISTING;
  const accessOf = (isPlaced: boolean, role = automationRole) =>
    DelegatedAccess.of(isPlaced ? { offer, automation, automationRole: role } : { offer });
  const placed = subscriptions.map(subscription => places.includes(given, subscription));
  const declared = subscriptions.flatMap((subscription, i) => {
    if (!subscription) {
      return [];
    }
    const path = [...given.atSubscriptions, i];
    const at = faults.at(...path);
    earlier.inspect({ offer: given, subscription }, at);
    const access = isExisting ? undefined : accessOf(placed[i], subscription.automationRole);
    const carried = delegate(subscription, declaration, access, at);
    inspectRole(subscription, automation === undefined || isExisting || placed[i], at.at('automationRole'));
    inspectWay(subscription, onboarding, at);
    inspectAcknowledgements(subscription.acknowledgements, at.at('acknowledgements'));
    if (onboarding === Onboarding.ARM_TEMPLATE) {
      inspectPinnedScope(subscription, at);
      inspectPinnedRole(subscription.automationRole, at.at('automationRole'));
    }
    return [{ key: subscription.key ?? String(subscription.id).toLowerCase(), path, subscription, ...carried }];
  });
  if (!isExisting || offer !== undefined) {
    const accesses = [true, false].filter(one => placed.includes(one)).map(isPlaced => accessOf(isPlaced));
    const [first, ...others] = accesses.length > 0 ? accesses : [accessOf(true)];
    first.inspect(faults, atOffer);
    others.forEach(other => other.inspect(faults, atOffer));
    if (onboarding === Onboarding.ARM_TEMPLATE) {
      inspectPinnedAccess(first, faults, faults.at(...atOffer));
    }
  }
  return declared;
}

/** @param access what is delegated to whom; undefined of what exists */
function delegate(
  { id: subscriptionId, key: _key, automationRole: _role, ...scope }: CustomerSubscription,
  declaration: CustomerDeclaration,
  access: DelegatedAccess | undefined,
  faults: Faults,
): Pick<DeclaredSubscription, 'delegation' | 'offered'> {
  const place = { ...scope, subscriptionId, onboarding: declaration.onboarding };
  if (access === undefined) {
    inspectDelegatedScope(scope, faults);
    const existing = { principal: principalOf(declaration), authorizations: declaration.existing ?? [] };
    return { delegation: new Delegation({ ...place, ...existing }) };
  }
  const offered = OfferedDelegation.of(access, place, faults);
  return { delegation: offered, offered };
}

/** Compares the offers of one subscription with each other. */
function inspectOffersBeside(declared: readonly DeclaredSubscription[], faults: Faults): void {
  const earlier = new Map<string, OfferedDelegation[]>();
  for (const { subscription, offered, path } of declared) {
    const id = knownId(subscription);
    if (offered && id !== undefined) {
      const others = earlier.get(id) ?? [];
      others.forEach(delegation =>
        inspectCoexistence(
          offered,
          { delegation, declaredBy: 'the same customer' },
          'write automation: false at one of the offers',
          faults.at(...path),
        ),
      );
      earlier.set(id, [...others, offered]);
    }
  }
}
