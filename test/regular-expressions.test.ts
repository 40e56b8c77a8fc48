import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import schema from '../lib/portfolio/portfolio.schema.json';

const LIB = resolve(__dirname, '..', 'lib');

/** Every regular expression that is written in a file. */
function expressionsIn(file: string): RegExp[] {
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push(new RegExp(node.text.slice(1, end), node.text.slice(end + 1)));
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

const written = new Map(
  readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.includes('generated'))
    .flatMap(expressionsIn)
    .map(expression => [String(expression), expression]),
);

/** The patterns of the schema, at any depth. */
function patternsIn(value: unknown): string[] {
  return value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([key, inner]) => (key === 'pattern' ? [String(inner)] : patternsIn(inner)));
}

const inSchema = [...new Set(patternsIn(schema))].map(pattern => [pattern, new RegExp(pattern, 'u')] as const);

/** What gets an expression past its beginning, what is repeated behind it, and what it does not expect in the end. */
const BEGINNINGS = [
  '',
  'a',
  'a/',
  'https://a',
  'PT1',
  '[',
  '`',
  '#',
  '//',
  '2027-03-31T00:00:00.',
  '/subscriptions/',
  'x earns',
];
const REPEATED = [' ', '/', 'a', 'A', '0', '-', '.', ':', '#', '[', '`', '=', '\n', ' a', '::', 'a0', '//', 'a/'];
const ENDS = ['', '!\n'];

const TEXTS = BEGINNINGS.flatMap(beginning =>
  REPEATED.flatMap(repeated => ENDS.map(end => `${beginning}${repeated.repeat(16_384 / repeated.length)}${end}`)),
);

/** The texts that keep an expression busy. Measured: 0.1 ms; where it takes the square of the length, 100 ms and more. */
function slowTexts(expression: RegExp): string[] {
  return TEXTS.filter(text => {
    const start = process.cpuUsage();
    text.replace(expression, '');
    return process.cpuUsage(start).user > 50_000;
  }).map(text => `${text.slice(0, 30)}…`);
}

describe('no regular expression takes longer than the text is long', () => {
  it('of all that are written', () => {
    expect(written.size).toBeGreaterThan(50);
    expect(inSchema.length).toBeGreaterThan(3);
    expect(slowTexts(/\/+$/)).not.toEqual([]);
  });

  it.each([...written, ...inSchema])('%s', (_name, expression) => {
    expect(slowTexts(expression)).toEqual([]);
  });
});
