import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { AppOutput } from '../manifest';
import { assertSameFramework, isUnresolved } from '../terraform';
import { DeclarationError } from './declaration-error';
import { Faults } from './faults';
import type { Taker } from './shape';

/** A construct whose declaration has begun. */
export interface Declared<T> {
  /** What is declared, in messages: `customer "contoso"`. */
  readonly subject: string;
  /** Collects the faults; those of taking the properties are in it. */
  readonly faults: Faults;
  /** The properties: what their types say only if there is no fault. */
  readonly props: T;
}

/**
 * Begins the declaration of a construct: what its constructor does first.
 *
 * @param kind what it is, such as `the delegation`
 * @param expectedId what its id is
 * @throws DeclarationError if there is nothing to go on with: no construct around it, no id, no properties
 * @throws FrameworkMismatchError
 */
export function declare<T>(
  scope: Construct,
  id: string,
  given: T,
  taker: Taker<T>,
  kind: string,
  expectedId = 'the id of the construct',
): Declared<T> {
  const subject = typeof id === 'string' ? `${kind} "${id}"` : kind;
  const faults = Faults.none();
  const hasScope = inspectScope(scope, faults.at('scope'));
  if (hasScope) {
    // Before anything can throw: what the last synth wrote is not the result of a declaration that is wrong.
    AppOutput.of(scope).declare();
  }
  if (faults.at('id').text(id, expectedId)) {
    if (isUnresolved(id)) {
      faults.at('id').report('is known to Terraform only; write it out, because it becomes part of addresses');
    } else if (hasScope) {
      inspectFree(scope, id, faults.at('id'));
    }
  }
  if (given === null || typeof given !== 'object') {
    faults.at('props').report('is missing; expected the properties of the construct');
  }
  faults.throwIfAny(subject);
  assertSameFramework(scope);
  const props = taker(given, faults);
  if (props === undefined) {
    throw new DeclarationError(subject, faults.found);
  }
  return { subject, faults, props };
}

/** In constructs, children are properties of an object, which has `constructor` and the like from the beginning. */
function inspectFree(scope: Construct, id: string, faults: Faults): void {
  const child: unknown = scope.node.tryFindChild(id);
  if (isConstruct(child)) {
    faults.reject(id, 'is used by another construct', 'give each construct in a scope an id of its own');
  } else if (child !== undefined) {
    faults.reject(id, 'is a name that every object of JavaScript has', 'give the construct another id');
  }
}

/** Whether a value is a construct; adds a fault if not. */
export function inspectScope(scope: unknown, faults: Faults): scope is Construct {
  if (!isConstruct(scope)) {
    faults.reject(scope, 'is not a construct', 'give the App, a stack or a construct itself');
    return false;
  }
  return true;
}

/**
 * Makes sure that there is a construct to begin with.
 *
 * @throws DeclarationError
 */
export function assertConstruct(scope: unknown, subject: string): void {
  const faults = Faults.none();
  inspectScope(scope, faults.at('scope'));
  faults.throwIfAny(subject);
}

/**
 * The provider of a construct's resources. With another one Terraform fails, and names neither construct nor property.
 *
 * @param name what the provider is called in the registry, wherever a copy of it comes from
 */
export function providerOf(name: 'azapi' | 'azuread' | 'azurerm'): Taker<TerraformProvider> {
  return (given, faults) => {
    if (given === undefined) {
      return undefined;
    }
    if (!isProvider(given)) {
      faults.reject(given, 'is not a provider', 'give the provider construct itself, or leave it out');
      return undefined;
    }
    const source = (given.terraformProviderSource ?? given.terraformResourceType).split('/').at(-1);
    if (source !== name) {
      faults.reject(source, 'is another provider', `expected one of ${name}`);
      return undefined;
    }
    return given;
  };
}

/** The prototype of a construct has the mark of one, but no place in a tree. */
function isConstruct(value: unknown): value is Construct {
  return answers(() => Construct.isConstruct(value) && Construct.isConstruct(value.node.root));
}

function isProvider(value: unknown): value is TerraformProvider {
  return answers(() => TerraformProvider.isTerraformProvider(value));
}

/** A Proxy may throw whatever it is asked. */
function answers(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return false;
  }
}
