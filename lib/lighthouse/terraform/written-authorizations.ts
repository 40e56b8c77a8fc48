import type { LighthouseDefinition } from '@cdktf/provider-azurerm/lib/lighthouse-definition';
import { Token } from 'cdktf';
import { AzureBuiltInRole } from '../../azure';
import { isUnresolved, lowerCaseGuid } from '../../terraform';
import { memberOf } from '../../text';
import { Authorization } from '../offer/authorization';
import { Principal } from '../offer/principal';

/**
 * The authorizations that a definition will have: overrides, `putAuthorization` and Aspects change what was declared, and
 * Azure gets what is written. What only Terraform knows stays an expression.
 *
 * @returns the same list, if nothing was changed
 */
export function writtenAuthorizations(
  definition: LighthouseDefinition,
  declared: readonly Authorization[],
): readonly Authorization[] {
  const resources = memberOf(definition.toTerraform(), 'resource');
  const attributes = memberOf(memberOf(resources, definition.terraformResourceType), definition.friendlyUniqueId);
  const written = [
    ...blocksOf(attributes, 'authorization').map(block => readAuthorization(block, true, declared)),
    ...blocksOf(attributes, 'eligible_authorization').map(block => readAuthorization(block, false, declared)),
  ];
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

function readAuthorization(block: unknown, isPermanent: boolean, declared: readonly Authorization[]): Authorization {
  const principalId = expressionOf(memberOf(block, 'principal_id') ?? block);
  const roleId = expressionOf(memberOf(block, 'role_definition_id') ?? block);
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

/** What is written by hand as `${…}`, as an override may be, is an expression as much as a reference of cdktf is. */
function expressionOf(value: unknown): string {
  const isKnown = typeof value === 'string' && (isUnresolved(value) || !value.includes('${'));
  return isKnown ? lowerCaseGuid(value) : Token.asString(Token.asAny(value));
}
