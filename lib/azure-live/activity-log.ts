import { asObject, asText, type JsonObject } from './json';
import { listAll } from './paging';
import type { SignedIn } from './sign-in';

/** A delegation that came, was changed, or went. */
export interface DelegationEvent {
  /** ISO 8601. */
  readonly time: string;
  /** `register` also where a delegation was changed: Azure tells the two not apart. */
  readonly operation: 'register' | 'unregister';
  readonly subscriptionId: string;
  /** In lower case; undefined if it is about the whole subscription. */
  readonly resourceGroup?: string;
  /** Who did it, as Azure calls them; empty if it does not say. */
  readonly caller: string;
}

/** What the managing tenant's activity log says, the oldest first, or why it was not read. */
export type ActivityAnswer = { readonly events: DelegationEvent[] } | { readonly refused: string };

const OPERATION = /^microsoft\.resources\/tenants\/(?<operation>register|unregister)\/action$/i;

/**
 * Which delegations came and went. Needs Monitoring Reader at the root scope of the managing tenant; Azure keeps 90 days.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/monitor-delegation-changes
 * @param since ISO 8601
 */
export async function delegationEvents({ arm, endpoints }: SignedIn, since: string): Promise<ActivityAnswer> {
  const filter = encodeURIComponent(`eventTimestamp ge '${since}'`);
  const listed = await listAll(
    arm,
    `${endpoints.resourceManager}/providers/microsoft.insights/eventtypes/management/values` +
      `?api-version=2015-04-01&$filter=${filter}`,
  );
  if ('refused' in listed) {
    return { refused: `${listed.refused.status} ${listed.refused.code}`.trim() };
  }
  const events = listed.items.map(readEvent).filter(event => event !== undefined);
  return { events: events.sort((a, b) => (a.time < b.time ? -1 : 1)) };
}

/** The end of a request that succeeded; its beginning is listed too, and says nothing of how it ended. */
function readEvent(item: JsonObject): DelegationEvent | undefined {
  const valueOf = (member: unknown) => asText(asObject(member).value) || asText(member);
  const operation = OPERATION.exec(valueOf(item.operationName))?.groups?.operation.toLowerCase();
  const description = parsed(asText(item.description));
  const subscriptionId = asText(description.subscriptionId).toLowerCase();
  const hasEnded = /^EndRequest$/i.test(valueOf(item.eventName));
  const hasFailed = /^(failed|canceled)$/i.test(valueOf(item.status));
  const time = new Date(asText(item.eventTimestamp));
  if (operation === undefined || subscriptionId === '' || !hasEnded || hasFailed || Number.isNaN(time.getTime())) {
    return undefined;
  }
  const [, resourceGroup] =
    /\/resourcegroups\/([^/]+)/.exec(asText(description.delegationResourceId).toLowerCase()) ?? [];
  return {
    time: time.toISOString(),
    operation: operation === 'register' ? 'register' : 'unregister',
    subscriptionId,
    ...(resourceGroup !== undefined && { resourceGroup }),
    caller: asText(item.caller),
  };
}

function parsed(text: string): JsonObject {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}
