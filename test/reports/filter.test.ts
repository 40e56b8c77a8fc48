import { ReadinessReport, Verdict } from 'cdktf-partner-earned-credit';
import type { ReadinessFilter } from '../../lib/reports';
import { smallReport } from './sample-reports';

const keysOf = (filter: ReadinessFilter) =>
  smallReport()
    .only(filter)
    .customers.map(({ key }) => key);

describe('a report of some customers', () => {
  it.each<[string, ReadinessFilter, string[]]>([
    ['a verdict', { verdict: [Verdict.EARNS] }, ['contoso-ag']],
    ['two verdicts', { verdict: [Verdict.EARNS, Verdict.OFFBOARDED] }, ['contoso-ag', 'tailspin']],
    ['a ring', { ring: ['canary'] }, ['contoso-ag']],
    ['no ring', { ring: [''] }, ['northwind', 'proseware', 'tailspin', 'woodgrove']],
    ['a key', { customer: ['northwind'] }, ['northwind']],
    ['a pattern', { customer: ['*w*d*', 'tail*'] }, ['northwind', 'tailspin', 'woodgrove']],
    ['what is open', { open: true }, ['northwind', 'woodgrove']],
    ['all of it', { open: true, verdict: [Verdict.UNKNOWN], ring: [''] }, ['woodgrove']],
    ['nothing', {}, ['contoso-ag', 'northwind', 'proseware', 'tailspin', 'woodgrove']],
    ['nothing open', { open: false }, ['contoso-ag', 'northwind', 'proseware', 'tailspin', 'woodgrove']],
  ])('has those who have %s', (_what, filter, keys) => {
    expect(keysOf(filter)).toEqual(keys);
  });

  it('says of which, and no manifest vouches for it', () => {
    const whole = new ReadinessReport(smallReport().customers, {
      selection: 'PEC_RINGS=broad',
      manifest: 'portfolio.json',
    });
    const some = whole.only({ verdict: [Verdict.UNKNOWN], ring: ['', 'broad'], customer: ['w*'], open: true });
    expect([some.selection, some.manifest]).toEqual([
      'PEC_RINGS=broad --verdict unknown --ring  --ring broad --customer w* --open',
      undefined,
    ]);
    expect(whole.only({})).toMatchObject({ selection: 'PEC_RINGS=broad', manifest: 'portfolio.json' });
  });

  it('does not say that synth succeeded because those who stop it are left out', () => {
    const earning = smallReport().only({ verdict: [Verdict.EARNS] });
    expect([earning.isAccepted, earning.stoppedBy]).toEqual([false, []]);
    expect(JSON.parse(earning.toJson())).toMatchObject({ failed: true, totals: { customers: 1, stopping: 0 } });
    expect(ReadinessReport.fromJson(earning.toJson()).isAccepted).toBe(false);
  });

  it('keeps the stamp, and of what changed what is about them', () => {
    const stamp = { commit: '1cf5eaa' };
    const report = new ReadinessReport(smallReport().customers, { stamp }).since(new ReadinessReport([]));
    const some = report.only({ customer: ['woodgrove'] });
    expect(some.stamp).toBe(stamp);
    expect(some.trend).toMatchObject({ changes: [{ key: 'woodgrove', change: 'new' }], added: [], gone: [] });
  });
});
