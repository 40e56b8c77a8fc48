import { isGuid } from '../../azure';
import { asObjects, delegationsIn, type JsonObject, type LiveSubscription } from '../../azure-live';
import { isRecord, memberOf, textOrNone } from '../../text';
import type { AzureSight } from './azure-customers';

/** What files of rows tell. */
export interface SightInFiles extends Pick<AzureSight, 'delegations' | 'subscriptions'> {
  /** Subscriptions with an assignment whose definition is in no file. */
  readonly incomplete: readonly string[];
}

/**
 * Reads what `az graph query`, `Search-AzGraph` or `az rest` printed of assignments and definitions, and what
 * `az account list` printed of subscriptions, in any order.
 */
export function delegationsInFiles(documents: readonly unknown[]): SightInFiles {
  const rows = documents.flatMap(rowsOf);
  const { delegations, incomplete } = delegationsIn(rows);
  return {
    delegations,
    incomplete: [...new Set(incomplete.map(({ subscriptionId }) => subscriptionId))],
    subscriptions: rows.flatMap(subscriptionIn),
  };
}

/** A list, or one inside of an answer: `value` of Azure Resource Manager, `data` of Resource Graph. */
function rowsOf(document: unknown): JsonObject[] {
  const lists = [document, memberOf(document, 'value'), memberOf(document, 'data')];
  const rows = asObjects(lists.find(Array.isArray));
  return rows.length === 0 && isRecord(document) && 'id' in document ? [document] : rows;
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
