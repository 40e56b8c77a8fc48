import { Verdict } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';
import { folderForEachTest } from '../command-line/run-pec';
import { codesOf, type ConfirmRun, confirmed, daysOf } from './confirming';
import { customer, lost, on, ONE, row } from './one-customer';
import { idOf, readinessOfWorld, ROWS, type WorldRow } from './world';
import { costDetails, csv, type FileRow, focus, written } from './writers';

const folder = folderForEachTest();

/** Confirms rows of one file, which has the columns of what else is on a row. */
function bill(rows: FileRow[], report = ONE, ...args: string[]) {
  const columns = Object.fromEntries(rows.flatMap(each => Object.keys(each).map(name => [name, ''])));
  return confirmed(
    folder.path,
    report,
    written(`${folder.path}/bill`, { 'a.csv': csv(rows.map(each => ({ ...columns, ...each }))) }),
    ...args,
  );
}

describe('what else is on a row that did not earn (rule 11)', () => {
  const other = (more: FileRow = {}) => lost({ ResourceURI: '/vm2', MeterId: idOf('e', 2), ...more });
  const listed = {
    UnitPrice: '0.20',
    EffectiveUnitPrice: '0.20',
    CreditPercentage: '0',
    CreditType: 'Credit Not Applied',
  };
  const causesOf = ({ document }: ConfirmRun) => document.causes.map(({ cause }) => cause);

  it.each<[string, FileRow, string]>([
    ['Azure credit', { CreditType: 'Azure Credit Applied' }, 'azure-credit'],
    ['a percentage of other credit', { CreditPercentage: '100' }, 'azure-credit'],
    ['a price below the list', { EffectiveUnitPrice: '0.17' }, 'promotion'],
    ['both', { CreditPercentage: '1.00', EffectiveUnitPrice: '0.17' }, 'azure-credit'],
    ['the price of the list', {}, 'lost-in'],
    ['a price above it', { EffectiveUnitPrice: '0.21' }, 'lost-in'],
    ['a price that a double cannot hold', { EffectiveUnitPrice: '0.19999680005119918' }, 'lost-in'],
    ['a price of nothing', { EffectiveUnitPrice: '0' }, 'lost-in'],
    ['a price that nobody can read', { EffectiveUnitPrice: 'n/a', CreditPercentage: '-' }, 'lost-in'],
  ])('is what to look at first, and changes no amount: %s', async (_what, more, cause) => {
    const plain = await bill([row(), other()]);
    const run = await bill([row(), other({ ...listed, ...more })]);
    expect(causesOf(run)).toEqual([cause]);
    expect(run.document.totals).toEqual(plain.document.totals);
    const [day] = daysOf(run.document.customers[0]);
    expect([day.verdict, day.lost, run.exitCode]).toEqual(['partly', '15.00', plain.exitCode]);
    expect(codesOf(day)).toEqual(['unproven', 'lost-in', ...(cause === 'lost-in' ? [] : [cause])]);
  });

  it('is asked last: what explains the loss goes first', async () => {
    const more = { CreditType: 'Azure Credit Applied' };
    const groups = new ReadinessReport([customer(1, Verdict.EARNS, {}, { resourceGroups: ['rg-web'] })]);
    const accepted = { acknowledgements: [{ rule: 'credit-lost', reason: 'Known.' }] };
    const runs = [
      await bill([row(), other(more)], groups),
      await bill([row(), other(more)], new ReadinessReport([customer(1, Verdict.EARNS, accepted)])),
      await bill([row(), other({ ...more, ...on(2) })]),
      await bill([other(more)]),
    ];
    expect(runs.map(causesOf)).toEqual([['outside-resource-groups'], ['acknowledged'], ['no-longer'], ['everyone']]);
    expect(runs.flatMap(({ document }) => daysOf(document.customers[0]).flatMap(codesOf))).not.toContain(
      'azure-credit',
    );
  });

  it('adds up with the rest of the day', async () => {
    const rows = [row(), other(), other({ CreditType: 'Azure Credit Applied' }), other({ ...listed, UnitPrice: '1' })];
    const { document } = await bill(rows);
    const losses = document.customers[0].subscriptions[0].losses.map(({ cause, totals }) => [
      cause,
      totals[0].unproven,
    ]);
    expect(losses).toEqual([
      ['azure-credit', '15.00'],
      ['lost-in', '15.00'],
      ['promotion', '15.00'],
    ]);
    expect(codesOf(daysOf(document.customers[0])[0])).toEqual(['unproven', 'lost-in', 'azure-credit', 'promotion']);
  });

  it.each<[string, (row: WorldRow) => FileRow, string]>([
    ['cost details', costDetails, 'paygCostInBillingCurrency'],
    ['FOCUS', focus, 'ListCost'],
  ])('of %s is a cost below that of the list, and no Azure credit', async (_form, write, listCost) => {
    const [earned] = ROWS.filter(({ kind, customer: { number } }) => kind === 'earned' && number === 0);
    const loss: WorldRow = { ...earned, resource: 'vm9', meter: idOf('e', 9), kind: 'lost', net: '20' };
    const report = readinessOfWorld();
    const causes = async (cost: string) =>
      causesOf(await bill([write(earned), { ...write(loss), [listCost]: cost }], report));
    expect([await causes('25'), await causes('20'), await causes('')]).toEqual([
      ['promotion'],
      ['lost-in'],
      ['lost-in'],
    ]);
  });

  it.each(['table', 'markdown', 'csv', 'html'])('is said in %s', async format => {
    const { stdout } = await bill([row(), other({ ...listed, UnitPrice: '1' })], ONE, '--format', format);
    expect(stdout).toContain(
      format === 'html' ? 'A part did not earn, and was billed below the list' : 'promotion: rows',
    );
  });
});
