import { isRecord, shown } from '../text';
import type { Attributes, PlannedAttributes, ResourceChange, TerraformPlan } from './terraform-plan';

/** Something on which credit depends and which a plan takes away. */
export interface PlanLoss {
  readonly address: string;
  /** What the plan does, such as `is replaced`. */
  readonly what: string;
  /** What goes with it. */
  readonly lost: string;
  /** Why Terraform does that. */
  readonly why: string;
  readonly cure: string;
}

/** What credit depends on: what it is called, and what goes with it. Undefined if credit does not depend on it. */
const GUARDED: Record<string, (attributes: Attributes) => [name: string, credit: string] | undefined> = {
  azurerm_lighthouse_definition: ({ name, scope }) => [`the delegation "${name}" of ${scope}`, 'its credit'],
  azurerm_lighthouse_assignment: ({ scope }) => [`the delegation of ${scope}`, 'its credit'],
  azapi_resource: ({ type, name }) =>
    /^Microsoft\.ManagementPartner\/partners@/i.test(String(type))
      ? [`the link to Partner ID ${name}`, 'the credit from every customer']
      : undefined,
  azuread_application: ({ display_name: name }) => [
    `the application "${name}"`,
    'if it is PEC-Automation, the credit from every customer',
  ],
  azuread_service_principal: ({ display_name: name, object_id: id }) => [
    `the service principal "${name}" (${id})`,
    'if it is PEC-Automation, the credit from every customer, because delegations name its id',
  ],
};

/**
 * Finds what a plan takes away on which credit depends.
 *
 * @param automation the object ids of the principals that earn; empty: whoever is authorized
 */
export function lossesOf(plan: TerraformPlan, automation: string[]): PlanLoss[] {
  return plan.changes.flatMap(change => removalOf(change) ?? withdrawalOf(change, automation) ?? []);
}

/** What somebody took away outside Terraform: lost already, whatever the plan does. */
export function lossesBefore(plan: TerraformPlan, automation: string[]): string[] {
  return plan.drift.flatMap(drift => {
    const { address, change } = drift;
    if (!change.actions.includes('delete')) {
      return withdrawalOf(drift, automation)?.lost.replace(/^/, `${address} was changed outside Terraform: `) ?? [];
    }
    const [name] = guarded(drift) ?? [];
    const isMadeAgain = plan.changes.some(
      planned => planned.address === address && planned.change.actions.includes('create'),
    );
    return name === undefined
      ? []
      : [`${address} was removed outside Terraform: ${name}${isMadeAgain ? '; this plan makes it again' : ''}`];
  });
}

function guarded({ type, change }: ResourceChange): [name: string, credit: string] | undefined {
  return GUARDED[type]?.(change.before ?? {});
}

/** The loss of a whole resource. Terraform advises to look for "delete", which finds every kind of replacement. */
function removalOf(resource: ResourceChange): PlanLoss | undefined {
  const { address, change } = resource;
  const isForgotten = change.actions.includes('forget');
  const [name, credit] = (isForgotten || change.actions.includes('delete') ? guarded(resource) : undefined) ?? [];
  if (name === undefined) {
    return undefined;
  }
  if (isForgotten) {
    return {
      address,
      what: 'leaves the state',
      lost: `Terraform's hold on ${name}, which stays in Azure`,
      why: 'a block "removed" says so',
      cure: 'take the block out and declare it again',
    };
  }
  return {
    address,
    what: change.actions.includes('create') ? 'is replaced: deleted, and made anew' : 'is deleted',
    lost: `${name}; with it ${credit}`,
    ...reasonOf(resource),
  };
}

function reasonOf(resource: ResourceChange): Pick<PlanLoss, 'why' | 'cure'> {
  const { action_reason: reason, change, deposed } = resource;
  if (deposed !== undefined) {
    return {
      why: 'an interrupted replacement left it behind',
      cure: 'look in Azure whether it is the one that is in use; if not, allow it',
    };
  }
  switch (reason) {
    case 'replace_because_cannot_update':
      return because(resource);
    case 'replace_because_tainted':
      return {
        why: 'an earlier apply was interrupted and left it tainted',
        cure: 'run "pec recover" for its stack, then plan again: most likely the resource is sound',
      };
    case 'replace_by_request':
      return { why: '-replace asks for it', cure: 'plan without -replace' };
    case 'replace_by_triggers':
      return { why: 'replace_triggered_by asks for it', cure: 'take replace_triggered_by out' };
    case undefined:
      return change.actions.includes('create')
        ? { why: 'Terraform gives no reason', cure: 'read the plan' }
        : { why: 'the plan was made with -destroy', cure: 'plan without -destroy' };
    default:
      return {
        why: reason === 'delete_because_no_resource_config' ? 'it is declared no more' : reason.replace(/_/g, ' '),
        cure: resource.type.startsWith('azurerm_lighthouse_')
          ? 'declare it again; if the customer leaves, "status: offboarded" lets it go'
          : 'declare it again',
      };
  }
}

/** Terraform names the attributes that cannot be changed in place. */
function because({ change }: ResourceChange): Pick<PlanLoss, 'why' | 'cure'> {
  const names = (change.replace_paths ?? []).map(path => path.join('.'));
  if (names.includes('lighthouse_definition_id')) {
    return { why: 'its definition is replaced', cure: 'keep the definition, and it stays' };
  }
  const changed = names.map(name => {
    const [before, after] = [change.before?.[name], change.after?.[name]];
    return `${name} (${before === undefined ? 'nothing' : shown(before)} → ${after === undefined ? 'known after apply' : shown(after)})`;
  });
  return {
    why: `Terraform cannot change ${changed.join(', ') || 'it'} in place`,
    cure: `leave ${names.join(', ') || 'it'} as it was`,
  };
}

/** The loss of a principal's permanent authorization: an update in place, which `prevent_destroy` does not hold back. */
function withdrawalOf({ address, type, change }: ResourceChange, automation: string[]): PlanLoss | undefined {
  if (type !== 'azurerm_lighthouse_definition' || !change.before || !change.after) {
    return undefined;
  }
  const earning = automation.map(id => id.toLowerCase());
  const remaining = principalsOf(change.after);
  const withdrawn = [...principalsOf(change.before)].filter(
    ([id]) => !remaining.has(id) && (earning.length === 0 || earning.includes(id)),
  );
  if (withdrawn.length === 0) {
    return undefined;
  }
  const { after_unknown: unknown } = change;
  const isUnknown = isRecord(unknown) && JSON.stringify(unknown.authorization ?? '').includes('true');
  const names = withdrawn.map(([id, name]) => (name ? `${name} (${id})` : id)).join(', ');
  return {
    address,
    what: 'is updated in place',
    lost: `the permanent authorization of ${names} for ${String(change.before.scope)}; credit, if it earns`,
    why: isUnknown
      ? 'the plan does not know yet who is authorized: an id is known after apply only'
      : 'the offer, or the customer, does not declare it any more',
    cure: isUnknown
      ? 'pin the ids of principals, so that they can be compared'
      : 'declare it again, permanently: an eligible authorization does not earn',
  };
}

/** The principals with a permanent authorization, and their names by id. */
function principalsOf({ authorization }: PlannedAttributes): Map<string, string> {
  return new Map(
    (authorization ?? []).flatMap(({ principal_id: id, principal_display_name: name }) =>
      id ? [[id.toLowerCase(), name ?? '']] : [],
    ),
  );
}
