import { Construct } from 'constructs';
import {
  Agreement,
  Authorization,
  AzureBuiltInRole,
  AzureCloud,
  LinkedAccount,
  Principal,
} from 'cdktf-partner-earned-credit';
import { CARRIED_OUT, Delegation, Onboarding } from '../../lib/lighthouse';
import {
  CUSTOMER_FACTS,
  type CustomerReadiness,
  judgeBelow,
  judgeDelegation,
  Readiness,
  type ReadinessFinding,
  Verdict,
} from '../../lib/readiness';
import { automation, contributors, newStack, SUBSCRIPTION, token } from '../fabrikam';

type DelegationParts = ConstructorParameters<typeof Delegation>[0];

const PEC = Principal.servicePrincipal(automation.principalId);
const earning = Authorization.permanent(PEC, AzureBuiltInRole.CONTRIBUTOR);
const HASH = 'a'.repeat(64);
const OTHER_HASH = 'b'.repeat(64);

function judged(
  parts: Partial<DelegationParts>,
  carried: { templateSha256?: string; deployedTemplateSha256?: string } = {},
) {
  const delegation = new Delegation({
    onboarding: Onboarding.EXISTING,
    subscriptionId: SUBSCRIPTION,
    principal: automation,
    authorizations: [earning],
    ...parts,
  });
  return judgeDelegation({ delegation, ...carried }, { cloud: AzureCloud.PUBLIC }, [], () => undefined);
}

/** What one rule says: verdict, whether it has to be acknowledged, and what to do. */
function said(rule: string, ...given: Parameters<typeof judged>) {
  const found = judged(...given).findings.find(finding => finding.rule === rule);
  return found && [found.verdict, found.needsAcknowledgement, found.reason, found.cure];
}

describe('a template that the customer deploys', () => {
  const onboarding = Onboarding.ARM_TEMPLATE;

  it('is unknown until somebody notes it, earns if it is this one, and is unknown if it is another one', () => {
    expect(said('customer-deployed', { onboarding }, { templateSha256: HASH })).toEqual([
      Verdict.UNKNOWN,
      false,
      'the customer deploys the template itself, and nobody noted that it did',
      `look under "My customers" in the portal, then write deployedTemplateSha256: ${HASH}`,
    ]);
    const deployed = (deployedTemplateSha256: string) =>
      said('customer-deployed', { onboarding }, { templateSha256: HASH, deployedTemplateSha256 });
    expect(deployed(HASH)).toEqual([Verdict.EARNS, false, 'the customer deployed this template', '']);
    expect(deployed(OTHER_HASH)).toEqual([
      Verdict.UNKNOWN,
      false,
      'the customer deployed another template (SHA-256 bbbbbbbbbbbb…) than this one',
      `ask the customer to deploy the new template, then write deployedTemplateSha256: ${HASH}`,
    ]);
  });

  it('is asked of templates only', () => {
    expect(said('customer-deployed', { onboarding: Onboarding.TERRAFORM }, { templateSha256: HASH })).toBeUndefined();
  });
});

