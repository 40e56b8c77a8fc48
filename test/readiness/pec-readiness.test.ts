import 'cdktf-partner-earned-credit/testing';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, TerraformStack, Testing } from 'cdktf';
import {
  type Acknowledgement,
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  CustomerStatus,
  DeclarationError,
  LighthouseDelegation,
  Onboarding,
  PecIdentityStack,
  PecReadiness,
  Principal,
  ReadinessError,
  Verdict,
} from 'cdktf-partner-earned-credit';
import {
  automation,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  operators,
  OTHER_SUBSCRIPTION,
  ROLE_ID,
  SUBSCRIPTION,
  untyped,
  writingApp,
} from '../fabrikam';
import { Construct } from 'constructs';
import { CARRIED_OUT, Delegation } from '../../lib/lighthouse';
import { CUSTOMER_FACTS, RULES } from '../../lib/readiness';

// That nobody is known to earn is said on the console: who-earns.test.ts asks for it.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());
afterEach(() => jest.restoreAllMocks());

const { READER, TAG_CONTRIBUTOR } = AzureBuiltInRole;
const THIRD_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000013';
const nobody = { automation: undefined };
const readers = newOffer({ name: 'Readers', authorizations: [], operatorsCanEndDelegation: false });

const without = (key: string, subscription = SUBSCRIPTION) =>
  `${key}, subscription ${subscription}: PEC-Automation is not in the authorizations; give the delegation the property ` +
  'automation, or acknowledge the rule "automation-authorized" with a reason';
const verdicts = (app: App) =>
  PecReadiness.check(app).customers.map(({ key, verdict, subscriptions }) => ({
    [key]: verdict,
    ...Object.fromEntries(subscriptions.map(({ subscriptionId = '', verdict: own }) => [subscriptionId, own])),
  }));

