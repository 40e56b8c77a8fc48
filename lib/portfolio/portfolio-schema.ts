import type * as ajv from 'ajv/dist/2020';
import type { DefinedError, SchemaObject, ValidateFunction } from 'ajv/dist/2020';
import { similarNames } from '../azure';
import type { FaultKey, Faults } from '../declaration';
import { isReference } from '../terraform';
import { memberOf } from '../text';

/** Loaded when first used, not at import. */
interface Modules {
  'ajv/dist/2020': typeof ajv;
  './portfolio.schema.json': SchemaObject;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

/** What of a schema the sentences are made from. */
interface Described {
  readonly type?: string;
  readonly title: string;
  readonly description: string;
  readonly properties?: Record<string, Described>;
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
  const portfolio = require('./portfolio.schema.json');
  // A test checks the schema itself; here that would take longer than a thousand customers.
  return new Ajv2020({ allErrors: true, verbose: true, validateSchema: false }).compile(portfolio);
}

function inspectError(
  error: DefinedError,
  document: unknown,
  faultsAt: (path: FaultKey[]) => Faults,
  sourceOf?: (path: FaultKey[]) => string | undefined,
): void {
  const { data } = error;
  const described = error.parentSchema as Described;
  const path = pathOf(error.instancePath, document);
  const faults = faultsAt(path);
  switch (error.keyword) {
    case 'required': {
      const { missingProperty } = error.params;
      const property = described.properties?.[missingProperty];
      faultsAt([...path, missingProperty]).report(`is missing; expected ${expectation(property ?? described)}`);
      break;
    }
    case 'additionalProperties': {
      const { additionalProperty } = error.params;
      const known = Object.keys(described.properties ?? {});
      const [similar] = similarNames(additionalProperty, known);
      faultsAt([...path, additionalProperty]).report(
        `is no property of ${described.title}; ` +
          (similar === undefined ? `expected one of ${known.join(', ')}` : `did you mean "${similar}"?`),
      );
      break;
    }
    case 'maxLength':
      faults.length(String(data), error.params.limit);
      break;
    case 'minItems':
      faults.report(`is empty; expected ${expectation(described)}`);
      break;
    case 'enum':
      faults.reject(data, `is not ${described.title}`, `expected ${alternatives(error.params.allowedValues)}`);
      break;
    case 'minimum':
    case 'maximum':
      // Of what is no whole number, that was said.
      if (!faults.isRefused) {
        inspectValue(data, error.keyword, described, faults, () => sourceOf?.(path));
      }
      break;
    default:
      inspectValue(data, error.keyword, described, faults, () => sourceOf?.(path));
  }
}

/** A value of the wrong type, or a text that does not have the form. */
function inspectValue(
  data: unknown,
  keyword: string,
  described: Described,
  faults: Faults,
  source: () => string | undefined,
): void {
  if (data === null || data === '') {
    faults.report(`is missing; expected ${expectation(described)}`);
  } else if (keyword === 'type' && (typeof data === 'number' || typeof data === 'boolean') && isText(described)) {
    faults.report(`${source() ?? data} is not a text; put it in quotes`);
  } else if (typeof data === 'string' && data.trim() === '') {
    faults.reject(data, 'is blank', `expected ${expectation(described)}`);
  } else {
    faults.reject(data, `is not ${described.title}`, `expected ${expectation(described)}`);
  }
}

function isText(described: Described): boolean {
  return described.type === 'string';
}

/** The first sentence of a description as the end of another: what the value is, without its default. */
function expectation({ description }: Described): string {
  const [sentence] = description.split(/\.(?: |$)/);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function alternatives(values: unknown[]): string {
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
