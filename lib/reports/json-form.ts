import type * as ajv from 'ajv/dist/2020';
import type { SchemaObject, ValidateFunction } from 'ajv/dist/2020';

/** The form of a document of this package, as a JSON Schema describes it. */
export class JsonForm {
  private validator?: ValidateFunction;

  /** @param schema loads the schema when it is first used, not at import */
  constructor(private readonly schema: () => object) {}

  /**
   * What does not have the form: the first place, and what it must be, such as `customers[3].name must be string`;
   * undefined if everything has it.
   */
  public faultOf(document: unknown): string | undefined {
    this.validator ??= this.compile();
    if (this.validator(document)) {
      return undefined;
    }
    const [{ instancePath, message }] = this.validator.errors ?? [{ instancePath: '', message: 'is malformed' }];
    return `${pathOf(instancePath)} ${message}`.trim();
  }

  private compile(): ValidateFunction {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when first used, not at import
    const { Ajv2020 } = require('ajv/dist/2020') as typeof ajv;
    // A test checks the schema itself.
    return new Ajv2020({ validateSchema: false }).compile(this.schema() as SchemaObject);
  }
}

/** `/customers/3/tags` as people write it: `customers[3].tags`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\//g, '.')
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
