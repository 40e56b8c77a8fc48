import { AzureCloud, isGuid } from '../../azure';
import {
  concurrently,
  endpointsOf,
  servicePrincipal,
  type SignedIn,
  signIn,
  signInMethodOf,
  subscriptionsSeen,
} from '../../azure-live';
import {
  type AzureCustomers,
  type AzureSight,
  delegationsInRows,
  type ManagingTenant,
  type RowsOfAzure,
  rowsOfAzure,
} from '../../import';
import { parseJson } from '../../manifest';
import { PORTFOLIO_CLOUDS, type PortfolioCloud } from '../../portfolio';
import { readAs } from '../files';
import { UsageError } from '../result';
import { lookForDelegations } from '../verify/delegations';
import type { Surroundings } from '../verify/look';

/** What `pec import` is told about Azure. */
export interface AzureOptions {
  readonly fromJson?: string[];
  /** The object id of PEC-Automation. */
  readonly automation?: string;
  readonly managingTenant?: string;
  readonly cloud?: PortfolioCloud;
  /** How many requests at a time; 8 if left out. */
  readonly concurrency?: number;
}

/** What was seen, and what a reader should know of it. */
export interface AzureLook {
  readonly sight: AzureSight;
  /** The subscriptions that could not be read. */
  readonly unread: readonly string[];
  /** Whether pages of an answer are missing. */
  readonly isCut: boolean;
  readonly notes: readonly string[];
  /** Who is who; only somebody who is signed in can ask. */
  readonly tenantWith: (found: AzureCustomers) => Promise<ManagingTenant>;
}

/** The partner's tenant, if somebody said. */
export function managingTenantIn({ managingTenant }: AzureOptions, env: Surroundings['env']): string | undefined {
  const id = (managingTenant ?? env.ARM_TENANT_ID ?? '').trim().toLowerCase();
  return isGuid(id) ? id : undefined;
}

/** Asks Azure for every delegation to the managing tenant, by read-only calls. */
export async function lookInAzure(
  options: AzureOptions,
  { env, transport, tell = () => undefined }: Surroundings,
): Promise<AzureLook> {
  const { concurrency = 8 } = options;
  const managingTenantId = managingTenantIn(options, env);
  if (managingTenantId === undefined) {
    throw new UsageError('nobody says which tenant is yours; set ARM_TENANT_ID to its id, or give --managing-tenant');
  }
  const cloud = options.cloud === undefined ? AzureCloud.PUBLIC : PORTFOLIO_CLOUDS[options.cloud];
  const endpoints = await endpointsOf(cloud, env, transport);
  const signedIn = await signIn(signInMethodOf(env, managingTenantId), endpoints, transport);
  const listed = await subscriptionsSeen(signedIn);
  const ours = listed
    .filter(({ managingTenantIds }) => managingTenantIds.includes(managingTenantId))
    .map(({ id }) => id);
  const { subscriptions, notes } = await lookForDelegations(signedIn, [], concurrency, tell, ours);
  const observed = [...subscriptions];
  return {
    sight: {
      delegations: observed.flatMap(([, { delegations }]) => delegations),
      subscriptions: listed,
      managingTenantId,
      automation: options.automation,
      cloud: options.cloud,
    },
    // A reader of resource groups reads the lists of these alone.
    unread: observed
      .filter(([, { refused, groupsRead }]) => refused !== undefined && groupsRead.size === 0)
      .map(([id]) => id),
    isCut: false,
    notes,
    tenantWith: found => whoIsWho(signedIn, found, managingTenantId, concurrency),
  };
}

/** Service principals can be asked for one by one; whatever is none is written as a group. */
async function whoIsWho(
  signedIn: SignedIn,
  { offers, program: { automation } }: AzureCustomers,
  id: string,
  atATime: number,
): Promise<ManagingTenant> {
  // Whoever may activate a role is no service principal.
  const authorizations = offers.flatMap(({ offer }) => offer.authorizations);
  const eligible = new Set(authorizations.filter(each => !each.isPermanent).map(({ principalId }) => principalId));
  const holders = authorizations.map(({ principalId }) => principalId).filter(holder => !eligible.has(holder));
  const ids = [...new Set([...holders, ...(automation === undefined ? [] : [automation])])];
  const clientIds = new Map<string, string>();
  await concurrently(ids, atATime, async each => {
    const answer = await servicePrincipal(signedIn, each);
    if (typeof answer === 'object' && 'clientId' in answer) {
      clientIds.set(each, answer.clientId);
    }
  });
  const automationClientId = clientIds.get(automation ?? '');
  return { id, automation, automationClientId, servicePrincipals: new Set(clientIds.keys()) };
}

function isLastOfGraph({ isOnePage, isOfGraph }: RowsOfAzure): boolean {
  return isOfGraph && !isOnePage;
}

/** Reads what others asked Azure for. */
export function lookInFiles(options: AzureOptions): AzureLook {
  const files = (options.fromJson ?? []).map(name => ({
    name,
    ...readAs(name, 'give what "az graph query" or "az rest" printed', text => rowsOfAzure(parseJson(text))),
  }));
  const { delegations, subscriptions, incomplete } = delegationsInRows(files.flatMap(({ rows }) => rows));
  const tenants = [...new Set(delegations.map(({ definition }) => definition.managedByTenantId))];
  const [only = ''] = tenants;
  if (options.managingTenant === undefined && tenants.length > 1) {
    throw new UsageError(`the delegations are to ${tenants.join(' and ')}; say with --managing-tenant which is yours`);
  }
  const managingTenantId = options.managingTenant?.toLowerCase() ?? only;
  return {
    sight: { delegations, subscriptions, managingTenantId, automation: options.automation, cloud: options.cloud },
    unread: incomplete,
    // The last page of Resource Graph ends the others; answers of Azure Resource Manager are one for each subscription.
    isCut: files.some(({ isOnePage, isOfGraph }) => isOnePage && !(isOfGraph && files.some(isLastOfGraph))),
    notes: files.flatMap(({ name, unknown, isOnePage }) => [
      ...(unknown > 0 ? [`${name}: ${unknown} of its rows are no delegations, and are left out`] : []),
      ...(isOnePage ? [`${name} is not the last page of an answer; the next one has to be given as well`] : []),
    ]),
    tenantWith: found =>
      Promise.resolve({ id: managingTenantId, automation: found.program.automation, servicePrincipals: new Set() }),
  };
}
