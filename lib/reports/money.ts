import { amountInWords, compareAmounts, isPositive, sumOf } from './decimal';

/** An amount in its currency; amounts of two currencies are never added, nor compared. */
export interface Money {
  readonly currency: string;
  readonly amount: string;
}

/** The sum in each currency, by currency; without the currencies of which there is nothing. */
export function sumByCurrency(money: readonly Money[]): Money[] {
  const amounts = new Map<string, string[]>();
  for (const { currency, amount } of money) {
    groupOf(amounts, currency).push(amount);
  }
  return [...amounts]
    .map(([currency, own]) => ({ currency, amount: sumOf(own) }))
    .filter(({ amount }) => isPositive(amount))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Money as people write it: `1,234.50 EUR and 3.00 USD`; empty if there is none. */
export function inWords(money: readonly Money[]): string {
  return money.map(({ currency, amount }) => `${amountInWords(amount)} ${currency}`).join(' and ');
}

/**
 * Items with the most money first. Currencies cannot be compared, so they take turns: the first of each, then the second
 * of each. What has no money comes last, as it was.
 */
export function mostMoneyFirst<T>(items: readonly T[], moneyOf: (item: T) => readonly Money[]): T[] {
  const byCurrency = new Map<string, { item: T; amount: string }[]>();
  const rest: T[] = [];
  for (const item of items) {
    const [first] = moneyOf(item);
    if (first === undefined) {
      rest.push(item);
    } else {
      groupOf(byCurrency, first.currency).push({ item, amount: first.amount });
    }
  }
  const ranked = [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => own.sort((a, b) => compareAmounts(b.amount, a.amount)));
  const turns = Math.max(0, ...ranked.map(({ length }) => length));
  const inTurns = Array.from({ length: turns }, (_, turn) => ranked.flatMap(own => own.slice(turn, turn + 1)));
  return [...inTurns.flat().map(({ item }) => item), ...rest];
}

function groupOf<T>(groups: Map<string, T[]>, currency: string): T[] {
  const group = groups.get(currency) ?? [];
  groups.set(currency, group);
  return group;
}
