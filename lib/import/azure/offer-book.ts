import { AzureBuiltInRole } from '../../azure';
import type { LiveAuthorization } from '../../azure-live';
import { shown } from '../../text';
import { grouped } from '../../verification';
import { Keys } from '../found/key';
import { contentOf, contentOfAuthorization, type LiveOffer } from './live-offer';

/** An offer under the name that entries give it. */
export interface NamedOffer {
  readonly key: string;
  readonly offer: LiveOffer;
}

/** What of an offer was seen where: one for each delegation. */
export interface OfferSight {
  readonly offer: LiveOffer;
  /** What the file calls it; undefined if the delegation is not in the file. */
  readonly known?: string;
}

/**
 * The distinct offers of all delegations, with names for entries. An offer that the file has keeps its name there. Offers
 * of one name whose content differs are variants; the one that most delegations have comes first.
 */
export class OfferBook {
  /** Offers that no entry of the file has, in the order of their names. */
  public readonly added: readonly NamedOffer[];
  /** What each offer gives, by the name that entries give it; of several, what most delegations have. */
  public readonly contents: ReadonlyMap<string, LiveOffer>;
  /** What new variants have that the first of their name has not. */
  public readonly differences: readonly string[];
  private readonly keys = new Map<string, string>();

  /** @param used names of offers that entries of the file have */
  constructor(sights: readonly OfferSight[], used: Iterable<string>) {
    const names = new Keys(used);
    const contents = grouped(sights, ({ offer }) => contentOf(offer));
    const added: NamedOffer[] = [];
    const differences: string[] = [];
    const byKey = new Map<string, LiveOffer>();
    const byName = grouped([...contents.values()], ([{ offer }]) => offer.name);
    for (const [name, variants] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const ranked = variants.sort(byFrequency);
      for (const sightsOfOne of ranked) {
        const [{ offer }] = sightsOfOne;
        const known = sightsOfOne.find(sight => sight.known !== undefined)?.known;
        const key = known ?? names.give({ name, tenant: 'offer' });
        this.keys.set(contentOf(offer), key);
        byKey.set(key, byKey.get(key) ?? offer);
        if (known !== undefined) {
          continue;
        }
        added.push({ key, offer });
        if (sightsOfOne !== ranked[0]) {
          differences.push(this.difference(key, offer, ranked[0][0].offer, sightsOfOne.length));
        }
      }
    }
    this.added = added;
    this.contents = byKey;
    this.differences = differences;
  }

  /** What entries call an offer. */
  public keyOf(offer: LiveOffer): string {
    return this.keys.get(contentOf(offer)) ?? '';
  }

  private difference(key: string, offer: LiveOffer, first: LiveOffer, count: number): string {
    const [own, others] = [offer, first].map(({ authorizations }) => authorizations.map(contentOfAuthorization));
    const more = offer.authorizations.filter((_, i) => !others.includes(own[i])).map(inWords);
    const less = first.authorizations.filter((_, i) => !own.includes(others[i])).map(inWords);
    const parts = [
      ...(more.length > 0 ? [`with ${more.join(', ')}`] : []),
      ...(less.length > 0 ? [`without ${less.join(', ')}`] : []),
      ...(offer.description !== first.description ? [`described as ${shown(offer.description ?? '')}`] : []),
    ];
    const where = count === 1 ? '1 delegation' : `${count} delegations`;
    return `the offer ${key} of ${where} is ${this.keyOf(first)} ${parts.join('; ')}`;
  }
}

function byFrequency(a: OfferSight[], b: OfferSight[]): number {
  return b.length - a.length || (contentOf(a[0].offer) < contentOf(b[0].offer) ? -1 : 1);
}

function inWords({ principalId, principalName, roleId, isPermanent, activation }: LiveAuthorization): string {
  const way = isPermanent
    ? ''
    : ` (eligible${activation === undefined ? ', without a policy' : policyInWords(activation)})`;
  return `${AzureBuiltInRole.of(roleId).name} for ${principalName ?? principalId}${way}`;
}

function policyInWords({
  maximumDuration = 'PT8H',
  multiFactorAuthentication,
  approvers,
}: NonNullable<LiveAuthorization['activation']>): string {
  const names = approvers.map(({ principalId, principalName }) => principalName ?? principalId);
  const approval = names.length === 0 ? '' : `, approved by ${names.join(' or ')}`;
  return `, ${maximumDuration}, ${multiFactorAuthentication ? 'MFA' : 'no MFA'}${approval}`;
}
