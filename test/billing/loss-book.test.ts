import fc from 'fast-check';
import type { Account, DayEntry } from '../../lib/billing/account';
import { LossBook } from '../../lib/billing/loss-book';
import { unitsOf } from '../../lib/billing/money';
import { NumberColumn } from '../../lib/billing/number-column';
import { NumberedTexts } from '../../lib/billing/numbered-texts';
import { NumberedTuples } from '../../lib/billing/numbered-tuples';
import type { UsageRow } from '../../lib/billing/usage-row';

describe('a column of numbers', () => {
  it('keeps each at its place, over many parts', () => {
    const column = NumberColumn.ofWhole();
    const many = 40_000;
    for (let i = 0; i < many; i++) {
      expect(column.push(0xffffffff - i)).toBe(i);
    }
    column.set(20_000, 7);
    expect([0, 16_383, 16_384, 20_000, many - 1].map(place => column.get(place))).toEqual([
      0xffffffff,
      0xffffffff - 16_383,
      0xffffffff - 16_384,
      7,
      0xffffffff - many + 1,
    ]);
    expect(column.length).toBe(many);
  });

  it('keeps doubles as they are', () => {
    const column = NumberColumn.ofDoubles();
    column.push(0.1);
    expect(column.get(0)).toBe(0.1);
  });
});

describe('numbered tuples', () => {
  it('are equal if all members are, however many there are', () => {
    const member = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(fc.array(fc.tuple(member, member, member), { maxLength: 3_000, size: 'max' }), tuples => {
        const numbered = new NumberedTuples(3);
        const known = new Map<string, number>();
        for (const tuple of tuples) {
          const key = tuple.join();
          known.set(key, known.get(key) ?? known.size);
          const number = numbered.numberOf(tuple);
          expect(number).toBe(known.get(key));
          expect([0, 1, 2].map(position => numbered.member(number, position))).toEqual(tuple);
        }
        expect(numbered.size).toBe(known.size);
      }),
      { numRuns: 20 },
    );
  });
});

describe('numbered texts', () => {
  it.each(['', 'vm1', 'Größe', '😀', '\ud83d', '\udc00x'])(
    'are the same each time, and give the text back: %j',
    text => {
      const texts = new NumberedTexts();
      texts.numberOf('other');
      const number = texts.numberOf(text);
      expect([texts.numberOf(text), texts.textOf(number), texts.of(text)]).toEqual([number, text, text]);
      expect(texts.numberOf('one more')).toBe(number + 1);
    },
  );
});

describe('the book of losses', () => {
  const account = (number: number): Account => ({
    number,
    tenantId: 't',
    subscriptionId: 's',
    customerName: '',
    days: new Map(),
    traces: [],
  });
  const entries = [20_000, 20_001].map(
    (day, number) => ({ number, day, currency: 'EUR', hasLost: true }) as unknown as DayEntry,
  );
  const usage = fc.record({
    account: fc.integer({ min: 0, max: 1 }),
    entry: fc.integer({ min: 0, max: 1 }),
    resourceId: fc.constantFrom('', '/a/vm', '/a/vm/', '/avm', 'vm'),
    meterId: fc.constantFrom('', 'm1', 'm2'),
    resourceGroup: fc.constantFrom('rg', 'RG', 'other'),
    clue: fc.constantFrom(undefined, 'promotion' as const, 'azure-credit' as const),
    // The last has more digits than a double.
    net: fc.constantFrom('0.1', '1.2E-05', '0.0203225806451612903225806451', '123456789.012345678901'),
    hasEarned: fc.boolean(),
  });

  it('gives back exactly what was lost, by where it was, and how sure that is', () => {
    fc.assert(
      fc.property(fc.array(usage, { maxLength: 60 }), rows => {
        const book = new LossBook(entries);
        const accounts = [account(0), account(1)];
        rows.forEach(({ hasEarned, account: number, entry, net, ...more }) => {
          const row = { ...more, net: unitsOf(net) ?? 0n, day: entries[entry].day } as unknown as UsageRow;
          if (hasEarned) {
            book.addEarned(row);
          } else {
            book.addLoss(accounts[number], entries[entry], row);
          }
        });
        const earned = rows.filter(({ hasEarned }) => hasEarned);
        accounts.forEach(({ number }, i) => {
          const expected = new Map<string, bigint>();
          for (const row of rows.filter(each => !each.hasEarned && each.account === number)) {
            const { resourceId, meterId, resourceGroup, clue, entry } = row;
            const same = earned.filter(each => each.resourceId === resourceId && each.meterId === meterId);
            const isCertain = resourceId !== '' && same.some(each => each.entry !== entry);
            const isLikely = meterId !== '' && earned.some(each => each.meterId === meterId);
            const proof = isCertain ? 'certain' : isLikely ? 'likely' : 'unproven';
            const key = JSON.stringify([resourceId, meterId, resourceGroup.toLowerCase(), clue, entry, proof]);
            expected.set(key, (expected.get(key) ?? 0n) + (unitsOf(row.net) ?? 0n));
          }
          const found = new Map<string, bigint>();
          for (const { resourceId, meterId, resourceGroup, clue, entry, proof, net } of book.lossesOf(accounts[i])) {
            const key = JSON.stringify([resourceId, meterId, resourceGroup, clue, entry.number, proof]);
            found.set(key, (found.get(key) ?? 0n) + net);
          }
          expect(found).toEqual(expected);
        });
      }),
      { numRuns: 300 },
    );
  });
});
