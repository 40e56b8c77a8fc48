import type { AzureTransport } from '../../azure-live';
import {
  delegationEvents,
  endpointsOf,
  type Environment,
  type Permissions,
  principalFaultOf,
  type SignedIn,
  SignInError,
  signIn,
  type SignInMethod,
  signInMethodOf,
} from '../../azure-live';
import type { LookedAs } from '../../reports';
import type { ActivityObservation, Observations } from '../../verification';
import { UsageError } from '../result';
import { lookAsAutomation } from './access';
import type { Declaration } from './declaration';
import { lookForDelegations } from './delegations';
import { type DeclaredIdentity, isIdentity, meet, refusedIdentity } from './identities';

/** What is around the program; a test puts its own in place. */
export interface Surroundings {
  readonly env: Environment;
  readonly now: Date;
  readonly transport: AzureTransport;
  /** Told how far it is, for whoever watches. */
  readonly tell?: (doing: string) => void;
}

/** How to look. */
export interface LookOptions {
  /** @default - as whoever is signed in */
  readonly as?: LookedAs;
  /** How many days of the activity log to read; none if left out. */
  readonly activity?: number;
  readonly concurrency: number;
}

/** What was seen, as whom, and what a reader should know of it. */
export interface Look {
  readonly observations: Observations;
  readonly as: LookedAs;
  readonly notes: string[];
}

/** Signs in, and asks Azure about everything that was declared. */
export async function look(
  declared: Declaration,
  options: LookOptions,
  { env, now, transport, tell = () => undefined }: Surroundings,
): Promise<Look> {
  const { customers, only, identities } = declared;
  const tenantId = managingTenantOf(declared, env);
  const endpoints = await endpointsOf(declared.cloud, env, transport);
  const method = signInMethodOf(env, tenantId);
  const signedIn = await signIn(method, endpoints, transport).catch((error: unknown) =>
    faultOf(error, method, identities),
  );
  if ('observations' in signedIn) {
    return signedIn;
  }
  if (signedIn.tenantId !== tenantId) {
    throw new UsageError(`signed in to tenant ${signedIn.tenantId}, but the customers are delegated to ${tenantId}`);
  }
  const as = options.as ?? (identities.some(each => isIdentity(signedIn, each)) ? 'automation' : 'reader');
  if (as === 'automation' && !identities.some(each => isIdentity(signedIn, each))) {
    throw new UsageError(
      `--as automation: signed in as ${signedIn.objectId}, which is no PEC-Automation of the declaration; sign in as it, ` +
        'or take --as reader or both',
    );
  }
  const introduction = { as, signedIn, env, endpoints, transport };
  const met = [];
  for (const identity of identities) {
    met.push(await meet(identity, introduction));
  }
  const judged = customers.filter(({ key }) => only?.has(key) ?? true);
  const { subscriptions, notes } = await lookForDelegations(signedIn, judged, options.concurrency, tell);
  const roles = new Map<string, Permissions[]>();
  for (const identity of as === 'reader' ? [] : met) {
    const read = await lookAsAutomation(identity, judged, subscriptions, options.concurrency, tell);
    read.forEach((permissions, role) => roles.set(role, permissions));
  }
  const log = await activityOf(signedIn, options.activity, now);
  return {
    observations: {
      signedIn: { tenantId, objectId: signedIn.objectId },
      identities: met.map(({ observation }) => observation),
      subscriptions,
      roles,
      activity: log.activity,
    },
    as,
    notes: [...notes, ...log.notes],
  };
}

/**
 * The tenant to sign in to: the one that customers are delegated to, or the one of several that `ARM_TENANT_ID` names.
 *
 * @throws UsageError if it names none of them
 */
export function managingTenantOf({ managingTenants }: Pick<Declaration, 'managingTenants'>, env: Environment): string {
  const given = env.ARM_TENANT_ID?.trim().toLowerCase();
  if (managingTenants.length > 1 && !managingTenants.includes(given ?? '')) {
    throw new UsageError(
      `the customers are delegated to ${managingTenants.join(' and ')}; set ARM_TENANT_ID to one of them`,
    );
  }
  return managingTenants.length > 1 ? (given ?? '') : managingTenants[0];
}

/** Where PEC-Automation itself is refused for what is wrong with it, that is what was to be found out. */
function faultOf(error: unknown, method: SignInMethod, identities: readonly DeclaredIdentity[]): Look {
  const clientId = 'clientId' in method ? method.clientId?.toLowerCase() : undefined;
  const identity = identities.find(each => clientId !== undefined && each.clientId === clientId);
  if (error instanceof SignInError && principalFaultOf(error) !== undefined && identity !== undefined) {
    return unableToLook(identity, identities, error);
  }
  throw error;
}

function unableToLook(identity: DeclaredIdentity, identities: readonly DeclaredIdentity[], error: SignInError): Look {
  const others = identities.filter(each => each !== identity);
  const reason = 'PEC-Automation could not sign in, and nobody else was to';
  return {
    observations: {
      signedIn: { tenantId: identity.tenantId, objectId: identity.principalId },
      identities: [
        refusedIdentity(identity, error).observation,
        ...others.map(each => ({ ...each, met: { as: 'nobody', reason, cure: '' } as const })),
      ],
      subscriptions: new Map(),
      roles: new Map(),
    },
    as: 'automation',
    notes: [reason],
  };
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** Azure refuses what is older than 90 days when it reads the question, which is later than this clock and may go otherwise. */
const MOST_MILLISECONDS = 90 * DAY_MILLISECONDS - 60 * 60 * 1000;

async function activityOf(
  signedIn: SignedIn,
  days: number | undefined,
  now: Date,
): Promise<{ readonly activity?: ActivityObservation; readonly notes: string[] }> {
  if (days === undefined) {
    return { notes: [] };
  }
  const since = new Date(now.getTime() - Math.min(days * DAY_MILLISECONDS, MOST_MILLISECONDS)).toISOString();
  const answer = await delegationEvents(signedIn, since);
  if ('refused' in answer) {
    const cure = /^40[13]/.test(answer.refused)
      ? `give ${signedIn.objectId} the role Monitoring Reader at the root scope of the managing tenant (--scope /), which ` +
        'an administrator with elevated access can do'
      : 'verify again';
    const note = `the activity log was not read (${answer.refused}); ${cure}`;
    return { notes: [note] };
  }
  return { activity: { since, events: answer.events }, notes: [] };
}
