import { PartnerKind, PecReadiness } from 'cdktf-partner-earned-credit';
import { faultsOf, newApp, newStack, untyped } from '../fabrikam';

it('the kind of a partner is one of three', () => {
  expect(faultsOf(() => PecReadiness.declarePartner(newApp(), untyped('reseller')))).toEqual([
    'kind: "reseller" is no kind of partner; expected one of direct-bill, indirect-provider, indirect-reseller',
  ]);
  const app = newApp();
  PecReadiness.declarePartner(newStack('stack', app), PartnerKind.DIRECT_BILL);
  expect(PecReadiness.check(app)).toMatchObject({ partnerKind: 'direct-bill', payee: undefined });
});
