import type { ManagementGroupPolicyAssignment } from '@cdktf/provider-azurerm/lib/management-group-policy-assignment';
import type { PolicyDefinition } from '@cdktf/provider-azurerm/lib/policy-definition';
import type { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { memberOf } from '../../text';
import type { Alteration, Delegation } from '../delegation/delegation';
import type { Authorization } from '../offer/authorization';
import { readAuthorization, unlessUnchanged } from '../terraform/written-authorizations';
import { alteredNumber, alteredText, writtenAttributes } from '../terraform/written-resource';

/** What makes a policy delegate. */
interface PolicyResources {
  readonly policyDefinition: PolicyDefinition;
  readonly policyAssignment: ManagementGroupPolicyAssignment;
  readonly ownership: RoleAssignment;
}

/** What a policy will delegate, as it and its assignment are written when that is asked for. */
export class WrittenPolicy {
  private readonly sent: { readonly policy: readonly unknown[]; readonly values: string | undefined };
  private readonly definitionId: string | undefined;
  private readonly managementGroupId: string | undefined;

  /** Made with the resources, so that what they have now is what was declared. */
  constructor(
    private readonly declared: Delegation,
    private readonly resources: PolicyResources,
  ) {
    const { policyDefinition, policyAssignment } = resources;
    this.sent = {
      policy: [policyDefinition.policyRuleInput, policyDefinition.parametersInput],
      values: policyAssignment.parametersInput,
    };
    this.definitionId = policyAssignment.policyDefinitionIdInput;
    this.managementGroupId = policyAssignment.managementGroupIdInput;
  }

  /** Every authorization that the policy gives; the declared ones if nothing was changed. */
  public get authorizations(): readonly Authorization[] {
    return this.delegation.authorizations;
  }

  /** The delegation as it is written; the declared one if nothing was changed. */
  public get delegation(): Delegation {
    const { policyDefinition, policyAssignment, ownership } = this.resources;
    const [policy, assignment] = [policyDefinition, policyAssignment].map(writtenAttributes);
    const values = this.valuesIn(memberOf(assignment, 'parameters'));
    const isOurs = memberOf(assignment, 'policy_definition_id') === this.definitionId;
    const isSame = ['policy_rule', 'parameters'].every((name, i) => memberOf(policy, name) === this.sent.policy[i]);
    return this.declared.asWritten(values?.authorizations ?? this.declared.authorizations, [
      ...alteredNumber('the policy', policyDefinition, policy),
      ...alteredNumber('the assignment of the policy', policyAssignment, assignment),
      ...alteredNumber("the right of the policy's identity", ownership, writtenAttributes(ownership)),
      ...alteredText(
        'the management group of the policy',
        memberOf(assignment, 'management_group_id'),
        this.managementGroupId,
      ),
      ...(isOurs && isSame ? [] : [OTHER_POLICY]),
      ...(values ? alteredText('the managing tenant', values.managingTenantId, this.declared.managingTenantId) : []),
    ]);
  }

  /** What the policy is assigned with, if that is not what was declared. */
  private valuesIn(
    parameters: unknown,
  ): { authorizations: readonly Authorization[]; managingTenantId: unknown } | undefined {
    if (parameters === this.sent.values) {
      return undefined;
    }
    const values = parsed(parameters);
    const read = (name: string, isPermanent: boolean) =>
      listIn(valueOf(values, name)).map(each =>
        readAuthorization(
          memberOf(each, 'principalId'),
          memberOf(each, 'roleDefinitionId'),
          isPermanent,
          this.declared.authorizations,
        ),
      );
    const written = [
      ...read('managedByAuthorizations', true),
      ...read('managedByEligibleAuthorizations', false),
      ...read('managedByEligibleAuthorizationsWithoutPolicy', false),
    ];
    return {
      authorizations: unlessUnchanged(written, this.declared.authorizations),
      managingTenantId: valueOf(values, 'managedByTenantId'),
    };
  }
}

const OTHER_POLICY: Alteration = {
  reason: 'the policy is not the declared one, and what it delegates is not known',
  isKnown: false,
};

/** What is no JSON, such as an expression, holds nothing of which anything is known. */
function parsed(parameters: unknown): unknown {
  try {
    return JSON.parse(String(parameters));
  } catch {
    return undefined;
  }
}

function valueOf(values: unknown, name: string): unknown {
  return memberOf(memberOf(values, name), 'value');
}

/** The members of a list; of what is none, one of which nothing is known. */
function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
