import { Document, Pair, Scalar, YAMLMap } from 'yaml';
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
