export {
  CUSTOMER,
  type Customer,
  CustomerStatus,
  type CustomerSubscription,
  inspectCustomer,
  subscriptionKey,
} from './customer';
export { CustomerStack, type CustomerStackProps } from './customer-stack';
export { PartnerLinkStack, type PartnerLinkStackProps } from './partner-link-stack';
export { PartnerStack, type PartnerStackProps } from './partner-stack';
export { PecIdentityStack, type PecIdentityStackProps } from './pec-identity-stack';
export {
  type AzurermStateOptions,
  type HcpTerraformStateOptions,
  type LocalStateOptions,
  STATE_BACKEND,
  StateBackend,
} from './state-backend';
export {
  delegationOf,
  earningPrincipal,
  inspectExisting,
  UnmanagedCustomer,
  type UnmanagedCustomerProps,
} from './unmanaged-customer';
