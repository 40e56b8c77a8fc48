import fc from 'fast-check';
import { toCsv } from '../../lib/reports/csv';

const MARK = '\ufeff';

describe('CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', '"\'=1+1"'],
    ['+49', '"\'+49"'],
    ['-1+1', '"\'-1+1"'],
    ['-1', '-1'],
    ['@sum', '"\'@sum"'],
    ['\tx', '"\'\tx"'],
    ['=a,"b"', '"\'=a,""b"""'],
  ])('%j is %j', (text, cell) => {
    expect(toCsv(['title'], [[text]])).toBe(`${MARK}title\r\n${cell}\r\n`);
  });

  it('leaves numbers numbers, and empty cells empty', () => {
    expect(toCsv(['a', 'b', 'c'], [['-1.5', '', '']])).toBe(`${MARK}a,b,c\r\n-1.5,,\r\n`);
  });

  it('no cell begins as a formula, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const [, cell] = toCsv(['t'], [[text]]).split('t\r\n');
        // A negative number is none.
        expect(cell).not.toMatch(/^"?(?:[=+@\t]|\r(?!\n$)|-(?!\d))/);
      }),
    );
  });
});
