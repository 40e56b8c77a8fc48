import { isGuid } from '../../azure';
import { concurrently, ownPermissions, type Permissions, permissionsOfRole } from '../../azure-live';
import { type DeclaredDelegation, EarnsBy } from '../../readiness';
import { type VerifiableCustomer } from '../../reports';
import {
  type AccessObservation,
  automationRoles,
  isAccess,
  matching,
  type SubscriptionObservation,
  UNSEEN,
  wasRead,
} from '../../verification';
import type { MetIdentity } from './identities';

/** How many scopes are asked what a role allows, before it counts as not to be read. */
const MOST_TRIES = 3;

/**
 * Asks PEC-Automation what it may do where its delegation could not be read, and adds that to what was seen.
 *
 * If it is refused everywhere it is asked about one that was seen as well: a refusal of all alike would prove nothing.
 *
 * @param tell told how far it is
 * @returns what roles allow, by role
 */
export async function lookAsAutomation(
  { observation, signedIn }: MetIdentity,
  customers: readonly VerifiableCustomer[],
  subscriptions: Map<string, SubscriptionObservation>,
  atATime: number,
  tell: (doing: string) => void,
): Promise<Map<string, Permissions[]>> {
  if (signedIn === undefined) {
    return new Map();
  }
  const own = customers
    .flatMap(({ delegations }) => delegations)
    .filter(({ earnsBy, subscriptionId }) => earnsBy === EarnsBy.DELEGATION && isGuid(subscriptionId))
    .filter(({ automation }) => automation?.principalId.toLowerCase() === observation.principalId);
  const observed = ({ subscriptionId }: DeclaredDelegation) =>
    subscriptions.get(subscriptionId.toLowerCase()) ?? UNSEEN;
  const isSeen = (declared: DeclaredDelegation) => matching(declared, observed(declared).delegations).length > 0;
  const unseen = own.filter(declared => !isSeen(declared) && !wasRead(declared, observed(declared)));
  const ask = async (delegations: readonly DeclaredDelegation[]) => {
    const scopes = [...new Map(delegations.flatMap(scopesOf).map(scope => [scope.path, scope])).values()];
    const answers = await concurrently(
      scopes,
      atATime,
      async ({ path, subscriptionId, resourceGroup }) => ({
        path,
        subscriptionId,
        access: { principalId: observation.principalId, resourceGroup, answer: await ownPermissions(signedIn, path) },
      }),
      done => tell(`${done} of ${scopes.length} scopes as PEC-Automation`),
    );
    for (const { subscriptionId, access } of answers) {
      const before = subscriptions.get(subscriptionId) ?? UNSEEN;
      subscriptions.set(subscriptionId, { ...before, access: [...before.access, access] });
    }
    return answers.filter(({ access }: { access: AccessObservation }) => isAccess(access)).map(({ path }) => path);
  };
  const answered = await ask(unseen);
  const control = own.find(isSeen);
  const paths = answered.length === 0 && unseen.length > 0 && control !== undefined ? await ask([control]) : answered;
  const roles = new Map<string, Permissions[]>();
  for (const role of new Set(unseen.flatMap(automationRoles).filter(isGuid))) {
    for (const path of paths.slice(0, MOST_TRIES)) {
      const allowed = roles.has(role) ? undefined : await permissionsOfRole(signedIn, path, role);
      if (allowed !== undefined) {
        roles.set(role, allowed);
      }
    }
  }
  return roles;
}

function scopesOf({ subscriptionId, resourceGroups }: DeclaredDelegation) {
  const id = subscriptionId.toLowerCase();
  const groups: (string | undefined)[] =
    resourceGroups.length === 0 ? [undefined] : resourceGroups.map(name => name.toLowerCase());
  return groups.map(resourceGroup => ({
    subscriptionId: id,
    resourceGroup,
    path: `/subscriptions/${id}${resourceGroup === undefined ? '' : `/resourceGroups/${encodeURIComponent(resourceGroup)}`}`,
  }));
}
