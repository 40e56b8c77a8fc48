import { Testing } from 'cdktf';
import { type Acknowledgement, PartnerKind, PecReadiness, Verdict } from 'cdktf-partner-earned-credit';
import { faultsOf, newApp, newCustomer, newStack, untyped } from '../fabrikam';

describe('an acknowledgement', () => {
  const acknowledgement: Acknowledgement = { rule: 'automation-authorized', reason: 'Earns by another partner.' };
  const nobody = { automation: undefined };

  it.each([
    ['the app', 0],
    ['the stack', 1],
    ['the delegation', 2],
  ])('lets synth pass, and is shown: for %s', (_case, depth) => {
    const app = newApp();
    const stack = newCustomer(app, 'contoso', nobody);
    PecReadiness.acknowledge([app, stack, stack.delegations[0]][depth], acknowledgement);
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([]);
    expect(PecReadiness.check(app).customers[0]).toMatchObject({
      verdict: Verdict.DOES_NOT_EARN,
      subscriptions: [{ findings: [{ rule: 'automation-authorized', acknowledgement: 'Earns by another partner.' }] }],
    });
  });

  it('stays within its app', () => {
    const app = newApp();
    PecReadiness.acknowledge(app, acknowledgement);
    expect(faultsOf(() => Testing.synth(newCustomer(newApp(), 'contoso', nobody), true))).toHaveLength(1);
  });

  it('is inspected', () => {
    const acknowledge = () => PecReadiness.acknowledge(newCustomer(newApp()), { rule: 'role-earns', reason: '' });
    expect(faultsOf(acknowledge)).toEqual([
      'reason: is missing; expected why it is acceptable that this customer may not earn',
    ]);
    expect(acknowledge).toThrow('the acknowledgement for "contoso" has 1 fault:');
  });
});

it('the kind of a partner is one of three', () => {
  expect(faultsOf(() => PecReadiness.declarePartner(newApp(), untyped('reseller')))).toEqual([
    'kind: "reseller" is no kind of partner; expected one of direct-bill, indirect-provider, indirect-reseller',
  ]);
  const app = newApp();
  PecReadiness.declarePartner(newStack('stack', app), PartnerKind.DIRECT_BILL);
  expect(PecReadiness.check(app)).toMatchObject({ partnerKind: 'direct-bill', payee: undefined });
});
