import {
  Agreement,
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  CustomerStatus,
  type ILinkedAccount,
  LinkedAccount,
  Onboarding,
  PecIdentityStack,
  PecReadiness,
  Principal,
  UnmanagedCustomer,
  Verdict,
} from 'cdktf-partner-earned-credit';
import type { App } from 'cdktf';
import {
  automation,
  contributors,
  CUSTOMER_TENANT,
  faultsOf,
  MANAGING_TENANT,
  newApp,
  newCustomer,
  newDelegation,
  newOffer,
  newStack,
  OTHER_SUBSCRIPTION,
  PLAN,
  SUBSCRIPTION,
  token,
  writingApp,
} from '../fabrikam';

const nobody = { automation: undefined };
const security = newOffer({ name: 'Fabrikam Security', authorizations: [] });
const reading = newOffer({
  name: 'Fabrikam Reading',
  authorizations: [
    Authorization.permanent(
      Principal.group('f0000000-0000-4000-8000-000000000099', 'readers'),
      AzureBuiltInRole.READER,
    ),
  ],
  operatorsCanEndDelegation: false,
});

function judged(app: App, key = 'contoso') {
  const customer = PecReadiness.check(app).customers.find(found => found.key === key);
  return {
    verdict: customer?.verdict,
    findings: customer?.subscriptions.flatMap(({ findings }) => findings.map(({ rule, verdict }) => [rule, verdict])),
    notes: customer?.subscriptions.map(({ note }) => note),
  };
}

describe('the agreement of a customer', () => {
  it('that Microsoft pays no credit on makes it one that can never earn, which is no error', () => {
    const app = writingApp();
    newCustomer(app, 'contoso', nobody, { agreement: Agreement.OTHER });
    expect(judged(app)).toMatchObject({ verdict: Verdict.CANNOT_EARN, findings: [['agreement', 'cannot-earn']] });
    expect(faultsOf(() => app.synth())).toEqual([]);
    const report = PecReadiness.check(app);
    expect(report.summary).toBe('1 customer: 0 would earn, 0 would not, 0 unknown, 0 offboarded, 1 cannot.');
    expect(JSON.parse(report.toJson())).toMatchObject({ totals: { cannotEarn: 1, doesNotEarn: 0 } });
  });

  it('that may earn is no reason to earn', () => {
    const app = newApp();
    newCustomer(app, 'contoso', nobody, { agreement: Agreement.AZURE_PLAN });
    expect(judged(app).verdict).toBe(Verdict.DOES_NOT_EARN);
  });

  it('is assumed where nobody said it, and the report says of whom', () => {
    const app = newApp();
    const said = { agreement: Agreement.AZURE_PLAN };
    newCustomer(app, 'contoso', {}, said);
    expect(PecReadiness.check(app).assumption).toBeUndefined();
    newCustomer(app, 'northwind', {}, { subscriptions: [{ id: OTHER_SUBSCRIPTION }] });
    expect(PecReadiness.check(app).assumption).toMatch(/^Assumed of 1 of 2 customers, because nobody said it: /);
  });
});

describe('admin-on-behalf-of access', () => {
  it('earns by itself where it stands', () => {
    const app = writingApp();
    newCustomer(app, 'contoso', nobody, { adminOnBehalfOf: true });
    expect(judged(app)).toMatchObject({ verdict: Verdict.EARNS, findings: [['admin-on-behalf-of', 'earns']] });
    expect(faultsOf(() => app.synth())).toEqual([]);
  });

  it('earns nothing where it does not stand, nor under another agreement', () => {
    const app = newApp();
    newCustomer(app, 'contoso', nobody, { adminOnBehalfOf: false });
    newCustomer(app, 'northwind', nobody, {
      adminOnBehalfOf: true,
      agreement: Agreement.OTHER,
      subscriptions: [{ id: OTHER_SUBSCRIPTION }],
    });
    expect(judged(app).verdict).toBe(Verdict.DOES_NOT_EARN);
    expect(judged(app, 'northwind').verdict).toBe(Verdict.CANNOT_EARN);
  });
});

it('admin-on-behalf-of access in another cloud is not known to earn', () => {
  const app = newApp();
  newCustomer(app, 'contoso', nobody, { adminOnBehalfOf: true, cloud: AzureCloud.US_GOVERNMENT });
  expect(judged(app)).toMatchObject({
    verdict: Verdict.UNKNOWN,
    findings: [
      ['admin-on-behalf-of', 'earns'],
      ['public-cloud', 'unknown'],
    ],
  });
});

