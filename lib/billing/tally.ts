import type { ConfirmationTotals, LossTotals } from '../reports';
import type { DayEntry, Loss, Proof } from './account';
import { creditOn, EarnedNet } from './credit';
import type { Ineligible } from './ineligible';
import { Fraction, type Units } from './money';

/** The smallest coin of nearly every currency; of one without coins the decimals are zero. */
const PLACES = 2;

/** An amount as a text. */
export function amountOf(number: Fraction): string {
  return number.toDecimal(PLACES);
}

/** Sums of one currency, exact until somebody asks for a text. */
export class Tally {
  private readonly earnedNet = new EarnedNet();
  private readonly lost: Record<Proof, Units> = { certain: 0n, likely: 0n, unproven: 0n };
  private readonly ineligible = new Map<Ineligible, Units>();

  constructor(public readonly currency: string) {}

  /** Adds what earned, and what cannot earn, of a day. */
  public addEntry({ earned, ineligible }: DayEntry): void {
    if (earned !== undefined) {
      this.earnedNet.addAll(earned);
    }
    ineligible?.forEach((net, why) => this.addIneligible(why, net));
  }

  /** Adds everything of another tally. */
  public addAll({ earnedNet, lost, ineligible }: Tally): void {
    this.earnedNet.addAll(earnedNet);
    this.lost.certain += lost.certain;
    this.lost.likely += lost.likely;
    this.lost.unproven += lost.unproven;
    ineligible.forEach((net, why) => this.addIneligible(why, net));
  }

  /** Adds what did not earn. */
  public addLoss({ proof, net }: Loss): void {
    this.lost[proof] += net;
  }

  /** The credit that was earned. */
  public get earned(): Fraction {
    return this.earnedNet.credit;
  }

  /** The credit that was not, however sure that is. */
  public get allLost(): Fraction {
    return creditOn(this.lost.certain + this.lost.likely + this.lost.unproven);
  }

  /** Earned of earned and lost; undefined where there is neither. */
  public get coverage(): Fraction | undefined {
    const { earned } = this;
    const all = earned.plus(creditOn(this.lost.certain + this.lost.likely));
    return all.sign > 0 ? earned.over(all) : undefined;
  }

  /** The losses as texts. */
  public toLossTotals(): LossTotals {
    return {
      currency: this.currency,
      lostCertain: amountOf(creditOn(this.lost.certain)),
      lostLikely: amountOf(creditOn(this.lost.likely)),
      unproven: amountOf(creditOn(this.lost.unproven)),
    };
  }

  /** The sums as texts. */
  public toTotals(): ConfirmationTotals {
    const { currency, ...losses } = this.toLossTotals();
    const ineligible = [...this.ineligible].sort(([a], [b]) => (a < b ? -1 : 1));
    const all = ineligible.reduce((sum, [, net]) => sum + net, 0n);
    return {
      currency,
      earned: amountOf(this.earned),
      ...losses,
      notEligible: amountOf(Fraction.ofUnits(all)),
      notEligibleBecause: Object.fromEntries(ineligible.map(([why, net]) => [why, amountOf(Fraction.ofUnits(net))])),
      coverage: this.coverage?.toDecimal(4) ?? null,
    };
  }

  private addIneligible(why: Ineligible, net: Units): void {
    this.ineligible.set(why, (this.ineligible.get(why) ?? 0n) + net);
  }
}

/** A tally for each currency. */
export class Tallies {
  private readonly byCurrency = new Map<string, Tally>();

  /** The tally of a currency. */
  public of(currency: string): Tally {
    let tally = this.byCurrency.get(currency);
    if (tally === undefined) {
      this.byCurrency.set(currency, (tally = new Tally(currency)));
    }
    return tally;
  }

  /** Adds everything of other tallies. */
  public addAll(others: Tallies): void {
    others.all.forEach(tally => this.of(tally.currency).addAll(tally));
  }

  /** The tallies by currency. */
  public get all(): Tally[] {
    return [...this.byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
  }

  /** The losses as texts, by currency. */
  public toLossTotals(): LossTotals[] {
    return this.all.map(tally => tally.toLossTotals());
  }

  /** The sums as texts, by currency. */
  public toTotals(): ConfirmationTotals[] {
    return this.all.map(tally => tally.toTotals());
  }
}
