export { type AzureCustomers, type AzureSight, customersInAzure } from './azure/azure-customers';
export { delegationsInRows, type RowsOfAzure, rowsOfAzure } from './azure/delegations-json';
export { type ManagingTenant, offersSource } from './azure/offers-source';
export { ProgramText } from './azure/program-text';
export { type ImportedFile, imported, type ImportOptions } from './file/customers-file';
export type { FoundCustomer } from './found/found-customer';
export { columnMapOf, valueMapOf } from './list/list-options';
export { type ListFile, type ListOptions, readLists, type ReadLists } from './list/lists';
