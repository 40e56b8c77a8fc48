import fc from 'fast-check';
import { creditOn, EarnedNet, rateOf } from '../../lib/billing/credit';
import { compactUnits, Fraction, unitsIn, unitsOf } from '../../lib/billing/money';

const cents = (text: string) => Fraction.ofUnits(unitsOf(text) ?? fail(text)).toDecimal(2);
const fail = (text: string): never => {
  throw new Error(`${text} is no amount`);
};

/** The credit of amounts that earned at a rate. */
function earned(rate: string, ...nets: string[]): string {
  const sum = new EarnedNet();
  const applied = rateOf(rate) ?? fail(rate);
  nets.forEach(net => sum.add(applied, unitsOf(net) ?? fail(net)));
  return sum.credit.toDecimal(2);
}

describe('an amount', () => {
  it.each([
    ['1.836', '1.84'],
    ['.5', '0.50'],
    ['5.', '5.00'],
    ['+7', '7.00'],
    ['0', '0.00'],
    ['-0.001', '0.00'],
    ['1.2E-05', '0.00'],
    ['1.2e3', '1200.00'],
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['0.0049999999999999999999999999999999999999', '0.00'],
    ['123456789012345678901234567890.12', '123456789012345678901234567890.12'],
    ['5e-324', '0.00'],
  ])('%s is %s', (text, decimal) => expect(cents(text)).toBe(decimal));

  it.each(['', '.', '-', '1,5', '1.2.3', 'EUR 5', '1e', '0x10', ' 1', '1e9999', '1'.repeat(81)])('"%s" is none', text =>
    expect(unitsOf(text)).toBeUndefined(),
  );

  it('is read exactly, whatever double wrote it', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), number => {
        // Node writes as few digits as tell the double from all others; a ten millionth of it is below any cent.
        const units = unitsOf(String(number));
        expect(Number(units) / 1e40).toBeCloseTo(number, 3);
      }),
    );
  });

  it('adds up exactly, in any order and however it is split', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(-(10n ** 18n), 10n ** 18n)), millionths => {
        const text = (value: bigint) => {
          const digits = (value < 0n ? -value : value).toString().padStart(7, '0');
          return `${value < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
        };
        const sum = millionths.reduce((total, value) => total + (unitsOf(text(value)) ?? 0n), 0n);
        expect(sum).toBe(millionths.reduce((total, value) => total + value, 0n) * 10n ** 34n);
      }),
    );
  });
});

describe('an amount that is kept', () => {
  it('is the same afterwards, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 60n), 10n ** 60n), units => expect(unitsIn(compactUnits(units))).toBe(units)),
    );
  });

  it('is a number, if a double wrote it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), number => {
        expect(compactUnits(unitsOf(String(number)) ?? 0n)).toBe(number);
      }),
    );
    expect(typeof compactUnits(unitsOf('0.12345678901234567890123') ?? 0n)).toBe('bigint');
  });
});

describe('a fraction', () => {
  it('is rounded once: thirds add up to one', () => {
    const third = Fraction.ofUnits(unitsOf('1') ?? 0n).over(Fraction.ofUnits(unitsOf('3') ?? 0n));
    expect(third.toDecimal(2)).toBe('0.33');
    expect(third.plus(third).plus(third).toDecimal(2)).toBe('1.00');
  });

  it('keeps its value when it is added to one of another denominator and taken away again', () => {
    const part = fc.tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 12n));
    const of = ([numerator, denominator]: [bigint, bigint]) =>
      Fraction.ofUnits(numerator).over(Fraction.ofUnits(denominator));
    fc.assert(
      fc.property(part, part, (a, b) => {
        expect(of(a).plus(of(b)).minus(of(b)).minus(of(a)).sign).toBe(0);
      }),
    );
  });
});

describe('earned credit', () => {
  // Microsoft bills 85 of 100 and grants 15: the net amount is not what the rate applies to.
  it.each([
    ['0.15', '85', '15.00'],
    ['15', '85', '15.00'],
    ['15%', '85', '15.00'],
    ['15 %', '85', '15.00'],
    ['0.15', '-85', '-15.00'],
    ['10', '90', '10.00'],
    ['1', '0', '0.00'],
  ])('at %s of a net %s is %s', (rate, net, credit) => {
    if (rate === '1') {
      expect(rateOf(rate)).toBeUndefined();
    } else {
      expect(earned(rate, net)).toBe(credit);
    }
  });

  it('is computed of the exact sum, not added up from rounded parts', () => {
    expect(earned('0.15', ...Array.from({ length: 1000 }, () => '0.017'))).toBe('3.00');
  });

  it.each(['', '0', '0.00', '0%'])('of the rate "%s" is none', rate => expect(rateOf(rate)).toBeNull());

  it.each(['-15', '100', 'yes', '1e', '150%'])('has no rate "%s"', rate => expect(rateOf(rate)).toBeUndefined());

  it('that was lost is 15 % of what was billed in full', () => {
    expect(creditOn(unitsOf('2.16') ?? 0n).toDecimal(3)).toBe('0.324');
  });
});
