import type {
  DelegationEvent,
  LinkAnswer,
  LiveDelegation,
  Permissions,
  PermissionsAnswer,
  PrincipalAnswer,
  PrincipalFault,
} from '../azure-live';

/** What PEC-Automation was told of itself at one scope. */
export interface AccessObservation {
  readonly principalId: string;
  /** In lower case; undefined for the whole subscription. */
  readonly resourceGroup?: string;
  readonly answer: PermissionsAnswer;
}

/** Whether somebody was told what it may do, and it is something. */
export function isAccess({ answer }: AccessObservation): boolean {
  return 'permissions' in answer && answer.permissions.some(({ actions }) => actions.length > 0);
}

/** Whether somebody was told that it has no access: refused, or allowed nothing. */
export function isRefusal(access: AccessObservation): boolean {
  return !('failed' in access.answer) && !isAccess(access);
}

/** What was seen of one subscription. */
export interface SubscriptionObservation {
  /** Its delegations, to whomever. */
  readonly delegations: readonly LiveDelegation[];
  /** Whether the list of the whole subscription was read, so that what it lacks is not there. */
  readonly isRead: boolean;
  /** The resource groups of which the list was read, in lower case. */
  readonly groupsRead: ReadonlySet<string>;
  /** Why it was not read, such as `403 AuthorizationFailed`. */
  readonly refused?: string;
  readonly access: readonly AccessObservation[];
}

/** Nothing was seen. */
export const UNSEEN: SubscriptionObservation = {
  delegations: [],
  isRead: false,
  groupsRead: new Set(),
  access: [],
};

/** How a principal that earns was met. */
export type MetAs =
  /** It signed in. */
  | { readonly as: 'itself'; readonly objectId: string; readonly clientId?: string }
  /** Its sign-in was refused. */
  | { readonly as: 'refused'; readonly fault?: PrincipalFault; readonly message: string }
  /** It did not sign in. */
  | { readonly as: 'nobody'; readonly reason: string; readonly cure: string };

/** What was seen of one principal that earns. */
export interface IdentityObservation {
  readonly principalId: string;
  readonly tenantId: string;
  readonly clientId?: string;
  /** The declared Partner ID. */
  readonly partnerId?: string;
  readonly met: MetAs;
  /** What Microsoft Graph says of it, if it was asked. */
  readonly principal?: PrincipalAnswer;
  /** Its link, if it was asked for. */
  readonly link?: LinkAnswer;
}

/** What the activity log said, from when on. */
export interface ActivityObservation {
  /** ISO 8601. */
  readonly since: string;
  readonly events: readonly DelegationEvent[];
}

/** Everything that was seen. */
export interface Observations {
  readonly signedIn: { readonly tenantId: string; readonly objectId: string };
  readonly identities: readonly IdentityObservation[];
  /** By subscription, in lower case. */
  readonly subscriptions: ReadonlyMap<string, SubscriptionObservation>;
  /** What roles allow, as far as it could be read, by role. */
  readonly roles: ReadonlyMap<string, readonly Permissions[]>;
  /** Undefined if it was not read. */
  readonly activity?: ActivityObservation;
}
