import * as fc from 'fast-check';
import { amountInWords, compareAmounts, isPositive, sumOf } from '../../lib/reports/decimal';
import { inWords, type Money, mostMoneyFirst, sumByCurrency } from '../../lib/reports/money';
import { periodOf } from '../../lib/reports/period';

/** A number of cents as an amount, as reports write them. */
const amountOf = (cents: bigint) => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const cents = () => fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const money = (currency: string, amount: string): Money => ({ currency, amount });

describe('amounts', () => {
  it('are added exactly, however many and however large', () => {
    fc.assert(
      fc.property(fc.array(cents(), { maxLength: 50 }), all => {
        expect(sumOf(all.map(amountOf))).toBe(amountOf(all.reduce((a, b) => a + b, 0n)));
      }),
    );
  });

  it.each([
    [[], '0.00'],
    [['0.1', '0.2'], '0.30'],
    [['0'], '0.00'],
    [['0.004', '0.001'], '0.01'],
    [['0.004'], '0.00'],
    [['-0.004'], '0.00'],
    [['-0.005'], '-0.01'],
    [['9007199254740993.01'], '9007199254740993.01'],
  ])('%j are %s', (amounts, sum) => expect(sumOf(amounts)).toBe(sum));

  it('are compared exactly', () => {
    fc.assert(
      fc.property(cents(), cents(), (a, b) => {
        expect(compareAmounts(amountOf(a), amountOf(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(isPositive(amountOf(a))).toBe(a > 0n);
      }),
    );
  });

  it.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1000.00', '1,000.00'],
    ['-1234567.8900', '-1,234,567.8900'],
    ['1000', '1,000'],
    ['100', '100'],
  ])('%s is written %s', (amount, written) => expect(amountInWords(amount)).toBe(written));
});

describe('money', () => {
  it('has a sum for each currency, and none of what is nothing', () => {
    const all = [money('USD', '1.10'), money('EUR', '2.00'), money('USD', '0.95'), money('CHF', '0.00')];
    expect(sumByCurrency(all)).toEqual([money('EUR', '2.00'), money('USD', '2.05')]);
    expect(inWords(sumByCurrency(all))).toBe('2.00 EUR and 2.05 USD');
    expect(inWords([])).toBe('');
  });

  it('is put in order within a currency; currencies take turns, and what has none comes last', () => {
    const items: [string, Money[]][] = [
      ['none', []],
      ['small euros', [money('EUR', '9.00')]],
      ['large dollars', [money('USD', '100.00')]],
      ['large euros', [money('EUR', '10.00')]],
      ['small dollars', [money('USD', '99.00')]],
      ['none either', []],
      ['least dollars', [money('USD', '1.00')]],
    ];
    expect(mostMoneyFirst(items, ([, own]) => own).map(([name]) => name)).toEqual([
      'large euros',
      'large dollars',
      'small euros',
      'small dollars',
      'least dollars',
      'none',
      'none either',
    ]);
  });
});

it.each([
  ['2026-10-01', '2026-10-31', 'October 2026'],
  ['2024-02-01', '2024-02-29', 'February 2024'],
  ['2026-02-01', '2026-02-28', 'February 2026'],
  ['2026-12-01', '2026-12-31', 'December 2026'],
  ['2026-10-01', '2026-10-30', '2026-10-01 to 2026-10-30'],
  ['2026-10-02', '2026-10-31', '2026-10-02 to 2026-10-31'],
  ['2026-09-01', '2026-10-31', '2026-09-01 to 2026-10-31'],
])('days from %s to %s are called %s', (from, to, name) => expect(periodOf({ from, to })).toBe(name));
