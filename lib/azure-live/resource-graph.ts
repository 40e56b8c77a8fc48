import { asObject, asObjects, asText, type JsonObject } from './json';
import {
  type LiveDefinition,
  type LiveDelegation,
  normalized,
  readAssignment,
  readDefinition,
} from './live-delegation';
import type { SignedIn } from './sign-in';

/** `id` has to be among the columns, or Resource Graph gives no token for the next page. */
const QUERY = [
  'managedservicesresources',
  "| where type =~ 'microsoft.managedservices/registrationassignments' or type =~ 'microsoft.managedservices/registrationdefinitions'",
  '| project id, name, type, tenantId, properties',
  '| order by id asc',
].join(' ');

const PAGE = 1_000;

/** What Resource Graph tells, which says nothing of what it leaves out. */
export interface GraphAnswer {
  readonly delegations: LiveDelegation[];
  /** Where it knows an assignment, but not the definition, so that nobody can tell what is delegated there. */
  readonly incomplete: readonly Pick<LiveDelegation, 'subscriptionId' | 'resourceGroup'>[];
  /** Why it told nothing, such as `403 AccessDenied`. */
  readonly refused?: string;
}

/**
 * Every delegation that the caller may see, in few requests.
 *
 * Resource Graph is consistent in the end only, and leaves out without a word what the caller may not read: whatever it
 * does not name has to be asked for by itself.
 *
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data
 */
export async function delegationsInGraph({ arm, endpoints }: SignedIn): Promise<GraphAnswer> {
  const url = `${endpoints.resourceManager}/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01`;
  const rows: JsonObject[] = [];
  let skipToken = '';
  do {
    const options = {
      resultFormat: 'objectArray',
      $top: PAGE,
      // More subscriptions than one query may cover: better a part, because nothing is concluded from silence.
      allowPartialScopes: true,
      ...(skipToken !== '' && { $skipToken: skipToken }),
    };
    const { status, body, code } = await arm.query(url, { query: QUERY, options });
    if (status !== 200) {
      return { delegations: [], incomplete: [], refused: `${status} ${code}`.trim() };
    }
    rows.push(...asObjects(body.data));
    skipToken = asText(body.$skipToken);
  } while (skipToken !== '');
  return delegationsIn(rows);
}

/**
 * The delegations in rows of Resource Graph, or in items of the provider's lists. Nobody has shown a row: an assignment
 * may hold its definition, or only name it.
 */
export function delegationsIn(rows: readonly JsonObject[]): GraphAnswer {
  const definitions = new Map<string, LiveDefinition>();
  for (const row of rows) {
    const definition = readDefinition(row);
    if (definition !== undefined) {
      definitions.set(normalized(row.id), definition);
    }
  }
  const delegations: LiveDelegation[] = [];
  const incomplete: GraphAnswer['incomplete'][number][] = [];
  for (const row of rows) {
    const assignment = readAssignment(row);
    if (assignment === undefined) {
      continue;
    }
    const { definitionId, ...rest } = assignment;
    const expanded = asObject(asObject(row.properties).registrationDefinition);
    const definition = readDefinition(expanded, definitionId) ?? definitions.get(definitionId);
    if (definition === undefined) {
      incomplete.push(rest);
    } else {
      // Nobody has shown whose tenant a row names; the managing one would say nothing of the customer.
      const managee = asText(asObject(expanded.properties).manageeTenantId);
      const tenantId = (managee || asText(row.tenantId)).toLowerCase();
      const isKnown = tenantId !== '' && tenantId !== definition.managedByTenantId;
      delegations.push({ ...rest, definition, ...(isKnown && { customerTenantId: tenantId }) });
    }
  }
  return { delegations, incomplete };
}
