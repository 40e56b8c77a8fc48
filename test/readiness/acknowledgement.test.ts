import { Testing } from 'cdktf';
import { type Acknowledgement, AzureBuiltInRole, PecReadiness } from 'cdktf-partner-earned-credit';
import { faultsOf, newApp, newCustomer, OTHER_SUBSCRIPTION, SUBSCRIPTION, untyped } from '../fabrikam';

// That nobody is known to earn is said on the console: stacks/readiness-gate.test.ts asks for it.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());
afterEach(() => jest.restoreAllMocks());

const nobody = { automation: undefined };
const without = (key: string, subscription = SUBSCRIPTION) =>
  `${key}, subscription ${subscription}: PEC-Automation is not in the authorizations; give automation beside the offer` +
  ', or acknowledge the rule "automation-authorized" with a reason';

describe('an acknowledgement', () => {
  const acknowledgement: Acknowledgement = { rule: 'automation-authorized', reason: 'Earns by another partner.' };

  it('can be written in the declaration of the customer', () => {
    const stack = newCustomer(newApp(), 'contoso', nobody, { acknowledgements: [acknowledgement] });
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([]);
    expect(PecReadiness.check(stack).customers[0].subscriptions[0].findings[0].acknowledgement).toBe(
      'Earns by another partner.',
    );
  });

  it('holds for one subscription only if it is written there', () => {
    const subscriptions = [{ id: SUBSCRIPTION, acknowledgements: [acknowledgement] }, { id: OTHER_SUBSCRIPTION }];
    const stack = newCustomer(newApp(), 'contoso', nobody, { subscriptions });
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([without('contoso', OTHER_SUBSCRIPTION)]);
  });

  it('holds for its rule only', () => {
    const stack = newCustomer(newApp(), 'contoso', nobody, {
      acknowledgements: [{ rule: 'role-earns', reason: 'Agreed.' }],
    });
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([without('contoso')]);
  });

  it('lets a role pass that is not listed', () => {
    const props = { automationRole: AzureBuiltInRole.TAG_CONTRIBUTOR };
    const faults = (reason?: string) =>
      faultsOf(() =>
        Testing.synth(
          newCustomer(newApp(), 'contoso', props, {
            acknowledgements: reason === undefined ? [] : [{ rule: 'role-earns', reason }],
          }),
          true,
        ),
      );
    expect(faults('Partner Center confirmed it on 2026-11-02.')).toEqual([]);
    expect(faults()).toHaveLength(1);
  });

  it('is shown as the nearest one above', () => {
    const stack = newCustomer(newApp(), 'contoso', nobody, {
      acknowledgements: [acknowledgement],
      subscriptions: [{ id: SUBSCRIPTION, acknowledgements: [{ ...acknowledgement, reason: 'Test subscription.' }] }],
    });
    PecReadiness.acknowledge(stack.node.root, { ...acknowledgement, reason: 'All of them.' });
    expect(PecReadiness.check(stack).customers[0].subscriptions[0].findings[0].acknowledgement).toBe(
      'Test subscription.',
    );
  });

  it.each<[object, string[]]>([
    [
      { rule: 'role-pays', reason: 'Agreed.' },
      [
        'rule: "role-pays" is not a rule; expected one of agreement, admin-on-behalf-of, automation-authorized, role-earns, written-as-declared, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud, credit-lost',
      ],
    ],
    [
      { rule: 'role-earns', reason: '' },
      ['reason: is missing; expected why it is acceptable that this customer may not earn'],
    ],
    [{ rule: 'role-earns' }, ['reason: is missing; expected why it is acceptable that this customer may not earn']],
    [
      { rule: 'role-earns', reason: ' ' },
      ['reason: " " is blank; expected why it is acceptable that this customer may not earn'],
    ],
    [
      { rule: 'role-earns', reason: true },
      ['reason: true is not a text; expected why it is acceptable that this customer may not earn'],
    ],
    [
      {},
      [
        'rule: undefined is not a rule; expected one of agreement, admin-on-behalf-of, automation-authorized, role-earns, written-as-declared, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud, credit-lost',
        'reason: is missing; expected why it is acceptable that this customer may not earn',
      ],
    ],
  ])('needs a rule and a reason: %j', (value, faults) => {
    const stack = newCustomer(newApp());
    const declare = () => PecReadiness.acknowledge(stack, untyped(value));
    expect(faultsOf(declare)).toEqual(faults);
  });
});
