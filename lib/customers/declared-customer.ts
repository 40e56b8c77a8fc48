import type { IConstruct } from 'constructs';
import { AzureCloud, Kind } from '../azure';
import type { Faults } from '../declaration';
import { type Delegation, Onboarding, reach } from '../lighthouse';
import { CustomerStatus } from '../manifest';
import { cloudOfPrincipal, inspectLinkedAccount } from '../principals';
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
import type { Customer, CustomerDeclaration } from './customer';
import { inspectByPolicy } from './customer-management-group';
import { inspectCustomer, inspectExisting, inspectOffers } from './customer-rules';
import { type DeclaredSubscription, declareOffer, inspectOffersBeside, principalOf } from './declared-offer';
import { EarlierSubscriptions } from './earlier-subscriptions';
import { AutomationPlaces, offersAt } from './offers-at-customer';

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
    const { customer = NOBODY, onboarding, automation, linkedAccount } = declaration;
    const offers = offersAt(customer, declaration.offer);
    if (customer !== NOBODY) {
      inspectOffers(declaration, offers, faults);
      inspectCustomer(declaration, offers, cloudOfPrincipal(scope, principalOf(declaration)), faults.at('customer'));
    }
    const places = new AutomationPlaces(offers);
    const earlier = new EarlierSubscriptions(customer.tenantId);
    const subscriptions = offers.flatMap(offer => declareOffer(declaration, offer, places, earlier, faults));
    if (onboarding === Onboarding.EXISTING && automation !== undefined) {
      inspectLinkedAccount(automation, faults.at('automation'));
    }
    if (faults.isEmpty) {
      inspectOffersBeside(subscriptions, faults);
    }
    if (!faults.at('onboarding').isRefused) {
      inspectByPolicy({ ...declaration, ...customer }, faults.at('customer', 'managementGroup'));
    }
    if (linkedAccount !== undefined) {
      inspectLinkedAccount(linkedAccount, faults.at('linkedAccount'));
    }
    inspectExisting(declaration, faults);
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
  public get isOffboarded(): boolean {
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
   *
   * @param hasRole whether the customer has a role of its own, so that what is wrong with it is told there, once
   */
  public inspectReadiness(faults: Faults, hasRole = false): void {
    for (const { delegation, subscription, path } of this.isOffboarded ? [] : this.judged) {
      const accepted = [...(subscription.acknowledgements ?? []), ...(this.customer.acknowledgements ?? [])];
      const acknowledged = (id: RuleId) => accepted.find(({ rule }) => rule === id)?.reason;
      judgeDelegation({ delegation }, { ...this.customer, cloud: this.cloud }, [], acknowledged)
        .findings.filter(stopsSynth)
        .forEach(finding => {
          const isOfRole = hasRole && finding.rule === 'role-earns' && subscription.automationRole === undefined;
          const at = faults.at(...(isOfRole ? ['automationRole'] : path));
          if (!isOfRole || !at.isRefused) {
            at.report(objectionOf(finding));
          }
        });
    }
  }

  /** What the customer calls its subscriptions; undefined where nobody said. */
  private get subscriptionNames(): Record<string, string> | undefined {
    const named = this.subscriptions.flatMap(({ subscription: { id, name } }) =>
      name === undefined ? [] : [[lowerCaseGuid(id), name] as const],
    );
    return named.length === 0 ? undefined : Object.fromEntries(named);
  }

  /** What a list with faults is judged by: of what a policy gives every subscription, one. */
  private get judged(): readonly DeclaredSubscription[] {
    return this.onboarding === Onboarding.POLICY
      ? this.subscriptions.slice(0, 1)
      : this.subscriptions.filter(({ delegation }) => delegation.principal || !this.earnsBeside(delegation));
  }

  /** Whether other offers give PEC-Automation what this one does not: one way that earns is enough. */
  private earnsBeside({ subscriptionId, resourceGroups }: Delegation): boolean {
    const others = this.subscriptions
      .map(({ delegation }) => delegation)
      .filter(other => other.principal && knownToEqual(other.subscriptionId, subscriptionId));
    return reach(others, resourceGroups);
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
      isOffboarded: this.isOffboarded,
      ring,
      tags: tags && Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))),
      notes,
      subscriptionNames: this.subscriptionNames,
      placeOf: this.placeOf,
    });
    this.customer.acknowledgements?.forEach(acknowledgement => ACKNOWLEDGEMENTS.add(scope, acknowledgement));
    if (this.isOffboarded) {
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
