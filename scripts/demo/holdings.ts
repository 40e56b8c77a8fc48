import { AzureBuiltInRole } from '../../lib/azure';
import type { RegistrationDefinition } from '../../emulator/resource-manager/delegations';
import type { Stage } from '../../test/e2e/stage';
import { sentenceOf } from './text';

/** An authorization as Azure holds it. */
interface HeldAuthorization {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
  readonly roleDefinitionId: string;
  readonly justInTimeAccessPolicy?: {
    readonly maximumActivationDuration?: string;
    readonly managedByTenantApprovers?: readonly HeldApprover[];
  };
}

interface HeldApprover {
  readonly principalId: string;
  readonly principalIdDisplayName?: string;
}

/** What the emulated Azure holds: the principal, its link, the delegations. */
export function holdingsOf(stage: Stage): string {
  const { azure } = stage;
  const principal = azure.principal('PEC-Automation');
  const tenant = azure.directory.tenant(principal.tenantId)?.displayName;
  const link = azure.managementPartner.linkOf(principal.id, principal.tenantId);
  return [
    `PEC-Automation: service principal ${principal.id} of ${tenant}`,
    `Partner admin link: ${link ? `Partner ID ${link.partnerId}, ${link.state}` : 'none'}`,
    ...stage.definitions.flatMap(definition => ['', ...delegationLines(stage, definition)]),
  ].join('\n');
}

function delegationLines(stage: Stage, definition: RegistrationDefinition): string[] {
  const properties = definition.properties as {
    readonly registrationDefinitionName: string;
    readonly authorizations?: readonly HeldAuthorization[];
    readonly eligibleAuthorizations?: readonly HeldAuthorization[];
  };
  const authorizations = [...(properties.authorizations ?? []), ...(properties.eligibleAuthorizations ?? [])];
  const names = authorizations.map(nameOf);
  const scopes = stage.assignments
    .filter(assignment => assignment.definition === definition)
    .map(({ scope }) => scope.resourceGroup ?? 'the whole subscription');
  const { displayName } = definition.subscription;
  return [
    `${displayName}: "${properties.registrationDefinitionName}" on ${sentenceOf(scopes.sort()) || 'nothing'}`,
    ...authorizations
      .map((authorization, i) => {
        const name = names[i].padEnd(Math.max(...names.map(({ length }) => length)));
        return `  ${name}  ${AzureBuiltInRole.of(authorization.roleDefinitionId).name}${conditionsOf(authorization)}`;
      })
      .sort(),
  ];
}

function conditionsOf({ justInTimeAccessPolicy: policy }: HeldAuthorization): string {
  if (policy === undefined) {
    return '';
  }
  const approvers = (policy.managedByTenantApprovers ?? []).map(nameOf);
  const approved = approvers.length === 0 ? '' : `, approved by ${sentenceOf(approvers)}`;
  return `, on demand for ${policy.maximumActivationDuration ?? 'hours'}${approved}`;
}

function nameOf({ principalId, principalIdDisplayName }: HeldApprover): string {
  return principalIdDisplayName ?? principalId;
}
