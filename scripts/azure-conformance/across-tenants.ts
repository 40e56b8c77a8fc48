import type { GuessName } from '../../emulator';
import { asList, asObject, asText, sameText } from '../../emulator/server/json';
import { type Context, until } from './context';
import { interpreted } from './findings';
import { API_VERSION } from './session';
import type { ThrowAwayOffers } from './throw-away-offers';

/** What is asked here. */
export const ACROSS_TENANTS_GUESSES = [
  'graphAssignments',
  'graphAuthorizations',
  'graphTenant',
  'permissionsOnDelegatedScope',
] as const satisfies readonly GuessName[];

const GRAPH = '/providers/Microsoft.ResourceGraph/resources';

/** What the managing tenant sees of a delegation, as the Reader that the throw-away offer makes of its application. */
export async function askAcrossTenants(
  context: Context,
  offers: ThrowAwayOffers,
  definition: string,
  assignment: string,
): Promise<void> {
  const { findings, settings, managing, patience } = context;
  const row = async (id: string) => {
    const query = `managedservicesresources | where id =~ '${id}' | project id, tenantId, properties`;
    const body = { query, options: { resultFormat: 'objectArray' } };
    const rowIn = (answer: { readonly body: object }) =>
      asList(asObject(answer.body).data)
        .map(asObject)
        .find(found => sameText(asText(found.id), id));
    const found = await until(
      patience,
      () => managing.arm('POST', GRAPH, API_VERSION.resourceGraph, body),
      answer => rowIn(answer) !== undefined,
    );
    return rowIn(found);
  };
  const assigned = await row(assignment);
  const defined = await row(definition);
  if (assigned === undefined || defined === undefined) {
    findings.skip(ACROSS_TENANTS_GUESSES.slice(0, 3), 'Resource Graph did not show the delegation in time');
  } else {
    const isExpanded = asObject(assigned.properties).registrationDefinition !== undefined;
    findings.note('graphAssignments', { answer: isExpanded ? 'expanded' : 'named' });
    const hasAuthorizations = asObject(defined.properties).authorizations !== undefined;
    findings.note('graphAuthorizations', { answer: hasAuthorizations ? 'shown' : 'left-out' });
    const tenantId = asText(assigned.tenantId);
    findings.note(
      'graphTenant',
      sameText(tenantId, settings.customer.tenantId)
        ? { answer: 'customer' }
        : sameText(tenantId, settings.managing.tenantId)
          ? { answer: 'managing' }
          : { other: 'neither the customer’s tenant nor the managing one' },
    );
  }
  const path = `${offers.subscription}/providers/Microsoft.Authorization/permissions`;
  const own = await managing.arm('GET', path, API_VERSION.permissions);
  findings.note(
    'permissionsOnDelegatedScope',
    interpreted(own, ['answered', 200], ['refused', 403, 'AuthorizationFailed']),
  );
}
