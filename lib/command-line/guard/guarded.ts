import { resourceTypeOf, targetOf, textOf } from '../plan/request-target';
import type { Attributes, ResourceChange, TerraformPlan } from '../plan/terraform-plan';
import { documentOf, valuesIn } from './authorizations';
import { probesAmong } from './registration-probes';

/** The kinds of what credit depends on: what one is called, and several. */
export const GUARDED_KINDS = {
  delegation: 'delegations',
  assignment: 'assignments',
  'partner admin link': 'partner admin links',
  application: 'applications',
  'service principal': 'service principals',
  policy: 'policies',
  'template deployment': 'template deployments',
};

/** Something on which credit depends, as a resource of a plan holds it. */
export interface Guarded {
  readonly kind: keyof typeof GUARDED_KINDS;
  /** What messages call it. */
  readonly name: string;
  /** What goes with it. */
  readonly credit: string;
  /** The attributes that say who is authorized. */
  readonly authorizedIn?: string[];
  /** The attribute that takes away the use of it when it becomes `false`. */
  readonly switchedBy?: string;
  /** Whether it stays in Azure when the resource is destroyed, because that sends nothing or deletes something else. */
  readonly isKeptByAzure?: boolean;
}

/** How a resource of some type holds something; undefined if credit does not depend on it. */
type Holding = (attributes: Attributes, policies: Set<string>) => Guarded | undefined;

const ITS_CREDIT = 'its credit';
const ALL_CREDIT = 'the credit from every customer';

/** By the type of the resource. */
const HOLDINGS: [type: RegExp, holding: Holding][] = [
  [
    /^azurerm_lighthouse_definition$/,
    ({ name, scope }) => ({
      kind: 'delegation',
      name: `the delegation "${String(name)}" of ${String(scope)}`,
      credit: ITS_CREDIT,
      authorizedIn: ['authorization'],
    }),
  ],
  [
    /^azurerm_lighthouse_assignment$/,
    ({ scope }) => ({ kind: 'assignment', name: `the delegation of ${String(scope)}`, credit: ITS_CREDIT }),
  ],
  [/^azapi_resource$/, (attributes, policies) => heldByAzapi(attributes, policies, false)],
  [/^azapi_(?:update_resource|resource_action)$/, (attributes, policies) => heldByAzapi(attributes, policies, true)],
  [
    /^azuread_application(?:_registration)?$/,
    ({ display_name: name }) => ({
      kind: 'application',
      name: `the application "${String(name)}"`,
      credit: `if it is PEC-Automation, ${ALL_CREDIT}`,
    }),
  ],
  [
    /^azuread_service_principal$/,
    ({ display_name: name, object_id: id }) => ({
      kind: 'service principal',
      name: `the service principal "${String(name)}" (${String(id)})`,
      credit: `if it is PEC-Automation, ${ALL_CREDIT}, because delegations name its id`,
      switchedBy: 'account_enabled',
    }),
  ],
  [
    /^azurerm_(?:[a-z_]+_)?template_deployment$/,
    attributes => deployment(textOf(attributes.name), attributes, ['template_content', 'parameters_content']),
  ],
  [
    /^azurerm_(?:[a-z_]+_)?policy_(?:set_)?(?:definition|assignment)$/,
    (attributes, policies) => policy(attributes.name, attributes, ['policy_rule', 'parameters'], policies),
  ],
];

/** What of a plan credit depends on, by the change of its resource. */
export function guardedIn(plan: TerraformPlan): Map<ResourceChange, Guarded> {
  const changes = [...plan.changes, ...plan.drift, ...plan.deferred];
  const isProbe = probesAmong(changes);
  const find = (policies: Set<string>) =>
    new Map(
      changes.flatMap((resource): [ResourceChange, Guarded][] => {
        const { before, after } = resource.change;
        const guarded = guardedBy(resource.type, before ?? after ?? {}, policies);
        return guarded === undefined || isProbe(resource) ? [] : [[resource, guarded]];
      }),
    );
  // An assignment may name nothing but the id of a policy, which has to be found first.
  const policies = [...find(new Set())].flatMap(([{ change }, { kind }]) =>
    kind === 'policy' && typeof change.before?.id === 'string' ? [change.before.id.toLowerCase()] : [],
  );
  return find(new Set(policies));
}

