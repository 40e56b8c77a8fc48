import fc from 'fast-check';
import { cellText, guidsIn, isNumberOfSpreadsheet } from '../../lib/import/list/cell';
import { subscription, tenant } from './ids';

describe('the text of a cell', () => {
  it.each([
    ['  Contoso\u00a0 AG ', 'Contoso AG'],
    ['\u200bContoso\ufeff', 'Contoso'],
    ['Contoso\r\nAG', 'Contoso AG'],
    ['\u202eContoso', 'Contoso'],
    ['="007"', '007'],
    ['n/a', ''],
    ['N/A', ''],
    ['-', ''],
    ['–', ''],
    ['k. A.', ''],
    ['null', ''],
    ['Null & Co', 'Null & Co'],
    ['', ''],
  ])('%j is %j', (raw, text) => {
    expect(cellText(raw)).toBe(text);
  });

  it('is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), raw => {
        const text = cellText(raw);
        expect(text === '' || text.startsWith('="') ? text : cellText(text)).toBe(text);
      }),
    );
  });
});

describe('the ids in a cell', () => {
  const id = tenant(7);

  it.each([
    [id],
    [id.toUpperCase()],
    [`{${id}}`],
    [id.replaceAll('-', '')],
    [`/subscriptions/${id}/resourceGroups/rg-web`],
    [`Production (${id})`],
    [`${id.slice(0, 8)}\u200d${id.slice(8)}`],
    [`${id}, ${id.toUpperCase()}`],
  ])('are found in %s', cell => {
    expect(guidsIn(cell)).toEqual([id]);
  });

  it('are all that there are, in their order', () => {
    expect(guidsIn(`${subscription(2)}; ${subscription(1)}`)).toEqual([subscription(2), subscription(1)]);
  });

  it.each([[''], ['4711'], [id.slice(1)], [`a${id}`], [`${id}0`], [`${'a'.repeat(40)}`]])('are not in %s', cell => {
    expect(guidsIn(cell)).toEqual([]);
  });

  it('are found however they are written', () => {
    const forms = [
      (text: string) => text.toUpperCase(),
      (text: string) => text.replaceAll('-', ''),
      (text: string) => `{${text}}`,
      (text: string) => `  ${text}\u00a0`,
    ];
    fc.assert(
      fc.property(fc.uuid(), fc.subarray(forms), (guid, chosen) => {
        expect(guidsIn(chosen.reduce((text, form) => form(text), guid))).toEqual([guid]);
      }),
    );
  });

  it('were lost where a spreadsheet made a number of one', () => {
    expect(['5,0E+31', '5.01234E+31', '1e5'].map(isNumberOfSpreadsheet)).toEqual([true, true, true]);
    expect(['4711', 'E+31', '1e', id].map(isNumberOfSpreadsheet)).toEqual([false, false, false, false]);
  });
});
