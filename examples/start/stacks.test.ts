import 'cdktf-partner-earned-credit/testing';
import { Testing } from 'cdktf';
import { automation, partnerId } from './partner.ts';
import { declareStacks } from './stacks.ts';

const app = Testing.app();
declareStacks(app);

test('PEC-Automation is declared', () => {
  expect(app.node.tryFindChild('pec-identity')).toBeDefined();
});

// As long as its ids are not in partner.ts, nobody is linked and nobody earns.
(automation ? describe : describe.skip)('with PEC-Automation', () => {
  test('the Partner ID is linked', () => {
    expect(app).toLinkPartnerId(partnerId);
  });

  // Of a template and of a policy only Azure knows whether they were deployed: pec verify looks.
  test('every customer earns', () => {
    const allowUnknown = ['customer-deployed', 'policy-delegates'];
    expect(app).toEarnPartnerCredit({ allowUnknown, allowAcknowledged: true });
  });
});
