import {
  Authorization,
  AzureBuiltInRole,
  CustomerStatus,
  PecReadiness,
  ReadinessReport,
  Verdict,
} from 'cdktf-partner-earned-credit';
import {
  ada,
  automation,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  token,
} from '../lighthouse/fixtures';

const THIRD_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000013';
const FOURTH_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000014';

describe('ReadinessReport.toTable', () => {
  it('is a heading and a sentence without customers', () => {
    expect(new ReadinessReport([]).toTable()).toBe(
      ['CUSTOMER  SUBSCRIPTION  VERDICT', '', '0 customers: 0 would earn, 0 would not, 0 unknown, 0 left.'].join('\n'),
    );
  });

  it('gives the reasons of a customer that earns', () => {
    const app = newApp();
    newCustomer(app);
    expect(PecReadiness.check(app).toTable()).toBe(
      [
        'CUSTOMER    SUBSCRIPTION                          VERDICT',
        'Contoso AG  c0000000-0000-4000-8000-000000000011  earns',
        '    PEC-Automation is authorized, permanently holds Support Request Contributor, linked to Partner ID 1234567',
        '',
        '1 customer: 1 would earn, 0 would not, 0 unknown, 0 left.',
      ].join('\n'),
    );
  });

  it('gives reason and cure, or the acknowledgement, of every other', () => {
    const app = newApp();
    const unlinked = { ...automation, linkedPartnerId: undefined };
    newCustomer(app, 'contoso', { automation: undefined });
    newCustomer(
      app,
      'northwind',
      { automation: unlinked, automationRole: AzureBuiltInRole.TAG_CONTRIBUTOR },
      {
        name: 'Northwind',
        subscriptions: [{ id: OTHER_SUBSCRIPTION, resourceGroups: ['rg-web', 'rg-data'] }],
        acknowledgements: [{ rule: 'role-earns', reason: 'Partner Center confirmed it.' }],
      },
    );
    newCustomer(app, 'tailspin', {}, { name: 'Tailspin', status: CustomerStatus.OFFBOARDED });
    expect(PecReadiness.check(app).toTable().split('\n')).toEqual([
      'CUSTOMER    SUBSCRIPTION                                              VERDICT',
      `Contoso AG  ${SUBSCRIPTION}                      does-not-earn`,
      '    automation-authorized: PEC-Automation is not in the authorizations',
      '      cure: give the delegation the property automation',
      `Northwind   ${OTHER_SUBSCRIPTION} (2 resource groups)  unknown`,
      '    role-earns: PEC-Automation holds Tag Contributor, which Partner Center does not list, neither as eligible ' +
        'nor as not',
      '      acknowledged: Partner Center confirmed it.',
      '    principal-linked: no partner admin link of PEC-Automation is declared in this app',
      '      cure: declare a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes',
      'Tailspin                                                              left',
      '    the delegation is removed at the next apply',
      '',
      '3 customers: 0 would earn, 1 would not, 1 unknown, 1 left.',
    ]);
  });

  it('gives a row for each subscription, and advice below', () => {
    const app = newApp();
    const offer = newOffer({ authorizations: [Authorization.eligible(ada, AzureBuiltInRole.CONTRIBUTOR)] });
    newCustomer(
      app,
      'contoso',
      { offer },
      { subscriptions: [{ id: SUBSCRIPTION }, { id: OTHER_SUBSCRIPTION, resourceGroups: ['rg-web'] }] },
    );
    const lines = PecReadiness.check(app).toTable().split('\n');
    const why =
      '    PEC-Automation is authorized, permanently holds Support Request Contributor, linked to Partner ID 1234567';
    expect(lines).toEqual([
      'CUSTOMER    SUBSCRIPTION                                             VERDICT',
      `Contoso AG  ${SUBSCRIPTION}                     earns`,
      why,
      `Contoso AG  ${OTHER_SUBSCRIPTION} (1 resource group)  earns`,
      why,
      `    note: the offer "Fabrikam Managed Services" gives nobody the role Managed Services Registration ` +
        'assignment Delete Role: only the customer can end the delegation',
      `    note: Ada has eligible roles only and cannot see the customer to activate them: add ` +
        'Authorization.permanent with AzureBuiltInRole.READER',
      '',
      '1 customer: 1 would earn, 0 would not, 0 unknown, 0 left.',
    ]);
  });

  it('does not print Terraform references of subscriptions', () => {
    const app = newApp();
    const stack = newStack('landing-zone', app);
    newDelegation(stack, { subscriptionId: token(stack, 'subscription'), automation });
    const [, row] = PecReadiness.check(app).toTable().split('\n');
    expect(row).toMatch(/^landing-zone\/contoso {2}\(known to Terraform\) {2}earns$/);
  });

  it('ends no line with blanks', () => {
    const app = newApp();
    newCustomer(app, 'contoso', { automation: undefined });
    newCustomer(app, 'northwind', {}, { subscriptions: [{ id: THIRD_SUBSCRIPTION }] });
    expect(PecReadiness.check(app).toTable()).not.toMatch(/ $/m);
  });
});

describe('ReadinessReport.count', () => {
  it('counts customers by verdict', () => {
    const app = newApp();
    const { READER, TAG_CONTRIBUTOR } = AzureBuiltInRole;
    newCustomer(app, 'a');
    newCustomer(app, 'b', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    newCustomer(app, 'c', { automationRole: READER }, { subscriptions: [{ id: THIRD_SUBSCRIPTION }] });
    newCustomer(app, 'd', { automationRole: TAG_CONTRIBUTOR }, { subscriptions: [{ id: FOURTH_SUBSCRIPTION }] });
    newCustomer(app, 'e', {}, { status: CustomerStatus.OFFBOARDED });
    const report = PecReadiness.check(app);
    expect(Object.values(Verdict).map(verdict => [verdict, report.count(verdict)])).toEqual([
      ['earns', 2],
      ['does-not-earn', 1],
      ['unknown', 1],
      ['left', 1],
    ]);
    expect(report.summary).toBe('5 customers: 2 would earn, 1 would not, 1 unknown, 1 left.');
  });
});
