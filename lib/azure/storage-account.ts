/**
 * What a storage account may be called, and that in words.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage
 */
export const STORAGE_ACCOUNT_NAME = {
  pattern: /^[a-z0-9]{3,24}$/,
  words: '3 to 24 lower-case letters and digits',
};
