import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AzureBuiltInRole,
  type LighthouseDelegation,
  type ManagementGroupOnboarding,
  PecReadiness,
  Verdict,
} from 'cdktf-partner-earned-credit';
import 'cdktf-partner-earned-credit/testing';
import { TerraformIterator } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  automation,
  faultsOf,
  MANAGING_TENANT,
  newCustomer,
  newDelegation,
  newStack,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  token,
  writingApp,
} from '../fabrikam';
import { newOnboarding } from '../lighthouse/policy/onboarding';

const READER = AzureBuiltInRole.READER.id;

/** Where PEC-Automation stands in the list of a definition. */
function positionIn({ authorizations }: LighthouseDelegation): number {
  return authorizations.findIndex(({ principal }) => principal.id === automation.principalId);
}

const verdictOf = (scope: IConstruct) => PecReadiness.check(scope).customers.map(({ verdict }) => verdict);

describe('readiness judges what is written, not what was declared', () => {
  it.each<[string, (delegation: LighthouseDelegation) => void, Verdict, string]>([
    ['nothing was changed', () => undefined, Verdict.EARNS, 'role-earns'],
    [
      'an override gives PEC-Automation Reader',
      one => one.definition.addOverride(`authorization.${positionIn(one)}.role_definition_id`, READER),
      Verdict.DOES_NOT_EARN,
      'role-earns',
    ],
    [
      'an override gives it another role that earns',
      one =>
        one.definition.addOverride(
          `authorization.${positionIn(one)}.role_definition_id`,
          AzureBuiltInRole.CONTRIBUTOR.id.toUpperCase(),
        ),
      Verdict.EARNS,
      'role-earns',
    ],
    [
      'an override names somebody else',
      one =>
        one.definition.addOverride(
          `authorization.${positionIn(one)}.principal_id`,
          'f0000000-0000-4000-8000-000000000077',
        ),
      Verdict.DOES_NOT_EARN,
      'automation-authorized',
    ],
    [
      'putAuthorization leaves it out',
      ({ definition }) =>
        definition.putAuthorization([
          { principalId: 'f0000000-0000-4000-8000-000000000077', roleDefinitionId: READER },
        ]),
      Verdict.DOES_NOT_EARN,
      'automation-authorized',
    ],
    [
      'it becomes eligible only',
      ({ definition }) => {
        definition.putAuthorization([
          { principalId: 'f0000000-0000-4000-8000-000000000077', roleDefinitionId: READER },
        ]);
        definition.putEligibleAuthorization([
          { principalId: automation.principalId, roleDefinitionId: AzureBuiltInRole.CONTRIBUTOR.id },
        ]);
      },
      Verdict.DOES_NOT_EARN,
      'automation-authorized',
    ],
    [
      'only Terraform knows the list',
      ({ definition }) => definition.addOverride('authorization', '${local.authorizations}'),
      Verdict.UNKNOWN,
      'automation-authorized',
    ],
    [
      'a dynamic block makes the list',
      ({ definition }) =>
        definition.putAuthorization(
          TerraformIterator.fromList(['operators']).dynamic({
            principal_id: '${local.id}',
            role_definition_id: READER,
          }),
        ),
      Verdict.UNKNOWN,
      'automation-authorized',
    ],
    [
      'only Terraform knows the role',
      one => one.definition.addOverride(`authorization.${positionIn(one)}.role_definition_id`, '${local.role}'),
      Verdict.UNKNOWN,
      'role-earns',
    ],
  ])('%s', (_case, change, verdict, rule) => {
    const app = writingApp();
    const delegation = newDelegation(newStack('own', app), { automation });
    change(delegation);
    expect(verdictOf(app)).toEqual([verdict]);
    const [{ findings }] = PecReadiness.check(app).customers[0].subscriptions;
    expect(findings.find(finding => finding.rule === rule)?.verdict).toBe(verdict);
  });

  it('also in readiness.json, and in what the delegation says of itself', () => {
    const app = writingApp();
    const delegation = newDelegation(newStack('own', app), { automation });
    const position = positionIn(delegation);
    delegation.definition.addOverride(`authorization.${position}.role_definition_id`, READER);
    expect(delegation.authorizations.map(({ role }) => role.id)).toContain(READER);
    expect(PecReadiness.check(app).toJson()).toContain(`"roleId": "${READER}"`);
  });

  it('and keeps the declared authorization where nothing was changed', () => {
    const delegation = newDelegation(newStack('own', writingApp()));
    delegation.definition.addOverride('description', 'ours');
    expect(delegation.authorizations).toBe(delegation.authorizations);
  });
});

