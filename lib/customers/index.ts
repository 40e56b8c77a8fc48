export {
  CUSTOMER,
  type Customer,
  type CustomerDeclaration,
  type CustomerOffer,
  type CustomerSubscription,
} from './customer';
export { BESIDE_EXISTING } from './customer-rules';
export { type CustomerManagementGroup, MANAGEMENT_GROUP } from './customer-management-group';
export { CustomerStack, type CustomerStackOptions, type CustomerStackProps } from './customer-stack';
export { DeclaredCustomer } from './declared-customer';
export { UnmanagedCustomer, type UnmanagedCustomerProps, type UnmanagedOnboarding } from './unmanaged-customer';
