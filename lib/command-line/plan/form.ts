import { isRecord } from '../../text';

/** The form of a value: what it has to be, and the members or elements that are looked at. Without it, anything goes. */
interface Form {
  readonly type: 'text' | 'object' | 'list';
  /** Whether the value may be missing. */
  readonly isOptional?: boolean;
  /** Whether the value may be missing or null. */
  readonly isNullable?: boolean;
  readonly members?: Record<string, Form>;
  readonly elements?: Form;
  /** The texts of which a list has one at least, and no others. */
  readonly among?: string[];
}

const TEXT: Form = { type: 'text' };
const OPTIONAL_TEXT: Form = { type: 'text', isOptional: true };
const NULLABLE_TEXT: Form = { type: 'text', isNullable: true };

/** The attributes of a resource, of which `pec guard` looks into the authorizations. */
const ATTRIBUTES: Form = {
  type: 'object',
  isNullable: true,
  members: {
    authorization: {
      type: 'list',
      isNullable: true,
      elements: {
        type: 'object',
        members: {
          principal_id: NULLABLE_TEXT,
          principal_display_name: NULLABLE_TEXT,
          role_definition_id: NULLABLE_TEXT,
        },
      },
    },
  },
};

/**
 * What Terraform and OpenTofu may do with a resource; `open` is of resources that are in no state. Where they learn
 * something new, whether credit depends on it is not known.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 * @see hashicorp/terraform and opentofu/opentofu, internal/command/jsonplan/plan.go: actionString
 */
const ACTIONS = ['no-op', 'create', 'read', 'update', 'delete', 'forget', 'open'];

const CHANGE: Form = {
  type: 'object',
  members: {
    address: TEXT,
    mode: OPTIONAL_TEXT,
    type: TEXT,
    deposed: OPTIONAL_TEXT,
    action_reason: OPTIONAL_TEXT,
    change: {
      type: 'object',
      members: {
        actions: { type: 'list', among: ACTIONS },
        before: ATTRIBUTES,
        after: ATTRIBUTES,
        replace_paths: { type: 'list', isOptional: true, elements: { type: 'list' } },
      },
    },
  },
};

const CHANGES: Form = { type: 'list', isOptional: true, elements: CHANGE };

/** The lists of changes in a plan. */
export const PLAN_FORMS = {
  resource_changes: CHANGES,
  resource_drift: CHANGES,
  deferred_changes: { ...CHANGES, elements: { type: 'object', members: { resource_change: CHANGE } } },
} satisfies Record<string, Form>;

/**
 * The path of the first value that does not have its form, such as `resource_changes[3].change.actions`.
 *
 * @param path the path of the value
 */
export function placeOfFault(value: unknown, path: string, form: Form): string | undefined {
  if (form.isNullable ? value === undefined || value === null : form.isOptional && value === undefined) {
    return undefined;
  }
  switch (form.type) {
    case 'text':
      return typeof value === 'string' ? undefined : path;
    case 'object':
      return isRecord(value) ? placeInObject(value, path, form) : path;
    case 'list':
      return Array.isArray(value) ? placeInList(value, path, form) : path;
  }
}

function placeInObject(value: Record<string, unknown>, path: string, { members = {} }: Form): string | undefined {
  for (const [name, member] of Object.entries(members)) {
    const place = placeOfFault(value[name], `${path}.${name}`, member);
    if (place !== undefined) {
      return place;
    }
  }
  return undefined;
}

function placeInList(list: unknown[], path: string, { elements, among }: Form): string | undefined {
  if (among !== undefined && !hasOnly(list, among)) {
    return path;
  }
  for (const [i, element] of elements === undefined ? [] : list.entries()) {
    const place = elements && placeOfFault(element, `${path}[${i}]`, elements);
    if (place !== undefined) {
      return place;
    }
  }
  return undefined;
}

function hasOnly(list: unknown[], among: string[]): boolean {
  return list.length > 0 && list.every(element => among.some(text => text === element));
}
