import type * as ajv from 'ajv/dist/2020';
import type { SchemaObject, ValidateFunction } from 'ajv/dist/2020';

/** Loaded when first used, not at import. */
declare function require(module: 'ajv/dist/2020'): typeof ajv;

/** Says what does not have a form: the first place, and what it must be; undefined if everything has it. */
export type FormCheck = (document: unknown) => string | undefined;

/**
 * A check of a form, which says for instance `customers[3].name must be string`.
 *
 * @param load gives the JSON Schema; it is called when the first document is checked
 */
export function formCheck(load: () => SchemaObject): FormCheck {
  let validator: ValidateFunction | undefined;
  return document => {
    validator ??= compile(load());
    if (validator(document)) {
      return undefined;
    }
    const [{ instancePath, message }] = validator.errors ?? [{ instancePath: '', message: 'is malformed' }];
    return `${pathOf(instancePath)} ${message}`.trim();
  };
}

function compile(schema: SchemaObject): ValidateFunction {
  const { Ajv2020 } = require('ajv/dist/2020');
  // A test checks the schema itself.
  return new Ajv2020({ validateSchema: false }).compile(schema);
}

/** `/customers/3/tags` as people write it: `customers[3].tags`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\//g, '.')
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
