import type { DelegationEvent } from '../azure-live';
import { type DeclaredDelegation, type FormerDelegation } from '../readiness';
import { allows } from './actions';
import { automationRoles } from './authorizations';
import { groupsOf } from './comparison';
import type { Knowledge } from './knowledge';
import { type ActivityObservation, isRefusal, type Observations } from './observations';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Why a delegation that nobody can see is not there; undefined if nothing proves it.
 *
 * A customer who removes the only delegation looks like one that the reader was never allowed to see, so silence alone
 * proves nothing.
 *
 * @param active the same delegation, unless the customer is offboarded: PEC-Automation is expected there
 */
export function proofOfAbsence(
  declared: FormerDelegation,
  knowledge: Knowledge,
  active?: DeclaredDelegation,
): string | undefined {
  return (
    proofByActivity(declared, knowledge) ??
    proofByPrevious(declared, knowledge) ??
    (active && proofByAutomation(active, knowledge))
  );
}

/**
 * The log tells that it was unregistered, as often as there are delegations of the scope, and not registered since: it names
 * the scope of each, and not the offer.
 */
function proofByActivity(declared: FormerDelegation, knowledge: Knowledge): string | undefined {
  const groups = groupsOf(declared);
  const last = (groups.length === 0 ? [undefined] : groups).map(group => {
    const events = eventsOf(knowledge.observations.activity, declared, group);
    const registered = events.map(({ operation }) => operation).lastIndexOf('register');
    const removals = events.slice(registered + 1);
    return removals.length >= knowledge.sharingScopeOf(declared) ? removals.at(-1) : undefined;
  });
  const [first] = last;
  return first !== undefined && last.every(event => event !== undefined)
    ? `the activity log has its removal of ${first.time}`
    : undefined;
}

/**
 * It was visible, and the same reader still sees another customer by an authorization that this delegation had as well.
 *
 * Not told apart from it: a customer who leaves the delegation in place and takes only the reader out of it.
 */
function proofByPrevious(declared: FormerDelegation, knowledge: Knowledge): string | undefined {
  const earlier = knowledge.earlier(declared);
  return earlier !== undefined && knowledge.seesAnotherBy(earlier.by, declared)
    ? `the same sign-in saw it on ${earlier.last.slice(0, 10)}, and still sees other customers by the same authorization`
    : undefined;
}

/** PEC-Automation may ask what it may do, is told elsewhere, and is refused here. */
function proofByAutomation(declared: DeclaredDelegation, knowledge: Knowledge): string | undefined {
  const principalId = declared.automation?.principalId.toLowerCase();
  const refusals = knowledge.observed(declared).access.filter(access => access.principalId === principalId);
  const mayAsk = automationRoles(declared).some(role => mayReadPermissions(role, knowledge.observations));
  const isElsewhere = principalId !== undefined && knowledge.answered.has(principalId);
  return refusals.length > 0 && refusals.every(isRefusal) && mayAsk && isElsewhere && isOld(declared, knowledge)
    ? 'PEC-Automation has no access to it now, and has to others'
    : undefined;
}

/** Roles that are known to let their holder ask what it may do, where nobody could read what they allow. */
const ASKING_ROLES = new Set([
  'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e', // Support Request Contributor
  'b24988ac-6180-42a0-ab88-20f7382dd24c', // Contributor
  'acdd72a7-3385-48ef-bd42-f606fba81ae7', // Reader
]);

function mayReadPermissions(roleId: string, { roles }: Observations): boolean {
  const permissions = roles.get(roleId);
  return permissions === undefined
    ? ASKING_ROLES.has(roleId)
    : allows(permissions, 'Microsoft.Authorization/permissions/read');
}

/**
 * Whether the delegation is older than a day, because a new one takes a while to give access: by an earlier sighting, or
 * by a log in which nothing was registered for a day.
 */
function isOld(declared: FormerDelegation, knowledge: Knowledge): boolean {
  const earlier = knowledge.earlier(declared);
  const yesterday = knowledge.now.getTime() - DAY_MILLISECONDS;
  if (earlier !== undefined && Date.parse(earlier.first) <= yesterday) {
    return true;
  }
  const { activity } = knowledge.observations;
  return (
    activity !== undefined &&
    Date.parse(activity.since) <= yesterday &&
    activity.events.every(
      ({ subscriptionId, operation, time }) =>
        subscriptionId !== declared.subscriptionId.toLowerCase() ||
        operation !== 'register' ||
        Date.parse(time) <= yesterday,
    )
  );
}

/** What the log has of one scope, the oldest first. */
export function eventsOf(
  activity: ActivityObservation | undefined,
  { subscriptionId }: Pick<DeclaredDelegation, 'subscriptionId'>,
  resourceGroup: string | undefined,
): DelegationEvent[] {
  return (activity?.events ?? []).filter(
    event => event.subscriptionId === subscriptionId.toLowerCase() && event.resourceGroup === resourceGroup,
  );
}
