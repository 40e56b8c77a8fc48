import { TerraformIterator, Token } from 'cdktf';
import { Authorization, AzureBuiltInRole, type LighthouseDelegation } from 'cdktf-partner-earned-credit';
import { ada, automation, contributors, newDelegation, newOffer, newStack, operators, token } from '../../fabrikam';

const { CONTRIBUTOR, READER } = AzureBuiltInRole;
const SOMEBODY = 'f0000000-0000-4000-8000-000000000077';
const offer = newOffer({
  authorizations: [contributors, Authorization.eligible(ada, CONTRIBUTOR)],
  operatorsCanEndDelegation: false,
});

const newDeclared = () => newDelegation(newStack(), { offer, automation });

/** Who permanently or eligibly holds which role. */
const written = ({ authorizations }: LighthouseDelegation) =>
  authorizations.map(({ principal, role, isPermanent }) => [principal.id, role.id, isPermanent]);

const AS_DECLARED = [
  [operators.id, CONTRIBUTOR.id, true],
  [automation.principalId, AzureBuiltInRole.SUPPORT_REQUEST_CONTRIBUTOR.id, true],
  [ada.id, CONTRIBUTOR.id, false],
];
const EXPRESSION = expect.stringMatching(/^\$\{TfToken\[TOKEN\.\d+\]\}$/) as string;

describe('the authorizations of a delegation', () => {
  it('are the very ones that were declared, as long as nobody changed them', () => {
    const delegation = newDeclared();
    const { authorizations } = delegation;
    expect(written(delegation).sort()).toEqual([...AS_DECLARED].sort());
    expect(authorizations).toContain(contributors);
    delegation.definition.addOverride('description', 'ours');
    expect(delegation.authorizations).toBe(authorizations);
  });

  it('are those of an override, and the declared ones beside it', () => {
    const delegation = newDeclared();
    const before = delegation.authorizations;
    delegation.definition.addOverride('authorization.0.role_definition_id', READER.id.toUpperCase());
    expect(written(delegation)).toEqual([[operators.id, READER.id, true], ...AS_DECLARED.slice(1)]);
    expect(before).toContain(delegation.authorizations[1]);
    expect(before).toContain(delegation.authorizations[2]);
    delegation.definition.addOverride('authorization.0.principal_id', SOMEBODY);
    expect(written(delegation)[0]).toEqual([SOMEBODY, READER.id, true]);
  });

  it('are read from both lists, also where only the list changed that one stands in', () => {
    const delegation = newDeclared();
    delegation.definition.putAuthorization([
      { principalId: automation.principalId, roleDefinitionId: READER.id },
      { principalId: ada.id, roleDefinitionId: CONTRIBUTOR.id },
    ]);
    expect(written(delegation)).toEqual([
      [automation.principalId, READER.id, true],
      [ada.id, CONTRIBUTOR.id, true],
      [ada.id, CONTRIBUTOR.id, false],
    ]);
    delegation.definition.putEligibleAuthorization([{ principalId: operators.id, roleDefinitionId: CONTRIBUTOR.id }]);
    expect(written(delegation)[2]).toEqual([operators.id, CONTRIBUTOR.id, false]);
  });

  it('are one less, or one more, than were declared', () => {
    const fewer = newDeclared();
    fewer.definition.addOverride('eligible_authorization', undefined);
    expect(written(fewer)).toEqual(AS_DECLARED.slice(0, 2));
    const more = newDeclared();
    more.definition.addOverride('authorization.2', { principal_id: SOMEBODY, role_definition_id: READER.id });
    expect(written(more)).toEqual([...AS_DECLARED.slice(0, 2), [SOMEBODY, READER.id, true], AS_DECLARED[2]]);
  });

  it('stay expressions where only Terraform knows them', () => {
    const delegation = newDeclared();
    const id = token(newStack(), 'id');
    delegation.definition.addOverride('authorization.0.principal_id', '${local.Operators}');
    delegation.definition.addOverride('authorization.1.role_definition_id', id);
    const [one, two] = delegation.authorizations;
    expect([one.principal.id, two.role.id]).toEqual([EXPRESSION, id]);
    expect(Token.isUnresolved(one.principal.id)).toBe(true);
  });

  it('are one of which nothing is known, where only Terraform knows the list', () => {
    const delegation = newDeclared();
    delegation.definition.addOverride('authorization', '${local.authorizations}');
    expect(written(delegation)).toEqual([[EXPRESSION, EXPRESSION, true], AS_DECLARED[2]]);
  });

  it('are one of which nothing is known, where a dynamic block makes the list', () => {
    const delegation = newDeclared();
    delegation.definition.putAuthorization(
      TerraformIterator.fromList(['operators']).dynamic({ principal_id: '${local.id}', role_definition_id: READER.id }),
    );
    expect(written(delegation)).toEqual([[EXPRESSION, EXPRESSION, true], AS_DECLARED[2]]);
  });
});
