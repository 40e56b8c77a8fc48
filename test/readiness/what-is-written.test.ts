import { AzureBuiltInRole, type LighthouseDelegation, PecReadiness, Verdict } from 'cdktf-partner-earned-credit';
import { TerraformIterator } from 'cdktf';
import type { IConstruct } from 'constructs';
import { automation, newDelegation, newStack, writingApp } from '../fabrikam';

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
