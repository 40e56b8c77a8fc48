import { Onboarding } from '../../lib/lighthouse';
import { Verdict } from '../../lib/readiness';
import { ReadinessReport } from '../../lib/reports';
import { folderForEachTest } from '../command-line/run-pec';
import { codesOf, confirmed } from './confirming';
import { customer, lost, on, row, SUBSCRIPTION } from './one-customer';
import { idOf } from './world';
import { csv, type FileRow, written } from './writers';

const folder = folderForEachTest();

/** Confirms rows of one file. */
function bill(rows: FileRow[], report: ReadinessReport) {
  return confirmed(folder.path, report, written(`${folder.path}/bill`, { 'a.csv': csv(rows) }));
}

describe('what a policy delegates', () => {
  const group = {
    subscriptionId: undefined,
    managementGroupId: '/providers/Microsoft.Management/managementGroups/root',
  };
  const report = new ReadinessReport([customer(1, Verdict.EARNS, { onboarding: Onboarding.POLICY }, group)]);
  const others = (number: number, make: typeof row, more: FileRow = {}) =>
    make({ EntitlementId: idOf('d', number), ResourceURI: `/vm${number}`, ...more });

  it('is no alarm where it never earned: no bill says what is below a management group', async () => {
    const run = await bill([others(1, row), others(2, lost)], report);
    const [one, two] = run.document.customers[0].subscriptions;
    expect([one.subscriptionId, two.subscriptionId]).toEqual([idOf('d', 1), idOf('d', 2)]);
    expect(two.losses.map(({ cause, totals }) => [cause, totals[0].lostLikely])).toEqual([['by-policy', '15.00']]);
    expect(codesOf(two.days[0])).toEqual(['likely', 'never', 'by-policy']);
    expect([run.document.customers[0].isAlarm, run.exitCode]).toEqual([false, 0]);
    expect(run.document.undeclared).toEqual([]);
    expect(run.stderr).toContain(
      'pec: customer-1: a policy delegates what is below a management group, and no bill says what that is; ' +
        'what earned of their tenants is judged, the rest is shown and is no alarm\n',
    );
  });

  it('is an alarm where it earned once, and does not any more', async () => {
    const run = await bill([others(1, row), others(1, lost, on(2))], report);
    expect(run.document.causes.map(({ cause }) => cause)).toEqual(['no-longer']);
    expect([run.document.customers[0].isAlarm, run.exitCode]).toEqual([true, 1]);
  });

  it('stands beside what is named', async () => {
    const named = customer(1).subscriptions;
    const both = new ReadinessReport([
      { ...customer(1), subscriptions: [...named, ...customer(1, Verdict.EARNS, {}, group).subscriptions] },
    ]);
    const run = await bill([lost(), others(1, row)], both);
    const ids = run.document.customers[0].subscriptions.map(({ subscriptionId }) => subscriptionId);
    expect(ids).toEqual([SUBSCRIPTION, idOf('d', 1)]);
    expect(run.document.causes.map(({ cause }) => cause)).toEqual(['never']);
    expect(run.exitCode).toBe(1);
  });
});
