import { isGuid } from '../azure';
import type { LiveDefinition, LiveDelegation } from '../azure-live';
import { type DeclaredAuthorization, type DeclaredDelegation, type FormerDelegation } from '../readiness';
import { type VerificationFinding } from '../reports';
import { authorizationFindings } from './authorizations';
import { hasFailed } from './earning';
import { finding, scopeName } from './finding';
import type { SubscriptionObservation } from './observations';

/**
 * The live delegations of a subscription that are the declared one: by the id of its definition, else by those of its
 * assignments, else by the name of its offer. Where the declaration knows no id (an offer of the marketplace, or what
 * existed before), also by who holds what; where it knows no name either, by who holds some of it.
 */
export function matching(
  {
    definitionId,
    assignmentIds = [],
    offer,
    authorizations = [],
  }: FormerDelegation & Partial<Pick<DeclaredDelegation, 'assignmentIds' | 'authorizations'>>,
  delegations: readonly LiveDelegation[],
): LiveDelegation[] {
  const names = assignmentIds.map(id => id.toLowerCase());
  const hasNoId = definitionId === undefined;
  const existedBefore = hasNoId && offer === '';
  const isHeldIn = (live: LiveDelegation) => (wanted: DeclaredAuthorization) =>
    live.definition.authorizations.some(
      ({ principalId, roleId }) =>
        principalId === wanted.principalId.toLowerCase() && roleId === wanted.roleId.toLowerCase(),
    );
  const ways: ((live: LiveDelegation) => boolean)[] = [
    live => definitionId !== undefined && live.definition.name === definitionId.toLowerCase(),
    live => names.includes(live.name),
    live => offer !== '' && live.definition.offer === offer,
    live => hasNoId && authorizations.length > 0 && authorizations.every(isHeldIn(live)),
    live => existedBefore && (authorizations.length === 0 || authorizations.some(isHeldIn(live))),
  ];
  return ways.map(way => delegations.filter(way)).find(found => found.length > 0) ?? [];
}

/** The resource groups of a declaration, as Azure compares them. */
export function groupsOf({ resourceGroups }: Pick<DeclaredDelegation, 'resourceGroups'>): string[] {
  return resourceGroups.map(name => name.toLowerCase());
}

/** Where what was declared and what Azure has differ. */
export interface Comparison {
  readonly differences: VerificationFinding[];
  /** Declared resource groups that were not found, and not read either. */
  readonly unread: string[];
}

/** Compares a declared delegation with the live ones that are it. */
export function compare(
  declared: DeclaredDelegation,
  matched: readonly LiveDelegation[],
  customerTenantId: string | undefined,
  { isRead, groupsRead }: SubscriptionObservation,
): Comparison {
  const wanted = groupsOf(declared);
  const isWhole = matched.some(({ resourceGroup }) => resourceGroup === undefined);
  const found = matched.map(({ resourceGroup }) => resourceGroup).filter(group => group !== undefined);
  const absent = isWhole ? [] : wanted.filter(group => !found.includes(group));
  const unread = absent.filter(group => !isRead && !groupsRead.has(group));

  const differences: VerificationFinding[] = [];
  const note = (...parts: Parameters<typeof finding>) => differences.push(finding(...parts));

  const tenants = matched.map(live => live.customerTenantId).filter(id => id !== undefined);
  const otherTenant = tenants.find(id => id !== customerTenantId?.toLowerCase());
  if (isGuid(customerTenantId) && otherTenant !== undefined) {
    note('customer-tenant', customerTenantId ?? null, otherTenant, 'the subscription is in another tenant');
  }
  const failed = matched.find(hasFailed);
  if (failed !== undefined) {
    const state = `${failed.provisioningState}, its definition ${failed.definition.provisioningState}`;
    note('delegation-provisioned', 'Succeeded', state, 'Azure did not finish it, or is removing it');
  }
  if (
    isWhole !== (wanted.length === 0) ||
    absent.length > unread.length ||
    found.some(group => !wanted.includes(group))
  ) {
    const live = scopeName(isWhole ? [] : [...found].sort());
    note('delegation-scope', scopeName(declared.resourceGroups), live, `it is of ${live}`);
  }
  differences.push(...definitionsOf(matched).flatMap(definition => definitionFindings(declared, definition)));
  return { differences, unread };
}

/** Several resource groups have one definition, or one each. */
function definitionsOf(matched: readonly LiveDelegation[]): LiveDefinition[] {
  return [...new Map(matched.map(({ definition }) => [definition.name, definition])).values()];
}

function definitionFindings(declared: DeclaredDelegation, definition: LiveDefinition): VerificationFinding[] {
  const findings: VerificationFinding[] = [];
  const note = (...parts: Parameters<typeof finding>) => findings.push(finding(...parts));
  if (definition.managedByTenantId !== declared.managingTenantId.toLowerCase()) {
    note('managing-tenant', declared.managingTenantId, definition.managedByTenantId, 'it is to another tenant');
  }
  if (declared.definitionId !== undefined && definition.name !== declared.definitionId.toLowerCase()) {
    note('delegation-definition', declared.definitionId, definition.name, 'it has another registration definition');
  }
  // The name under which Azure has an offer of the marketplace is its publisher's.
  if (declared.definitionId !== undefined && declared.offer !== '' && definition.offer !== declared.offer) {
    note('delegation-offer', declared.offer, definition.offer, 'the offer has another name');
  }
  return [...findings, ...authorizationFindings(declared, definition.authorizations)];
}
