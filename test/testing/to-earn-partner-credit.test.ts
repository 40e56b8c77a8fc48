import 'cdktf-partner-earned-credit/testing';
import { Testing } from 'cdktf';
import {
  AzureBuiltInRole,
  AzureCloud,
  CustomerStatus,
  DeclarationError,
  Onboarding,
  PecReadiness,
  UnmanagedCustomer,
} from 'cdktf-partner-earned-credit';
import { Construct } from 'constructs';
import {
  automation,
  CUSTOMER_TENANT,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  token,
  untyped,
} from '../fabrikam';
import { failureOf } from './failure-of';

const { READER, TAG_CONTRIBUTOR } = AzureBuiltInRole;
const unlinked = { ...automation, linkedPartnerId: undefined };
const left = { status: CustomerStatus.OFFBOARDED };

describe('expect(…).toEarnPartnerCredit', () => {
  it('passes if everybody in an app, a stack or a construct earns', () => {
    const app = newApp();
    const contoso = newCustomer(app, 'contoso');
    const stack = newStack('landing-zone', app);
    newDelegation(new Construct(stack, 'zone'), { automation, subscriptionId: OTHER_SUBSCRIPTION });
    expect(app).toEarnPartnerCredit();
    expect(contoso).toEarnPartnerCredit();
    expect(contoso.delegations[0]).toEarnPartnerCredit();
    expect(stack.node.findChild('zone')).toEarnPartnerCredit();
  });

  it('looks at what is in the construct only', () => {
    const app = newApp();
    const contoso = newCustomer(app, 'contoso');
    newCustomer(app, 'northwind', { automation: undefined }, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    expect(contoso).toEarnPartnerCredit();
    expect(app).not.toEarnPartnerCredit();
  });

  it('names customer, subscription, rule, reason and cure of everybody who does not', () => {
    const app = newApp();
    const stack = newStack('landing-zone', app);
    newCustomer(app, 'contoso', {}, { subscriptions: [{ id: SUBSCRIPTION }] });
    newCustomer(
      app,
      'northwind',
      { automation: unlinked },
      { name: 'Northwind', subscriptions: [{ id: OTHER_SUBSCRIPTION, automationRole: READER }] },
    );
    newDelegation(stack, { subscriptionId: token(stack, 'Subscription') });
    expect(failureOf(() => expect(app).toEarnPartnerCredit())).toBe(
      [
        'customers in the app that are not known to earn partner earned credit: 2 of 3',
        '',
        'landing-zone/contoso (landing-zone/contoso), subscription (known to Terraform)',
        '    does-not-earn, automation-authorized: PEC-Automation is not in the authorizations',
        '      cure: give automation beside the offer',
        `Northwind (northwind), subscription ${OTHER_SUBSCRIPTION}`,
        '    does-not-earn, role-earns: PEC-Automation holds Reader, which Partner Center lists as not eligible',
        '      cure: choose a listed role as automationRole, such as Support Request Contributor',
        '    unknown, principal-linked: no partner admin link of PEC-Automation is declared in this app',
        '      cure: declare a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes',
      ].join('\n'),
    );
  });

  it('names everybody who should not, but does', () => {
    const app = newApp();
    newCustomer(app, 'contoso');
    newCustomer(app, 'tailspin', { automation: unlinked }, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    expect(failureOf(() => expect(app).not.toEarnPartnerCredit({ allowUnknown: ['principal-linked'] }))).toBe(
      [
        'customers in the app were expected not to earn partner earned credit, but all are accepted:',
        '  contoso: earns',
        '  tailspin: unknown',
      ].join('\n'),
    );
  });

  it('does not count who has left, and needs somebody who has not', () => {
    const app = newApp();
    const tailspin = newCustomer(app, 'tailspin', {}, left);
    expect(tailspin).not.toEarnPartnerCredit();
    expect(failureOf(() => expect(app).toEarnPartnerCredit())).toBe(
      'every customer in the app is offboarded, so nobody earns: tailspin',
    );
    newCustomer(app, 'contoso', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    expect(app).toEarnPartnerCredit();
  });

  it('fails where nobody is declared', () => {
    expect(failureOf(() => expect(newStack('landing-zone')).toEarnPartnerCredit())).toBe(
      'no customer is declared in "landing-zone", so nobody earns; declare a CustomerStack or a LighthouseDelegation ' +
        'in it, or give the construct that holds them',
    );
  });

  it('judges customers that Terraform does not manage', () => {
    const customer = new UnmanagedCustomer(newApp(), 'contoso', {
      customer: { name: 'Contoso AG', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] },
      onboarding: Onboarding.ARM_TEMPLATE,
      offer: newOffer(),
      automation,
    });
    expect(failureOf(() => expect(customer).toEarnPartnerCredit())).toContain('    unknown, customer-deployed: ');
    expect(customer).toEarnPartnerCredit({ allowUnknown: ['customer-deployed'] });
  });

  it('lists fifty customers at most', () => {
    const stack = newStack();
    for (let i = 10; i < 62; i++) {
      newDelegation(stack, { subscriptionId: `c0000000-0000-4000-8000-0000000000${i}` }, `customer-${i}`);
    }
    const lines = failureOf(() => expect(stack).toEarnPartnerCredit()).split('\n');
    expect(lines[0]).toMatch(/: 52 of 52$/);
    expect(lines.filter(line => line.startsWith('stack/customer-'))).toHaveLength(50);
    expect(lines.at(-1)).toBe('… and 2 more');
  });
});

describe('allowUnknown', () => {
  it('accepts the unknown of the rules that it names, and of no other', () => {
    const stack = newCustomer(newApp(), 'contoso', { automation: unlinked }, { cloud: AzureCloud.CHINA });
    const failure = failureOf(() => expect(stack).toEarnPartnerCredit({ allowUnknown: ['principal-linked'] }));
    expect(failure).toContain('unknown, public-cloud: ');
    expect(failure).not.toContain('principal-linked');
    expect(stack).toEarnPartnerCredit({ allowUnknown: ['principal-linked', 'public-cloud'] });
  });

  it('accepts nothing worse than unknown', () => {
    const props = (automationRole: AzureBuiltInRole) => newCustomer(newApp(), 'contoso', { automationRole });
    expect(props(TAG_CONTRIBUTOR)).toEarnPartnerCredit({ allowUnknown: ['role-earns'] });
    expect(props(READER)).not.toEarnPartnerCredit({ allowUnknown: ['role-earns'] });
  });
});

describe('allowAcknowledged', () => {
  it('accepts what somebody acknowledged, and the message tells of it', () => {
    const stack = newCustomer(newApp(), 'contoso', { automationRole: READER });
    expect(stack).not.toEarnPartnerCredit({ allowAcknowledged: true });
    PecReadiness.acknowledge(stack, { rule: 'role-earns', reason: 'Earns by another partner.' });
    expect(stack).toEarnPartnerCredit({ allowAcknowledged: true });
    expect(
      failureOf(() => expect(stack).toEarnPartnerCredit())
        .split('\n')
        .at(-1),
    ).toBe('      acknowledged: Earns by another partner. (counts only with { allowAcknowledged: true })');
  });
});

describe('a wrong use of toEarnPartnerCredit', () => {
  it('names every fault, also with .not', () => {
    const synthesized = Testing.synth(newStack());
    const options = untyped({ allowUnknow: [], allowUnknown: ['role-pays'], allowAcknowledged: 'yes' });
    const faults = [
      'toEarnPartnerCredit has 4 faults:',
      '  - expect(…): "{\\n}" is not a construct; ' +
        'give the App, a stack or a construct itself, not what Testing.synth returns',
      '  - allowUnknow: is no property; did you mean allowUnknown?',
      '  - allowUnknown[0]: "role-pays" is not a rule; expected one of agreement, admin-on-behalf-of, automation-authorized, role-earns, ' +
        'written-as-declared, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud',
      '  - allowAcknowledged: "yes" is neither true nor false; expected one of them',
    ].join('\n');
    expect(failureOf(() => expect(synthesized).toEarnPartnerCredit(options))).toBe(faults);
    expect(failureOf(() => expect(synthesized).not.toEarnPartnerCredit(options))).toBe(faults);
  });

  it.each([
    [null, 'argument: null is not an object; expected one with allowUnknown, allowAcknowledged'],
    ['role-earns', 'argument: "role-earns" is not an object; expected one with allowUnknown, allowAcknowledged'],
    [{ rules: [] }, 'rules: is no property; expected allowUnknown, allowAcknowledged'],
    [{ allowUnknown: 'role-earns' }, 'allowUnknown: "role-earns" is not a list; expected a list of rules'],
    [{ allowUnknown: undefined }, 'allowUnknown: is missing; expected a list of rules'],
  ])('%j', (options, fault) => {
    const expectation = () => expect(newApp()).toEarnPartnerCredit(untyped(options));
    expect(expectation).toThrow(DeclarationError);
    expect(failureOf(expectation)).toBe(`toEarnPartnerCredit has 1 fault:\n  - ${fault}`);
  });
});
