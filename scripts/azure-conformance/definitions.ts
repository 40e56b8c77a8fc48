import { randomUUID } from 'node:crypto';
import type { AzureAnswer, GuessName } from '../../emulator';
import { asList, asObject, asText } from '../../emulator/server/json';
import { AzureBuiltInRole } from '../../lib/azure';
import { type Context, until } from './context';
import { type Finding, interpreted, outcomeOf, stateOf } from './findings';
import { MISSING_REGISTRATION, secondsSince } from './registration';
import { API_VERSION } from './session';
import type { ThrowAwayOffers } from './throw-away-offers';

/** What is asked here. */
export const DEFINITION_GUESSES = [
  'newDefinition',
  'emptyMembers',
  'guidsInBodies',
  'missingPrincipal',
  'delegatedRoleWithDataActions',
  'unpublishedPlan',
  'insufficientPrivileges',
] as const satisfies readonly GuessName[];

const REFUSED = 'InvalidRegistrationDefinitionCreateRequest';

/**
 * The questions about definitions.
 *
 * @returns a definition that may be assigned; undefined if Azure takes none
 */
export async function askDefinitions(context: Context, offers: ThrowAwayOffers): Promise<string | undefined> {
  const { findings } = context;
  const definition = offers.newDefinition();
  const created = await createFirst(context, offers, definition);
  if (created.status !== 201) {
    findings.skip(DEFINITION_GUESSES, `the first definition was refused: ${outcomeOf(created)}`);
    return undefined;
  }
  findings.note('newDefinition', endOf(created));
  await offers.settled(definition);
  await askContent(context, offers);
  await askRefusals(context, offers);
  return definition;
}

/** A subscription that reads `Registered` still refuses writes for a while. */
async function createFirst(context: Context, offers: ThrowAwayOffers, definition: string): Promise<AzureAnswer> {
  const begin = Date.now();
  const created = await until(
    context.patience,
    () => offers.define(definition),
    ({ code }) => code !== MISSING_REGISTRATION,
  );
  context.durations['from then on until a definition could be written'] = secondsSince(begin);
  return created;
}

function endOf(created: AzureAnswer): Finding<'at-once' | 'operation'> {
  const state = stateOf(created);
  const isPolled = created.headers['azure-asyncoperation'] !== undefined;
  if (isPolled === (state === 'Succeeded')) {
    return { other: `201 ${state} ${isPolled ? 'with' : 'without'} an operation` };
  }
  return { answer: isPolled ? 'operation' : 'at-once' };
}

async function askContent({ findings }: Context, offers: ThrowAwayOffers): Promise<void> {
  const shout = (text: string) => text.toUpperCase();
  const given = offers.authorization();
  const loud = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, shout(String(value))]));
  const content = offers.newDefinition();
  const change = { description: '', authorizations: [{ ...loud, delegatedRoleDefinitionIds: [] }] };
  const created = await offers.define(content, change);
  const properties = asObject((await offers.read(content)).body.properties);
  const authorization = asObject(asList(properties.authorizations)[0]);
  if (created.status !== 201) {
    findings.skip(['emptyMembers', 'guidsInBodies'], `empty members were refused: ${outcomeOf(created)}`);
    return;
  }
  const kept = ['description' in properties, 'delegatedRoleDefinitionIds' in authorization];
  findings.note(
    'emptyMembers',
    kept[0] === kept[1]
      ? { answer: kept[0] ? 'kept' : 'dropped' }
      : { other: `${kept[0] ? 'empty texts are' : 'empty lists are'} kept, the other is dropped` },
  );
  const ids = [authorization.principalId, authorization.roleDefinitionId].map(asText);
  const isLower = ids.every(id => id !== '' && id === id.toLowerCase());
  const isUpper = ids.every(id => id !== '' && id === id.toUpperCase());
  findings.note(
    'guidsInBodies',
    isLower ? { answer: 'lower-case' } : isUpper ? { answer: 'kept' } : { other: 'one is changed, the other kept' },
  );
}

async function askRefusals(context: Context, offers: ThrowAwayOffers): Promise<void> {
  const { findings, contributor } = context;
  const stranger = await offers.define(offers.newDefinition(), {
    authorizations: [offers.authorization({ principalId: randomUUID() })],
  });
  findings.note(
    'missingPrincipal',
    interpreted(stranger, ['definition-request', 400, REFUSED], ['principal-not-found', 400, 'PrincipalNotFound']),
  );

  const administrator = offers.authorization({
    roleDefinitionId: AzureBuiltInRole.USER_ACCESS_ADMINISTRATOR.id,
    delegatedRoleDefinitionIds: [AzureBuiltInRole.of('Storage Blob Data Reader').id],
  });
  const delegating = await offers.define(offers.newDefinition(), { authorizations: [administrator] });
  findings.note('delegatedRoleWithDataActions', interpreted(delegating, ['accepted', 201], ['refused', 400, REFUSED]));

  const plan = { name: 'none', publisher: `azure-conformance-${randomUUID()}`, product: 'none', version: '1.0.0' };
  const planned = await offers.define(offers.newDefinition(), {}, plan);
  findings.note('unpublishedPlan', interpreted(planned, ['refused', 400, REFUSED], ['ignored', 201]));

  if (!contributor) {
    findings.skip(['insufficientPrivileges'], 'no CONFORMANCE_CONTRIBUTOR_CLIENT_ID');
    return;
  }
  const id = offers.newDefinition();
  const code = 'InsufficientPrivilegesForManagedServiceResource';
  const unprivileged = await contributor.arm('PUT', id, API_VERSION.managedServices, offers.body(id));
  findings.note(
    'insufficientPrivileges',
    interpreted(unprivileged, ['forbidden', 403, code], ['bad-request', 400, code]),
  );
}
