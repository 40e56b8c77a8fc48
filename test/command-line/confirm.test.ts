import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfirmationReport, JointReport } from '../../lib/reports';
import { readinessOfWorld, ROWS } from '../billing/world';
import { csv, dailyRated } from '../billing/writers';
import { folderForEachTest, pec } from './run-pec';

const folder = folderForEachTest();
const at = (name: string) => join(folder.path, name);
const bill = csv(ROWS.map(dailyRated));

/** Runs `pec confirm` on a good bill. */
function confirm(args: string[] = [], isWatched = false) {
  mkdirSync(at('cdktf.out'), { recursive: true });
  writeFileSync(at('cdktf.out/readiness.json'), readinessOfWorld().toJson());
  writeFileSync(at('october.csv'), bill);
  return pec(['confirm', at('october.csv'), '--output', at('cdktf.out'), ...args], isWatched);
}

describe('pec confirm', () => {
  it.each([
    ['table', (report: ConfirmationReport) => report.toTable()],
    ['json', (report: ConfirmationReport) => report.toJson()],
    ['markdown', (report: ConfirmationReport) => report.toMarkdown()],
    ['csv', (report: ConfirmationReport) => report.toCsv()],
    [
      'html',
      ({ document }: ConfirmationReport) =>
        new JointReport({
          readiness: readinessOfWorld(),
          readinessSha256: document.readiness.sha256,
          readinessTrust: document.readiness.trust,
          confirmations: [document],
        }).toHtml(),
    ],
  ])('prints %s', async (format, render) => {
    const json = await confirm(['--format', 'json']);
    const { stdout, stderr, exitCode } = await confirm(['--format', format]);
    expect(stdout).toBe(render(ConfirmationReport.fromJson(json.stdout)));
    expect(stderr).toMatch(/^pec: customer-0, .* and 14 more: credit was lost that should have been earned; .*\n$/);
    expect(exitCode).toBe(1);
  });

  it('writes a file, and one line about it', async () => {
    const { stdout, stderr, exitCode } = await confirm(['--write', at('reports/october.html'), '--format', 'html']);
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain(
      `pec: ${at('reports/october.html')}: 2026-10-01 to 2026-10-31: 1035.65 EUR, 1035.65 USD earned; `,
    );
    expect(readFileSync(at('reports/october.html'), 'utf8')).toMatch(/^<!DOCTYPE html>/);
  });

  it('writes nothing where a file is bad', async () => {
    writeFileSync(at('bad.csv'), '');
    const { stdout, stderr, exitCode } = await confirm([at('bad.csv'), '--write', at('report.json')]);
    expect([stdout, stderr, exitCode]).toEqual(['', `pec: ${at('bad.csv')}: it is empty\n`, 2]);
    expect(existsSync(at('report.json'))).toBe(false);
  });

  it('takes a readiness report from elsewhere, and names it by its SHA-256', async () => {
    writeFileSync(at('readiness-of-october.json'), readinessOfWorld().toJson());
    const one = await confirm(['--format', 'json']);
    const other = await confirm([
      '--format',
      'json',
      '--readiness',
      at('readiness-of-october.json'),
      '--output',
      at('x'),
    ]);
    expect(other.stdout).toBe(one.stdout);
    expect(ConfirmationReport.fromJson(one.stdout).document.readiness.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says what it reads to somebody who watches, and leaves nothing of that', async () => {
    const { stderr } = await confirm([], true);
    expect(stderr).toMatch(/^\r\u001b\[KReading … 0 s.*\r\u001b\[Kpec: customer-0/s);
    expect((await confirm()).stderr).not.toContain('Reading');
  });

  it('says that a report of a selection knows the others not', async () => {
    const { stdout, exitCode } = await confirm(['--format', 'json']);
    expect(exitCode).toBe(1);
    const json = readinessOfWorld()
      .toJson()
      .replace('"version": 3,', '"version": 3,\n  "selection": "PEC_RINGS=canary",');
    writeFileSync(at('selected.json'), json);
    const { stderr } = await confirm(['--readiness', at('selected.json')]);
    expect(stderr).toContain('pec: the readiness report holds only what PEC_RINGS=canary selects');
    expect(stdout).not.toContain('canary');
  });

  it('needs a file', async () => {
    expect(await pec(['confirm'])).toMatchObject({
      exitCode: 2,
      stderr: 'pec: name a file or a folder of usage, or fetch it with --fetch\n',
    });
  });
});
