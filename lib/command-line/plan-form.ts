/** The form of a value: what it has to be, and the members or elements that are looked at. Without it, anything goes. */
interface Form {
  readonly type: 'text' | 'object' | 'list';
  /** Whether the value may be missing, or null. */
  readonly isOptional?: boolean;
  readonly members?: Record<string, Form>;
  readonly elements?: Form;
}

const TEXT: Form = { type: 'text' };
const OPTIONAL_TEXT: Form = { type: 'text', isOptional: true };

/** The attributes of a resource, of which `pec guard` looks into the authorizations. */
const ATTRIBUTES: Form = {
  type: 'object',
  isOptional: true,
  members: {
    authorization: {
      type: 'list',
      isOptional: true,
      elements: { type: 'object', members: { principal_id: OPTIONAL_TEXT, principal_display_name: OPTIONAL_TEXT } },
    },
  },
};

/** The list of changes of a plan. */
export const CHANGES: Form = {
  type: 'list',
  elements: {
    type: 'object',
    members: {
      address: TEXT,
      mode: TEXT,
      type: TEXT,
      deposed: OPTIONAL_TEXT,
      action_reason: OPTIONAL_TEXT,
      change: {
        type: 'object',
        members: {
          actions: { type: 'list', elements: TEXT },
          before: ATTRIBUTES,
          after: ATTRIBUTES,
          replace_paths: { type: 'list', isOptional: true, elements: { type: 'list' } },
        },
      },
    },
  },
};

/**
 * The path of the first value that does not have its form, such as `resource_changes[3].change.actions`.
 *
 * @param path the path of the value
 */
export function placeOfFault(value: unknown, path: string, form: Form): string | undefined {
  if (value === undefined || value === null) {
    return form.isOptional ? undefined : path;
  }
  if (typeOf(value) !== form.type) {
    return path;
  }
  const { elements, members = {} } = form;
  const inner: [value: unknown, path: string, form: Form][] =
    form.type === 'list' && elements !== undefined
      ? (value as unknown[]).map((element, i) => [element, `${path}[${i}]`, elements])
      : Object.entries(members).map(([name, member]) => [
          (value as Record<string, unknown>)[name],
          `${path}.${name}`,
          member,
        ]);
  for (const [innerValue, innerPath, innerForm] of inner) {
    const place = placeOfFault(innerValue, innerPath, innerForm);
    if (place !== undefined) {
      return place;
    }
  }
  return undefined;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'list';
  }
  return typeof value === 'string' ? 'text' : typeof value;
}