it.each<[string, (app: App) => ILinkedAccount]>([
  ['an account', app => new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT }).automation],
  [
    'a group of the account',
    app =>
      LinkedAccount.user({
        principalId: automation.clientId,
        tenantId: MANAGING_TENANT,
        memberOf: [token(newStack('other', app), 'group')],
      }),
  ],
])('%s that only Terraform knows is not judged against an existing delegation', (_case, accountIn) => {
  const app = newApp();
  const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] };
  const existing = [contributors];
  const linkedAccount = accountIn(app);
  new UnmanagedCustomer(app, 'contoso', { customer, onboarding: Onboarding.EXISTING, linkedAccount, existing });
  expect(judged(app).findings?.[0]).toEqual(['automation-authorized', 'unknown']);
});

describe('a delegation of resource groups', () => {
  it('earns for these groups, and the report says that the rest does not', () => {
    const app = newApp();
    newCustomer(app, 'contoso', {}, { subscriptions: [{ id: SUBSCRIPTION, resourceGroups: ['rg-web', 'rg-data'] }] });
    const note = 'earns in 2 resource groups; the rest of the subscription does not';
    expect(judged(app)).toMatchObject({ verdict: Verdict.EARNS, notes: [note] });
    const report = PecReadiness.check(app);
    const said = [report.toTable(), report.toHtml(), report.toJson()].map(text => text.includes(note));
    expect(said).toEqual([true, true, true]);
    expect(report.toMarkdown()).toContain('Subscriptions of 1 customer earn in resource groups only');
  });

  it('that does not earn says nothing of the rest', () => {
    const app = newApp();
    newCustomer(app, 'contoso', nobody, { subscriptions: [{ id: SUBSCRIPTION, resourceGroups: ['rg-web'] }] });
    expect(judged(app).notes).toEqual([undefined]);
  });
});

describe('two offers at one subscription', () => {
  it('earn if one of them holds PEC-Automation, whichever stack it is in', () => {
    const app = writingApp();
    newCustomer(app, 'contoso');
    newCustomer(app, 'contoso-reading', { offer: reading, ...nobody });
    expect(judged(app, 'contoso-reading')).toMatchObject({
      verdict: Verdict.EARNS,
      findings: [['automation-authorized', 'earns']],
    });
    const [reason] = PecReadiness.check(app).customers[1].subscriptions[0].findings.map(finding => finding.reason);
    expect(reason).toBe(
      `the subscription earns by the offer "Fabrikam Managed Services" of contoso/subscription-${SUBSCRIPTION}`,
    );
    expect(faultsOf(() => app.synth())).toEqual([]);
  });

  it('do not earn if neither holds it, nor if the one that does would not earn', () => {
    const app = newApp();
    newCustomer(app, 'contoso', nobody);
    newCustomer(app, 'contoso-reading', { offer: reading, ...nobody });
    expect(judged(app, 'contoso-reading').verdict).toBe(Verdict.DOES_NOT_EARN);
    const other = newApp();
    newCustomer(other, 'contoso', { automationRole: AzureBuiltInRole.READER });
    newCustomer(other, 'contoso-reading', { offer: reading, ...nobody });
    expect(judged(other, 'contoso-reading').verdict).toBe(Verdict.DOES_NOT_EARN);
  });

  it('do not earn by a customer that has left', () => {
    const app = newApp();
    newCustomer(app, 'contoso', { offer: security }, { status: CustomerStatus.OFFBOARDED });
    newCustomer(app, 'contoso-reading', { offer: reading, ...nobody });
    expect(judged(app, 'contoso-reading').verdict).toBe(Verdict.DOES_NOT_EARN);
  });

  it('are judged in a landing zone of one’s own as well', () => {
    const app = newApp();
    const stack = newStack('landing-zone', app);
    newDelegation(stack, { automation }, 'managed');
    newDelegation(stack, { offer: reading }, 'reading');
    expect(judged(app, 'landing-zone/reading').verdict).toBe(Verdict.EARNS);
  });
});

describe('a customer of the marketplace', () => {
  const customer = { name: 'Contoso', tenantId: CUSTOMER_TENANT, subscriptions: [{ id: SUBSCRIPTION }] };
  const pec = Principal.servicePrincipal(automation.principalId);
  const accepted = (...authorizations: Authorization[]) => {
    const app = newApp();
    const offer = newOffer({ plan: PLAN, authorizations });
    new UnmanagedCustomer(app, 'contoso', { customer, onboarding: Onboarding.MARKETPLACE, offer, automation });
    return judged(app).findings?.filter(([rule]) => rule === 'marketplace-plan');
  };

  it('earns if the plan permanently gives PEC-Automation a role that earns, and is unknown otherwise', () => {
    expect(accepted(Authorization.permanent(pec, AzureBuiltInRole.CONTRIBUTOR))).toEqual([
      ['marketplace-plan', 'earns'],
    ]);
    expect(accepted(Authorization.permanent(pec, AzureBuiltInRole.READER))).toEqual([['marketplace-plan', 'unknown']]);
    expect(accepted()).toEqual([['marketplace-plan', 'unknown']]);
  });
});