describe('who is authorized', () => {
  const onboarding = Onboarding.TERRAFORM;
  const eligible = Authorization.eligible(Principal.group(automation.principalId), AzureBuiltInRole.CONTRIBUTOR);

  it.each([
    [onboarding, 'PEC-Automation'],
    [Onboarding.EXISTING, 'the linked account'],
  ])('with %s, is called %s', (how, name) => {
    expect(said('automation-authorized', { onboarding: how })).toEqual([
      Verdict.EARNS,
      false,
      `${name} is authorized`,
      '',
    ]);
    expect(said('automation-authorized', { onboarding: how, authorizations: [eligible] })).toEqual([
      Verdict.DOES_NOT_EARN,
      true,
      `${name} has eligible roles only, which count for nothing until somebody activates them`,
      'make one of them permanent',
    ]);
    expect(said('automation-authorized', { onboarding: how, authorizations: [contributors] })?.slice(0, 3)).toEqual([
      Verdict.DOES_NOT_EARN,
      true,
      `${name} is not in the authorizations`,
    ]);
  });

  it('is not judged where only Terraform knows one of them', () => {
    const unknown = Authorization.permanent(
      Principal.servicePrincipal(token(newStack(), 'id')),
      AzureBuiltInRole.CONTRIBUTOR,
    );
    expect(said('automation-authorized', { onboarding, authorizations: [unknown] })).toEqual([
      Verdict.UNKNOWN,
      true,
      'some principals are known to Terraform only, so whether PEC-Automation is one of them is not known',
      'give automation beside the offer',
    ]);
    expect(said('automation-authorized', { onboarding, authorizations: [unknown], principal: undefined })?.[0]).toBe(
      Verdict.DOES_NOT_EARN,
    );
  });

  it('and with which role, is left to the rule of the marketplace', () => {
    const rules = judged({ onboarding: Onboarding.MARKETPLACE, authorizations: [contributors] }).findings;
    expect(rules.map(({ rule }) => rule)).not.toContain('automation-authorized');
    expect(rules.map(({ rule }) => rule)).not.toContain('role-earns');
    expect(rules.find(({ rule }) => rule === 'marketplace-plan')?.needsAcknowledgement).toBe(false);
  });

  it('is a member of a group, if the account says so', () => {
    const account = LinkedAccount.user({ principalId: automation.principalId, tenantId: automation.tenantId ?? '' });
    const group = 'f0000000-0000-4000-8000-000000000055';
    const authorizations = [Authorization.permanent(Principal.group(group), AzureBuiltInRole.READER)];
    expect(said('role-earns', { principal: { ...account, memberOf: [group] }, authorizations })).toEqual([
      Verdict.DOES_NOT_EARN,
      true,
      'the linked account holds Reader, which Partner Center lists as not eligible',
      'link an account that permanently holds a listed role, such as Support Request Contributor',
    ]);
    expect(said('role-earns', { principal: account, authorizations })).toBeUndefined();
  });

  it('is told to choose another role where Terraform gives it', () => {
    const authorizations = [Authorization.permanent(PEC, AzureBuiltInRole.READER)];
    expect(said('role-earns', { onboarding, authorizations })?.[3]).toBe(
      'choose a listed role as automationRole, such as Support Request Contributor',
    );
  });
});

