import { AzureBuiltInRole } from '../../azure';
import { lowerCaseGuid } from '../../terraform';
import { memberOf } from '../../text';
import { Authorization } from '../offer/authorization';
import { Principal } from '../offer/principal';
import { expressionOf } from './written-resource';

/**
 * The authorizations that a definition will have: overrides, `putAuthorization` and Aspects change what was declared, and
 * Azure gets what is written. What only Terraform knows stays an expression.
 *
 * @param attributes those of the definition
 * @returns the same list, if nothing was changed
 */
export function writtenAuthorizations(
  attributes: unknown,
  declared: readonly Authorization[],
): readonly Authorization[] {
  const read = (name: string, isPermanent: boolean) =>
    blocksOf(attributes, name).map(block =>
      readAuthorization(
        memberOf(block, 'principal_id') ?? block,
        memberOf(block, 'role_definition_id') ?? block,
        isPermanent,
        declared,
      ),
    );
  return unlessUnchanged([...read('authorization', true), ...read('eligible_authorization', false)], declared);
}

/** The declared list, if what is written is the same. */
export function unlessUnchanged(
  written: readonly Authorization[],
  declared: readonly Authorization[],
): readonly Authorization[] {
  const isUnchanged = written.length === declared.length && declared.every(one => written.includes(one));
  return isUnchanged ? declared : written;
}

/** What only Terraform knows, a whole list or the content of a `dynamic` block, counts as one of which nothing is known. */
function blocksOf(attributes: unknown, name: string): unknown[] {
  const written = memberOf(attributes, name);
  const blocks: unknown[] = Array.isArray(written) ? written : [written];
  return [...blocks, memberOf(memberOf(attributes, 'dynamic'), name)].filter(
    block => block !== undefined && block !== null,
  );
}

/** The authorization of a principal and a role as they are written: the declared one, if there is one like it. */
export function readAuthorization(
  principal: unknown,
  roleDefinition: unknown,
  isPermanent: boolean,
  declared: readonly Authorization[],
): Authorization {
  const [principalId, roleId] = [expressionOf(principal), expressionOf(roleDefinition)];
  const unchanged = declared.find(
    one => one.isPermanent === isPermanent && one.principal.id === principalId && lowerCaseGuid(one.role.id) === roleId,
  );
  const role = AzureBuiltInRole.of(roleId);
  // Whether it is a group or a person makes no difference to whether it earns.
  return (
    unchanged ??
    (isPermanent
      ? Authorization.permanent(Principal.servicePrincipal(principalId), role)
      : Authorization.eligible(Principal.group(principalId), role))
  );
}
