/**
 * What `terraform show -json` says of a plan; OpenTofu says the same.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
import { parseJson } from '../../manifest';
import { isRecord, messageOf } from '../../text';
import { placeOfFault, PLAN_FORMS } from './form';
import { UsageError } from '../result';

/** The attributes of a resource. */
export type Attributes = Record<string, unknown>;

/** The attributes of a resource in a plan: who is authorized by a delegation has been looked at. */
export interface PlannedAttributes extends Attributes {
  readonly authorization?: readonly PlannedAuthorization[] | null;
}

interface PlannedAuthorization {
  readonly principal_id?: string | null;
  readonly principal_display_name?: string | null;
}

/** What a plan does with one resource. */
export interface ResourceChange {
  readonly address: string;
  /** `data` of what is only read. */
  readonly mode?: string;
  readonly type: string;
  /** Set if this is an object that an interrupted replacement left behind. */
  readonly deposed?: string;
  readonly change: {
    readonly actions: string[];
    readonly before?: PlannedAttributes | null;
    readonly after?: PlannedAttributes | null;
    /** `true` in place of each value that is known after the apply only. */
    readonly after_unknown?: unknown;
    /** The attributes that force a replacement. */
    readonly replace_paths?: (string | number)[][];
  };
  /** A keyword; further ones may come. */
  readonly action_reason?: string;
}

/** A plan. */
export interface TerraformPlan {
  readonly changes: ResourceChange[];
  /** What has changed outside Terraform. */
  readonly drift: ResourceChange[];
  /** What Terraform cannot plan yet; no action of it is carried out. */
  readonly deferred: ResourceChange[];
  /** Whether every resource was planned; not so with `-target`, or where one is deferred. */
  readonly isComplete: boolean;
}

interface PlanDocument {
  readonly format_version?: unknown;
  readonly planned_values?: unknown;
  readonly values?: unknown;
  readonly resource_changes?: unknown;
  readonly resource_drift?: unknown;
  readonly deferred_changes?: unknown;
  readonly prior_state?: { values?: { root_module?: Record<string, unknown> } };
  readonly complete?: boolean;
  readonly errored?: boolean;
}

const CURE = 'make it with "terraform plan -out FILE" and "terraform show -json FILE"';

/**
 * Reads a plan.
 *
 * @param name what errors call it
 * @throws UsageError if it is none, or one that does not tell everything: it must not pass for one that loses nothing
 */
export function parsePlan(text: string, name: string): TerraformPlan {
  const document = parse(text, name);
  const { format_version: version, planned_values: planned, errored } = document;
  if (typeof version !== 'string' || planned === undefined) {
    const kind = document.values === undefined ? 'no plan' : 'a state, not a plan';
    throw new UsageError(`${name} is ${kind}; ${CURE}`);
  }
  if (!version.startsWith('1.')) {
    throw new UsageError(`${name} has format ${version}, and this version of pec reads format 1; update the package`);
  }
  if (errored) {
    throw new UsageError(
      `${name} is a plan that failed; cure what "terraform plan" reported, with "pec recover" after an interrupted apply, then plan again`,
    );
  }
  if (document.resource_changes === undefined && hasResources(document)) {
    throw new UsageError(`${name} does not say what happens to the resources; plan again, without -refresh-only`);
  }
  const listed = (member: keyof typeof PLAN_FORMS) => listIn(document, member, name);
  return {
    changes: managed(listed('resource_changes') as ResourceChange[]),
    drift: managed(listed('resource_drift') as ResourceChange[]),
    deferred: managed(
      (listed('deferred_changes') as { resource_change: ResourceChange }[]).map(
        ({ resource_change }) => resource_change,
      ),
    ),
    isComplete: document.complete !== false,
  };
}

function parse(text: string, name: string): PlanDocument {
  let document: unknown;
  try {
    document = parseJson(text, name);
  } catch (error) {
    throw new UsageError(`${messageOf(error)}; ${CURE}`);
  }
  if (!isRecord(document)) {
    throw new UsageError(`${name} is no plan; ${CURE}`);
  }
  return document;
}

/** Terraform leaves an empty list out, and then there is nothing that could be lost. */
function hasResources({ prior_state: state }: PlanDocument): boolean {
  const root = state?.values?.root_module ?? {};
  return root.resources !== undefined || root.child_modules !== undefined;
}

function listIn(document: PlanDocument, member: keyof typeof PLAN_FORMS, name: string): unknown[] {
  const place = placeOfFault(document[member], member, PLAN_FORMS[member]);
  if (place !== undefined) {
    throw new UsageError(`${name} lists changes in a form that pec does not know: ${place}; update the package`);
  }
  return (document[member] ?? []) as unknown[];
}

/** What no mode is said of may be anything, so it is looked at. */
function managed(changes: ResourceChange[]): ResourceChange[] {
  return changes.filter(({ mode }) => mode !== 'data');
}
