import { type DeclaredDelegation, type FormerDelegation } from '../readiness';
import { type Sight, type Sighting, type VerifiableCustomer, type VerificationContent } from '../reports';
import { earningPrincipals } from './authorizations';
import { groupsOf } from './comparison';
import { isAccess, type Observations, type SubscriptionObservation, UNSEEN } from './observations';
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
  /** The principals that were told what they may do somewhere. */
  public readonly answered: ReadonlySet<string>;
  private readonly sharing = new Map<string, number>();
  private readonly sightings: ReadonlyMap<string, Sighting>;
  /** The ways in which the reader sees subscriptions, one of each set is how; and whose subscriptions they are. */
  private readonly sees: readonly { readonly ways: ReadonlySet<Sight>; readonly owners: ReadonlySet<string> }[];
  /** The customer of each declared subscription. */
  private readonly owners: ReadonlyMap<string, string>;

  constructor({ customers, observations, previous, now }: VerificationInput) {
    this.observations = observations;
    this.now = now;
    const active = customers.flatMap(({ delegations }) => delegations);
    const declared = [...active, ...customers.flatMap(({ formerSubscriptions }) => formerSubscriptions)];
    this.subscriptions = oursOnly(declared, observations);
    this.earning = new Set(active.flatMap(delegation => [...earningPrincipals(delegation)]));
    this.owners = new Map(
      customers.flatMap(({ key, delegations, formerSubscriptions }) =>
        [...delegations, ...formerSubscriptions].map(({ subscriptionId }) => [subscriptionId.toLowerCase(), key]),
      ),
    );
    this.sees = this.waysByOwner();
    this.answered = new Set(
      [...this.subscriptions.values()]
        .flatMap(({ access }) => access)
        .filter(isAccess)
        .map(({ principalId }) => principalId),
    );
    for (const scope of [...declared, ...(previous?.undeclared ?? [])].map(scopeKey)) {
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

  /** Whether the reader still sees another customer, in a way that is surely one of those given. */
  public seesAnotherBy(ways: readonly Sight[], { subscriptionId }: Pick<FormerDelegation, 'subscriptionId'>): boolean {
    const had = new Set(ways);
    const own = this.ownerOf(subscriptionId.toLowerCase());
    return this.sees.some(
      each =>
        each.ways.size > 0 &&
        [...each.ways].every(way => had.has(way)) &&
        [...each.owners].some(owner => owner !== own),
    );
  }

  /** How many delegations have the very scope of this one: those declared, and those seen before that nobody declared. */
  public sharingScopeOf(declared: FormerDelegation): number {
    return this.sharing.get(scopeKey(declared)) ?? 1;
  }

  /** Whoever earns of a delegation; where it declares nobody, whoever earns of any. */
  public earnersOf(declared: Pick<DeclaredDelegation, 'automation'>): ReadonlySet<string> {
    const own = earningPrincipals(declared);
    return own.size > 0 ? own : this.earning;
  }

  /** The customer of a subscription; of one that nobody declared it stands for itself. */
  private ownerOf(subscriptionId: string): string {
    return this.owners.get(subscriptionId) ?? subscriptionId;
  }

  /** Thousands of subscriptions are seen in a handful of ways. */
  private waysByOwner() {
    const sees = new Map<string, { readonly ways: ReadonlySet<Sight>; readonly owners: Set<string> }>();
    for (const delegation of [...this.subscriptions.values()].flatMap(({ delegations }) => delegations)) {
      const ways = waysToSee(delegation, this.observations.signedIn.objectId, this.earning);
      const key = [...ways].sort().join('\n');
      const known = sees.get(key) ?? { ways, owners: new Set() };
      known.owners.add(this.ownerOf(delegation.subscriptionId));
      sees.set(key, known);
    }
    return [...sees.values()];
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
