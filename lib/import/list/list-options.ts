import { type ColumnMap, type Field, FIELDS, isField } from './columns';

/** What a value of a field means, by what the list says, in lower case. */
export type ValueMap = ReadonlyMap<Field, ReadonlyMap<string, Meaning>>;

/** What a value means, and the text that says so. */
export interface Meaning {
  readonly meaning: string;
  readonly text: string;
}

/** The meaning of a value whose rows are left out on purpose. */
export const SKIP = 'skip';

const FIELD = `expected one of ${FIELDS.join(', ')}, or tag.NAME`;

/**
 * Which columns hold what, from texts such as `name=Customer name`, or `name=3` for the third; `status=` means that no
 * column holds it.
 *
 * @throws Error that names the text
 */
export function columnMapOf(texts: readonly string[]): ColumnMap {
  return new Map(
    texts.map(text => {
      const [, field = '', column = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      if (!isField(field)) {
        throw new Error(`--map ${text}: "${field}" is nothing that a column holds; ${FIELD}, then "=" and the column`);
      }
      return [field, column];
    }),
  );
}

/**
 * What values mean, from texts such as `status:Suspended=offboarded`; `skip` leaves out the rows that have the value.
 *
 * @throws Error that names the text
 */
export function valueMapOf(texts: readonly string[]): ValueMap {
  const map = new Map<Field, Map<string, Meaning>>();
  for (const text of texts) {
    const [, field = '', value = '', meaning = ''] = /^([^:]*):(.*)=([^=]*)$/s.exec(text) ?? [];
    if (!isField(field) || value === '' || meaning === '') {
      throw new Error(
        `--map-value ${text}: expected FIELD:VALUE=MEANING, such as status:Suspended=offboarded; ${FIELD}`,
      );
    }
    const values = map.get(field) ?? new Map<string, Meaning>();
    map.set(field, values.set(value.toLowerCase(), { meaning, text }));
  }
  return map;
}
