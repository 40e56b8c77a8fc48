import type { FaultKey, Faults } from '../declaration';
import {
  DelegatedAccess,
  Delegation,
  inspectCoexistence,
  inspectDelegatedScope,
  inspectForPolicy,
  inspectPinnedAccess,
  inspectPinnedRole,
  inspectPinnedScope,
  OfferedDelegation,
  Onboarding,
} from '../lighthouse';
import type { ILinkedAccount } from '../principals';
import type { CustomerDeclaration, CustomerSubscription } from './customer';
import { inspectAcknowledgements, inspectRole, inspectWay } from './customer-rules';
import type { EarlierSubscriptions } from './earlier-subscriptions';
import { type AutomationPlaces, knownId, type OfferAtCustomer } from './offers-at-customer';

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

/** Nothing is added to a delegation that exists, so another account than PEC-Automation may earn by it. */
export function principalOf({
  onboarding,
  automation,
  linkedAccount,
}: CustomerDeclaration): ILinkedAccount | undefined {
  return onboarding === Onboarding.EXISTING ? (linkedAccount ?? automation) : automation;
}

/** What a customer delegates by one offer; finds its faults. */
export function declareOffer(
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
  const declared = subscriptions.flatMap((listed, i) => {
    if (!listed) {
      return [];
    }
    const path = [...given.atSubscriptions, i];
    const at = faults.at(...path);
    const subscription = inspectWay(listed, onboarding, at);
    earlier.inspect({ offer: given, subscription }, at);
    const access = isExisting ? undefined : accessOf(placed[i], subscription.automationRole);
    const carried = delegate(subscription, declaration, access, at);
    inspectRole(subscription, automation === undefined || isExisting || placed[i], at.at('automationRole'));
    if (subscription.since !== undefined) {
      at.at('since').day(subscription.since);
    }
    inspectAcknowledgements(subscription.acknowledgements, at.at('acknowledgements'));
    if (onboarding === Onboarding.ARM_TEMPLATE) {
      inspectPinnedScope(subscription, at);
      inspectPinnedRole(subscription.automationRole, at.at('automationRole'));
    }
    return [{ key: subscription.key ?? String(subscription.id).toLowerCase(), path, subscription, ...carried }];
  });
  if (!isExisting) {
    const accesses = [true, false].filter(one => placed.includes(one)).map(isPlaced => accessOf(isPlaced));
    inspectOfferHere(accesses.length > 0 ? accesses : [accessOf(true)], onboarding, faults, atOffer);
  }
  return declared;
}

/** Finds the faults of an offer, with PEC-Automation and without, as far as it is delegated so. */
function inspectOfferHere(
  accesses: readonly DelegatedAccess[],
  onboarding: Onboarding,
  faults: Faults,
  atOffer: FaultKey[],
): void {
  const [first] = accesses;
  accesses.forEach(access => access.inspect(faults, atOffer));
  switch (onboarding) {
    case Onboarding.ARM_TEMPLATE:
      inspectPinnedAccess(first, faults, faults.at(...atOffer));
      break;
    case Onboarding.MARKETPLACE:
      inspectPlan(first, faults.at('onboarding'));
      break;
    case Onboarding.POLICY:
      inspectForPolicy(first, faults.at(...atOffer));
      break;
    default:
  }
}

function inspectPlan({ isSound, offer }: DelegatedAccess, faults: Faults): void {
  if (isSound && offer.plan === undefined && !faults.isRefused) {
    faults.reject(
      Onboarding.MARKETPLACE,
      'needs an offer with a plan',
      'give the offer the plan that the customer accepted',
    );
  }
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
    inspectDelegatedScope(place, faults);
    const existing = { principal: principalOf(declaration), authorizations: declaration.existing ?? [] };
    return { delegation: new Delegation({ ...place, ...existing }) };
  }
  const offered = OfferedDelegation.of(access, place, faults);
  return { delegation: offered, offered };
}

/** Compares the offers of one subscription with each other. What plans of the marketplace hold is published elsewhere. */
export function inspectOffersBeside(declared: readonly DeclaredSubscription[], faults: Faults): void {
  const earlier = new Map<string, OfferedDelegation[]>();
  for (const { subscription, offered, path } of declared) {
    const id = knownId(subscription);
    if (offered && offered.onboarding !== Onboarding.MARKETPLACE && id !== undefined) {
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
