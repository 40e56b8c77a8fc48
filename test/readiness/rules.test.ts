import type { TerraformStack } from 'cdktf';
import {
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  type Customer,
  type CustomerStackProps,
  ManagementGroupOnboarding,
  Onboarding,
  PartnerAdminLink,
  PecAutomation,
  PecIdentityStack,
  PecReadiness,
  Principal,
  type ReadinessFinding,
  Verdict,
} from 'cdktf-partner-earned-credit';
import { Delegation } from '../../lib/lighthouse';
import { RULES } from '../../lib/readiness';
import { automation, contributors, MANAGING_TENANT, newApp, newCustomer, newOffer, newStack, token } from '../fabrikam';

// That nobody is known to earn is said on the console: stacks/readiness-gate.test.ts asks for it.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());
afterEach(() => jest.restoreAllMocks());

const { READER, TAG_CONTRIBUTOR } = AzureBuiltInRole;
const OTHER_TENANT = 'f0000000-0000-4000-8000-0000000000ff';
const UNLINKED = PecAutomation.fromAttributes({ ...automation, linkedPartnerId: undefined });
const OTHER_ID = 'f0000000-0000-4000-8000-0000000000ff';
const CURE = 'choose a listed role as automationRole, such as Support Request Contributor';

/** What a rule says of a customer's only subscription. */
function judge(
  rule: string,
  props: Partial<CustomerStackProps> = {},
  customer: Partial<Customer> = {},
  app = newApp(),
): ReadinessFinding | undefined {
  const stack = newCustomer(app, 'contoso', props, customer);
  return findingOf(stack, rule);
}

function findingOf(stack: TerraformStack, rule: string): ReadinessFinding | undefined {
  return PecReadiness.check(stack).customers[0].subscriptions[0].findings.find(finding => finding.rule === rule);
}

it('has rules with ids that acknowledgements can rely on, and a source for each', () => {
  expect(RULES.map(rule => rule.id)).toEqual([
    'agreement',
    'admin-on-behalf-of',
    'automation-authorized',
    'role-earns',
    'written-as-declared',
    'principal-linked',
    'customer-deployed',
    'marketplace-plan',
    'policy-delegates',
    'public-cloud',
  ]);
  expect(
    RULES.filter(rule => !/^[A-Z].*\.$/.test(rule.title) || !rule.source.startsWith('https://learn.microsoft.com/')),
  ).toEqual([]);
});

