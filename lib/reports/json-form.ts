import type * as ajv from 'ajv/dist/2020';
import type { SchemaObject, ValidateFunction } from 'ajv/dist/2020';

/** Loaded when first used, not at import. */
interface Modules {
  'ajv/dist/2020': typeof ajv;
  './readiness.schema.json': SchemaObject;
}

declare function require<M extends keyof Modules>(module: M): Modules[M];

let validator: ValidateFunction | undefined;

/**
 * What does not have the form that `readiness.schema.json` describes: the first place, and what it must be, such as
 * `customers[3].name must be string`; undefined if everything has it.
 */
export function faultOfForm(document: unknown): string | undefined {
  validator ??= compile();
  if (validator(document)) {
    return undefined;
  }
  const [{ instancePath, message }] = validator.errors ?? [{ instancePath: '', message: 'is malformed' }];
  return `${pathOf(instancePath)} ${message}`.trim();
}

function compile(): ValidateFunction {
  const { Ajv2020 } = require('ajv/dist/2020');
  // A test checks the schema itself.
  return new Ajv2020({ validateSchema: false }).compile(require('./readiness.schema.json'));
}

/** `/customers/3/tags` as people write it: `customers[3].tags`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\//g, '.')
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
