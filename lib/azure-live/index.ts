export { type ActivityAnswer, type DelegationEvent, delegationEvents } from './activity-log';
export { type BlobReader, blobReader, CutOffError } from './blob';
export { concurrently } from './concurrently';
export { type CloudEndpoints, endpointsOf } from './endpoints';
export type { LiveActivation, LiveAuthorization, LiveDefinition, LiveDelegation } from './live-delegation';
export { type LinkAnswer, ownPartnerLink } from './partner-link';
export { ownPermissions, type Permissions, type PermissionsAnswer, permissionsOfRole } from './permissions';
export { PrincipalFault, principalFaultOf } from './refused-sign-in';
export { delegationsAt, type ScopeAnswer } from './registration-assignments';
export { delegationsIn, delegationsInGraph, type GraphAnswer } from './resource-graph';
export { asObjects, type JsonObject } from './json';
export { type LiveSubscription, subscriptionsSeen } from './subscriptions';
export { type PrincipalAnswer, servicePrincipal } from './service-principal';
export { type SignedIn, signIn } from './sign-in';
export { SignInError } from './sign-in-error';
export { automationSignInOf, type Environment, type SignInMethod, signInMethodOf } from './sign-in-method';
export { type AzureTransport, ThrottledError, UnreachableError } from './transport';
export {
  beginExport,
  type BillingPeriod,
  type ExportedUsage,
  exportedManifest,
  ExportError,
  type Pause,
  type UsageManifest,
} from './usage-export';