const OTHER_TENANT = 'f0000000-0000-4000-8000-0000000000ff';
const ELSEWHERE = `/subscriptions/${OTHER_SUBSCRIPTION}`;

/** What the rule about alterations says of the only customer. */
function altered(scope: IConstruct) {
  const [{ verdict, subscriptions }] = PecReadiness.check(scope).customers;
  const finding = subscriptions[0].findings.find(({ rule }) => rule === 'written-as-declared');
  return [verdict, finding?.verdict, finding?.reason];
}

const no = (reason: string) => [Verdict.DOES_NOT_EARN, Verdict.DOES_NOT_EARN, reason];
const unknown = (reason: string) => [Verdict.UNKNOWN, Verdict.UNKNOWN, reason];
const fine = [Verdict.EARNS, undefined, undefined];

describe('what is written of a delegation beside its authorizations', () => {
  type Change = (definition: LighthouseDelegation['definition'], one: LighthouseDelegation) => unknown;

  it.each<[string, Change, (Verdict | string | undefined)[]]>([
    [
      'another managing tenant',
      definition => definition.addOverride('managing_tenant_id', OTHER_TENANT),
      no(`the managing tenant is ${OTHER_TENANT}, not ${MANAGING_TENANT}`),
    ],
    [
      'the managing tenant in capitals',
      definition => definition.addOverride('managing_tenant_id', MANAGING_TENANT.toUpperCase()),
      fine,
    ],
    [
      'a managing tenant that only Terraform knows',
      definition => definition.addOverride('managing_tenant_id', '${var.tenant}'),
      unknown('the managing tenant is known to Terraform only'),
    ],
    [
      'a managing tenant that is a reference',
      (definition, one) => (definition.managingTenantId = token(one, 'tenant')),
      unknown('the managing tenant is known to Terraform only'),
    ],
    [
      'the definition at another subscription',
      definition => (definition.scope = ELSEWHERE),
      no(`the scope of the definition is ${ELSEWHERE}, not /subscriptions/${SUBSCRIPTION}`),
    ],
    [
      'the definition where only Terraform knows',
      definition => definition.addOverride('scope', '/subscriptions/${var.subscription}'),
      unknown('the scope of the definition is known to Terraform only'),
    ],
    [
      'no definition',
      definition => (definition.count = 0),
      no('count of the definition is empty, so that Terraform makes none'),
    ],
    ['one definition, counted', definition => (definition.count = 1), fine],
    ['a count that is taken back', definition => definition.addOverride('count', null), fine],
    [
      'a definition only if',
      definition => definition.addOverride('count', '${var.enabled ? 1 : 0}'),
      unknown('count of the definition is known to Terraform only'),
    ],
    [
      'a definition for none',
      definition => definition.addOverride('for_each', {}),
      no('for_each of the definition is empty, so that Terraform makes none'),
    ],
    ['a definition for one', definition => definition.addOverride('for_each', { a: 'b' }), fine],
    [
      'a definition for each of a list',
      definition => (definition.forEach = TerraformIterator.fromList(['a'])),
      unknown('for_each of the definition is known to Terraform only'),
    ],
    [
      'a definition that was taken out',
      (definition, one) => one.node.tryRemoveChild(definition.node.id),
      no('the definition was taken out of the tree'),
    ],
    [
      'authorizations that are left as they are',
      definition => definition.addOverride('lifecycle.ignore_changes', ['authorization']),
      unknown('Terraform leaves the authorizations of a definition that exists as they are, because of ignore_changes'),
    ],
    [
      'everything left as it is',
      definition => definition.addOverride('lifecycle.ignore_changes', 'all'),
      unknown('Terraform leaves the authorizations of a definition that exists as they are, because of ignore_changes'),
    ],
    [
      'capitals left as they are',
      definition => definition.addOverride('lifecycle.ignore_changes', ['managing_tenant_id']),
      fine,
    ],
    [
      'no assignment',
      (_definition, { assignments: [one] }) => (one.count = 0),
      no('count of an assignment is empty, so that Terraform makes none'),
    ],
    [
      'an assignment that was taken out',
      (_definition, one) => one.node.tryRemoveChild('Assignment'),
      no('an assignment was taken out of the tree'),
    ],
    [
      'an assignment elsewhere',
      (_definition, { assignments: [one] }) =>
        one.addOverride('scope', `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`),
      no(
        `the scope of an assignment is /subscriptions/${SUBSCRIPTION}/resourceGroups/rg, not /subscriptions/${SUBSCRIPTION}`,
      ),
    ],
    [
      'an assignment of another definition',
      (_definition, { assignments: [one] }) => one.addOverride('lighthouse_definition_id', `${ELSEWHERE}/providers/x`),
      unknown('an assignment is of another definition, of which the declaration knows nothing'),
    ],
    [
      'an assignment of what only Terraform knows',
      (_definition, { assignments: [one] }) => (one.lighthouseDefinitionId = '${local.definition}'),
      unknown('an assignment is of another definition, of which the declaration knows nothing'),
    ],
  ])('%s', (_case, change, expected) => {
    const app = writingApp();
    const delegation = newDelegation(newStack('own', app), { automation });
    change(delegation.definition, delegation);
    expect(altered(app)).toEqual(expected);
  });

  it('of one resource group of several', () => {
    const app = writingApp();
    const resourceGroups = ['rg-a', 'rg-b'];
    const { assignments } = newDelegation(newStack('own', app), { automation, resourceGroups });
    expect(altered(app)).toEqual(fine);
    assignments[1].addOverride('count', '0');
    expect(altered(app)).toEqual(no('count of an assignment is empty, so that Terraform makes none'));
  });

  it('with references, which are compared as they stand', () => {
    const app = writingApp();
    const stack = newStack('own', app);
    const { definition } = newDelegation(stack, { automation, subscriptionId: token(stack, 'subscription') });
    expect(altered(app)).toEqual(fine);
    definition.addOverride('scope', '/subscriptions/${var.subscription}');
    expect(altered(app)[0]).toBe(Verdict.UNKNOWN);
  });

  it('stops synth if it is known, and can be acknowledged', () => {
    const app = writingApp();
    const stack = newCustomer(app);
    stack.delegations[0].definition.count = 0;
    expect(faultsOf(() => app.synth())).toEqual([
      `contoso, subscription ${SUBSCRIPTION}: count of the definition is empty, so that Terraform makes none; take the ` +
        'override back, and declare it with the properties of the construct, or acknowledge the rule ' +
        '"written-as-declared" with a reason',
    ]);
    const other = writingApp();
    const accepted = newCustomer(other);
    accepted.delegations[0].definition.count = 0;
    PecReadiness.acknowledge(accepted, { rule: 'written-as-declared', reason: 'Waits for the customer.' });
    expect(faultsOf(() => other.synth())).toEqual([]);
    expect(readFileSync(join(other.outdir, 'readiness.json'), 'utf8')).toContain('Waits for the customer.');
  });

  it('stops no synth if only Terraform knows', () => {
    const app = writingApp();
    newCustomer(app).delegations[0].definition.addOverride('count', '${var.enabled ? 1 : 0}');
    expect(faultsOf(() => app.synth())).toEqual([]);
    expect(readFileSync(join(app.outdir, 'readiness.md'), 'utf8')).toContain('is known to Terraform only');
  });

  it('is seen by the matchers', () => {
    const app = writingApp();
    const stack = newStack('own', app);
    const { definition } = newDelegation(stack, { automation });
    expect(stack).toEarnPartnerCredit();
    expect(stack).toDelegate({ subscriptionId: SUBSCRIPTION });
    definition.scope = ELSEWHERE;
    expect(stack).not.toEarnPartnerCredit();
    expect(stack).not.toDelegate({ subscriptionId: SUBSCRIPTION });
    expect(() => expect(stack).toDelegate({ subscriptionId: SUBSCRIPTION })).toThrow(
      `differs in what is written (the scope of the definition is ${ELSEWHERE}, not /subscriptions/${SUBSCRIPTION})`,
    );
  });
});

