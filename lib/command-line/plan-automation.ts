import { isGuid } from '../azure';
import { guardedIn } from './guarded';
import { authorizationsIn } from './plan-authorizations';
import { UsageError } from './result';
import { textOf } from './request-target';
import type { Attributes, ResourceChange, TerraformPlan } from './terraform-plan';

/** Who earns, as `--automation` says and as plans bear it out. */
export interface Automation {
  /** The object ids that were given, in lower case. */
  readonly given: string[];
  /** Those of them whose authorizations count; none if everybody's count. */
  readonly counted: string[];
}

/**
 * Compares the ids that were given with the principals of the plans.
 *
 * An id that nobody authorizes, such as the client id, would hide every loss. So where there are delegations, and none
 * has any of the ids, everybody counts who holds a role that earns, and a message says so.
 *
 * @param messages takes what the user should know
 * @throws UsageError if an id is none, or that of something else in a plan
 */
export function automationIn(plans: TerraformPlan[], ids: string[], messages: string[]): Automation {
  const noId = ids.find(id => !isGuid(id));
  if (noId !== undefined) {
    throw new UsageError(`--automation ${noId}: expected the object id of PEC-Automation (GUID)`);
  }
  const given = ids.map(id => id.toLowerCase());
  const principals = plans.flatMap(servicePrincipalsIn);
  const objectIds = new Set(principals.map(({ objectId }) => objectId));
  const mistaken = principals.find(
    ({ objectId, clientId }) => given.includes(clientId) && !objectIds.has(clientId) && objectId,
  );
  if (mistaken !== undefined) {
    const { clientId, objectId, name } = mistaken;
    throw new UsageError(
      `--automation ${clientId} is the client id of "${name}"; expected the object id of its service principal, ${objectId}`,
    );
  }
  const authorized = new Set(plans.flatMap(authorizedIn));
  const [counted, unheld] = [true, false].map(isHeld =>
    given.filter(id => (authorized.has(id) || objectIds.has(id)) === isHeld),
  );
  if (authorized.size === 0) {
    return { given, counted: given };
  }
  for (const id of unheld) {
    const consequence = counted.length === 0 ? ', so everybody counts who holds a role that earns' : '';
    messages.push(
      `--automation ${id}: no delegation here authorizes it permanently${consequence}; ` +
        'expected the object id of the service principal, not its client id',
    );
  }
  return { given, counted };
}

/**
 * Whether a resource is of the principals that were named. A service principal tells by its id; an application by the
 * client id of a service principal in the same plan.
 *
 * @returns undefined if the plan does not tell
 */
export function isOfNamed(
  { type, change }: ResourceChange,
  plan: TerraformPlan,
  { given }: Automation,
): boolean | undefined {
  if (given.length === 0 || !type.startsWith('azuread_')) {
    return true;
  }
  const attributes = change.before ?? {};
  if (type === 'azuread_service_principal') {
    const objectId = textOf(attributes.object_id).toLowerCase();
    return objectId === '' || given.includes(objectId);
  }
  const clientId = clientIdOf(attributes);
  const principals = servicePrincipalsIn(plan);
  const named = principals.filter(({ objectId }) => given.includes(objectId));
  if (clientId === '' || named.some(principal => ['', clientId].includes(principal.clientId))) {
    return named.length > 0 || undefined;
  }
  return named.length > 0 || principals.some(principal => principal.clientId === clientId) ? false : undefined;
}

interface ServicePrincipal {
  readonly objectId: string;
  readonly clientId: string;
  readonly name: string;
}

function servicePrincipalsIn({ changes }: TerraformPlan): ServicePrincipal[] {
  return changes
    .filter(({ type }) => type === 'azuread_service_principal')
    .map(({ change }) => change.before ?? change.after ?? {})
    .map(attributes => ({
      objectId: textOf(attributes.object_id).toLowerCase(),
      clientId: clientIdOf(attributes),
      name: textOf(attributes.display_name),
    }));
}

/** Until azuread 2 the client id was called otherwise. */
function clientIdOf({ client_id, application_id }: Attributes): string {
  return textOf(client_id ?? application_id).toLowerCase();
}

/** Whoever is authorized permanently, before or after. */
function authorizedIn(plan: TerraformPlan): string[] {
  return [...guardedIn(plan)].flatMap(([{ change }, { authorizedIn: names = [] }]) =>
    [change.before, change.after].flatMap(attributes =>
      authorizationsIn(names.map(name => attributes?.[name])).list.map(({ principalId }) => principalId),
    ),
  );
}
