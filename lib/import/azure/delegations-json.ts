import { isGuid } from '../../azure';
import { asObjects, delegationsIn, type JsonObject, type LiveSubscription } from '../../azure-live';
import { isRecord, memberOf, textOrNone } from '../../text';
import type { AzureSight } from './azure-customers';

/** A file of rows that others asked Azure for. */
export interface RowsOfAzure {
  readonly rows: readonly JsonObject[];
  /** How many of them are nothing that is looked for. */
  readonly unknown: number;
  /** Whether Azure has more rows than the file. */
  readonly isOnePage: boolean;
  /** Whose answer it is: `data` of Resource Graph, else Azure Resource Manager or a mere list. */
  readonly isOfGraph: boolean;
}

/** What files of rows tell. */
export interface SightInFiles extends Pick<AzureSight, 'delegations' | 'subscriptions'> {
  /** Subscriptions with an assignment whose definition is in no file. */
  readonly incomplete: readonly string[];
}

const CURE = 'give what "az graph query" or "az rest" printed of registration assignments';

/**
 * Reads what `az graph query`, `Search-AzGraph` or `az rest` printed of assignments and definitions, and what
 * `az account list` printed of subscriptions: a list, or one inside of an answer (`value` of Azure Resource Manager,
 * `data` of Resource Graph), or one item.
 *
 * @throws Error that says what is wrong, and what cures it, if it is nothing of that
 */
export function rowsOfAzure(document: unknown): RowsOfAzure {
  const lists = [document, memberOf(document, 'value'), memberOf(document, 'data')];
  const list = lists.find(Array.isArray) ?? (isRecord(document) && 'id' in document ? [document] : undefined);
  if (list === undefined) {
    throw new Error(`it holds no list of delegations; ${CURE}`);
  }
  const rows = asObjects(list);
  const unknown = rows.filter(row => !isOfDelegation(row) && subscriptionIn(row).length === 0).length;
  if (rows.length > 0 && unknown === rows.length) {
    throw new Error(`it holds no delegation, but ${rows.length} of something else; ${CURE}`);
  }
  const next = ['nextLink', 'skip_token', '$skipToken', 'skipToken'].map(name => memberOf(document, name));
  return { rows, unknown, isOnePage: next.some(text => textOrNone(text) !== ''), isOfGraph: list === lists[2] };
}

function isOfDelegation({ id }: JsonObject): boolean {
  return /\/microsoft\.managedservices\/registration(?:assignment|definition)s\//i.test(textOrNone(id));
}

/** What rows tell together, in any order. */
export function delegationsInRows(rows: readonly JsonObject[]): SightInFiles {
  const { delegations, incomplete } = delegationsIn(rows);
  return {
    delegations,
    incomplete: [...new Set(incomplete.map(({ subscriptionId }) => subscriptionId))],
    subscriptions: rows.flatMap(subscriptionIn),
  };
}

/** The CLI has the tenant of its own sign-in in `tenantId`, and that of a delegated subscription in `homeTenantId`. */
function subscriptionIn(row: JsonObject): Pick<LiveSubscription, 'id' | 'name' | 'tenantId'>[] {
  const { id, subscriptionId, name, displayName, homeTenantId, tenantId, properties, type } = row;
  const isSubscription = properties === undefined || /^microsoft\.resources\/subscriptions$/i.test(textOrNone(type));
  const own = [subscriptionId, id].map(textOrNone).find(isGuid)?.toLowerCase();
  const tenant = (textOrNone(homeTenantId) || textOrNone(tenantId)).toLowerCase();
  return isSubscription && own !== undefined && isGuid(tenant)
    ? [{ id: own, name: textOrNone(displayName) || textOrNone(name), tenantId: tenant }]
    : [];
}
