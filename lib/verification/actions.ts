import type { Permissions } from '../azure-live';
import { matcherOf } from '../text';

/** Whether permissions allow an action. */
export function allows(permissions: readonly Permissions[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some(pattern => includes(pattern, action)) && !notActions.some(pattern => includes(pattern, action)),
  );
}

/**
 * Whether permissions allow everything that a role allows.
 *
 * An action of the role is a pattern too: it is covered where one pattern includes it whole, and nothing is taken away
 * that the role itself does not take away. Where nobody can tell, it is not covered.
 */
export function cover(permissions: readonly Permissions[], role: readonly Permissions[]): boolean {
  return role.every(({ actions, notActions }) =>
    actions.every(action =>
      permissions.some(
        held =>
          held.actions.some(pattern => includes(pattern, action)) &&
          held.notActions.every(taken => !mayMeet(taken, action) || notActions.some(own => includes(own, taken))),
      ),
    ),
  );
}

/** Whether everything that the second pattern stands for, the first one does; case aside. */
function includes(pattern: string, other: string): boolean {
  return matcherOf(pattern.toLowerCase())(other.toLowerCase());
}

/** Whether two patterns may stand for the same action: told by what stands before their first `*`, so rather yes. */
function mayMeet(one: string, other: string): boolean {
  const [a, b] = [one, other].map(pattern => pattern.toLowerCase().split('*')[0]);
  const [isOpenA, isOpenB] = [one, other].map(pattern => pattern.includes('*'));
  if (isOpenA && isOpenB) {
    return a.startsWith(b) || b.startsWith(a);
  }
  return isOpenA ? includes(one, other) : includes(other, one);
}
