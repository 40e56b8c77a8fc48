import { isGuid } from '../../azure';
import { textOf } from '../plan/request-target';
import type { ResourceChange, TerraformPlan } from '../plan/terraform-plan';
import { UsageError } from '../result';
import { authorizationsIn } from './authorizations';
import { guardedIn } from './guarded';

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
  const entra = plans.flatMap(entraObjectsIn);
  const mistaken = entra.find(
    ({ isPrincipal, clientId, objectId }) => given.includes(clientId) || (!isPrincipal && given.includes(objectId)),
  );
  if (mistaken !== undefined) {
    const { clientId, objectId, name } = mistaken;
    const [id, kind] = given.includes(clientId) ? [clientId, 'client id'] : [objectId, 'object id of the application'];
    throw new UsageError(
      `--automation ${id} is the ${kind} of "${name}"; expected the object id of its service principal`,
    );
  }
  const authorized = new Set(plans.flatMap(authorizedIn));
  const known = new Set([...authorized, ...entra.map(({ objectId }) => objectId)]);
  const [counted, unheld] = [true, false].map(isKnown => given.filter(id => known.has(id) === isKnown));
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
  const { isPrincipal, clientId, objectId, name } = entraObjectOf(type, change);
  if (isPrincipal) {
    return objectId === '' || given.includes(objectId);
  }
  const principals = entraObjectsIn(plan).filter(object => object.isPrincipal);
  const own = principals.filter(principal => principal.clientId === clientId);
  if (own.length > 0 || name === NAME_UNLESS_GIVEN) {
    return own.length === 0 || own.some(principal => given.includes(principal.objectId));
  }
  return principals.some(principal => given.includes(principal.objectId)) ? false : undefined;
}

/** What `PecAutomation` is called unless somebody says otherwise. */
const NAME_UNLESS_GIVEN = 'PEC-Automation';

/** An application or a service principal. */
interface EntraObject {
  readonly isPrincipal: boolean;
  readonly objectId: string;
  readonly clientId: string;
  readonly name: string;
}

function entraObjectsIn({ changes }: TerraformPlan): EntraObject[] {
  return changes
    .filter(({ type }) => /^azuread_(?:application(?:_registration)?|service_principal)$/.test(type))
    .map(({ type, change }) => entraObjectOf(type, change));
}

function entraObjectOf(type: string, { before, after }: ResourceChange['change']): EntraObject {
  const attributes = before ?? after ?? {};
  return {
    isPrincipal: type === 'azuread_service_principal',
    objectId: textOf(attributes.object_id).toLowerCase(),
    clientId: textOf(attributes.client_id).toLowerCase(),
    name: textOf(attributes.display_name),
  };
}

/** Whoever is authorized permanently, before or after. */
function authorizedIn(plan: TerraformPlan): string[] {
  return [...guardedIn(plan)].flatMap(([{ change }, { authorizedIn: names = [] }]) =>
    [change.before, change.after].flatMap(attributes =>
      authorizationsIn(names.map(name => attributes?.[name])).list.map(({ principalId }) => principalId),
    ),
  );
}
