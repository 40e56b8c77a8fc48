import { Fraction, type Units, unitsOf } from './money';

/** What Microsoft pays: 15 % of the price, in all price lists so far. Of usage that earned nothing no file says a rate. */
const USUAL_RATE = Fraction.ofUnits(unitsOf('0.15') ?? 0n);

const ONE = Fraction.ofUnits(unitsOf('1') ?? 0n);
const HUNDRED = Fraction.ofUnits(unitsOf('100') ?? 0n);

/** A rate of partner earned credit that was applied to a row. */
export interface Rate {
  /**
   * What was earned of an amount that was billed. Microsoft's amounts are net of the credit: of a price of 100 with a
   * rate of 15 % the bill says 85, and 15 were earned, which is 85 × 0.15 / (1 − 0.15).
   */
  readonly ofNet: Fraction;
}

/**
 * The rate that a text says: `0.15`, `15`, `15%`. A number above 1 is a percentage: Partner Center changed from one to
 * the other in 2023.
 *
 * @returns null if nothing was applied, undefined if the text says no rate
 * @see kvamseek/partner-center, announcements/includes/august-2023/update-reconciliation-file-api.md
 */
export function rateOf(text: string): Rate | null | undefined {
  const units = text === '' ? 0n : unitsOf(text.replace(/ ?%$/, ''));
  if (units === undefined || units < 0n) {
    return undefined;
  }
  if (units === 0n) {
    return null;
  }
  const number = Fraction.ofUnits(units);
  const rate = text.endsWith('%') || number.minus(ONE).sign > 0 ? number.over(HUNDRED) : number;
  const rest = ONE.minus(rate);
  return rest.sign > 0 ? { ofNet: rate.over(rest) } : undefined;
}

/** What would have been earned of an amount that was billed in full. */
export function creditOn(net: Units): Fraction {
  return Fraction.ofUnits(net).times(USUAL_RATE);
}

/** Amounts that earned, a sum for each rate: so the credit is computed once, of the exact sum. */
export class EarnedNet {
  private rate: Rate | undefined;
  private net: Units = 0n;
  /** What earned at other rates: hardly ever anything. */
  private others: EarnedNet | undefined;

  /** Adds what was billed of a row that earned; a negative amount takes credit back. */
  public add(rate: Rate, net: Units): void {
    this.rate ??= rate;
    if (this.rate === rate) {
      this.net += net;
    } else {
      (this.others ??= new EarnedNet()).add(rate, net);
    }
  }

  /** Adds other amounts. */
  public addAll({ rate, net, others }: EarnedNet): void {
    if (rate !== undefined) {
      this.add(rate, net);
    }
    if (others !== undefined) {
      this.addAll(others);
    }
  }

  /** The credit. */
  public get credit(): Fraction {
    const credit = this.rate === undefined ? Fraction.ZERO : Fraction.ofUnits(this.net).times(this.rate.ofNet);
    return this.others === undefined ? credit : credit.plus(this.others.credit);
  }
}