describe('the totals', () => {
  const finding = (acknowledgement?: string): ReadinessFinding => ({
    rule: 'role-earns',
    verdict: Verdict.DOES_NOT_EARN,
    reason: 'because',
    cure: 'mend it',
    needsAcknowledgement: true,
    acknowledgement,
  });
  const customer = (key: string, verdict: Verdict, ...findings: ReadinessFinding[][]): CustomerReadiness => ({
    key,
    name: key,
    cloud: 'AzureCloud',
    onboarding: Onboarding.TERRAFORM,
    verdict,
    advice: [],
    subscriptions: findings.map(found => ({ resourceGroups: [], offer: 'o', verdict, findings: found })),
  });

  it('count a customer as acknowledged by one finding of one subscription', () => {
    const readiness = new Readiness([
      customer('a', Verdict.DOES_NOT_EARN, [finding('agreed'), finding()], [finding()]),
      customer('b', Verdict.DOES_NOT_EARN, [finding()]),
      customer('c', Verdict.EARNS, []),
    ]);
    expect(readiness.acknowledged).toBe(1);
    expect(readiness.stoppedBy.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(readiness.isAccepted).toBe(false);
  });

  it('are one sentence, with those that cannot earn only where there are some', () => {
    const one = customer('a', Verdict.EARNS, []);
    expect(new Readiness([one]).summary).toBe('1 customer: 1 would earn, 0 would not, 0 unknown, 0 offboarded.');
    expect(new Readiness([one, customer('b', Verdict.CANNOT_EARN, [])]).summary).toBe(
      '2 customers: 1 would earn, 0 would not, 0 unknown, 0 offboarded, 1 cannot.',
    );
  });

  it('say what was assumed, of customers who are there', () => {
    const silent = customer('a', Verdict.EARNS, []);
    const said = { ...customer('b', Verdict.EARNS, []), agreement: Agreement.AZURE_PLAN };
    const offboarded = customer('c', Verdict.OFFBOARDED);
    const sentence = 'because nobody said it: billed under the Azure plan of CSP, without admin-on-behalf-of access.';
    expect(new Readiness([silent, offboarded]).assumption).toBe(`Assumed of every customer, ${sentence}`);
    expect(new Readiness([silent, said, offboarded]).assumption).toBe(`Assumed of 1 of 2 customers, ${sentence}`);
    expect(new Readiness([said, offboarded]).assumption).toBeUndefined();
  });
});

describe('delegations of one customer at one subscription', () => {
  const MANAGEMENT_GROUP = '/providers/Microsoft.Management/managementGroups/contoso';
  const reading = [Authorization.permanent(PEC, AzureBuiltInRole.READER)];
  /** What is shown of several delegations, in their order: their resource groups, and whether they earn. */
  const shown = (...delegations: Partial<DelegationParts>[]) => {
    const stack = newStack();
    CUSTOMER_FACTS.add(stack, {
      key: 'contoso',
      name: 'Contoso',
      cloud: AzureCloud.PUBLIC,
      onboarding: Onboarding.EXISTING,
      isOffboarded: false,
    });
    const place = { onboarding: Onboarding.EXISTING, subscriptionId: SUBSCRIPTION, principal: automation };
    delegations.forEach((parts, i) =>
      CARRIED_OUT.add(new Construct(stack, `delegation-${i}`), {
        delegation: new Delegation({ ...place, authorizations: [earning], ...parts }),
      }),
    );
    return judgeBelow(stack)[0].subscriptions.map(({ resourceGroups, verdict, note }) => [
      resourceGroups.join(' '),
      verdict,
      note,
    ]);
  };
  const one = 'earns in 1 resource group; the rest of the subscription does not';
  const two = 'earns in 2 resource groups; the rest of the subscription does not';

  it('are shown once where one covers the resource groups of the other, whatever their case', () => {
    expect(shown({ resourceGroups: ['web', 'data'] }, { resourceGroups: ['WEB'], authorizations: reading })).toEqual([
      ['web data', Verdict.EARNS, two],
    ]);
    expect(shown({ resourceGroups: ['WEB'] }, { resourceGroups: ['web', 'data'] })).toEqual([
      ['web data', Verdict.EARNS, two],
    ]);
    expect(shown({ resourceGroups: ['web'], authorizations: reading }, {})).toEqual([['', Verdict.EARNS, undefined]]);
  });

  it('are shown both where neither covers the other', () => {
    expect(
      shown({ resourceGroups: ['web', 'data'] }, { resourceGroups: ['data', 'mail'], authorizations: reading }),
    ).toEqual([
      ['web data', Verdict.EARNS, two],
      ['data mail', Verdict.DOES_NOT_EARN, undefined],
    ]);
    expect(shown({ resourceGroups: ['web'] }, { authorizations: reading })).toEqual([
      ['web', Verdict.EARNS, one],
      ['', Verdict.DOES_NOT_EARN, undefined],
    ]);
  });

  it('are no delegations of a management group', () => {
    const group = { subscriptionId: undefined, managementGroupId: MANAGEMENT_GROUP };
    const another = { subscriptionId: undefined, managementGroupId: `${MANAGEMENT_GROUP}-2` };
    expect(shown({}, group, another)).toHaveLength(3);
    expect(shown(group, group)).toHaveLength(1);
  });
});
