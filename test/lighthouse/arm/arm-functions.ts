/**
 * What Azure does with a template that is deployed to a subscription, written from Microsoft's documentation and
 * without the library: values are evaluated, nested deployments opened, and out come the resources that Azure would be
 * asked for.
 *
 * It knows what the templates of this package use, and throws at anything else. Where Azure is free to choose an order,
 * it takes the worst: the last resource first.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
 */
import { createHash } from 'node:crypto';

/** A resource as a PUT request would carry it. */
export interface DeployedResource {
  readonly id: string;
  readonly apiVersion: string;
  readonly body: Json;
}

/** What a deployment did. */
export interface Deployment {
  /** In the order in which they were created. */
  readonly resources: DeployedResource[];
  readonly outputs: Json;
}

/** Where a template is deployed. */
export interface Target {
  readonly subscriptionId: string;
  /** The resource groups that exist there. */
  readonly resourceGroups?: string[];
}

type Json = Record<string, unknown>;

/** A resource of a template, its values still expressions. */
interface Resource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly dependsOn?: string[];
  readonly resourceGroup?: string;
  readonly plan?: Json;
  readonly properties: Json;
}

/** Deploys the text of a template with the text of a parameters file. */
export function deploy(template: string, parameters: string | undefined, target: Target): Deployment {
  const content = JSON.parse(template) as Json;
  expectMembers(content, ['$schema', 'contentVersion', 'parameters', 'variables', 'resources', 'outputs']);
  expectSchema(content, 'subscriptionDeploymentTemplate');
  const scope = new Scope(target, content, valuesOfParameters(content, parameters));
  const subscription = `/subscriptions/${target.subscriptionId}`;
  const resources = deployResources(content.resources as Resource[], subscription, scope);
  const outputs = Object.entries((content.outputs ?? {}) as Record<string, { type: string; value: unknown }>);
  return {
    resources,
    outputs: Object.fromEntries(
      outputs.map(([name, { type, value }]) => [name, expectType(scope.evaluate(value), type, `the output ${name}`)]),
    ),
  };
}

/** `guid()` of a template: a UUID of version 5 (RFC 9562) in the namespace that Azure uses for it. */
export function guid(...parts: string[]): string {
  const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');
  const name = new TextEncoder().encode(parts.join('-'));
  const digest = createHash('sha1')
    .update(Buffer.concat([namespace, name]))
    .digest('hex');
  const bits = BigInt(`0x${digest.slice(0, 32)}`);
  const version = (bits & ~(0xfn << 76n)) | (5n << 76n);
  const variant = (version & ~(3n << 62n)) | (2n << 62n);
  return variant
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The parameters and variables that expressions can ask for. */
class Scope {
  constructor(
    public readonly target: Target,
    private readonly template: Json,
    private readonly parameters: Json,
  ) {}

  /** A value with every expression in it replaced by what it gives. */
  public evaluate(value: unknown): unknown {
    if (typeof value === 'string') {
      return this.evaluateText(value);
    }
    if (Array.isArray(value)) {
      return value.map(item => this.evaluate(item));
    }
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.evaluate(member)]));
    }
    return value;
  }

  /** The same for a value that has to be a text. */
  public evaluateToText(text: string): string {
    return expectType(this.evaluate(text), 'string', text) as string;
  }

  private evaluateText(text: string): unknown {
    if (!text.startsWith('[') || !text.endsWith(']')) {
      return text;
    }
    if (text.startsWith('[[')) {
      return text.slice(1);
    }
    if (text.length > 24_576) {
      throw new Error(`an expression of ${text.length} characters`);
    }
    return new Expression(text.slice(1, -1), (name, parts) => this.call(name, parts)).value();
  }

  private call(name: string, parts: string[]): unknown {
    switch (name) {
      case 'concat':
        return parts.join('');
      case 'guid':
        return guid(...parts);
      case 'parameters':
        return member(this.parameters, parts[0], 'parameter');
      case 'subscriptionResourceId':
        return `/subscriptions/${this.target.subscriptionId}/providers/${parts.join('/')}`;
      case 'variables':
        return this.evaluate(member((this.template.variables ?? {}) as Json, parts[0], 'variable'));
      default:
        throw new Error(`the function ${name} is not known here`);
    }
  }
}

/** An expression: texts in single quotes, in which a quote is doubled, and calls of functions. */
class Expression {
  private readonly tokens: string[];

