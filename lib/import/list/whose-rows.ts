import type { Fault } from '../../declaration';
import { shown } from '../../text';
import type { ReadRow, RowReader, UnderstoodRow } from './list-row';
import type { ListRow } from './table';

/** A row of which is known whose it is. */
export type OwnedRow = UnderstoodRow & { readonly tenant: string };

/** What says whose row it is. */
const OF_CUSTOMER = ['tenant', 'name', 'domain'] as const;

/**
 * Reads the rows of a table. One that says nothing of its customer belongs to the one above it, because merged cells of a
 * spreadsheet come so; it shares the fate of that row.
 *
 * @param notes gets a line if there are such rows
 */
export function readRows(rows: readonly ListRow[], reader: RowReader, notes: string[]): UnderstoodRow[] {
  let above: ReadRow = 'refused';
  const continued: string[] = [];
  const understood = rows.flatMap((row): UnderstoodRow[] => {
    const read = reader.read(row);
    if (OF_CUSTOMER.some(field => row.cells.has(field))) {
      above = read;
      return typeof read === 'object' ? [read] : [];
    }
    const owner: ReadRow = above;
    if (owner === 'refused') {
      reader.reject(
        row,
        undefined,
        'names no customer, nor does a row above that can be used; write the tenant into it',
      );
    }
    if (typeof owner !== 'object' || typeof read !== 'object') {
      return [];
    }
    continued.push(read.origin);
    return [{ ...read, tenant: owner.tenant, texts: withName(read.texts, owner.texts.get('name')) }];
  });
  if (continued.length > 0) {
    notes.push(`rows without a customer belong to the one above: ${continued.length}, the first is ${continued[0]}`);
  }
  return understood;
}

function withName(texts: UnderstoodRow['texts'], name: string | undefined): UnderstoodRow['texts'] {
  return name === undefined ? texts : new Map([...texts, ['name', name]]);
}

/** A row with a name and without a tenant is of the tenant that other rows have with this name, if that is one. */
export function withTenants(rows: readonly UnderstoodRow[], faults: Fault[]): OwnedRow[] {
  const tenants = new Map<string, Set<string>>();
  for (const { tenant, texts } of rows) {
    const name = texts.get('name');
    if (tenant !== undefined && name !== undefined) {
      tenants.set(name, (tenants.get(name) ?? new Set()).add(tenant));
    }
  }
  return rows.flatMap(row => {
    const name = row.texts.get('name');
    const [only, other] = tenants.get(name ?? '') ?? [];
    const tenant = row.tenant ?? (other === undefined ? only : undefined);
    if (tenant === undefined) {
      const whose = name === undefined ? 'the row' : shown(name);
      faults.push({
        path: [],
        place: row.origin,
        message: `${whose} has no tenant; write its id, a GUID, into the row`,
      });
      return [];
    }
    return [{ ...row, tenant }];
  });
}
