export { type CloudEndpoints, endpointsOf } from './endpoints';
export { PrincipalFault, principalFaultOf } from './refused-sign-in';
export { type SignedIn, signIn } from './sign-in';
export { SignInError } from './sign-in-error';
export { automationSignInOf, type Environment, type SignInMethod, signInMethodOf } from './sign-in-method';
export { type AzureTransport, ThrottledError, UnreachableError } from './transport';
