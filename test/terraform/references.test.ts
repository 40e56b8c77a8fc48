import { Lazy, Token } from 'cdktf';
import { isReference, resemblesReference, textAround } from '../../lib/terraform';
import { MARKS, numberMark } from '../expressions/marks';

const TEXT = Lazy.stringValue({ produce: () => 'x' });
const NUMBER = Lazy.numberValue({ produce: () => 5 });

describe('a reference of cdktf', () => {
  it.each<[string, unknown]>([
    ['a text', TEXT],
    ['a part of a text', `a-${TEXT}`],
    ['a number', NUMBER],
    ['a number in a text', `${NUMBER}`],
    ['a list', Token.asList(TEXT)],
    ['a list of numbers', Token.asNumberList(TEXT)],
    ['a map', Token.asStringMap(TEXT)],
    ['an object', Lazy.anyValue({ produce: () => 'x' })],
  ])('is known as %s', (_case, value) => {
    expect(isReference(value)).toBe(true);
  });

  it('is not a list or an object in which there is one', () => {
    expect(isReference(['a', TEXT])).toBe(false);
    expect(isReference({ a: TEXT })).toBe(false);
  });

  it.each([...MARKS, `${TEXT}${MARKS[0]}`, `${NUMBER}${MARKS[0]}`])('is not what only looks like one: %s', mark => {
    expect(isReference(mark)).toBe(false);
    expect(resemblesReference(mark)).toBe(true);
  });

  it('looks like one itself', () => {
    expect(
      [TEXT, NUMBER, `a ${NUMBER}`, ...Token.asList(TEXT), ...Token.asNumberList(TEXT)].map(resemblesReference),
    ).toEqual([true, true, true, true, true]);
  });

  it.each([
    ['', 'TfToken', '${tier}', '${tftoken[x]}', 'e+298', '-8.1e+297', '1e+298', `+${numberMark(0xfdff)}`],
    [5, -1e300, Number.NaN, undefined, null, true],
  ])('does not look like anything else', (...values) => {
    expect(values.filter(resemblesReference)).toEqual([]);
  });

  it('has text around it, or not', () => {
    expect(textAround(`a ${TEXT} b ${NUMBER} c`)).toBe('a  b  c');
    expect(textAround(TEXT)).toBe('');
    expect(textAround('${tier}')).toBe('${tier}');
  });
});
