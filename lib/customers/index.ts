export {
  CUSTOMER,
  type Customer,
  CustomerStatus,
  type CustomerSubscription,
  inspectCustomer,
  subscriptionKey,
} from './customer';
export { CustomerStack, type CustomerStackProps } from './customer-stack';
export {
  delegationOf,
  earningPrincipal,
  inspectExisting,
  UnmanagedCustomer,
  type UnmanagedCustomerProps,
} from './unmanaged-customer';
