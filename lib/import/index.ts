export { type ImportedFile, imported } from './file/customers-file';
export type { FoundCustomer } from './found/found-customer';
export { columnMapOf, valueMapOf } from './list/list-options';
export { type ListFile, type ListOptions, readLists, type ReadLists } from './list/lists';