describe('PecReadiness.check', () => {
  it('is empty for an empty app', () => {
    expect(PecReadiness.check(newApp()).customers).toEqual([]);
  });

  it('tells everything of a customer', () => {
    const app = newApp();
    newCustomer(app, 'contoso', { offer: newOffer({ operatorsCanEndDelegation: false }) });
    expect(PecReadiness.check(app).customers).toEqual([
      {
        key: 'contoso',
        name: 'Contoso AG',
        tenantId: CUSTOMER_TENANT,
        cloud: 'AzureCloud',
        onboarding: Onboarding.TERRAFORM,
        verdict: Verdict.EARNS,
        subscriptions: [
          {
            subscriptionId: SUBSCRIPTION,
            resourceGroups: [],
            offer: 'Fabrikam Managed Services',
            principalId: automation.principalId,
            partnerId: '1234567',
            verdict: Verdict.EARNS,
            findings: [
              {
                rule: 'automation-authorized',
                verdict: Verdict.EARNS,
                reason: 'PEC-Automation is authorized',
                cure: '',
                needsAcknowledgement: false,
              },
              {
                rule: 'role-earns',
                verdict: Verdict.EARNS,
                reason: 'permanently holds Support Request Contributor',
                cure: '',
                needsAcknowledgement: false,
              },
              {
                rule: 'principal-linked',
                verdict: Verdict.EARNS,
                reason: 'linked to Partner ID 1234567',
                cure: '',
                needsAcknowledgement: false,
              },
            ],
          },
        ],
        advice: [
          'the offer "Fabrikam Managed Services" gives nobody the role Managed Services Registration assignment ' +
            'Delete Role: only the customer can end the delegation',
        ],
        delegations: [
          {
            subscriptionId: SUBSCRIPTION,
            resourceGroups: [],
            offer: 'Fabrikam Managed Services',
            earnsBy: 'delegation',
            managingTenantId: MANAGING_TENANT,
            definitionId: '550da55f-48fd-5c59-9c9c-86d86ee466b3',
            assignmentIds: ['550da55f-48fd-5c59-9c9c-86d86ee466b3'],
            automation: {
              principalId: automation.principalId,
              clientId: automation.clientId,
              partnerId: '1234567',
            },
            authorizations: [
              {
                principalId: operators.id,
                principalName: 'operators',
                roleId: ROLE_ID.contributor,
                permanent: true,
              },
              {
                principalId: automation.principalId,
                principalName: 'PEC-Automation',
                roleId: ROLE_ID.supportRequestContributor,
                permanent: true,
              },
            ],
          },
        ],
      },
    ]);
  });

  it('orders customers by key', () => {
    const app = newApp();
    ['tailspin', 'contoso', 'northwind'].forEach((key, i) =>
      newCustomer(app, key, {}, { subscriptions: [{ id: [SUBSCRIPTION, OTHER_SUBSCRIPTION, THIRD_SUBSCRIPTION][i] }] }),
    );
    expect(PecReadiness.check(app).customers.map(({ key }) => key)).toEqual(['contoso', 'northwind', 'tailspin']);
  });

  it('judges what is below a scope only', () => {
    const app = newApp();
    const contoso = newCustomer(app, 'contoso');
    newCustomer(app, 'northwind', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    expect(PecReadiness.check(contoso).customers.map(({ key }) => key)).toEqual(['contoso']);
    expect(PecReadiness.check(contoso.delegations[0]).customers.map(({ key }) => key)).toEqual(['contoso']);
  });

  it('takes the worst subscription of a customer', () => {
    const app = newApp();
    const subscriptions = [
      { id: SUBSCRIPTION },
      { id: OTHER_SUBSCRIPTION, automationRole: TAG_CONTRIBUTOR },
      { id: THIRD_SUBSCRIPTION, automationRole: READER },
    ];
    newCustomer(app, 'contoso', {}, { subscriptions: subscriptions.slice(0, 2) });
    expect(verdicts(app)).toEqual([
      { contoso: Verdict.UNKNOWN, [SUBSCRIPTION]: Verdict.EARNS, [OTHER_SUBSCRIPTION]: Verdict.UNKNOWN },
    ]);
    const other = newApp();
    newCustomer(other, 'contoso', {}, { subscriptions });
    expect(verdicts(other)).toEqual([
      {
        contoso: Verdict.DOES_NOT_EARN,
        [SUBSCRIPTION]: Verdict.EARNS,
        [OTHER_SUBSCRIPTION]: Verdict.UNKNOWN,
        [THIRD_SUBSCRIPTION]: Verdict.DOES_NOT_EARN,
      },
    ]);
  });

  it('takes the worst rule of a subscription', () => {
    const app = newApp();
    newCustomer(app, 'contoso', { automationRole: READER }, { cloud: AzureCloud.CHINA });
    expect(verdicts(app)).toEqual([{ contoso: Verdict.DOES_NOT_EARN, [SUBSCRIPTION]: Verdict.DOES_NOT_EARN }]);
  });

  it.each([
    ['the first', { props: {}, extra: { offer: readers, automation, automationRole: READER } }],
    ['the second', { props: { automationRole: READER }, extra: { offer: readers, automation } }],
    ['both', { props: {}, extra: { offer: readers, automation, automationRole: AzureBuiltInRole.BACKUP_CONTRIBUTOR } }],
  ])('takes the best of two delegations of a subscription: %s', (_case, { props, extra }) => {
    const app = newApp();
    const stack = newCustomer(app, 'contoso', props);
    new LighthouseDelegation(stack, 'extra', { subscriptionId: SUBSCRIPTION.toUpperCase(), ...extra });
    expect(verdicts(app)).toEqual([{ contoso: Verdict.EARNS, [SUBSCRIPTION]: Verdict.EARNS }]);
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([]);
  });

  it('gives each advice once', () => {
    const app = newApp();
    const subscriptions = [{ id: SUBSCRIPTION }, { id: OTHER_SUBSCRIPTION }];
    newCustomer(app, 'contoso', { offer: newOffer({ operatorsCanEndDelegation: false }) }, { subscriptions });
    expect(PecReadiness.check(app).customers[0].advice).toHaveLength(1);
  });

  it('judges delegations of different resource groups of a subscription one by one', () => {
    const stack = newStack();
    const offer = newOffer();
    const delegate = (resourceGroups: string[] | undefined, automationRole: AzureBuiltInRole, digit: string) =>
      newDelegation(
        stack,
        {
          offer,
          automation,
          automationRole,
          resourceGroups,
          definitionId: `f0000000-0000-4000-8000-0000000000d${digit}`,
        },
        `delegation-${digit}`,
      );
    delegate(['rg-web'], AzureBuiltInRole.BACKUP_CONTRIBUTOR, '1');
    delegate(['rg-data'], AzureBuiltInRole.READER, '2');
    CUSTOMER_FACTS.add(stack, {
      key: 'contoso',
      name: 'Contoso',
      cloud: AzureCloud.PUBLIC,
      onboarding: Onboarding.TERRAFORM,
      hasLeft: false,
    });
    const [customer] = PecReadiness.check(stack).customers;
    expect(customer.verdict).toBe(Verdict.DOES_NOT_EARN);
    expect(customer.subscriptions.map(({ resourceGroups, verdict }) => [resourceGroups, verdict])).toEqual([
      [['rg-web'], Verdict.EARNS],
      [['rg-data'], Verdict.DOES_NOT_EARN],
    ]);
  });

  it('shows one of two twin delegations, and of two that say different things the better one', () => {
    const judged = (...roles: AzureBuiltInRole[]) => {
      const stack = newStack();
      CUSTOMER_FACTS.add(stack, {
        key: 'contoso',
        name: 'Contoso',
        cloud: AzureCloud.PUBLIC,
        onboarding: Onboarding.TERRAFORM,
        hasLeft: false,
      });
      roles.forEach((role, i) => {
        const authorizations = [Authorization.permanent(Principal.servicePrincipal(automation.principalId), role)];
        const place = { onboarding: Onboarding.EXISTING, subscriptionId: SUBSCRIPTION, principal: automation };
        const delegation = new Delegation({ ...place, authorizations });
        CARRIED_OUT.add(new Construct(stack, `delegation-${i}`), { delegation });
      });
      return PecReadiness.check(stack).customers[0].subscriptions.map(({ verdict }) => verdict);
    };
    expect(judged(AzureBuiltInRole.CONTRIBUTOR, AzureBuiltInRole.CONTRIBUTOR)).toEqual([Verdict.EARNS]);
    expect(judged(READER, READER)).toEqual([Verdict.DOES_NOT_EARN]);
    expect(judged(READER, AzureBuiltInRole.CONTRIBUTOR)).toEqual([Verdict.EARNS]);
    expect(judged(AzureBuiltInRole.CONTRIBUTOR, READER)).toEqual([Verdict.EARNS]);
  });

  it('says of a customer that left just that', () => {
    const app = newApp();
    newCustomer(app, 'contoso', nobody, { status: CustomerStatus.OFFBOARDED });
    expect(PecReadiness.check(app).customers).toEqual([
      {
        key: 'contoso',
        name: 'Contoso AG',
        tenantId: CUSTOMER_TENANT,
        cloud: 'AzureCloud',
        onboarding: Onboarding.TERRAFORM,
        verdict: Verdict.LEFT,
        subscriptions: [],
        advice: [],
        delegations: [],
        formerSubscriptions: [
          {
            subscriptionId: SUBSCRIPTION,
            resourceGroups: [],
            offer: 'Fabrikam Managed Services',
            managingTenantId: MANAGING_TENANT,
            definitionId: '550da55f-48fd-5c59-9c9c-86d86ee466b3',
          },
        ],
      },
    ]);
  });

  it('takes a delegation in a stack of one’s own for a customer', () => {
    const app = newApp();
    const stack = newStack('landing-zone', app);
    newDelegation(stack, { automation, customerName: 'Contoso AG', customerTenantId: CUSTOMER_TENANT });
    newDelegation(stack, { subscriptionId: OTHER_SUBSCRIPTION, resourceGroups: ['rg-web'] }, 'northwind');
    expect(PecReadiness.check(app).customers).toMatchObject([
      { key: 'landing-zone/contoso', name: 'Contoso AG', tenantId: CUSTOMER_TENANT, verdict: Verdict.EARNS },
      {
        key: 'landing-zone/northwind',
        name: 'landing-zone/northwind',
        tenantId: undefined,
        verdict: Verdict.DOES_NOT_EARN,
        subscriptions: [{ subscriptionId: OTHER_SUBSCRIPTION, resourceGroups: ['rg-web'] }],
      },
    ]);
  });
});

describe('a synth with customers that would not earn', () => {
  /** What is in the folder of an app. */
  const writtenBy = (app: App) => ({
    stacks: readdirSync(join(app.outdir, 'stacks')),
    manifest: existsSync(join(app.outdir, 'manifest.json')),
  });
  const NOTHING = { stacks: [], manifest: false };

  function newPartner(): App {
    const app = writingApp();
    new TerraformStack(app, 'somebody-elses');
    new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT });
    newCustomer(app, 'contoso');
    return app;
  }

  it('writes everything if all of them earn', () => {
    const app = newPartner();
    expect(app).toEarnPartnerCredit();
    app.synth();
    expect(writtenBy(app)).toEqual({ stacks: ['contoso', 'pec-identity', 'somebody-elses'], manifest: true });
  });

  it('writes nothing, and names every one of them', () => {
    const app = newPartner();
    newCustomer(app, 'northwind', nobody, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    newCustomer(app, 'tailspin', { automationRole: READER }, { subscriptions: [{ id: THIRD_SUBSCRIPTION }] });
    const synth = () => app.synth();
    expect(synth).toThrow(ReadinessError);
    expect(synth).toThrow(DeclarationError);
    expect(synth).toThrow(
      [
        'the readiness for partner earned credit has 2 faults:',
        `  - ${without('northwind', OTHER_SUBSCRIPTION)}`,
        `  - tailspin, subscription ${THIRD_SUBSCRIPTION}: PEC-Automation holds Reader, which Partner Center lists as not ` +
          'eligible; choose a listed role as automationRole, such as Support Request Contributor, ' +
          'or acknowledge the rule "role-earns" with a reason',
      ].join('\n'),
    );
    expect(writtenBy(app)).toEqual(NOTHING);
  });

  it('says what kind of error it is', () => {
    const app = newApp();
    const stack = newCustomer(app, 'contoso', nobody);
    try {
      Testing.synth(stack, true);
    } catch (error) {
      expect(error).toMatchObject({ name: 'ReadinessError' });
      expect((error as ReadinessError).faults).toEqual([
        { path: [`contoso, subscription ${SUBSCRIPTION}`], message: without('').split(': ').slice(1).join(': ') },
      ]);
    }
    expect.assertions(2);
  });

  it('fails for each subscription', () => {
    const stack = newCustomer(
      newApp(),
      'contoso',
      {},
      {
        subscriptions: [
          { id: SUBSCRIPTION, automationRole: READER },
          { id: OTHER_SUBSCRIPTION },
          { id: THIRD_SUBSCRIPTION, automationRole: TAG_CONTRIBUTOR },
        ],
      },
    );
    expect(faultsOf(() => Testing.synth(stack, true)).map(fault => fault.split(';')[0])).toEqual([
      `contoso, subscription ${SUBSCRIPTION}: PEC-Automation holds Reader, which Partner Center lists as not eligible`,
      `contoso, subscription ${THIRD_SUBSCRIPTION}: PEC-Automation holds Tag Contributor, which Partner Center does not ` +
        'list, neither as eligible nor as not',
    ]);
  });

  it('is not stopped by what is merely unknown', () => {
    const app = writingApp();
    const unlinked = { ...automation, linkedPartnerId: undefined };
    newCustomer(app, 'contoso', { automation: unlinked }, { cloud: AzureCloud.US_GOVERNMENT });
    expect(app).toEarnPartnerCredit({ allowUnknown: ['principal-linked', 'public-cloud'] });
    expect(app).not.toEarnPartnerCredit({ allowUnknown: ['principal-linked'] });
    expect(app).not.toEarnPartnerCredit({ allowUnknown: ['public-cloud'] });
    app.synth();
    expect(writtenBy(app).stacks).toEqual(['contoso']);
  });

  it('is not stopped by a customer that left', () => {
    const app = writingApp();
    newCustomer(app, 'contoso', nobody, { status: CustomerStatus.OFFBOARDED });
    app.synth();
    expect(writtenBy(app).stacks).toEqual(['contoso']);
  });

  it('fails for the first stack with all customers, for another one with its own', () => {
    const app = newApp();
    const contoso = newCustomer(app, 'contoso', nobody);
    const northwind = newCustomer(app, 'northwind', nobody, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    const all = [without('contoso'), without('northwind', OTHER_SUBSCRIPTION)];
    expect(faultsOf(() => Testing.synth(contoso, true))).toEqual(all);
    expect(faultsOf(() => Testing.synth(northwind, true))).toEqual(all.slice(1));
    expect(faultsOf(() => Testing.synth(contoso))).toEqual([]);
  });

  it('judges each customer once', () => {
    const app = writingApp();
    ['contoso', 'northwind', 'tailspin'].forEach((key, i) =>
      newCustomer(app, key, {}, { subscriptions: [{ id: SUBSCRIPTION.replace(/1$/, String(i + 1)) }] }),
    );
    const judge = jest.spyOn(RULES[0], 'judge');
    app.synth();
    expect(judge.mock.calls.map(([{ delegation }]) => delegation.subscriptionId)).toEqual(
      ['1', '2', '3'].map(digit => SUBSCRIPTION.replace(/1$/, digit)),
    );
    judge.mockRestore();
  });

  it('fails for a landing zone that asks for it, and for no other', () => {
    const app = writingApp();
    const stack = newStack('landing-zone', app);
    new AzurermProvider(stack, 'azurerm', { features: [{}] });
    newDelegation(stack, { registerResourceProvider: false });
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([]);
    PecReadiness.enforce(stack);
    expect(faultsOf(() => Testing.synth(stack, true))).toEqual([without('landing-zone/contoso')]);
    expect(() => app.synth()).toThrow(ReadinessError);
    expect(writtenBy(app)).toEqual(NOTHING);
  });
});

describe('PecReadiness.acknowledge', () => {
  const acknowledgement: Acknowledgement = { rule: 'automation-authorized', reason: 'Earns by another partner.' };

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
    const props = { automationRole: TAG_CONTRIBUTOR };
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

  it('stays within its app', () => {
    const app = newApp();
    PecReadiness.acknowledge(app, acknowledgement);
    expect(faultsOf(() => Testing.synth(newCustomer(newApp(), 'contoso', nobody), true))).toHaveLength(1);
  });

  it.each<[object, string[]]>([
    [
      { rule: 'role-pays', reason: 'Agreed.' },
      [
        'rule: "role-pays" is not a rule; expected one of agreement, admin-on-behalf-of, automation-authorized, role-earns, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud, credit-lost',
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
        'rule: undefined is not a rule; expected one of agreement, admin-on-behalf-of, automation-authorized, role-earns, principal-linked, customer-deployed, marketplace-plan, policy-delegates, public-cloud, credit-lost',
        'reason: is missing; expected why it is acceptable that this customer may not earn',
      ],
    ],
  ])('needs a rule and a reason: %j', (value, faults) => {
    const stack = newCustomer(newApp());
    const declare = () => PecReadiness.acknowledge(stack, untyped(value));
    expect(faultsOf(declare)).toEqual(faults);
    expect(declare).toThrow('the acknowledgement for "contoso" has ');
  });
});
