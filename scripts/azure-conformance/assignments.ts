import { randomUUID } from 'node:crypto';
import type { GuessName } from '../../emulator';
import { asList, asObject, asText, sameText } from '../../emulator/server/json';
import { ACROSS_TENANTS_GUESSES, askAcrossTenants } from './across-tenants';
import type { Context } from './context';
import { interpreted, outcomeOf, stateOf } from './findings';
import { API_VERSION } from './session';
import type { ThrowAwayOffers } from './throw-away-offers';

/** What is asked here. */
export const ASSIGNMENT_GUESSES = [
  'assignmentOfNothing',
  'unsuitableScope',
  'unfinishedDefinition',
  'manageeTenant',
  'reassignment',
  'listOfSubscription',
  'definitionAfterItsAssignment',
  ...ACROSS_TENANTS_GUESSES,
] as const satisfies readonly GuessName[];

const REFUSED = 'InvalidRegistrationAssignmentCreateRequest';

/** The questions about assignments, of a definition that has succeeded. */
export async function askAssignments(context: Context, offers: ThrowAwayOffers, definition: string): Promise<void> {
  const { findings } = context;
  const assignment = `${offers.assignments(offers.subscription)}/${randomUUID()}`;
  await askRefusals(context, offers, definition);
  await askUnfinished(context, offers, definition, assignment);
  await offers.settled(definition);
  if ((await offers.read(assignment)).status !== 200) {
    const assigned = await offers.assign(assignment, definition);
    if (assigned.status !== 201) {
      findings.skip(ASSIGNMENT_GUESSES, `the assignment was refused: ${outcomeOf(assigned)}`);
      return;
    }
  }
  await offers.settled(assignment);
  await askManagee(context, offers, definition, assignment);
  await askAcrossTenants(context, offers, definition, assignment);
  await askListOfSubscription(context, offers, definition);
  await askReassignment(context, offers, assignment);

  await offers.removeAssignment(assignment);
  const deletion = await offers.deleteDefinition(definition);
  const held = 'InvalidRegistrationDefinitionDeleteRequest';
  findings.note('definitionAfterItsAssignment', interpreted(deletion, ['at-once', 200], ['later', 409, held]));
}

async function askRefusals({ findings, settings, customer }: Context, offers: ThrowAwayOffers, definition: string) {
  const nothing = await offers.assign(
    `${offers.assignments(offers.subscription)}/${randomUUID()}`,
    offers.newDefinition(),
  );
  const missing = 'RegistrationDefinitionNotFound';
  findings.note(
    'assignmentOfNothing',
    interpreted(nothing, ['bad-request', 400, REFUSED], ['not-found', 404, missing]),
  );

  // The root management group of a tenant has the tenant's id as its name.
  const root = `/providers/Microsoft.Management/managementGroups/${settings.customer.tenantId}`;
  const body = { properties: { registrationDefinitionId: definition } };
  const unsuitable = `${offers.assignments(root)}/${randomUUID()}`;
  const atRoot = await customer.arm('PUT', unsuitable, API_VERSION.managedServices, body);
  findings.note(
    'unsuitableScope',
    atRoot.code === 'AuthorizationFailed'
      ? { notAsked: 'the customer’s application has no right at the root management group' }
      : interpreted(atRoot, ['invalid-scope', 400, 'InvalidScope'], ['not-found', 404, 'InvalidResourceType']),
  );
}

async function askUnfinished(
  { findings }: Context,
  offers: ThrowAwayOffers,
  definition: string,
  assignment: string,
): Promise<void> {
  const updated = await offers.define(definition, { description: 'updated' });
  const state = stateOf(updated);
  if (state !== 'Accepted') {
    findings.skip(['unfinishedDefinition'], `an update read "${state}", not "Accepted"`);
    return;
  }
  const assigned = await offers.assign(assignment, definition);
  findings.note('unfinishedDefinition', interpreted(assigned, ['accepted', 201], ['refused', 409, REFUSED]));
}

async function askManagee({ findings }: Context, offers: ThrowAwayOffers, definition: string, assignment: string) {
  const expanded = await offers.read(`${assignment}?$expandRegistrationDefinition=true`);
  const inside = asObject(asObject(asObject(expanded.body.properties).registrationDefinition).properties);
  const alone = asObject((await offers.read(definition)).body.properties);
  if (inside.manageeTenantId === undefined) {
    findings.note('manageeTenant', { other: 'not even an expanded assignment has `manageeTenantId`' });
    return;
  }
  findings.note('manageeTenant', { answer: alone.manageeTenantId === undefined ? 'expanded-only' : 'everywhere' });
}

async function askListOfSubscription(context: Context, offers: ThrowAwayOffers, definition: string): Promise<void> {
  const { findings, settings } = context;
  if (!settings.resourceGroup) {
    findings.skip(['listOfSubscription'], 'no CONFORMANCE_RESOURCE_GROUP');
    return;
  }
  const scope = `${offers.subscription}/resourceGroups/${settings.resourceGroup}`;
  const assignment = `${offers.assignments(scope)}/${randomUUID()}`;
  const assigned = await offers.assign(assignment, definition);
  if (assigned.status !== 201) {
    findings.skip(['listOfSubscription'], `the resource group could not be delegated: ${outcomeOf(assigned)}`);
    return;
  }
  await offers.settled(assignment);
  const listed = asList((await offers.read(offers.assignments(offers.subscription))).body.value).map(asObject);
  const isListed = listed.some(({ id }) => sameText(asText(id), assignment));
  findings.note('listOfSubscription', { answer: isListed ? 'with-groups' : 'without-groups' });
  await offers.removeAssignment(assignment);
}

async function askReassignment({ findings }: Context, offers: ThrowAwayOffers, assignment: string): Promise<void> {
  const other = offers.newDefinition();
  await offers.define(other);
  await offers.settled(other);
  const moved = await offers.assign(assignment, other);
  findings.note('reassignment', interpreted(moved, ['refused', 400, REFUSED], ['moved', 200]));
}
