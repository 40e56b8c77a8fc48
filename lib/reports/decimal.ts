/** Digits after the point with which amounts are added: more than any report writes. */
const DIGITS = 20;

/** The smallest coin of nearly every currency. */
const PLACES = 2;

/** An amount of a report, such as `-12.50`, in 10^-20 of a unit: exact. */
function unitsOf(amount: string): bigint {
  const [whole, fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
}

/** The exact sum of amounts of one currency, as a text with two digits after the point. */
export function sumOf(amounts: readonly string[]): string {
  const units = amounts.reduce((sum, amount) => sum + unitsOf(amount), 0n);
  const size = units < 0n ? -units : units;
  const half = 10n ** BigInt(DIGITS - PLACES) / 2n;
  const coins = (size + half) / (2n * half);
  const digits = coins.toString().padStart(PLACES + 1, '0');
  return `${units < 0n && coins > 0n ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}

/** Negative, zero or positive, as the first amount is less than, equal to or more than the second. */
export function compareAmounts(a: string, b: string): number {
  const difference = unitsOf(a) - unitsOf(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether there is more than nothing. */
export function isPositive(amount: string): boolean {
  return unitsOf(amount) > 0n;
}

/** An amount as people write it: `1,234.50`. */
export function amountInWords(amount: string): string {
  const sign = amount.startsWith('-') ? '-' : '';
  const [whole, ...fraction] = amount.slice(sign.length).split('.');
  return [`${sign}${BigInt(whole).toLocaleString('en-US')}`, ...fraction].join('.');
}
