import { AzureBuiltInRole } from '../azure';
import { VERIFICATION_RULES, type VerificationFinding, type VerificationRule } from '../reports';

/** A finding with the cure of its rule. */
export function finding(
  rule: VerificationRule,
  declared: string | null,
  live: string | null,
  reason: string,
): VerificationFinding {
  return { rule, declared, live, reason, cure: VERIFICATION_RULES[rule].cure };
}

/** What people call a role. */
export function roleName(roleId: string): string {
  const role = AzureBuiltInRole.of(roleId);
  return role.isKnown ? role.name : roleId;
}

/** Resource groups in a sentence; none means the whole subscription. */
export function scopeName(resourceGroups: readonly string[]): string {
  return resourceGroups.length === 0
    ? 'the whole subscription'
    : `${resourceGroups.length === 1 ? 'resource group' : 'resource groups'} ${resourceGroups.join(', ')}`;
}
