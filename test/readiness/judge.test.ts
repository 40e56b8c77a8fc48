import { type App, Testing } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  CustomerStatus,
  LighthouseDelegation,
  Onboarding,
  PecReadiness,
  Principal,
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
} from '../fabrikam';
import { Construct } from 'constructs';
import { CARRIED_OUT, Delegation } from '../../lib/lighthouse';
import { CUSTOMER_FACTS } from '../../lib/readiness';

const { READER, TAG_CONTRIBUTOR } = AzureBuiltInRole;
const THIRD_SUBSCRIPTION = 'c0000000-0000-4000-8000-000000000013';
const nobody = { automation: undefined };
const readers = newOffer({ name: 'Readers', authorizations: [], operatorsCanEndDelegation: false });

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
      isOffboarded: false,
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
        isOffboarded: false,
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
        verdict: Verdict.OFFBOARDED,
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
