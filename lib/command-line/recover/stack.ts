import { join } from 'node:path';
import { readAs } from '../files';
import type { Attributes } from '../plan/terraform-plan';
import { UsageError } from '../result';

/** A resource that a stack declares. */
export interface DeclaredResource {
  readonly address: string;
  readonly type: string;
  /** What is written, with references to what is in the state resolved; what only Terraform knows is left out. */
  readonly attributes: Attributes;
  readonly hasProvisioner: boolean;
}

/** A resource in a state. */
export interface StateResource {
  readonly address: string;
  readonly type: string;
  readonly values: Attributes;
  readonly tainted?: boolean;
  /** The addresses that it depends on. */
  readonly depends_on?: string[];
}

interface StateModule {
  readonly resources?: (StateResource & { mode: string; deposed_key?: string })[];
  readonly child_modules?: StateModule[];
}

interface Declaration {
  readonly resource?: Record<string, Record<string, Attributes>>;
}

/** What a stack declares, and what its state holds. */
export interface Stack {
  readonly declared: DeclaredResource[];
  readonly state: StateResource[];
}

/**
 * Reads what synth wrote for a stack, then what `terraform show -json` says of its state.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#state-representation
 * @throws UsageError
 */
export async function readStack(folder: string, show: () => Promise<string>): Promise<Stack> {
  const cure = 'synthesize first, or name the folder of the output with --output';
  const declaration = readAs(join(folder, 'cdk.tf.json'), cure, text => JSON.parse(text) as Declaration);
  const state = parseState(await show(), folder);
  return { declared: declaredIn(declaration, state), state };
}

function parseState(text: string, folder: string): StateResource[] {
  let state: { format_version?: unknown; values?: { root_module?: StateModule } } | null;
  try {
    state = JSON.parse(text) as typeof state;
  } catch {
    throw new UsageError(`${folder}: what Terraform says of the state is not JSON`);
  }
  if (typeof state?.format_version !== 'string' || !state.format_version.startsWith('1.')) {
    throw new UsageError(`${folder}: this version of pec does not know the format of the state; update the package`);
  }
  return resourcesOf(state.values?.root_module ?? {});
}

/** Without what an interrupted replacement left behind, which Terraform deletes by itself. */
function resourcesOf({ resources = [], child_modules: modules = [] }: StateModule): StateResource[] {
  return [
    ...resources.filter(({ mode, deposed_key: deposed }) => mode === 'managed' && deposed === undefined),
    ...modules.flatMap(resourcesOf),
  ];
}

function declaredIn({ resource = {} }: Declaration, state: StateResource[]): DeclaredResource[] {
  return Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, attributes]) => ({
      address: `${type}.${name}`,
      type,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([attribute, value]) => [attribute, resolved(value, state)]),
      ),
      hasProvisioner: 'provisioner' in attributes,
    })),
  );
}

/** The value of a whole reference to another resource; undefined for other expressions. */
function resolved(value: unknown, state: StateResource[]): unknown {
  if (typeof value !== 'string' || !value.includes('${')) {
    return value;
  }
  const [, address, attribute] = /^\$\{(\w+\.[\w-]+)\.(\w+)\}$/.exec(value) ?? [];
  return state.find(resource => resource.address === address)?.values[attribute] ?? undefined;
}
