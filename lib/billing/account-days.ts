import type { LostResource } from '../reports';
import { type Account, entriesOf, type Loss, type Proof } from './account';
import type { Calendar } from './calendar';
import type { Clue } from './clue';
import { creditOn } from './credit';
import type { Day } from './day';
import type { DeclaredSubscription, LossAcknowledgement } from './declared-customer';
import type { Ledger } from './ledger';
import { amountOf, Tallies } from './tally';

/** Whether a loss is accepted, and else whether its resource group is delegated, and what else was on its rows. */
export type LossPlace = 'acknowledged' | 'outside-resource-groups' | Clue | 'delegated';

/** What files say of one day of a subscription. */
export interface DayFacts {
  readonly tallies: Tallies;
  hasEarned: boolean;
  /** How sure the losses are, as far as there are any. */
  readonly proofs: Set<Proof>;
  /** What was lost, by where it was. */
  readonly lostAt: Map<LossPlace, Tallies>;
  /** The resource groups in which something was lost, in small letters. */
  readonly lossyGroups: Set<string>;
  /** The reasons with which somebody accepted a loss of the day. */
  readonly accepted: Set<string>;
  /** Whether something is lost for certain or likely, and nobody accepted it. */
  isAlarming: boolean;
  readonly resources: LostResource[];
}

/** What may be asked of the days. */
export interface FactsOptions {
  readonly calendar: Calendar;
  readonly withResources: boolean;
  /** What is delegated, who accepted a loss, and since when the subscription is expected to earn. */
  readonly declared?: Pick<DeclaredSubscription, 'acknowledgements' | 'resourceGroups' | 'since'>;
}

/** The facts of each day on which a subscription had usage, as far as the calendar goes. */
export function daysOf(ledger: Ledger, accounts: readonly Account[], options: FactsOptions): Map<Day, DayFacts> {
  const days = new Map<Day, DayFacts>();
  for (const account of accounts) {
    for (const entry of entriesOf(account)) {
      if (options.calendar.has(entry.day)) {
        const facts = factsOn(days, entry.day);
        facts.tallies.of(entry.currency).addEntry(entry);
        facts.hasEarned ||= entry.earned !== undefined;
      }
    }
    for (const loss of ledger.lossesOf(account)) {
      if (options.calendar.has(loss.entry.day)) {
        addLoss(factsOn(days, loss.entry.day), loss, options);
      }
    }
  }
  return days;
}

function factsOn(days: Map<Day, DayFacts>, day: Day): DayFacts {
  let facts = days.get(day);
  if (facts === undefined) {
    facts = {
      tallies: new Tallies(),
      hasEarned: false,
      proofs: new Set(),
      lostAt: new Map(),
      lossyGroups: new Set(),
      accepted: new Set(),
      isAlarming: false,
      resources: [],
    };
    days.set(day, facts);
  }
  return facts;
}

function addLoss(facts: DayFacts, loss: Loss, { declared, withResources }: FactsOptions): void {
  const { entry, proof, resourceGroup, resourceId, meterId, net } = loss;
  facts.tallies.of(entry.currency).addLoss(loss);
  facts.proofs.add(proof);
  facts.lossyGroups.add(resourceGroup);
  const acknowledgement = declared?.acknowledgements.find(candidate => accepts(candidate, loss));
  const isOutside = declared !== undefined && isOutsideOf(declared.resourceGroups, resourceGroup);
  const place = acknowledgement ? 'acknowledged' : isOutside ? 'outside-resource-groups' : (loss.clue ?? 'delegated');
  const tallies = facts.lostAt.get(place) ?? new Tallies();
  facts.lostAt.set(place, tallies);
  tallies.of(entry.currency).addLoss(loss);
  if (acknowledgement !== undefined) {
    facts.accepted.add(acknowledgement.reason);
  } else if (proof !== 'unproven' && entry.day >= (declared?.since ?? entry.day)) {
    facts.isAlarming = true;
  }
  if (withResources) {
    facts.resources.push({ resourceId, meterId, currency: entry.currency, lost: amountOf(creditOn(net)) });
  }
}

/** Whether a resource group is none of those that are delegated; of a whole subscription all are. */
export function isOutsideOf(delegated: readonly string[], resourceGroup: string): boolean {
  return delegated.length > 0 && !delegated.includes(resourceGroup);
}

function accepts({ from, to, resourceGroups }: LossAcknowledgement, { entry, resourceGroup }: Loss): boolean {
  return (
    entry.day >= (from ?? entry.day) &&
    entry.day <= (to ?? entry.day) &&
    (resourceGroups === undefined || resourceGroups.includes(resourceGroup))
  );
}
