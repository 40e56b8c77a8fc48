export {
  CUSTOMER,
  type Customer,
  type CustomerDeclaration,
  type CustomerOffer,
  type CustomerSubscription,
} from './customer';
export { CustomerStack, type CustomerStackOptions, type CustomerStackProps } from './customer-stack';
export { DeclaredCustomer } from './declared-customer';
export { UnmanagedCustomer, type UnmanagedCustomerProps, type UnmanagedOnboarding } from './unmanaged-customer';
