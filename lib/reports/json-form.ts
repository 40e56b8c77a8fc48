import type * as ajv from 'ajv/dist/2020';
import type { SchemaObject, ValidateFunction } from 'ajv/dist/2020';
import type schema from './readiness.schema.json';

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
  /* eslint-disable @typescript-eslint/no-require-imports -- loaded when first used, not at import */
  const { Ajv2020 } = require('ajv/dist/2020') as typeof ajv;
  const readiness = require('./readiness.schema.json') as typeof schema;
  /* eslint-enable @typescript-eslint/no-require-imports */
  // A test checks the schema itself.
  return new Ajv2020({ validateSchema: false }).compile(readiness as SchemaObject);
}

/** `/customers/3/tags` as people write it: `customers[3].tags`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\//g, '.')
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
