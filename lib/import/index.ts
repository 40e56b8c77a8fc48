export { type AzureCustomers, type AzureSight, customersInAzure } from './azure/azure-customers';
export { delegationsInFiles } from './azure/delegations-json';
export { type ManagingTenant, offersSource } from './azure/offers-source';
export { type ImportedFile, imported } from './file/customers-file';
export type { MergeOptions } from './file/merge';
export type { FoundCustomer } from './found/found-customer';
export { columnMapOf, valueMapOf } from './list/list-options';
export { type ListFile, type ListOptions, readLists, type ReadLists } from './list/lists';