  constructor(
    private readonly text: string,
    private readonly call: (name: string, parts: string[]) => unknown,
  ) {
    this.tokens = text.match(/'(?:[^']|'')*'|[A-Za-z]\w*|\S/gu) ?? [];
  }

  public value(): unknown {
    const value = this.next();
    if (this.tokens.length > 0) {
      throw new Error(`${this.text} goes on after its end`);
    }
    return value;
  }

  private next(): unknown {
    const token = this.tokens.shift() ?? '';
    if (/^'.*'$/su.test(token)) {
      return token.slice(1, -1).replaceAll("''", "'");
    }
    if (!/^[A-Za-z]/.test(token)) {
      throw new Error(`${this.text} has "${token}" in the wrong place`);
    }
    this.expect('(');
    const parts: string[] = [];
    while (this.tokens[0] !== ')') {
      if (parts.length > 0) {
        this.expect(',');
      }
      parts.push(expectType(this.next(), 'string', token) as string);
    }
    this.expect(')');
    return this.call(token, parts);
  }

  private expect(token: string): void {
    if (this.tokens.shift() !== token) {
      throw new Error(`${this.text} lacks "${token}"`);
    }
  }
}

function valuesOfParameters(template: Json, text: string | undefined): Json {
  const declared = (template.parameters ?? {}) as Record<string, { type: string }>;
  const file = (text === undefined ? { parameters: {} } : JSON.parse(text)) as Json;
  if (text !== undefined) {
    expectMembers(file, ['$schema', 'contentVersion', 'parameters']);
    expectSchema(file, 'deploymentParameters');
  }
  const given = file.parameters as Record<string, { value: unknown }>;
  expectMembers(given, Object.keys(declared));
  // Values of a parameters file are never expressions.
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type }]) => [name, expectType(given[name]?.value, type, name)]),
  );
}

function deployResources(resources: Resource[], at: string, scope: Scope): DeployedResource[] {
  const waiting = resources.map(resource => {
    expectMembers(resource, ['type', 'apiVersion', 'name', 'dependsOn', 'resourceGroup', 'plan', 'properties']);
    const name = scope.evaluateToText(resource.name);
    const { resourceGroup } = resource;
    const scopeId = resourceGroup === undefined ? at : `${at}/resourceGroups/${scope.evaluateToText(resourceGroup)}`;
    const dependsOn = (resource.dependsOn ?? []).map(id => scope.evaluateToText(id));
    return { resource, name, id: `${scopeId}/providers/${resource.type}/${name}`, scopeId, dependsOn };
  });
  waiting.reverse();
  const ids = waiting.map(({ id }) => id.toLowerCase());
  if (new Set(ids).size < ids.length) {
    throw new Error(`two resources of one id: ${ids.join(', ')}`);
  }
  const deployed: DeployedResource[] = [];
  const done: string[] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex(({ dependsOn }) => dependsOn.every(id => done.includes(id)));
    if (ready < 0) {
      throw new Error(`nothing can begin: ${waiting.map(({ id }) => id).join(', ')}`);
    }
    const [{ resource, name, id, scopeId }] = waiting.splice(ready, 1);
    if (resource.type === 'Microsoft.Resources/deployments') {
      deployed.push(...deployNested(resource, name, scopeId, scope));
    } else {
      const { apiVersion, plan, properties } = resource;
      deployed.push({ id, apiVersion, body: scope.evaluate({ ...(plan && { plan }), properties }) as Json });
    }
    done.push(id);
  }
  return deployed;
}

/** Without options a nested template is evaluated in the scope of the outer one. */
function deployNested({ properties }: Resource, name: string, at: string, scope: Scope): DeployedResource[] {
  if (!/^[\w.()-]{1,64}$/.test(name)) {
    throw new Error(`"${name}" is not the name of a deployment`);
  }
  expectMembers(properties, ['mode', 'template']);
  const template = properties.template as Json;
  expectMembers(template, ['$schema', 'contentVersion', 'resources']);
  expectSchema(template, 'deploymentTemplate');
  const [, group] = /\/resourceGroups\/([^/]+)$/.exec(at) ?? [];
  if (!scope.target.resourceGroups?.includes(group)) {
    throw new Error(`the resource group "${group}" does not exist`);
  }
  return deployResources(template.resources as Resource[], at, scope);
}

function expectSchema({ $schema, contentVersion }: Json, name: string): void {
  const form = /^https:\/\/schema\.management\.azure\.com\/schemas\/\d{4}-\d\d-\d\d\/(\w+)\.json#$/;
  if (form.exec(String($schema))?.[1] !== name || contentVersion !== '1.0.0.0') {
    throw new Error(`${String($schema)} ${String(contentVersion)} is no ${name}`);
  }
}

function expectMembers(value: object, allowed: string[]): void {
  const foreign = Object.keys(value).filter(name => !allowed.includes(name));
  if (foreign.length > 0) {
    throw new Error(`unknown here: ${foreign.join(', ')}`);
  }
}

function expectType(value: unknown, type: string, what: string): unknown {
  if (type === 'array' ? !Array.isArray(value) : typeof value !== type) {
    throw new Error(`${what} is not of the type ${type}`);
  }
  return value;
}

function member(record: Json, name: string, kind: string): unknown {
  if (!Object.hasOwn(record, name)) {
    throw new Error(`there is no ${kind} ${name}`);
  }
  return record[name];
}
