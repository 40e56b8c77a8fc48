import { type DeclaredDelegation, type FormerDelegation } from '../readiness';
import { type Sight, type Sighting, type VerifiableCustomer, type VerificationContent } from '../reports';
import { earningPrincipals } from './authorizations';
import { groupsOf } from './comparison';
import { isRefusal, type Observations, type SubscriptionObservation, UNSEEN } from './observations';
import { waysToSee } from './sight';

/** What was declared, seen, and known from before. */
export interface VerificationInput extends Pick<VerificationContent, 'readinessSha256' | 'as' | 'selection' | 'notes'> {
  /** Every customer of the report. */
  readonly customers: readonly VerifiableCustomer[];
  /** The keys of those to judge, if not all. */
  readonly only?: ReadonlySet<string>;
  readonly observations: Observations;
  readonly previous?: VerificationContent;
  readonly now: Date;
}

/** What a judgement of one delegation has to know of all others. */
export class Knowledge {
  public readonly observations: Observations;
  public readonly now: Date;
  /** By subscription, in lower case: only what is delegated to us. */
  public readonly subscriptions: ReadonlyMap<string, SubscriptionObservation>;
  /** Every principal that earns anywhere, in lower case. */
  public readonly earning: ReadonlySet<string>;
  /** The ways in which the reader sees customers: one of each set is how. */
  public readonly sees: readonly ReadonlySet<Sight>[];
  /** The principals that were told what they may do somewhere. */
  public readonly answered: ReadonlySet<string>;
  private readonly sharing = new Map<string, number>();
  private readonly sightings: ReadonlyMap<string, Sighting>;

  constructor({ customers, observations, previous, now }: VerificationInput) {
    this.observations = observations;
    this.now = now;
    const active = customers.flatMap(({ delegations }) => delegations);
    const declared = [...active, ...customers.flatMap(({ formerSubscriptions }) => formerSubscriptions)];
    this.subscriptions = oursOnly(declared, observations);
    this.earning = new Set(active.flatMap(delegation => [...earningPrincipals(delegation)]));
    const seen = [...this.subscriptions.values()];
    this.sees = distinct(
      seen
        .flatMap(({ delegations }) => delegations)
        .map(delegation => waysToSee(delegation, observations.signedIn.objectId, this.earning)),
    );
    this.answered = new Set(
      seen
        .flatMap(({ access }) => access)
        .filter(access => !isRefusal(access))
        .map(({ principalId }) => principalId),
    );
    for (const scope of declared.map(scopeKey)) {
      this.sharing.set(scope, (this.sharing.get(scope) ?? 0) + 1);
    }
    this.sightings = sightingsOf(previous, observations);
  }

  /** What was seen of the subscription of a delegation. */
  public observed({ subscriptionId }: Pick<FormerDelegation, 'subscriptionId'>): SubscriptionObservation {
    return this.subscriptions.get(subscriptionId.toLowerCase()) ?? UNSEEN;
  }

  /** The last sighting of a delegation by whoever is signed in now; what somebody else saw proves nothing. */
  public earlier(declared: FormerDelegation): Sighting | undefined {
    return this.sightings.get(delegationKey(declared));
  }

  /** How many declared delegations have the very scope of this one. */
  public sharingScopeOf(declared: FormerDelegation): number {
    return this.sharing.get(scopeKey(declared)) ?? 1;
  }

  /** Whoever earns of a delegation; where it declares nobody, whoever earns of any. */
  public earnersOf(declared: Pick<DeclaredDelegation, 'automation'>): ReadonlySet<string> {
    const own = earningPrincipals(declared);
    return own.size > 0 ? own : this.earning;
  }
}

/** Delegations to others are none of our business: from here on nobody can show them. */
function oursOnly(
  declared: readonly FormerDelegation[],
  { signedIn, subscriptions }: Observations,
): Map<string, SubscriptionObservation> {
  const tenants = new Set(
    [signedIn.tenantId, ...declared.map(({ managingTenantId }) => managingTenantId)].map(id => id.toLowerCase()),
  );
  return new Map(
    [...subscriptions].map(([id, observed]) => {
      const delegations = observed.delegations.filter(({ definition }) => tenants.has(definition.managedByTenantId));
      return [id, { ...observed, delegations }];
    }),
  );
}

function sightingsOf(
  previous: VerificationContent | undefined,
  { signedIn: { objectId, tenantId } }: Observations,
): Map<string, Sighting> {
  const isSame = previous?.signedIn.objectId === objectId && previous.signedIn.tenantId === tenantId;
  const entries = isSame ? previous.customers.flatMap(({ subscriptions }) => subscriptions) : [];
  return new Map(entries.flatMap(entry => (entry.seen === null ? [] : [[delegationKey(entry), entry.seen] as const])));
}

function delegationKey(declared: Pick<FormerDelegation, 'subscriptionId' | 'resourceGroups' | 'offer'>): string {
  return JSON.stringify([scopeKey(declared), declared.offer]);
}

function scopeKey(declared: Pick<FormerDelegation, 'subscriptionId' | 'resourceGroups'>): string {
  return JSON.stringify([declared.subscriptionId.toLowerCase(), ...groupsOf(declared).sort()]);
}

function distinct(sets: readonly ReadonlySet<Sight>[]): ReadonlySet<Sight>[] {
  return [...new Map(sets.map(set => [[...set].sort().join('\n'), set])).values()];
}
