import { asObject, asText } from './json';
import { type LiveDelegation, readAssignment, readDefinition } from './live-delegation';
import { listAll } from './paging';
import type { SignedIn } from './sign-in';

/** What the list of a scope says: every delegation of it, to whomever, or why it was not read. */
export type ScopeAnswer = { readonly delegations: LiveDelegation[] } | { readonly refused: string };

/**
 * The delegations of one subscription or resource group, from the provider itself: what it lists is there, and what it
 * does not list is not.
 *
 * @see https://learn.microsoft.com/rest/api/managedservices/registration-assignments/list
 * @param scope such as `/subscriptions/…/resourceGroups/…`
 */
export async function delegationsAt({ arm, endpoints }: SignedIn, scope: string): Promise<ScopeAnswer> {
  const listed = await listAll(
    arm,
    `${endpoints.resourceManager}${scope}/providers/Microsoft.ManagedServices/registrationAssignments` +
      '?api-version=2022-10-01&$expandRegistrationDefinition=true',
  );
  if ('refused' in listed) {
    const { status, code } = listed.refused;
    return { refused: `${status} ${code}`.trim() };
  }
  const delegations: LiveDelegation[] = [];
  for (const item of listed.items) {
    const assignment = readAssignment(item);
    const expanded = asObject(asObject(item.properties).registrationDefinition);
    const definition = readDefinition(expanded, assignment?.definitionId);
    if (assignment === undefined || definition === undefined) {
      // Whose delegation it is, nobody can tell: the scope counts as not read.
      return { refused: 'an assignment without its definition' };
    }
    const { definitionId: _, ...rest } = assignment;
    const customerTenantId = asText(asObject(expanded.properties).manageeTenantId).toLowerCase();
    delegations.push({ ...rest, definition, ...(customerTenantId && { customerTenantId }) });
  }
  return { delegations };
}
