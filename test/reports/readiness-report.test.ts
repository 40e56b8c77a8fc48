import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import {
  Authorization,
  AzureBuiltInRole,
  CustomerStatus,
  Onboarding,
  PecReadiness,
  type ReadinessFinding,
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
} from '../fabrikam';
import { customer, guid, NOT_DEPLOYED, READER_ONLY, smallReport, subscription } from './sample-reports';

const THIRD_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000013';
const FIFTH_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000015';
const FOURTH_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000014';

const ASSUMED =
  'Assumed of every customer, because nobody said it: billed under the Azure plan of CSP, without admin-on-behalf-of access.';

describe('ReadinessReport.toTable', () => {
  it('is a heading and a sentence without customers', () => {
    expect(new ReadinessReport([]).toTable()).toBe(
      ['CUSTOMER  SUBSCRIPTION  VERDICT', '', '0 customers: 0 would earn, 0 would not, 0 unknown, 0 offboarded.'].join(
        '\n',
      ),
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
        '1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.',
        ASSUMED,
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
    newCustomer(
      app,
      'tailspin',
      {},
      { name: 'Tailspin', subscriptions: [{ id: THIRD_SUBSCRIPTION }], status: CustomerStatus.OFFBOARDED },
    );
    expect(PecReadiness.check(app).toTable().split('\n')).toEqual([
      'CUSTOMER    SUBSCRIPTION                                              VERDICT',
      `Contoso AG  ${SUBSCRIPTION}                      does-not-earn`,
      '    automation-authorized: PEC-Automation is not in the authorizations',
      '      cure: give automation beside the offer',
      `Northwind   ${OTHER_SUBSCRIPTION} (2 resource groups)  unknown`,
      '    role-earns: PEC-Automation holds Tag Contributor, which Partner Center does not list, neither as eligible ' +
        'nor as not',
      '      acknowledged: Partner Center confirmed it.',
      '    principal-linked: no partner admin link of PEC-Automation is declared in this app',
      '      cure: declare a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes',
      'Tailspin                                                              offboarded',
      '    the delegation is removed at the next apply',
      '',
      'WHAT TO DO',
      'PEC-Automation is not authorized: 1 customer, and synth fails',
      '    You: whoever keeps the file of customers. Let PEC-Automation into what the customer delegates, permanently. A ' +
        'customer who deploys a template gets a new one.',
      'No link to a Partner ID is declared: 1 customer',
      '    You: whoever runs PEC-Automation. Link PEC-Automation to the Partner ID of your location account, once, signed ' +
        'in as PEC-Automation itself. All customers need it.',
      '',
      '3 customers: 0 would earn, 1 would not, 1 unknown, 1 offboarded; 2 open, 1 acknowledged.',
      ASSUMED,
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
      '    earns in 1 resource group; the rest of the subscription does not',
      why,
      `    note: the offer "Fabrikam Managed Services" gives nobody the role Managed Services Registration ` +
        'assignment Delete Role: only the customer can end the delegation',
      `    note: Ada has eligible roles and no permanent one that includes Reader, without which the portal shows no customer to activate them at: add ` +
        'Authorization.permanent with AzureBuiltInRole.READER',
      '',
      '1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.',
      'Subscriptions of 1 customer earn in resource groups only: contoso.',
      ASSUMED,
    ]);
  });

  it('does not print Terraform references of subscriptions', () => {
    const app = newApp();
    const stack = newStack('landing-zone', app);
    newDelegation(stack, { subscriptionId: token(stack, 'subscription'), automation });
    const [, row] = PecReadiness.check(app).toTable().split('\n');
    expect(row).toMatch(/^landing-zone\/contoso {2}\(known to Terraform\) {2}earns$/);
  });

  it('shows every finding that does not earn, and every acknowledgement', () => {
    const [authorized, role] = subscription(1).findings;
    const report = new ReadinessReport([
      customer('Contoso', [
        subscription(1, [READER_ONLY, { ...NOT_DEPLOYED, acknowledgement: 'It answers next week.' }]),
        subscription(2, [authorized, { ...role, acknowledgement: 'It was Reader in May.' }]),
      ]),
    ]);
    expect(report.toTable().split('\n').slice(1, -7)).toEqual([
      `Contoso   ${guid(1)}  does-not-earn`,
      '    role-earns: PEC-Automation holds Reader, which Partner Center lists as not eligible',
      '      cure: choose a listed role as automationRole, such as Support Request Contributor',
      '    customer-deployed: the customer deploys the template itself, and nobody noted that it did',
      '      acknowledged: It answers next week.',
      `Contoso   ${guid(2)}  earns`,
      '    linked to Partner ID 1234567, PEC-Automation is authorized, permanently holds Support Request Contributor',
      '    role-earns: permanently holds Support Request Contributor',
      '      acknowledged: It was Reader in May.',
    ]);
  });

  it('tells who has to remove a delegation that Terraform did not make', () => {
    const offboarded = customer('Contoso', [], { verdict: Verdict.OFFBOARDED, onboarding: Onboarding.MARKETPLACE });
    expect(new ReadinessReport([offboarded]).toTable()).toContain(
      'Terraform did not make the delegation, so somebody has to remove it by hand',
    );
  });

  it('says that only a selection is shown', () => {
    expect(smallReport('PEC_RINGS=canary').toTable()).toMatch(/\n\nSelected: PEC_RINGS=canary\n5 customers: /);
  });

  it('gives a terminal no orders', () => {
    const name = 'Contoso\u001b[2J\r\nNorthwind';
    const finding = { ...READER_ONLY, acknowledgement: name };
    const table = new ReadinessReport([customer(name, [subscription(1, [finding])])]).toTable();
    expect(table).toContain(String.raw`Contoso\u001b[2J\r\nNorthwind  `);
    expect(table).toContain(String.raw`acknowledged: Contoso\u001b[2J\r\nNorthwind`);
  });

  it('gives a runner no orders, in any form that is printed', () => {
    const report = new ReadinessReport([
      customer('::error::x', [subscription(1, [{ ...READER_ONLY, acknowledgement: '##vso[task.complete]x' }])], {
        key: '##[group]',
      }),
    ]);
    for (const printed of [report.toTable(), report.toMarkdown(), report.toJson()]) {
      expect(printed).not.toMatch(/^\s*::/m);
      expect(printed).not.toMatch(/##(vso)?\[/);
    }
    expect(ReadinessReport.fromJson(report.toJson())).toEqual(report);
  });

  it('shows the verdicts of all, whatever one of them is called', () => {
    const report = new ReadinessReport([
      customer('x'.repeat(1e6), [subscription(1)]),
      customer('Contoso', [subscription(2)]),
    ]);
    const widest = report
      .toTable()
      .split('\n')
      .map(line => line.length);
    expect(Math.max(...widest)).toBeLessThan(200);
    expect(report.toTable()).toContain(`${'x'.repeat(59)}…  `);
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
    newCustomer(app, 'e', {}, { subscriptions: [{ id: FIFTH_SUBSCRIPTION }], status: CustomerStatus.OFFBOARDED });
    const report = PecReadiness.check(app);
    expect(Object.values(Verdict).map(verdict => [verdict, report.count(verdict)])).toEqual([
      ['earns', 2],
      ['does-not-earn', 1],
      ['cannot-earn', 0],
      ['unknown', 1],
      ['offboarded', 1],
    ]);
    expect(report.summary).toBe('5 customers: 2 would earn, 1 would not, 1 unknown, 1 offboarded; 2 open.');
  });
});

describe('ReadinessReport', () => {
  it('knows whether everything is accepted that would lose credit', () => {
    const [unacknowledged, acknowledged] = [READER_ONLY, { ...READER_ONLY, acknowledgement: 'Pilot until June.' }];
    const reportOf = (...findings: ReadinessFinding[]) =>
      new ReadinessReport([customer('Contoso', [subscription(1, findings)])]);
    expect(reportOf(unacknowledged).isAccepted).toBe(false);
    expect(reportOf(acknowledged).isAccepted).toBe(true);
    expect(reportOf(NOT_DEPLOYED).isAccepted).toBe(true);
    expect([reportOf(unacknowledged).acknowledged, reportOf(acknowledged).acknowledged]).toEqual([0, 1]);
  });

  it('loads its larger renderings when somebody asks for them', () => {
    const program = `
      const { ReadinessReport } = require('./lib');
      const loaded = () => Object.keys(require.cache).filter(file => /reports.(html|markdown)/.test(file)).length;
      const before = loaded();
      const report = new ReadinessReport([]);
      report.toMarkdown();
      report.toHtml();
      console.log(JSON.stringify([before, loaded() > 0]))`;
    const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program], {
      cwd: resolve(__dirname, '..', '..'),
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual([0, true]);
  });
});
