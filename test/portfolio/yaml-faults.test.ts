import { Document, Pair, parseDocument, Scalar, YAMLMap } from 'yaml';
import { inspectYaml } from '../../lib/portfolio/yaml-faults';
import { untyped } from '../fabrikam';

it('of names that are no texts, any number is told, also more than a call takes arguments', () => {
  // Made by hand, because to parse so many takes ten times as long.
  const map = new YAMLMap<Scalar, string>();
  map.items = Array.from({ length: 150_000 }, (_, i) => new Pair(Object.assign(new Scalar(i), { source: String(i) })));
  const document = new Document();
  document.contents = untyped(map);
  const faults = inspectYaml({ document: untyped(document) });
  expect(faults).toHaveLength(150_000);
  expect(faults[149_999].message).toBe('the name 149999 is not a text; put it in quotes');
});

// In the words of somebody who sees the file, and not the parser.
it.each([
  ['name: Contoso: AG', 6, 'has a second colon in its line; put the text behind the first one in quotes'],
  [
    'name Contoso\ntenant: x',
    0,
    'a name has no colon behind it, or a text goes on in the next line; write NAME: VALUE',
  ],
  ['customers:\n\t- key: a', 11, 'begins with a tab; begin lines with blanks only'],
  ['name: @x', 6, 'Plain value cannot start with reserved character @; put the text in quotes'],
  ['name: "a\\qb"', 8, 'Invalid escape sequence \\q; write \\\\ for a backslash, or put the text in single quotes'],
  [
    'customers:\n  - [a\n  - b',
    20,
    'Flow sequence in block collection must be sufficiently indented and end with a ]; begin the line in the column of ' +
      'its neighbours, and close every bracket',
  ],
])('of YAML that cannot be read says what to write: %j', (text, offset, message) => {
  const [fault] = inspectYaml({ document: parseDocument(text, { prettyErrors: false }) });
  expect(fault).toEqual({ offset, message, isFatal: true });
});

it('of a tab at the beginning of a line, says nothing that follows from it, and what stands in front', () => {
  const messages = (text: string) => {
    const document = parseDocument(text, { prettyErrors: false });
    expect(document.errors.length).toBeGreaterThan(2);
    return inspectYaml({ document }).map(({ message }) => message);
  };
  const tab = 'begins with a tab; begin lines with blanks only';
  const tabbed = '    name: a\n\t  offer: b\n    tenant: c\n';
  expect(messages(`customers:\n  - key: a\n${tabbed}\t  ring: d\n`)).toEqual([tab, tab]);
  expect(messages(`customers:\n  - key: @x\n${tabbed}`)).toEqual([
    'Plain value cannot start with reserved character @; put the text in quotes',
    tab,
  ]);
});
