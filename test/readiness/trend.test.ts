import { type CustomerReadiness, ReadinessChange, ReadinessReport, Verdict } from 'cdktf-partner-earned-credit';
import { trendOf } from '../../lib/readiness';
import { customer, NOT_AUTHORIZED, NOT_DEPLOYED, READER_ONLY, subscription } from '../reports/sample-reports';

const EARNS = customer('Contoso', [subscription(1)]);
const UNKNOWN = customer('Contoso', [subscription(1, [NOT_DEPLOYED])]);
const LOST = customer('Contoso', [subscription(1, [NOT_AUTHORIZED])]);
const BOTH = customer('Contoso', [subscription(1, [NOT_AUTHORIZED]), subscription(2, [NOT_DEPLOYED])]);
const ACCEPTED = customer('Contoso', [subscription(1, [{ ...NOT_AUTHORIZED, acknowledgement: 'Agreed.' }])]);
const LEFT = customer('Contoso', [], { verdict: Verdict.OFFBOARDED });

const report = (...customers: CustomerReadiness[]) => new ReadinessReport(customers);
const changed = (before: CustomerReadiness[], now: CustomerReadiness[]) =>
  trendOf(report(...now), report(...before)).changes.map(({ change, key }) => `${change} ${key}`);

describe('what became of a customer', () => {
  it.each([
    ['nothing, where nothing was open and nothing is', EARNS, EARNS, undefined],
    ['nothing, where the same is open', LOST, LOST, undefined],
    ['new, where nothing was open', EARNS, UNKNOWN, ReadinessChange.NEW],
    ['new, where all was acknowledged', ACCEPTED, LOST, ReadinessChange.NEW],
    ['worse, where more is open', LOST, BOTH, ReadinessChange.WORSE],
    ['worse, where another thing is open', LOST, UNKNOWN, ReadinessChange.WORSE],
    ['better, where less is open', BOTH, LOST, ReadinessChange.BETTER],
    ['cured, where it earns', LOST, EARNS, ReadinessChange.CURED],
    ['cured, where somebody acknowledged it', LOST, ACCEPTED, ReadinessChange.CURED],
    ['cured, where it is offboarded', LOST, LEFT, ReadinessChange.CURED],
  ])('is %s', (_what, before, now, change) => {
    expect(changed([before], [now])).toEqual(change === undefined ? [] : [`${change} contoso`]);
  });

  it('goes by the rule and how much it says, and not by its words', () => {
    const other = { ...READER_ONLY, cause: 'Monitoring Reader does not earn', reason: 'PEC-Automation holds another' };
    const [before, now] = [READER_ONLY, other].map(finding => customer('Contoso', [subscription(1, [finding])]));
    expect(changed([before], [now])).toEqual([]);
    const unlisted = customer('Contoso', [subscription(1, [{ ...READER_ONLY, verdict: Verdict.UNKNOWN }])]);
    expect(changed([unlisted], [now])).toEqual(['worse contoso']);
    expect(changed([now], [unlisted])).toEqual(['better contoso']);
  });

  it('is the worst of its subscriptions', () => {
    const unlisted = { ...READER_ONLY, verdict: Verdict.UNKNOWN };
    const mixed = customer('Contoso', [subscription(1, [READER_ONLY]), subscription(2, [unlisted])]);
    expect(changed([mixed], [customer('Contoso', [subscription(1, [READER_ONLY])])])).toEqual([]);
  });
});

describe('the trend', () => {
  it('names the new first, then the worse, the better and the cured, and who came and went', () => {
    const named = (key: string, { subscriptions }: CustomerReadiness) => customer(key, subscriptions);
    const before = new ReadinessReport(
      [named('a', LOST), named('b', LOST), named('c', BOTH), named('e', LOST), named('f', EARNS)],
      { stamp: { date: '2026-11-20T08:00:00Z' } },
    );
    const now = report(named('a', EARNS), named('b', BOTH), named('c', LOST), named('d', LOST), named('g', EARNS));
    const { changes, ...others } = trendOf(now, before);
    expect(changes.map(({ change, key, now: current }) => [change, key, current?.verdict])).toEqual([
      ['new', 'd', 'does-not-earn'],
      ['worse', 'b', 'does-not-earn'],
      ['better', 'c', 'does-not-earn'],
      ['cured', 'a', 'earns'],
      ['cured', 'e', undefined],
    ]);
    expect(others).toEqual({ previous: { date: '2026-11-20T08:00:00Z' }, added: ['d', 'g'], gone: ['e', 'f'] });
  });
});
