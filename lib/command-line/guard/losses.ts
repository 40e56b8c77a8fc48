import { memberOf, shown } from '../../text';
import type { Attributes, ResourceChange, TerraformPlan } from '../plan/terraform-plan';
import { type Automation, isOfNamed } from './automation';
import { type Guarded, guardedIn } from './guarded';
import type { PlanLoss } from './loss';
import { withdrawalOf } from './withdrawals';

/** What a plan does to what credit depends on. */
export interface PlanJudgement {
  readonly losses: PlanLoss[];
  /** What is no loss of this plan, or cannot be told from it. */
  readonly notes: string[];
  /** What was looked at. */
  readonly guarded: Guarded[];
}

/** Finds what a plan takes away on which credit depends. */
export function judgePlan(plan: TerraformPlan, automation: Automation): PlanJudgement {
  const guarded = guardedIn(plan);
  const lossesAmong = (changes: ResourceChange[]) =>
    changes.flatMap(resource => {
      const held = guarded.get(resource);
      return held === undefined
        ? []
        : lossesOf(resource, held, automation.counted).map(loss => ({
            resource,
            name: held.name,
            loss,
            isNamed: isOfNamed(resource, plan, automation),
          }));
    });
  const losses = lossesAmong(plan.changes);
  const earlier = lossesAmong(plan.drift).filter(({ isNamed }) => isNamed);
  return {
    losses: losses.filter(({ isNamed }) => isNamed).map(({ loss }) => loss),
    notes: [
      ...losses
        .filter(({ isNamed }) => isNamed === undefined)
        .map(
          ({ loss: { address, what } }) => `${address} ${what}; the plan does not tell whether --automation means it`,
        ),
      ...earlier.map(({ resource, name, loss }) => lossBefore(resource, name, loss, plan)),
      ...omissionsOf(plan, guarded),
    ],
    guarded: plan.changes.flatMap(resource => guarded.get(resource) ?? []),
  };
}

function lossesOf(resource: ResourceChange, held: Guarded, counted: string[]): PlanLoss[] {
  const { before, after } = resource.change;
  const whole = [before?.method, after?.method].includes('DELETE')
    ? deletionOf(resource, held)
    : removalOf(resource, held);
  const parts = whole === undefined ? [switchingOf(resource, held), withdrawalOf(resource, held, counted)] : [whole];
  return parts.filter(loss => loss !== undefined);
}

/** What somebody took away outside Terraform: lost already, whatever the plan does. */
function lossBefore(
  { address, change }: ResourceChange,
  name: string,
  { lost }: PlanLoss,
  plan: TerraformPlan,
): string {
  if (!change.actions.includes('delete')) {
    return `${address} was changed outside Terraform: ${lost}`;
  }
  const isMadeAgain = plan.changes.some(
    planned => planned.address === address && planned.change.actions.includes('create'),
  );
  return `${address} was removed outside Terraform: ${name}${isMadeAgain ? '; this plan makes it again' : ''}`;
}

/** What the plan says nothing of: Terraform defers what it cannot plan yet, and `-target` leaves out what was not asked for. */
function omissionsOf({ deferred, isComplete }: TerraformPlan, guarded: Map<ResourceChange, Guarded>): string[] {
  const ours = deferred.filter(resource => guarded.has(resource)).map(({ address }) => address);
  if (deferred.length > 0) {
    return [
      `Terraform defers ${deferred.length} of the resources to a later plan, because it does not know enough yet` +
        `${ours.length > 0 ? `; credit depends on ${ours.join(', ')}` : ''}; guard that plan as well`,
    ];
  }
  return isComplete ? [] : ['the plan leaves resources out, as with -target; they were not looked at'];
}

/** The loss of a whole resource. Terraform advises to look for "delete", which finds every kind of replacement. */
function removalOf(resource: ResourceChange, { kind, name, credit, isKeptByAzure }: Guarded): PlanLoss | undefined {
  const { address, change } = resource;
  const [isMade, isDeleted, isForgotten] = ['create', 'delete', 'forget'].map(action =>
    change.actions.includes(action),
  );
  if (!isDeleted && !isForgotten) {
    return undefined;
  }
  const hold = `Terraform's hold on ${name}, which stays in Azure`;
  if (isForgotten) {
    return isMade
      ? {
          address,
          kind,
          what: 'is replaced: made anew, and the old one forgotten',
          lost: `${hold} beside the new one, or in its way`,
          ...reasonOf(resource),
        }
      : {
          address,
          kind,
          what: 'leaves the state',
          lost: hold,
          why: 'a block "removed" says so, or "destroy = false"',
          cure: 'take the block out and declare it again',
        };
  }
  return {
    address,
    kind,
    what: isMade ? 'is replaced: deleted, and made anew' : 'is deleted',
    lost: isKeptByAzure && !isMade ? hold : `${name}; with it ${credit}`,
    ...reasonOf(resource),
  };
}

/** The loss by a request of azapi that deletes, when it is made or when it goes. */
function deletionOf({ address, change }: ResourceChange, { kind, name, credit }: Guarded): PlanLoss | undefined {
  const { actions, before, after } = change;
  const isSent = (attributes: Attributes | null | undefined, whens: unknown[], on: string[]) =>
    attributes?.method === 'DELETE' && whens.includes(attributes.when) && actions.some(action => on.includes(action));
  return isSent(after, ['apply', undefined, null], ['create', 'update']) || isSent(before, ['destroy'], ['delete'])
    ? {
        address,
        kind,
        what: 'sends DELETE',
        lost: `${name}; with it ${credit}`,
        why: 'its method is DELETE',
        cure: 'take it out of the configuration; if it is in the state, with a block "removed"',
      }
    : undefined;
}

/** The loss by an attribute that becomes `false`, as when a service principal is disabled. */
function switchingOf({ address, change }: ResourceChange, held: Guarded): PlanLoss | undefined {
  const { kind, name, credit, switchedBy: attribute } = held;
  const { before, after, after_unknown: unknown } = change;
  if (attribute === undefined || !before || !after || before[attribute] === false) {
    return undefined;
  }
  const isUnknown = memberOf(unknown, attribute) === true;
  return isUnknown || after[attribute] === false
    ? {
        address,
        kind,
        what: 'is updated in place',
        lost: `the use of ${name}; with it ${credit}`,
        why: isUnknown ? `${attribute} is known after apply only` : `${attribute} becomes false`,
        cure: `leave ${attribute} true`,
      }
    : undefined;
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
