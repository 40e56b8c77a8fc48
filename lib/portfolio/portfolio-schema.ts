import type * as ajv from 'ajv/dist/2020';
import type { DefinedError, SchemaObject, ValidateFunction } from 'ajv/dist/2020';
import { similarNames } from '../azure';
import { type FaultKey, type Faults, misspeltProperty } from '../declaration';
import { isReference } from '../terraform';
import { memberOf } from '../text';
import { PORTFOLIO_CLOUDS } from './portfolio-entry';

/** Loaded when first used, not at import. */
interface Modules {
  'ajv/dist/2020': typeof ajv;
  './portfolio.schema.json': Form & SchemaObject;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

/** What of a schema the sentences are made from. */
interface Form {
  readonly $ref?: string;
  readonly type?: string;
  /** Of a kind, such as "a GUID": what a value is not. Of a property that refers to one: what editors call it. */
  readonly title?: string;
  readonly description?: string;
  readonly $defs?: Record<string, Form>;
  readonly required?: string[];
  readonly anyOf?: Form[];
  readonly properties?: Record<string, Form>;
  readonly additionalProperties?: Form | boolean;
  readonly items?: Form;
}

let validator: ValidateFunction | undefined;

/**
 * Finds what does not have the form that `portfolio.schema.json` describes.
 *
 * @param document the whole file
 * @param faultsAt collects the faults of a property
 * @param sourceOf how a value is written, if it was read from a file
 */
export function inspectForm(
  document: unknown,
  faultsAt: (path: FaultKey[]) => Faults,
  sourceOf?: (path: FaultKey[]) => string | undefined,
): void {
  validator ??= compile();
  if (validator(document)) {
    return;
  }
  // Looked at once: an object has an error for each property that it should not have.
  const references = new Map<unknown, boolean>();
  for (const error of (validator.errors as DefinedError[]).filter(({ schemaPath }) => !ALTERNATIVES.test(schemaPath))) {
    const isKnownToTerraform = references.get(error.data) ?? isReference(error.data);
    references.set(error.data, isKnownToTerraform);
    // A value that only Terraform knows has no form yet.
    if (!isKnownToTerraform) {
      inspectError(error, document, faultsAt, sourceOf);
    }
  }
}

/** Which properties take each other's place: for editors. Here a rule tells it in one sentence, in code as well. */
const ALTERNATIVES = /\/anyOf\b/;

function compile(): ValidateFunction {
  const { Ajv2020 } = require('ajv/dist/2020');
  // A test checks the schema itself; here that would take longer than a thousand customers.
  return new Ajv2020({ allErrors: true, verbose: true, validateSchema: false, meta: false }).compile(schema());
}

function schema(): Form & SchemaObject {
  return require('./portfolio.schema.json');
}

function inspectError(
  error: DefinedError,
  document: unknown,
  faultsAt: (path: FaultKey[]) => Faults,
  sourceOf?: (path: FaultKey[]) => string | undefined,
): void {
  const { data } = error;
  const path = pathOf(error.instancePath, document);
  const form = formAt(path);
  const faults = faultsAt(path);
  switch (error.keyword) {
    case 'required': {
      const { missingProperty } = error.params;
      const missing = [...path, missingProperty];
      faultsAt(missing).report(`is missing; expected ${expectation(formAt(missing))}`);
      break;
    }
    case 'additionalProperties': {
      const { additionalProperty } = error.params;
      const known = Object.keys(form.properties ?? {});
      const kind = kindOf(error);
      faultsAt([...path, additionalProperty]).report(
        misspeltProperty(additionalProperty, known, kind) ??
          `is no property of ${kind}; expected one of ${known.join(', ')}`,
      );
      break;
    }
    case 'maxLength':
      faults.length(String(data), error.params.limit);
      break;
    case 'minItems':
      faults.report(`is empty; expected ${expectation(form)}`);
      break;
    case 'enum':
      if (isEmptyCell(data)) {
        reportEmpty(path, form, faults);
      } else {
        faults.reject(data, `is not ${kindOf(error)}`, choiceFor(data, error.params.allowedValues));
      }
      break;
    case 'minimum':
    case 'maximum':
      // Of what is no whole number, that was said.
      if (!faults.isRefused) {
        inspectValue(error, form, path, faults, () => sourceOf?.(path));
      }
      break;
    default:
      inspectValue(error, form, path, faults, () => sourceOf?.(path));
  }
}

/** A value of the wrong type, or a text that does not have the form. */
function inspectValue(
  error: DefinedError,
  form: Form,
  path: FaultKey[],
  faults: Faults,
  source: () => string | undefined,
): void {
  const { data, keyword } = error;
  if (isEmptyCell(data)) {
    reportEmpty(path, form, faults);
  } else if (keyword === 'type' && (typeof data === 'number' || typeof data === 'boolean') && form.type === 'string') {
    faults.report(`${source() ?? data} is not a text; put it in quotes`);
  } else if (typeof data === 'string' && data.trim() === '') {
    faults.reject(data, 'is blank', `expected ${expectation(form)}`);
  } else if (kindOf(error) === 'a GUID') {
    faults.rejectGuid(data, expectation(form));
  } else {
    faults.reject(data, `is not ${kindOf(error)}`, `expected ${expectation(form)}`);
  }
}

/** What a value is not. */
function kindOf({ parentSchema }: DefinedError): string {
  return String((parentSchema as Form).title);
}

/** What an empty cell of a spreadsheet becomes, and a name in YAML with nothing behind it. */
function isEmptyCell(data: unknown): boolean {
  return data === null || data === '';
}

function reportEmpty(path: FaultKey[], form: Form, faults: Faults): void {
  const expected = expectation(form);
  faults.report(isOptional(path) ? `is empty; leave it out, or write ${expected}` : `is missing; expected ${expected}`);
}

/** Whether the object around a property is complete without it; an item of a list is never left empty. */
function isOptional(path: FaultKey[]): boolean {
  const around = formAt(path.slice(0, -1));
  const needed = [around, ...(around.anyOf ?? [])].flatMap(({ required = [] }) => required);
  const name = path.at(-1);
  return typeof name === 'string' && !needed.includes(name);
}

/** The schema at a path: that of the property itself, and for the rest of its kind. */
function formAt(path: FaultKey[]): Form {
  return path.reduce(
    ({ properties, additionalProperties, items }, key) => resolved(items ?? properties?.[key] ?? additionalProperties),
    resolved(schema()),
  );
}

function resolved(form: Form | boolean | undefined): Form {
  if (typeof form !== 'object') {
    return {};
  }
  return form.$ref === undefined ? form : { ...schema().$defs?.[form.$ref.replace('#/$defs/', '')], ...form };
}

/** One of the values that there are: the one that was meant, if it can be known. */
function choiceFor(given: unknown, allowed: unknown[]): string {
  const names = allowed.map(String);
  const wanted = typeof given === 'string' ? given : '';
  const meant = CLOUD_OF_CLI.get(wanted.toLowerCase());
  const [similar] = meant !== undefined && names.includes(meant) ? [meant] : similarNames(wanted, names);
  return similar === undefined ? `expected ${alternatives(names)}` : `did you mean "${similar}"?`;
}

/** The clouds by the names that the Azure CLI has for them, in lower case. */
const CLOUD_OF_CLI = new Map(Object.entries(PORTFOLIO_CLOUDS).map(([name, cloud]) => [cloud.name.toLowerCase(), name]));

/** The first sentence of a description as the end of another: what the value is, without its default. */
function expectation({ description = '' }: Form): string {
  const [sentence] = description.split(/\.(?: |$)/);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function alternatives(values: string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

/** The segments of a JSON pointer, where those of lists are numbers. */
function pathOf(pointer: string, document: unknown): FaultKey[] {
  const path: FaultKey[] = [];
  let value = document;
  for (const escaped of pointer.split('/').slice(1)) {
    const segment = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(segment) : segment);
    value = memberOf(value, segment);
  }
  return path;
}
