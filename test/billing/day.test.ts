import { dayOf, daysOfMonth, eachDay, isoOf } from '../../lib/billing/day';

describe('a day', () => {
  it.each([
    ['2026-10-31', '2026-10-31'],
    ['2026-10-31T00:00Z', '2026-10-31'],
    ['2026-10-31T00:00:00Z', '2026-10-31'],
    ['2026-10-31T23:59:59.9999999Z', '2026-10-31'],
    ['2026-10-31T23:00:00-08:00', '2026-10-31'],
    ['2026-10-31 00:00:00', '2026-10-31'],
    ['10/31/2026', '2026-10-31'],
    ['1/2/2026', '2026-01-02'],
    ['10/31/2026 12:00:00 AM', '2026-10-31'],
    ['31.10.2026', '2026-10-31'],
    ['31.10.2026 00:00:00', '2026-10-31'],
    ['2028-02-29', '2028-02-29'],
  ])('%s is %s, in no time zone', (text, iso) => expect(isoOf(dayOf(text) ?? 0)).toBe(iso));

  it.each([
    '',
    '2026-02-29',
    '2026-13-01',
    '31/10/2026',
    '2026-10',
    '10-31-2026',
    '0001-01-01',
    '45961',
    '2026-10-31Tx',
  ])('"%s" is none', text => expect(dayOf(text)).toBeUndefined());

  it.each([
    ['2026-10', '2026-10-01', '2026-10-31'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
  ])('of %s there are those from %s to %s', (month, from, to) => {
    const days = daysOfMonth(month) ?? { from: 0, to: -1 };
    expect(eachDay(days).map(isoOf)).toEqual(
      Array.from({ length: days.to - days.from + 1 }, (_, i) => isoOf(days.from + i)),
    );
    expect([isoOf(days.from), isoOf(days.to)]).toEqual([from, to]);
  });

  it.each(['2026-13', '2026', 'October'])('of the month %s there is none', text =>
    expect(daysOfMonth(text)).toBeUndefined(),
  );
});
