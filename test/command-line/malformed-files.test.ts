import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { guardPlans } from '../../lib/command-line/guard/guard';
import { ReadinessReport } from '../../lib/reports';
import { smallReport } from '../reports/sample-reports';
import { synthesized } from './portfolios';
import { folderForEachTest, pec, ROOT } from './run-pec';

const folder = folderForEachTest();
const plan = (name: string) => readFileSync(join(ROOT, 'test/command-line/plans', `${name}.json`), 'utf8');
const report = smallReport().toJson();

/** What `pec` says of a file that has these bytes. */
async function refusalOf(kind: string, bytes: string | Buffer): Promise<string> {
  const outdir = synthesized(folder.path);
  const file = join(kind === 'record' ? folder.path : outdir, `${kind}.json`);
  writeFileSync(file, bytes);
  const commands: Record<string, string[]> = {
    portfolio: ['stacks', '--output', outdir],
    record: ['stacks', '--output', outdir, '--changed-since', file],
    readiness: ['readiness', '--output', outdir],
    plan: ['guard', file],
  };
  const { stdout, stderr, exitCode } = await pec(commands[kind]);
  expect([stdout, exitCode]).toEqual(['', 2]);
  expect(stderr.split('\n')).toHaveLength(2);
  return stderr.replaceAll(file, 'FILE');
}

describe('a malformed file', () => {
  it.each([
    ['portfolio', 'pec: FILE: this is not JSON (line 2, column 6)\n'],
    ['record', 'pec: FILE: this is not JSON (line 2, column 6)\n'],
    ['readiness', 'pec: FILE: this is not JSON (line 2, column 6)\n'],
    [
      'plan',
      'pec: FILE is not JSON (line 2, column 6); make it with "terraform plan -out FILE" and "terraform show -json FILE"\n',
    ],
  ])('is named with the place where it stops being JSON: %s', async (kind, message) => {
    expect(await refusalOf(kind, '{\n"a": secret\n}')).toBe(message);
    expect(await refusalOf(kind, Buffer.from('\ufeff{\r\n"a": secret\r\n}', 'utf16le'))).toBe(message);
  });

  it.each<[kind: string, document: object, message: string]>([
    [
      'portfolio',
      { version: 1, customers: { contoso: { status: 'active', stack: 7 } } },
      'FILE: customers.contoso.stack is not a text; expected the portfolio.json that synth writes, or a record of pec record',
    ],
    [
      'record',
      { version: 1, customers: { contoso: [] } },
      'FILE: customers.contoso is not an object; expected the portfolio.json that synth writes, or a record of pec record',
    ],
    [
      'readiness',
      { ...(JSON.parse(report) as object), customers: [{}] },
      "FILE: customers[0] must have required property 'key'; expected the readiness.json that synth writes",
    ],
    [
      'plan',
      { format_version: '1.2', planned_values: {}, resource_changes: [{ address: 'a', mode: 'managed', type: 'x' }] },
      'FILE lists changes in a form that pec does not know: resource_changes[0].change; update the package',
    ],
    [
      'plan',
      { format_version: '1.2', planned_values: {}, resource_drift: {} },
      'FILE lists changes in a form that pec does not know: resource_drift; update the package',
    ],
  ])('is named with the property that is wrong: %s, %#', async (kind, document, message) => {
    expect(await refusalOf(kind, JSON.stringify(document))).toBe(`pec: ${message}\n`);
  });

  it.each(['portfolio', 'record', 'readiness', 'plan'])(
    'is named if it is in another encoding, or too large: %s',
    async kind => {
      expect(await refusalOf(kind, Buffer.from('{"name":"Müller"}', 'latin1'))).toBe(
        'pec: FILE: this is not UTF-8; save it as UTF-8\n',
      );
      expect(await refusalOf(kind, Buffer.alloc(50_000_001, ' '))).toBe(
        'pec: FILE: this is larger than 50 MB, and no file of this package is\n',
      );
    },
  );

  it('is cdktf.json as well', async () => {
    const workingFolder = process.cwd();
    process.chdir(folder.path);
    mkdirSync('out');
    writeFileSync('cdktf.json', '{ "app": }');
    const { stderr } = await pec(['readiness', '--synth', '--output', 'out']);
    process.chdir(workingFolder);
    expect(stderr).toBe('pec: cdktf.json is not JSON (line 1, column 10)\n');
  });
});

describe('what Windows PowerShell writes', () => {
  it('is read', async () => {
    const file = join(folder.path, 'plan.json');
    writeFileSync(file, Buffer.from(`\ufeff${plan('nothing-to-do')}`, 'utf16le'));
    expect(await pec(['guard', file])).toMatchObject({
      stdout: `${file}: nothing is lost; looked at 1 delegation, 1 assignment\n`,
      exitCode: 0,
    });
  });
});

/** A document in which anything may stand in place of one value, or a member is gone. */
function damaged(document: unknown): fc.Arbitrary<unknown> {
  const paths = pathsIn(document);
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constant(undefined),
    fc.constantFrom<unknown>(null, 0, '', [], {}, [null], [[]]),
  );
  return fc.tuple(fc.constantFrom(...paths), value).map(([path, other]) => replaced(document, path, other));
}

function pathsIn(value: unknown, path: string[] = []): string[][] {
  const inner = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([name, member]) => pathsIn(member, [...path, name]))];
}

function replaced(value: unknown, [name, ...rest]: string[], other: unknown): unknown {
  if (name === undefined) {
    return other;
  }
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...(value as object) };
  copy[name] = replaced(copy[name], rest, other);
  return copy;
}

describe('a damaged file ends in a result or in one line', () => {
  it.each([
    ...['offboard', 'renamed', 'drift', 'link-replaced', 'without-automation', 'tainted'],
    ...['deferred', 'policy', 'principal-disabled', 'request-delegation', 'template-deployment'],
  ])('plan %s', name => {
    fc.assert(
      fc.property(damaged(JSON.parse(plan(name))), document => {
        const { messages } = guardPlans([{ name, text: JSON.stringify(document) ?? '' }], {});
        expect(messages.filter(message => message.includes('\n'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('report', () => {
    fc.assert(
      fc.property(damaged(JSON.parse(report)), document => {
        let read: ReadinessReport;
        try {
          read = ReadinessReport.fromJson(JSON.stringify(document) ?? '');
        } catch (error) {
          expect((error as Error).message).toMatch(
            /^.*(synth writes|update the package|synth again|\(line 1, column 1\))$/,
          );
          return;
        }
        [read.toTable(), read.toMarkdown(), read.toHtml(), read.toJson()].forEach(text => expect(text).not.toBe(''));
      }),
    );
  });
});

it('a malformed plan does not keep the others from being judged', () => {
  const { output, messages, exitCode } = guardPlans(
    [
      { name: 'broken', text: '{' },
      { name: 'sound', text: plan('nothing-to-do') },
    ],
    {},
  );
  expect([output, exitCode]).toEqual(['sound: nothing is lost; looked at 1 delegation, 1 assignment\n', 2]);
  expect(messages).toEqual([
    'broken is not JSON (line 1, column 2); make it with "terraform plan -out FILE" and "terraform show -json FILE"',
  ]);
});
