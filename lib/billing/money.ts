/**
 * Digits after the decimal point with which an amount is kept. Microsoft's files write amounts as doubles: 17 digits
 * that count, and usage of a fraction of a cent begins far behind the point. What stands behind the 40th digit is left
 * out; of a billion rows that would not make the smallest coin of any currency.
 */
const DIGITS = 40;

const POWERS = Array.from({ length: DIGITS + 1 }, (_, exponent) => 10n ** BigInt(exponent));

/** An amount of money, in 10^-40 of a unit of its currency: exact, and added without rounding. */
export type Units = bigint;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** The longest text of an amount; a double has at most 24 characters. */
const LONGEST = 80;

/** The amount that a text with a decimal point says, such as `12.5` or `1.2E-05`; undefined if it is none. */
export function unitsOf(text: string): Units | undefined {
  const match = text.length > LONGEST ? null : NUMBER.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  if (digits === '') {
    return undefined;
  }
  const shift = DIGITS - fraction.length + Number(exponent);
  const units = shift >= 0 ? BigInt(digits) * powerOf(shift) : BigInt(digits) / powerOf(-shift);
  return sign === '-' ? -units : units;
}

/** An amount that takes little memory: the double that says it, if one does, as of all that Microsoft writes. */
export type CompactUnits = number | Units;

/** An amount for keeping; {@link unitsIn} gives it back exactly. */
export function compactUnits(units: Units): CompactUnits {
  const digits = (units < 0n ? -units : units).toString().padStart(DIGITS + 1, '0');
  const size = Number(`${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`);
  const number = units < 0n ? -size : size;
  return unitsOf(String(number)) === units ? number : units;
}

/** The amount that was kept. */
export function unitsIn(compact: CompactUnits): Units {
  return typeof compact === 'bigint' ? compact : (unitsOf(String(compact)) ?? 0n);
}

function powerOf(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** A number that nothing has rounded yet. */
export class Fraction {
  /** Nothing. */
  public static readonly ZERO = new Fraction(0n, 1n);

  /** An amount. */
  public static ofUnits(units: Units): Fraction {
    return new Fraction(units, POWERS[DIGITS]);
  }

  private constructor(
    private readonly numerator: bigint,
    private readonly denominator: bigint,
  ) {}

  /** The exact sum. */
  public plus(other: Fraction): Fraction {
    if (other.numerator === 0n) {
      return this;
    }
    if (this.numerator === 0n) {
      return other;
    }
    if (this.denominator === other.denominator) {
      return new Fraction(this.numerator + other.numerator, this.denominator);
    }
    const common = (this.denominator / greatestDivisor(this.denominator, other.denominator)) * other.denominator;
    return new Fraction(
      this.numerator * (common / this.denominator) + other.numerator * (common / other.denominator),
      common,
    );
  }

  /** The exact product. */
  public times(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** The exact quotient. */
  public over(other: Fraction): Fraction {
    return other.numerator < 0n
      ? new Fraction(-this.numerator * other.denominator, this.denominator * -other.numerator)
      : new Fraction(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** The exact difference. */
  public minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.numerator, other.denominator));
  }

  /** -1, 0 or 1. */
  public get sign(): number {
    return this.numerator > 0n ? 1 : this.numerator < 0n ? -1 : 0;
  }

  /** The number as a text without exponent, rounded once: half a last digit goes away from zero. */
  public toDecimal(places: number): string {
    const size = this.numerator < 0n ? -this.numerator : this.numerator;
    const rounded = (2n * size * powerOf(places) + this.denominator) / (2n * this.denominator);
    const digits = rounded.toString().padStart(places + 1, '0');
    const sign = this.numerator < 0n && rounded > 0n ? '-' : '';
    return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