it('has for each rule who acts and what that person does, without a word of the program', () => {
  expect(RULES.filter(({ who, what }) => !/^[A-Z].*[^.]$/.test(who) || !/^[A-Z].*\.$/.test(what))).toEqual([]);
  // Properties and classes are written in one word with a capital inside; names of Microsoft and roles are not.
  expect(RULES.filter(({ what }) => /\b[a-z]+[A-Z]|`/.test(what)).map(({ id }) => id)).toEqual([]);
});

describe('automation-authorized', () => {
  it('earns if PEC-Automation is in the delegation', () => {
    expect(judge('automation-authorized')).toEqual({
      rule: 'automation-authorized',
      verdict: Verdict.EARNS,
      reason: 'PEC-Automation is authorized',
      cure: '',
      needsAcknowledgement: false,
    });
  });

  it('does not earn if it is not, and leaves role and link out', () => {
    const props = { automation: undefined };
    expect(judge('automation-authorized', props)).toEqual({
      rule: 'automation-authorized',
      verdict: Verdict.DOES_NOT_EARN,
      cause: 'PEC-Automation is not authorized',
      reason: 'PEC-Automation is not in the authorizations',
      cure: 'give automation beside the offer',
      needsAcknowledgement: true,
    });
    expect(judge('role-earns', props)).toBeUndefined();
    expect(judge('principal-linked', props)).toBeUndefined();
    expect(judge('public-cloud', props)).toBeUndefined();
  });
});

describe('role-earns', () => {
  const unlisted = (name: string) => ({
    rule: 'role-earns',
    verdict: Verdict.UNKNOWN,
    cause: `${name} is not listed, neither as eligible nor as not`,
    reason: `PEC-Automation holds ${name}, which Partner Center does not list, neither as eligible nor as not`,
    cure: CURE,
    needsAcknowledgement: true,
  });
  const listedWith = (role: AzureBuiltInRole) =>
    newOffer({ authorizations: [Authorization.permanent(Principal.servicePrincipal(automation.principalId), role)] });

  it.each([
    [undefined, 'Support Request Contributor'],
    [AzureBuiltInRole.CONTRIBUTOR, 'Contributor'],
    [AzureBuiltInRole.of('AcrPull'), 'AcrPull'],
    [AzureBuiltInRole.of('Reader and Data Access'), 'Reader and Data Access'],
  ])('earns with a listed role: %#', (automationRole, name) => {
    expect(judge('role-earns', { automationRole })).toEqual({
      rule: 'role-earns',
      verdict: Verdict.EARNS,
      reason: `permanently holds ${name}`,
      cure: '',
      needsAcknowledgement: false,
    });
  });

  it.each([READER, AzureBuiltInRole.BILLING_READER, AzureBuiltInRole.MONITORING_READER])(
    'does not earn with $name',
    automationRole => {
      expect(judge('role-earns', { automationRole })).toEqual({
        rule: 'role-earns',
        verdict: Verdict.DOES_NOT_EARN,
        cause: `${automationRole.name} does not earn`,
        reason: `PEC-Automation holds ${automationRole.name}, which Partner Center lists as not eligible`,
        cure: CURE,
        needsAcknowledgement: true,
      });
    },
  );

  it.each([
    [TAG_CONTRIBUTOR, 'Tag Contributor'],
    [AzureBuiltInRole.newerThanCatalogue(OTHER_ID, 'Brand New'), 'Brand New'],
  ])('does not know of a role that is not listed: %#', (automationRole, name) => {
    expect(judge('role-earns', { automationRole })).toEqual(unlisted(name));
  });

  it('does not know of a role that only Terraform knows', () => {
    const automationRole = AzureBuiltInRole.of(token(newStack(), 'role'));
    expect(judge('role-earns', { automationRole })).toEqual(unlisted('a role that only Terraform knows'));
  });

  it('looks at every permanent role of PEC-Automation', () => {
    const earning = { offer: listedWith(AzureBuiltInRole.BACKUP_CONTRIBUTOR), automationRole: READER };
    expect(judge('role-earns', earning)?.reason).toBe('permanently holds Backup Contributor');
    expect(judge('role-earns', { offer: listedWith(READER), automationRole: TAG_CONTRIBUTOR })).toEqual(
      unlisted('Tag Contributor'),
    );
    expect(
      judge('role-earns', { offer: listedWith(READER), automationRole: AzureBuiltInRole.SECURITY_READER })?.reason,
    ).toBe('PEC-Automation holds Reader, Security Reader, which Partner Center lists as not eligible');
    expect(
      judge('role-earns', { offer: listedWith(READER), automationRole: AzureBuiltInRole.SECURITY_READER })?.cause,
    ).toBe('Reader, Security Reader do not earn');
  });

  it('does not look at roles that have to be activated', () => {
    const pec = Principal.servicePrincipal(automation.principalId);
    const authorizations = [
      Authorization.eligible(pec, AzureBuiltInRole.CONTRIBUTOR),
      Authorization.permanent(pec, READER),
    ];
    // No delegation accepts an eligible service principal; the rule does not rely on that.
    const delegation = new Delegation({ onboarding: Onboarding.TERRAFORM, principal: automation, authorizations });
    const rule = RULES.find(({ id }) => id === 'role-earns');
    expect(rule?.judge({ delegation, cloud: AzureCloud.PUBLIC, links: [] })?.verdict).toBe(Verdict.DOES_NOT_EARN);
  });

  it('does not look at roles of others', () => {
    const offer = newOffer({ authorizations: [contributors] });
    expect(judge('role-earns', { offer, automationRole: READER })?.verdict).toBe(Verdict.DOES_NOT_EARN);
  });

  it('finds PEC-Automation whatever the case of its id', () => {
    const upperCase = { ...automation, principalId: automation.principalId.toUpperCase() };
    expect(judge('role-earns', { automation: upperCase })?.verdict).toBe(Verdict.EARNS);
  });

  it('finds PEC-Automation as a Terraform reference', () => {
    const app = newApp();
    const identity = new PecIdentityStack(app, 'pec-identity', { managingTenantId: MANAGING_TENANT });
    expect(judge('role-earns', { automation: identity.automation }, {}, app)?.verdict).toBe(Verdict.EARNS);
  });
});

describe('principal-linked', () => {
  const linked = (partnerId: string) => ({
    rule: 'principal-linked',
    verdict: Verdict.EARNS,
    reason: `linked to Partner ID ${partnerId}`,
    cure: '',
    needsAcknowledgement: false,
  });
  const unknown = {
    rule: 'principal-linked',
    verdict: Verdict.UNKNOWN,
    cause: 'no link to a Partner ID is declared',
    reason: 'no partner admin link of PEC-Automation is declared in this app',
    cure: 'declare a PartnerLinkStack, or write linkedPartnerId in PecAutomation.fromAttributes',
    needsAcknowledgement: false,
  };
  const withLinks = (...principals: (typeof automation)[]) => {
    const app = newApp();
    const stack = newStack('links', app);
    principals.forEach((principal, i) => new PartnerAdminLink(stack, `link-${i}`, { partnerId: `100${i}`, principal }));
    return app;
  };
  const judgeLink = (principal: typeof automation, app = newApp()) =>
    judge('principal-linked', { automation: principal }, {}, app);

  it('does not know without any link, and lets it pass', () => {
    expect(judgeLink(UNLINKED)).toEqual(unknown);
    expect(() => newCustomer(newApp(), 'contoso', { automation: UNLINKED }).node.validate()).not.toThrow();
  });

  it('believes what fromAttributes says', () => {
    expect(judgeLink(automation)).toEqual(linked('1234567'));
  });

  it.each<[string, typeof automation]>([
    ['the same object', UNLINKED],
    ['the same id', { ...UNLINKED }],
    ['the same id in upper case', { ...UNLINKED, principalId: UNLINKED.principalId.toUpperCase() }],
  ])('finds the link of %s', (_case, principal) => {
    expect(judgeLink(UNLINKED, withLinks(principal))).toEqual(linked('1000'));
  });

  it('refuses a link of the same object id in another tenant', () => {
    const elsewhere = { ...UNLINKED, tenantId: OTHER_TENANT };
    expect(judgeLink(UNLINKED, withLinks(elsewhere))).toEqual({
      rule: 'principal-linked',
      verdict: Verdict.DOES_NOT_EARN,
      cause: 'the link is in another tenant than the access',
      reason: `the app links the principal in tenant ${OTHER_TENANT}, but the customer authorizes it in tenant ${UNLINKED.tenantId}`,
      cure: 'give the link and the customers the same PEC-Automation, in the managing tenant',
      needsAcknowledgement: true,
    });
  });

  it('refuses a link to another Partner ID than the principal is declared with', () => {
    expect(judgeLink({ ...UNLINKED, linkedPartnerId: '1234567' }, withLinks(UNLINKED))).toEqual({
      rule: 'principal-linked',
      verdict: Verdict.DOES_NOT_EARN,
      cause: 'two Partner IDs are declared for one principal',
      reason: 'the app links the principal to Partner ID 1000, but it is declared as linked to 1234567',
      cure: 'a principal carries one Partner ID: write the same in both places, or leave linkedPartnerId out',
      needsAcknowledgement: true,
    });
    expect(judgeLink({ ...UNLINKED, linkedPartnerId: '1000' }, withLinks(UNLINKED))).toEqual(linked('1000'));
  });

  it('finds the link of the same Terraform reference', () => {
    const principalId = token(newStack(), 'principal');
    expect(judgeLink({ ...UNLINKED, principalId }, withLinks({ ...UNLINKED, principalId }))).toEqual(linked('1000'));
  });

  it('finds the right one of several', () => {
    expect(judgeLink(UNLINKED, withLinks({ ...UNLINKED, principalId: OTHER_ID }, UNLINKED))).toEqual(linked('1001'));
  });

  it('finds a link that is declared later', () => {
    const app = newApp();
    const stack = newCustomer(app, 'contoso', { automation: UNLINKED });
    expect(findingOf(stack, 'principal-linked')).toEqual(unknown);
    new PartnerAdminLink(newStack('link', app), 'link', { partnerId: '7', principal: UNLINKED });
    expect(findingOf(stack, 'principal-linked')).toEqual(linked('7'));
  });

  it('does not look into other apps', () => {
    withLinks(UNLINKED);
    expect(judgeLink(UNLINKED)).toEqual(unknown);
  });

  it('does not earn if the app links somebody else', () => {
    expect(judgeLink(UNLINKED, withLinks({ ...UNLINKED, principalId: OTHER_ID }))).toEqual({
      rule: 'principal-linked',
      verdict: Verdict.DOES_NOT_EARN,
      cause: 'another principal is linked than has access',
      reason: `the app links principal ${OTHER_ID}, but the customer authorizes ${UNLINKED.principalId}`,
      cure: 'give the link and the customers the same PEC-Automation',
      needsAcknowledgement: true,
    });
  });

  it('believes fromAttributes even if the app links somebody else', () => {
    expect(judgeLink(automation, withLinks({ ...UNLINKED, principalId: OTHER_ID }))).toEqual(linked('1234567'));
  });

  it('does not know whether a Terraform reference is somebody else', () => {
    const compared = {
      ...unknown,
      cause: 'only Terraform knows who is linked',
      reason: 'only Terraform knows whether the principal that the app links is PEC-Automation',
      cure: 'give the link and the customers the same PEC-Automation, or pin its ids with PecAutomation.fromAttributes',
    };
    const principalId = token(newStack(), 'principal');
    expect(judgeLink(UNLINKED, withLinks({ ...UNLINKED, principalId }))).toEqual(compared);
    expect(judgeLink({ ...UNLINKED, principalId }, withLinks(UNLINKED))).toEqual(compared);
    expect(
      judgeLink(UNLINKED, withLinks({ ...UNLINKED, principalId: OTHER_ID }, { ...UNLINKED, principalId })),
    ).toEqual(compared);
  });
});

describe('public-cloud', () => {
  it('has nothing to say of the public cloud', () => {
    expect(judge('public-cloud', {}, { cloud: AzureCloud.PUBLIC })).toBeUndefined();
    expect(judge('public-cloud')).toBeUndefined();
  });

  it.each([AzureCloud.US_GOVERNMENT, AzureCloud.CHINA])('does not know of $name', cloud => {
    expect(judge('public-cloud', {}, { cloud })).toEqual({
      rule: 'public-cloud',
      verdict: Verdict.UNKNOWN,
      cause: `whether ${cloud.name} pays credit is not known`,
      reason: `Microsoft does not say whether partner earned credit exists in ${cloud.name}`,
      cure: 'ask Partner Center support for this cloud',
      needsAcknowledgement: false,
    });
  });
});

describe('policy-delegates', () => {
  const onboarded = (props: object = {}) => {
    const stack = newStack();
    new ManagementGroupOnboarding(stack, 'landing-zones', {
      managementGroupId: 'landing-zones',
      offer: newOffer(),
      automation,
      location: 'westeurope',
      ...props,
    });
    return PecReadiness.check(stack).customers;
  };

  it('does not know which subscriptions the policy has reached', () => {
    expect(onboarded()).toMatchObject([
      {
        key: 'stack/landing-zones',
        name: 'stack/landing-zones',
        onboarding: Onboarding.POLICY,
        verdict: Verdict.UNKNOWN,
        subscriptions: [{ managementGroupId: '/providers/Microsoft.Management/managementGroups/landing-zones' }],
      },
    ]);
    const [{ findings }] = onboarded()[0].subscriptions;
    expect(findings.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ['automation-authorized', Verdict.EARNS],
      ['role-earns', Verdict.EARNS],
      ['principal-linked', Verdict.EARNS],
      ['policy-delegates', Verdict.UNKNOWN],
    ]);
  });

  it('leaves it to the others to find what is wrong with the offer', () => {
    expect(onboarded({ automationRole: READER })[0].verdict).toBe(Verdict.DOES_NOT_EARN);
    expect(onboarded({ automation: undefined })[0].verdict).toBe(Verdict.DOES_NOT_EARN);
  });
});