function guardedBy(type: string, attributes: Attributes, policies: Set<string>): Guarded | undefined {
  return HOLDINGS.find(([pattern]) => pattern.test(type))?.[1](attributes, policies);
}

/**
 * What a resource of azapi holds; of one that only reads nothing depends.
 *
 * @param isKeptByAzure whether nothing is sent when the resource is destroyed
 */
function heldByAzapi(attributes: Attributes, policies: Set<string>, isKeptByAzure: boolean): Guarded | undefined {
  if (attributes.method !== undefined && !['PUT', 'PATCH', 'DELETE'].includes(textOf(attributes.method))) {
    return undefined;
  }
  const target = targetOf(attributes);
  const name = target.slice(target.lastIndexOf('/') + 1);
  const subject = `${resourceTypeOf(attributes.type)} ${target}`;
  if (/Microsoft\.ManagementPartner\/partners\b/i.test(subject)) {
    return { kind: 'partner admin link', name: `the link to Partner ID ${name}`, credit: ALL_CREDIT, isKeptByAzure };
  }
  if (/Microsoft\.ManagedServices\/registration(?:Definition|Assignment)s\b/i.test(subject)) {
    const kind = /registrationAssignments\b/i.test(subject) ? 'assignment' : 'delegation';
    const scope = target.replace(/\/providers\/Microsoft\.ManagedServices\/.*$/i, '');
    return { kind, name: `the delegation of ${scope}`, credit: ITS_CREDIT, authorizedIn: ['body'], isKeptByAzure };
  }
  if (/Microsoft\.Authorization\/policy(?:Set)?(?:Definition|Assignment)s\b/i.test(subject)) {
    return policy(name, attributes, ['body'], policies);
  }
  return /Microsoft\.Resources\/deployment(?:s|Stacks)\b/i.test(subject)
    ? deployment(name, attributes, ['body'])
    : undefined;
}

/** Of a deployment Azure deletes the record alone, but azurerm in a resource group what it made as well. */
function deployment(name: string, attributes: Attributes, authorizedIn: string[]): Guarded | undefined {
  return isOfLighthouse(attributes, authorizedIn)
    ? {
        kind: 'template deployment',
        name: `the delegating template deployment "${name}"`,
        credit: ITS_CREDIT,
        authorizedIn,
        isKeptByAzure: attributes.resource_group_name === undefined,
      }
    : undefined;
}

function policy(name: unknown, attributes: Attributes, names: string[], policies: Set<string>): Guarded | undefined {
  const authorizedIn = [...names, 'policy_definition_id'];
  return isOfLighthouse(attributes, authorizedIn, policies)
    ? {
        kind: 'policy',
        name: `the delegating policy "${textOf(name)}"`,
        credit: 'the credit of the subscriptions that it delegates',
        authorizedIn,
        switchedBy: 'enforce',
      }
    : undefined;
}

/**
 * Whether a template or a policy writes delegations, is given who is authorized by them, or names a policy that does. One
 * that only judges delegations, such as a denial of managing tenants, names their type elsewhere.
 */
function isOfLighthouse(attributes: Attributes, names: string[], policies = new Set<string>()): boolean {
  return [...valuesIn(names.map(name => documentOf(attributes[name])))].some(
    ([key, value]) =>
      key === 'managedByAuthorizations' ||
      (key === 'type' && /^Microsoft\.ManagedServices\/registration/i.test(textOf(value))) ||
      policies.has(textOf(value).toLowerCase()),
  );
}