describe('what is written of a policy', () => {
  const values = (
    { policyAssignment }: ManagementGroupOnboarding,
    change: (values: Record<string, { value: unknown }>) => void,
  ) => {
    const parameters = JSON.parse(policyAssignment.parametersInput ?? '') as Record<string, { value: unknown }>;
    change(parameters);
    policyAssignment.parameters = JSON.stringify(parameters);
  };
  const permanent = (role: string) => [{ principalId: automation.principalId, roleDefinitionId: role }];

  it.each<[string, (one: ManagementGroupOnboarding) => unknown, string, Verdict | undefined, string?]>([
    ['nothing changed', () => undefined, 'role-earns', Verdict.EARNS, 'permanently holds Support Request Contributor'],
    ['nothing but the spaces', one => values(one, () => undefined), 'role-earns', Verdict.EARNS],
    [
      'a role that does not earn',
      one => values(one, changed => (changed.managedByAuthorizations.value = permanent(READER))),
      'role-earns',
      Verdict.DOES_NOT_EARN,
    ],
    [
      'an eligible role',
      one =>
        values(one, changed => {
          changed.managedByAuthorizations.value = [];
          changed.managedByEligibleAuthorizations.value = permanent(AzureBuiltInRole.CONTRIBUTOR.id);
        }),
      'automation-authorized',
      Verdict.DOES_NOT_EARN,
    ],
    [
      'another tenant',
      one => values(one, changed => (changed.managedByTenantId.value = OTHER_TENANT)),
      'written-as-declared',
      Verdict.DOES_NOT_EARN,
      `the managing tenant is ${OTHER_TENANT}, not ${MANAGING_TENANT}`,
    ],
    [
      'values that only Terraform knows',
      one => one.policyAssignment.addOverride('parameters', '${jsonencode(local.values)}'),
      'automation-authorized',
      Verdict.UNKNOWN,
    ],
    [
      'another rule',
      one => one.policyDefinition.addOverride('policy_rule', '{}'),
      'written-as-declared',
      Verdict.UNKNOWN,
      'the policy is not the declared one, and what it delegates is not known',
    ],
    [
      'another policy',
      one => (one.policyAssignment.policyDefinitionId = '${local.policy}'),
      'written-as-declared',
      Verdict.UNKNOWN,
      'the policy is not the declared one, and what it delegates is not known',
    ],
    [
      'another management group',
      one => (one.policyAssignment.managementGroupId = '/providers/Microsoft.Management/managementGroups/other'),
      'written-as-declared',
      Verdict.DOES_NOT_EARN,
      'the management group of the policy is /providers/Microsoft.Management/managementGroups/other, not ' +
        '/providers/Microsoft.Management/managementGroups/contoso',
    ],
    [
      'no right for its identity',
      one => (one.ownership.count = 0),
      'written-as-declared',
      Verdict.DOES_NOT_EARN,
      "count of the right of the policy's identity is empty, so that Terraform makes none",
    ],
    [
      'no assignment',
      one => one.node.tryRemoveChild('Assignment'),
      'written-as-declared',
      Verdict.DOES_NOT_EARN,
      'the assignment of the policy was taken out of the tree',
    ],
  ])('%s', (_case, change, rule, verdict, reason = expect.any(String) as string) => {
    const app = writingApp();
    const onboarding = newOnboarding(newStack('own', app));
    change(onboarding);
    const [{ findings }] = PecReadiness.check(app).customers[0].subscriptions;
    expect(findings.find(finding => finding.rule === rule)).toMatchObject({ verdict, reason });
  });

  it('is what the onboarding says of itself', () => {
    const onboarding = newOnboarding(newStack('own', writingApp()));
    const declared = onboarding.authorizations;
    expect(onboarding.authorizations).toBe(declared);
    values(onboarding, changed => (changed.managedByAuthorizations.value = permanent(READER)));
    expect(onboarding.authorizations.map(({ role }) => role.name)).toEqual(['Reader']);
  });
});
