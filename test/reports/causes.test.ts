import { ReadinessReport } from 'cdktf-partner-earned-credit';
import { RULES } from '../../lib/readiness';
import { readinessCauses } from '../../lib/reports/causes';
import { customer, NOT_AUTHORIZED, NOT_DEPLOYED, READER_ONLY, smallReport, subscription } from './sample-reports';

const ACCEPTED = { ...READER_ONLY, acknowledgement: 'Agreed.' };
const named = (report: ReadinessReport) =>
  readinessCauses(report).map(({ cause, stops, open, acknowledged }) => [
    cause,
    stops,
    open.map(({ key }) => key),
    acknowledged.map(({ key }) => key),
  ]);

describe('the causes of a report', () => {
  it('tell once what speaks against earning: what stops synth first, then what concerns most', () => {
    const customers = [
      customer('a', [subscription(1, [NOT_DEPLOYED])]),
      customer('b', [subscription(2, [NOT_DEPLOYED]), subscription(3, [NOT_DEPLOYED])]),
      customer('c', [subscription(4, [NOT_AUTHORIZED])]),
      customer('d', [subscription(5, [READER_ONLY]), subscription(6, [ACCEPTED])]),
      customer('e', [subscription(7, [ACCEPTED])]),
      customer('f', [subscription(8)]),
    ];
    expect(named(new ReadinessReport(customers))).toEqual([
      ['PEC-Automation is not authorized', true, ['c'], []],
      ['Reader does not earn', true, ['d'], ['e']],
      ['nobody noted that the customer deployed its template', false, ['a', 'b'], []],
    ]);
  });

  it('have one cure for a person, which the rule says, and one for the declaration', () => {
    const [first] = readinessCauses(smallReport());
    const rule = RULES.find(({ id }) => id === 'automation-authorized');
    expect(first).toMatchObject({ rule: rule?.id, who: rule?.who, what: rule?.what, cure: NOT_AUTHORIZED.cure });
  });

  it('have the cure of the rule where that of the customers differs', () => {
    const report = new ReadinessReport(
      ['a', 'b'].map((sha256, i) =>
        customer(sha256, [subscription(i, [{ ...NOT_DEPLOYED, cure: `write deployedTemplateSha256: ${sha256}` }])]),
      ),
    );
    expect(readinessCauses(report)).toMatchObject([{ cure: RULES.find(({ id }) => id === 'customer-deployed')?.cure }]);
  });

  it('go by the reason in what older packages wrote, and have no person for a rule of a newer one', () => {
    const strange = { ...NOT_AUTHORIZED, rule: 'moon-phase', cause: undefined, reason: 'the moon is full' };
    const report = new ReadinessReport([customer('a', [subscription(1, [strange])])]);
    expect(readinessCauses(report)).toMatchObject([
      { rule: 'moon-phase', cause: 'the moon is full', who: '', what: '', cure: strange.cure },
    ]);
  });

  it('are none where everybody earns, whatever was acknowledged before', () => {
    const [earning] = subscription(1).findings;
    const finding = { ...earning, acknowledgement: 'It was Reader in May.' };
    expect(named(new ReadinessReport([customer('a', [subscription(1, [finding])])]))).toEqual([]);
  });
});
