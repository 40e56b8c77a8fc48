import type * as ajv from 'ajv/dist/2020';
import type { SchemaObject, ValidateFunction } from 'ajv/dist/2020';

/** Loaded when first used, not at import. */
declare function require(module: 'ajv/dist/2020'): typeof ajv;

/** Makes sure that a document has a form; otherwise throws what the first place is, what it must be, and what is expected. */
export type FormCheck<T> = (document: unknown, expected: string) => asserts document is T;

/**
 * A check of a form, which says for instance `customers[3].name must be string; expected …`.
 *
 * @param load gives the JSON Schema of the form; it is called when the first document is checked
 */
export function formCheck<T>(load: () => SchemaObject): FormCheck<T> {
  let validator: ValidateFunction | undefined;
  return (document, expected) => {
    validator ??= compile(load());
    if (!validator(document)) {
      const [{ instancePath, message }] = validator.errors ?? [{ instancePath: '', message: 'is malformed' }];
      throw new Error(`${`${pathOf(instancePath)} ${message}`.trim()}; expected ${expected}`);
    }
  };
}

function compile(schema: SchemaObject): ValidateFunction {
  const { Ajv2020 } = require('ajv/dist/2020');
  // A test checks the schema itself.
  return new Ajv2020({ validateSchema: false, meta: false }).compile(schema);
}

/** `/customers/3/tags` as people write it: `customers[3].tags`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\//g, '.')
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
