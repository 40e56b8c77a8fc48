/** What a plan would do, resource by resource and part by part. */
import { type Terraform, TerraformError } from './terraform';

/** The attributes of a resource. */
type Values = Record<string, unknown>;

/** A resource that a plan would change. */
export interface PlannedChange {
  readonly address: string;
  /** `import`, `import, update`, `create`, `delete, create` and so on. */
  readonly does: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** What a plan adds to an attribute and removes from it. */
export interface Difference {
  readonly added: unknown[];
  readonly removed: unknown[];
}

interface PlanJson {
  readonly resource_changes: {
    readonly address: string;
    readonly change: {
      readonly actions: string[];
      readonly importing?: object;
      readonly before: Values | null;
      readonly after: Values | null;
    };
  }[];
}

/** What a plan would do to resources; what it would only read is left out. */
export async function plannedChanges(stack: Terraform): Promise<PlannedChange[]> {
  await stack.plan('-out=moves.tfplan');
  const { output, exitCode } = await stack.run(['show', '-json', 'moves.tfplan']);
  if (exitCode !== 0) {
    throw new TerraformError(output);
  }
  return (JSON.parse(output) as PlanJson).resource_changes
    .map(({ address, change: { actions, importing, before, after } }) => ({
      address,
      does: [...(importing ? ['import'] : []), ...actions.filter(action => !/^(no-op|read)$/.test(action))].join(', '),
      before,
      after,
    }))
    .filter(({ does }) => does !== '');
}

/** The attributes that a plan would change. A missing value, an empty text and an empty list are the same to azurerm. */
export function differences({ before, after }: PlannedChange): Record<string, Difference> {
  const attributes = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const compared = attributes.map(attribute => {
    const [was, is] = [before, after].map(values => items(values?.[attribute]).map(item => JSON.stringify(tidy(item))));
    return [attribute, { added: without(is, was), removed: without(was, is) }] as const;
  });
  return Object.fromEntries(compared.filter(([, { added, removed }]) => added.length + removed.length > 0));
}

function without(list: string[], other: string[]): unknown[] {
  return list.filter(item => !other.includes(item)).map(item => JSON.parse(item) as unknown);
}

function items(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  return value === undefined || value === null || value === '' ? [] : [value];
}

/** Without members that hold nothing, and in a fixed order, so that equal values have equal texts. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(tidy);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => items(member).length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, tidy(member)]),
  );
}
